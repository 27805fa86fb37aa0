package holds

import (
	"context"
	"fmt"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// kind is a type of record that can be held: where it is, and the column with its code.
type kind struct{ table, code string }

func kinds() map[string]kind {
	return map[string]kind{
		"project": {"projects", "code"}, "sample": {"samples", "code"}, "instrument": {"instruments", "code"}, "calibration": {"calibrations", "code"},
		"maintenance_log": {"maintenance_logs", "null::text"}, "notebook": {"notebooks", "code"}, "notebook_entry": {"notebook_entries", "code"},
		"protocol": {"protocols", "number"}, "experiment": {"experiments", "code"}, "result": {"results", "code"}, "file": {"files", "code"}, "process": {"processes", "code"},
	}
}

// Service holds the rules of legal holds.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

// Permissions lists what the resource asks the policy for.
func Permissions() []authz.Permission {
	return []authz.Permission{
		{Object: "legal_hold", Action: "read", Meaning: "See legal holds and what they name"},
		{Object: "legal_hold", Action: "create", Meaning: "Place legal holds and put more records under them"},
		{Object: "legal_hold", Action: "release", Meaning: "End legal holds"},
	}
}

// Get reads one hold with what it names, as far as the caller sees it. Call it in a snapshot or transaction.
func (s *Service) Get(ctx context.Context, holdID id.ID) (*View, error) {
	v, err := s.store.get(ctx, holdID)
	if err != nil {
		return nil, err
	}
	over := endpoint.When(v.ReleasedAt != nil, "released")
	v.Actions = endpoint.Actions{
		"add":     endpoint.May(s.kit.Can(ctx, "legal_hold:create"), over),
		"release": endpoint.May(s.kit.Can(ctx, "legal_hold:release"), over),
	}
	return v, nil
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

// Create places a hold.
func (s *Service) Create(ctx context.Context, in New) (*View, error) {
	var f values.Faults
	h := &Hold{Key: db.NewKey(ctx), Title: f.Required("/title", in.Title, 200), CreatedBy: &tenancy.Must(ctx).ID}
	if d := f.Prose("/reason", &in.Reason, 2000); d != nil && len([]rune(*d)) >= 3 {
		h.Reason = *d
	} else {
		f.Add("/reason", "required", "Say why, in at least 3 characters: the case, the order, the inspection.")
	}
	lines, err := s.lines(ctx, &f, h.ID, in.Records)
	if err != nil {
		return nil, err
	}
	if err := db.Insert(ctx, s.kit.DB, h); err != nil {
		return nil, err
	}
	if err := s.store.add(ctx, lines); err != nil {
		return nil, err
	}
	return s.Get(ctx, h.ID)
}

// lines checks that all that is named is there for the caller.
func (s *Service) lines(ctx context.Context, f *values.Faults, holdID id.ID, in []Ref) ([]Line, error) {
	known, a := kinds(), tenancy.Must(ctx)
	out := make([]Line, 0, len(in))
	for i, r := range in {
		pointer := fmt.Sprintf("/records/%d/id", i)
		recordID, ok := id.Parse(r.ID)
		if !ok {
			f.Add(pointer, "invalid", "This is not the id of a record.")
			continue
		}
		code, there, err := s.store.code(ctx, known[r.Type], recordID)
		if err != nil {
			return nil, err
		}
		if !there {
			f.Add(pointer, "unknown_reference", "There is no such %s.", r.Type)
			continue
		}
		out = append(out, Line{OrgID: a.Org, HoldID: holdID, RecordType: r.Type, RecordID: recordID, RecordCode: code, AddedBy: &a.ID})
	}
	return out, f.Err()
}

// Add puts more records under a hold; those that are under it already stay.
func (s *Service) Add(ctx context.Context, holdID id.ID, in More) (*View, error) {
	h, err := s.inForce(ctx, holdID, 0)
	if err != nil {
		return nil, err
	}
	var f values.Faults
	lines, err := s.lines(ctx, &f, h.ID, in.Records)
	if err != nil {
		return nil, err
	}
	if err := s.store.add(ctx, lines); err != nil {
		return nil, err
	}
	return s.Get(ctx, holdID)
}

// Release ends a hold, for the reason of the request.
func (s *Service) Release(ctx context.Context, holdID id.ID, seen int) (*View, error) {
	h, err := s.inForce(ctx, holdID, seen)
	if err != nil {
		return nil, err
	}
	if err := s.store.release(ctx, h); err != nil {
		return nil, err
	}
	return s.Get(ctx, holdID)
}

func (s *Service) inForce(ctx context.Context, holdID id.ID, seen int) (*Hold, error) {
	h, err := db.Edit[Hold](ctx, s.kit.DB, "legal hold", holdID, seen)
	if err == nil && h.ReleasedAt != nil {
		return nil, apperr.New(apperr.Conflict, "released", "This hold has ended; place a new one.")
	}
	return h, err
}
