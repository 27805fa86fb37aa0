package protocols

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/acknowledgements"
)

// Service holds the rules of protocols.
type Service struct {
	kit     module.Kit
	store   store
	readers *acknowledgements.Service
}

// NewService makes the service.
func NewService(kit module.Kit, readers *acknowledgements.Service) *Service {
	return &Service{kit: kit, store: store{kit.DB, kit.Clock}, readers: readers}
}

// Get reads one revision.
func (s *Service) Get(ctx context.Context, protocolID id.ID) (*View, error) {
	p, err := s.store.get(ctx, protocolID)
	if err != nil {
		return nil, err
	}
	return s.view(ctx, p), nil
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, p)
}

// Create begins a protocol with the draft of its first revision.
func (s *Service) Create(ctx context.Context, in New) (*View, error) {
	var f values.Faults
	p := &Protocol{Head: Head{Key: db.NewKey(ctx), Number: f.Required("/number", in.Number, maxNumber), Revision: 1, Title: f.Required("/title", in.Title, maxTitle),
		EffectiveDate: checkDate(&f, "/effective_date", in.EffectiveDate), HazardLevel: f.Line("/hazard_level", in.HazardLevel, maxHazard),
		TrainingRequired: in.TrainingRequired, Status: Draft, Authors: People{tenancy.Must(ctx).ID}, Stamps: db.By(ctx)},
		Body: prose(&f, "/body", in.Body), Checklist: checkSteps(&f, in.Checklist)}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := db.Insert(ctx, s.kit.DB, p); err != nil {
		return nil, conflict(err)
	}
	return s.Get(ctx, p.ID)
}

// editable locks a draft for a change.
func (s *Service) editable(ctx context.Context, protocolID id.ID, seen int) (*Protocol, error) {
	p, err := db.Edit[Protocol](ctx, s.kit.DB, "protocol", protocolID, seen)
	switch {
	case err != nil:
		return nil, err
	case p.ArchivedAt != nil:
		return nil, archived()
	case p.Status != Draft:
		return nil, apperr.New(apperr.Conflict, "protocol_not_draft", "Only a draft can be edited; revise this protocol to change it.").With("status_of_protocol", p.Status)
	}
	return p, nil
}

// Update applies a merge patch to the version of a draft that the client has seen.
func (s *Service) Update(ctx context.Context, protocolID id.ID, seen int, c Change) (*View, error) {
	p, err := s.editable(ctx, protocolID, seen)
	if err != nil {
		return nil, err
	}
	set, err := s.plan(p, c)
	if err != nil {
		return nil, err
	}
	if len(set) > 0 {
		if me := tenancy.Must(ctx).ID; !slices.Contains(p.Authors, me) {
			set["authors"] = append(p.Authors, me)
		}
		if err := db.Update(ctx, s.kit.DB, p, set); err != nil {
			return nil, conflict(err)
		}
	}
	return s.Get(ctx, protocolID)
}

// plan finds what the patch really changes.
func (s *Service) plan(p *Protocol, c Change) (map[string]any, error) {
	var f values.Faults
	endpoint.PatchLine(&f, "/number", &c.Number, maxNumber)
	endpoint.PatchLine(&f, "/title", &c.Title, maxTitle)
	endpoint.PatchLine(&f, "/hazard_level", &c.HazardLevel, maxHazard)
	if c.Body.Set {
		c.Body = endpoint.Patch[string]{Set: true, Value: prose(&f, "/body", c.Body.Value)}
	}
	if c.EffectiveDate.Set {
		d := checkDate(&f, "/effective_date", c.EffectiveDate.Given())
		c.EffectiveDate.Null = d == nil
	}
	if p.Revision > 1 && c.Number.Set && !c.Number.Null && c.Number.Value != p.Number {
		f.Add("/number", "not_allowed", "All revisions of a protocol have one number.")
	}
	set := endpoint.Changes{}
	endpoint.Diff(set, "number", &p.Number, c.Number)
	endpoint.Diff(set, "title", &p.Title, c.Title)
	endpoint.Diff(set, "body", &p.Body, c.Body)
	endpoint.Diff(set, "training_required", &p.TrainingRequired, c.TrainingRequired)
	endpoint.DiffOptional(set, "hazard_level", &p.HazardLevel, c.HazardLevel)
	endpoint.DiffOptional(set, "effective_date", &p.EffectiveDate, c.EffectiveDate)
	if c.Checklist.Set {
		if steps := checkSteps(&f, c.Checklist.Value); !slices.Equal(steps, p.Checklist) {
			text, err := json.Marshal(steps)
			if err != nil {
				return nil, err
			}
			set["checklist"] = string(text)
		}
	}
	return set.Columns(), set.Err(f...)
}

// Archive hides a draft. What was reviewed is retired instead.
func (s *Service) Archive(ctx context.Context, protocolID id.ID, seen int) error {
	p, err := db.Edit[Protocol](ctx, s.kit.DB, "protocol", protocolID, seen)
	if err != nil || p.ArchivedAt != nil {
		return err
	}
	if p.Status != Draft {
		return apperr.New(apperr.Conflict, "protocol_not_draft", "Only a draft can be archived; what was approved is retired.").With("status_of_protocol", p.Status)
	}
	return db.Archive(ctx, s.kit.DB, p)
}

// view adds what the caller may do.
func (s *Service) view(ctx context.Context, p *Full) *View {
	wrote := slices.Contains(p.Authors, tenancy.Must(ctx).ID)
	may := func(permission string, at step, obstacles ...string) endpoint.Action {
		in := append([]string{endpoint.When(p.ArchivedAt != nil, "archived"), endpoint.When(!at.in(p.Status), "protocol_"+p.Status)}, obstacles...)
		return endpoint.May(s.kit.Can(ctx, permission), in...)
	}
	locked := endpoint.When(p.LockedAt != nil, "locked")
	return &View{Full: *p, Actions: endpoint.Actions{
		"update":      may("protocol:update", submitting(), locked),
		"delete":      may("protocol:delete", submitting(), locked),
		"submit":      may("protocol:update", submitting()),
		"approve":     may("protocol:approve", approving(), endpoint.When(wrote, ownProtocol)),
		"reject":      may("protocol:approve", rejecting(), locked),
		"retire":      may("protocol:retire", retiring()),
		"revise":      may("protocol:create", revising()),
		"acknowledge": may("protocol:acknowledge", step{from: []string{Approved, Effective}}, endpoint.When(p.AcknowledgedAt != nil, "acknowledged")),
		"sign":        endpoint.May(s.kit.Can(ctx, "signature:create"), p.signObstacle()),
		"assign":      may("protocol:assign", step{from: []string{Draft, InReview, Approved, Effective}}),
	}}
}
