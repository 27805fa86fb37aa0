package signrequests

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/signatures"
)

// Service holds the rules of requests.
type Service struct {
	kit   module.Kit
	store store
	signs *signatures.Service
}

// NewService makes the service, and has signing heed it.
func NewService(kit module.Kit, signs *signatures.Service) *Service {
	s := &Service{kit: kit, store: store{kit.DB}, signs: signs}
	signs.Heed(s)
	return s
}

// Get reads one request. Call it in a snapshot or transaction.
func (s *Service) Get(ctx context.Context, requestID id.ID) (*View, error) {
	item, err := s.store.get(ctx, requestID)
	if err != nil {
		return nil, err
	}
	out := &View{Item: *item}
	if t, known := s.signs.Type(item.RecordType); known && item.Status == Open {
		if out.Current, err = s.signs.Current(ctx, t, item.RecordID, item.Asked, item.RecordHash); err != nil {
			return nil, err
		}
	}
	over := endpoint.When(item.Status != Open, "request_ended")
	out.Actions = endpoint.Actions{"cancel": endpoint.May(s.mayCancel(ctx, &item.Request), over),
		"sign": endpoint.May(s.kit.Can(ctx, "signature:create"), over, endpoint.When(!item.Mine, "not_asked"))}
	return out, nil
}

func (s *Service) mayCancel(ctx context.Context, r *Request) bool {
	return s.kit.Can(ctx, "signature_request:create") && (r.CreatedBy == tenancy.Must(ctx).ID || s.kit.Can(ctx, "signature_request:cancel"))
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	ids, err := page.ParseIDs(map[string]string{"record_id": f.RecordID})
	if err != nil {
		return page.List[Item]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, ids["record_id"], p)
}

// Create asks people to sign a record as it is now. What could never be signed is not asked for.
func (s *Service) Create(ctx context.Context, in New) (*View, error) {
	c, note, err := s.lies(ctx, in)
	if err != nil {
		return nil, err
	}
	if err := s.possible(ctx, c, in.Stages); err != nil {
		return nil, err
	}
	r := &Request{Key: db.NewKey(ctx), RecordType: c.Type.Word, RecordID: c.RecordID, RecordCode: &c.State.Code, Asked: c.State.Version, RecordHash: c.Hash, Mode: in.Mode,
		Note: note, DueAt: in.DueAt, Segregated: c.Rules.Segregation, Authors: c.State.Authors, Status: Open, CreatedBy: tenancy.Must(ctx).ID}
	if err := s.store.add(ctx, r, in.Stages); err != nil {
		return nil, err
	}
	if err := s.note(ctx, r, "", Open); err != nil {
		return nil, err
	}
	if err := s.tell(ctx, r.ID); err != nil {
		return nil, err
	}
	return s.Get(ctx, r.ID)
}

// lies reads what is to be signed, and refuses what no stage could make right.
func (s *Service) lies(ctx context.Context, in New) (*signatures.Case, *string, error) {
	var f values.Faults
	note := f.Prose("/note", in.Note, maxNote)
	if in.DueAt != nil && !in.DueAt.After(s.kit.Clock()) {
		f.Add("/due_at", "out_of_range", "This moment is over already.")
	}
	t, known := s.signs.Type(in.RecordType)
	if !known {
		f.Add("/record_type", "unknown_type", "Records of this type cannot be signed.")
	}
	for i, ask := range in.Stages {
		if (ask.UserID == nil) == (ask.Role == nil) {
			f.Add(fmt.Sprintf("/stages/%d", i), "invalid", "A stage names a person (user_id) or a role, and not both.")
		}
	}
	if err := f.Err(); err != nil {
		return nil, nil, err
	}
	if !s.kit.Can(ctx, t.Read) {
		return nil, nil, apperr.New(apperr.Forbidden, "forbidden", "Your role does not include %s.", t.Read).With("permission", t.Read)
	}
	c, err := s.signs.Case(ctx, t, in.RecordID)
	if err != nil {
		return nil, nil, err
	}
	if c.State.Obstacle != "" {
		return nil, nil, apperr.New(apperr.Conflict, c.State.Obstacle, "%s cannot be signed as it is: %s.", c.State.Code, c.State.Obstacle)
	}
	open, err := s.store.open(ctx, t.Word, in.RecordID)
	if err == nil && open != nil {
		err = apperr.New(apperr.Conflict, "request_open", "%s is to be signed already: %s. Cancel that request first.", c.State.Code, open.Code).With("signature_request_id", open.ID)
	}
	return c, note, err
}

// Cancel ends a request: its maker's right, and of who may cancel those of others.
func (s *Service) Cancel(ctx context.Context, requestID id.ID, seen int, in Cancel) (*View, error) {
	var f values.Faults
	reason := f.Required("/reason", in.Reason, maxReason)
	if err := f.Err(); err != nil {
		return nil, err
	}
	r, err := db.Edit[Request](ctx, s.kit.DB, what, requestID, seen)
	if err != nil {
		return nil, err
	}
	if !s.mayCancel(ctx, r) {
		return nil, apperr.New(apperr.Forbidden, "not_own_request", "Only who asked for the signatures, or who may cancel for others, cancels this.")
	}
	if r.Status != Open {
		return nil, apperr.New(apperr.Conflict, "request_ended", "This request has ended: it is %s.", r.Status)
	}
	if err := s.store.because(ctx, reason); err != nil {
		return nil, err
	}
	if err := s.end(ctx, r, Cancelled, byHand, &reason); err != nil {
		return nil, err
	}
	return s.Get(ctx, requestID)
}

// end closes a request with whatever is still open of it, and tells who asked.
func (s *Service) end(ctx context.Context, r *Request, status, cause string, reason *string) error {
	if err := s.store.end(ctx, r, status, cause, reason); err != nil {
		return err
	}
	if err := s.note(ctx, r, Open, status); err != nil {
		return err
	}
	return s.tellEnds(ctx, r.ID)
}

// note leaves an event in the trail of the record that names the request: was is empty where it begins.
func (s *Service) note(ctx context.Context, r *Request, was, is string) error {
	old := map[string]any{}
	if was != "" {
		old["signature_request"] = was
	}
	payload, err := json.Marshal(map[string]any{"old": old, "new": map[string]any{"signature_request": is, "request": r.Code}, "changed": []string{"signature_request", "request"}})
	if err != nil {
		return err
	}
	return s.store.event(ctx, r, string(payload))
}
