package custody

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/samples"
)

// anyones is the right to hand over what somebody else holds, and to take back what somebody else has offered.
const anyones = "sample:hand_over_any"

// Service holds the rules of hand-overs.
type Service struct {
	kit     module.Kit
	store   store
	samples *samples.Service
}

// NewService makes the service.
func NewService(kit module.Kit, s *samples.Service) *Service {
	return &Service{kit: kit, store: store{kit.DB}, samples: s}
}

// List reads one page of a sample's hand-overs, newest first.
func (s *Service) List(ctx context.Context, sampleID id.ID, r page.Request) (page.List[Item], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, sampleID)
	if err != nil {
		return page.List[Item]{}, err
	}
	if err := s.store.sample(ctx, sampleID); err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, sampleID, p)
}

// Offer offers a sample to a person. seen is the version of the sample that the client has seen, 0 for any.
func (s *Service) Offer(ctx context.Context, sampleID id.ID, seen int, in Offer) (*Item, error) {
	r, err := s.samples.Hold(ctx, sampleID, seen)
	if err != nil {
		return nil, err
	}
	to, err := s.receiver(ctx, &in)
	if err != nil {
		return nil, err
	}
	waiting, err := s.store.waiting(ctx, []id.ID{sampleID})
	if err != nil {
		return nil, err
	}
	if refused := s.obstacle(ctx, r, in.ToUserID, waiting[sampleID]); refused != nil {
		return nil, refused
	}
	items, err := s.offer(ctx, []*samples.Sample{r}, in, to)
	if err != nil {
		return nil, err
	}
	return &items[0], nil
}

// OfferAll offers several samples to a person, all or none.
func (s *Service) OfferAll(ctx context.Context, in Bulk) (*Offered, error) {
	held, err := s.samples.HoldAll(ctx, in.IDs)
	if err != nil {
		return nil, err
	}
	o := Offer{ToUserID: in.ToUserID, LocationID: in.LocationID, Note: in.Note}
	to, err := s.receiver(ctx, &o)
	if err != nil {
		return nil, err
	}
	waiting, err := s.store.waiting(ctx, in.IDs)
	if err != nil {
		return nil, err
	}
	all, err := s.all(ctx, in, held, waiting)
	if err != nil {
		return nil, err
	}
	items, err := s.offer(ctx, all, o, to)
	return &Offered{Items: items}, err
}

// all puts the samples of a bulk offer into its order and collects what is in the way of each. The answer has the
// status that the first one alone would get.
func (s *Service) all(ctx context.Context, in Bulk, held map[id.ID]*samples.Sample, waiting map[id.ID]*Transfer) ([]*samples.Sample, error) {
	var first *apperr.Error
	var f values.Faults
	out, met := make([]*samples.Sample, 0, len(in.IDs)), map[id.ID]bool{}
	for i, v := range in.IDs {
		at := "/ids/" + itoa(i)
		r := held[v]
		var refused *apperr.Error
		switch {
		case r == nil:
			refused = apperr.InvalidField(at, "unknown_reference", "There is no such sample.")
		case met[v]:
			refused = apperr.InvalidField(at, "duplicate", "This sample is in the list twice.")
		default:
			refused = s.obstacle(ctx, r, in.ToUserID, waiting[v])
		}
		met[v] = true
		out = append(out, r)
		if refused == nil {
			continue
		}
		if first == nil {
			first = apperr.New(refused.Kind, refused.Code, "%s", refused.Message)
		}
		if len(refused.Fields) > 0 {
			f = append(f, refused.Fields...)
		} else {
			f.Add(at, refused.Code, "%s", refused.Message)
		}
	}
	if first == nil {
		return out, nil
	}
	first.Fields = f
	return nil, first
}

// receiver checks who and where a sample is to come to.
func (s *Service) receiver(ctx context.Context, in *Offer) (*samples.Person, error) {
	var f values.Faults
	in.Note = f.Prose("/note", in.Note, 2000)
	p, err := s.store.person(ctx, in.ToUserID)
	if err != nil {
		return nil, err
	}
	switch {
	case p == nil:
		f.Add("/to_user_id", "unknown_reference", "There is no such user.")
	case p.Status != "active":
		f.Add("/to_user_id", "not_active", "This person has no active account and could not accept.")
	}
	if in.LocationID != nil {
		exists, archived, err := s.store.open(ctx, *in.LocationID)
		switch {
		case err != nil:
			return nil, err
		case !exists:
			f.Add("/location_id", "unknown_reference", "There is no such location.")
		case archived:
			f.Add("/location_id", "location_archived", "This location is archived.")
		}
	}
	if err := f.Refusal("location_archived"); err != nil {
		return nil, err
	}
	return &samples.Person{ID: in.ToUserID, Name: p.Name}, nil
}

// obstacle is what keeps the caller from offering a held sample.
func (s *Service) obstacle(ctx context.Context, r *samples.Sample, to id.ID, waiting *Transfer) *apperr.Error {
	switch {
	case r.LockedAt != nil:
		return apperr.Signed("sample")
	case r.ArchivedAt != nil:
		return apperr.New(apperr.Conflict, "archived", "This sample is archived.")
	case r.Gone():
		return apperr.New(apperr.Conflict, "sample_gone", "A sample that is %s cannot be handed over.", r.Status)
	case waiting != nil:
		return apperr.New(apperr.Conflict, "custody_pending", "A hand-over of this sample already waits for its receiver.")
	case r.CustodianID != nil && *r.CustodianID == to:
		return apperr.New(apperr.Conflict, "already_holder", "This person holds the sample already.")
	case r.CustodianID != nil && *r.CustodianID != tenancy.Must(ctx).ID && !s.kit.Can(ctx, anyones):
		return apperr.New(apperr.Forbidden, "not_holder", "Only the person who holds the sample, or a manager, can hand it over.")
	}
	return nil
}

func (s *Service) offer(ctx context.Context, held []*samples.Sample, in Offer, to *samples.Person) ([]Item, error) {
	transfers, steps, ids := make([]*Transfer, len(held)), make([]samples.Step, len(held)), make([]id.ID, len(held))
	for i, r := range held {
		t := &Transfer{Key: db.NewKey(ctx), SampleID: r.ID, FromUserID: r.CustodianID, ToUserID: in.ToUserID, LocationID: in.LocationID,
			Note: in.Note, Status: Pending, CreatedBy: db.By(ctx).CreatedBy}
		transfers[i], ids[i] = t, t.ID
		steps[i] = samples.Step{Word: "offered", Transfer: t.ID, To: to, Note: in.Note}
	}
	if err := db.Insert(ctx, s.kit.DB, &transfers); err != nil {
		return nil, err
	}
	if err := s.samples.Stay(ctx, held, steps); err != nil {
		return nil, err
	}
	if err := s.ask(ctx, held, transfers); err != nil {
		return nil, err
	}
	return s.store.items(ctx, ids)
}
