package experiments

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/spectra-lab/spectra/modules/analysis/gate"
	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// lists is what a patch makes of samples and parameters; nil leaves them.
type lists struct {
	samplesBefore, samples []id.ID
	parameters             []ParameterRow
	newSamples, newValues  bool
}

// Update applies a merge patch to the version the client has seen.
func (s *Service) Update(ctx context.Context, experimentID id.ID, seen int, c Change) (*View, error) {
	e, err := db.Edit[Experiment](ctx, s.kit.DB, "experiment", experimentID, seen)
	if err != nil {
		return nil, err
	}
	if e.ArchivedAt != nil {
		return nil, archivedError()
	}
	set, l, err := s.plan(ctx, e, c)
	if err != nil {
		return nil, err
	}
	if len(set) > 0 {
		if err := s.mayChange(ctx, e); err != nil {
			return nil, err
		}
		if err := s.moved(ctx, e, set); err != nil {
			return nil, err
		}
		if err := s.apply(ctx, e, set, l); err != nil {
			return nil, err
		}
	}
	return s.Get(ctx, experimentID)
}

// plan finds what the patch really changes. A change of lists alone still raises the version.
func (s *Service) plan(ctx context.Context, e *Experiment, c Change) (map[string]any, *lists, error) {
	var f values.Faults
	endpoint.PatchLine(&f, "/title", &c.Title, maxTitle)
	endpoint.PatchLine(&f, "/method", &c.Method, maxMethod)
	endpoint.PatchProse(&f, "/description", &c.Description, maxProse)
	l, err := s.planLists(ctx, &f, e.ID, c)
	if err != nil {
		return nil, nil, err
	}
	set := endpoint.Changes{}
	endpoint.Diff(set, "title", &e.Title, c.Title)
	endpoint.Diff(set, "method", &e.Method, c.Method)
	endpoint.DiffOptional(set, "description", &e.Description, c.Description)
	endpoint.DiffOptional(set, "project_id", &e.ProjectID, c.ProjectID)
	endpoint.DiffOptional(set, "instrument_id", &e.InstrumentID, c.InstrumentID)
	endpoint.DiffOptional(set, "protocol_id", &e.ProtocolID, c.ProtocolID)
	if err := set.Err(without(f, SampleExpired)...); err != nil {
		return nil, nil, err
	}
	if err := f.Refusal(SampleExpired); err != nil {
		return nil, nil, err
	}
	if l.newSamples || l.newValues {
		set["updated_at"] = nil // replaced by the database's time
	}
	return set.Columns(), l, nil
}

func (s *Service) planLists(ctx context.Context, f *values.Faults, experimentID id.ID, c Change) (*lists, error) {
	l := &lists{samples: c.SampleIDs.Value}
	if c.SampleIDs.Set {
		checkSamples(f, l.samples)
		var err error
		if l.samplesBefore, err = s.store.linked(ctx, experimentID); err != nil {
			return nil, err
		}
		if err := s.checkThere(ctx, f, l.samples, l.samplesBefore); err != nil {
			return nil, err
		}
		l.newSamples = !slices.Equal(l.samplesBefore, l.samples)
	}
	if c.Parameters.Set {
		before, err := s.store.parameters(ctx, experimentID)
		if err != nil {
			return nil, err
		}
		l.parameters = rows(ctx, experimentID, checkParameters(f, c.Parameters.Value))
		l.newValues = !slices.EqualFunc(before, l.parameters, sameParameter)
	}
	return l, nil
}

func sameParameter(a, b ParameterRow) bool { return a.Name == b.Name && a.value().Same(b.value()) }

func (s *Service) apply(ctx context.Context, e *Experiment, set map[string]any, l *lists) error {
	if err := db.Update(ctx, s.kit.DB, e, set); err != nil {
		return reference(err)
	}
	if _, other := set["protocol_id"]; other && e.Status != Draft { // after what is wrong with the request itself
		return pinned()
	}
	if l.newSamples {
		if err := s.setSamples(ctx, e.ID, l.samplesBefore, l.samples); err != nil {
			return err
		}
	}
	if l.newValues {
		return s.store.setParameters(ctx, e.ID, l.parameters)
	}
	return nil
}

// Transition moves the experiment through its states. seen is the version the client has seen, 0 for any.
func (s *Service) Transition(ctx context.Context, experimentID id.ID, seen int, in Move) (*View, error) {
	var f values.Faults
	note := f.Prose("/note", in.Note, 2000)
	if err := f.Err(); err != nil {
		return nil, err
	}
	e, err := db.Edit[Experiment](ctx, s.kit.DB, "experiment", experimentID, seen)
	if err != nil {
		return nil, err
	}
	if err := s.mayMove(ctx, e, in.To); err != nil {
		return nil, err
	}
	set, err := s.effects(ctx, e, in.To)
	if err != nil {
		return nil, err
	}
	if err := db.Update(ctx, s.kit.DB, e, set); err != nil {
		return nil, err
	}
	if err := s.remark(ctx, e, in.To, note); err != nil {
		return nil, err
	}
	if err := s.call(ctx, e); err != nil {
		return nil, err
	}
	if in.To == Voided {
		why := e.Code + " was voided: " + tenancy.StampFrom(ctx).Reason
		if err := s.lineage.MarkStale(ctx, lineage.Node{Type: lineage.Experiment, ID: e.ID}, why); err != nil {
			return nil, err
		}
	}
	return s.Get(ctx, experimentID)
}

// remark leaves the note of a transition in the audit trail, in the form of a change.
func (s *Service) remark(ctx context.Context, e *Experiment, to string, note *string) error {
	if note == nil {
		return nil
	}
	payload, err := json.Marshal(map[string]any{"old": nil, "new": map[string]any{"note": *note, "to": to}, "changed": []string{"note"}})
	if err != nil {
		return err
	}
	return s.store.note(ctx, e, string(payload))
}

// mayMove checks state, right and reason. Who may approve whose work is a rule of signing (SECURITY.md P11-31).
func (s *Service) mayMove(ctx context.Context, e *Experiment, to string) error {
	if e.ArchivedAt != nil {
		return archivedError()
	}
	if err := apperr.Transition("An experiment", e.Status, to, Next(e.Status)); err != nil {
		return err
	}
	if judged(to) && !s.kit.Can(ctx, "experiment:approve") {
		return apperr.New(apperr.Forbidden, "forbidden", "Your role does not include experiment:approve.").With("permission", "experiment:approve")
	}
	if explained(e.Status, to) {
		return requireReason(ctx)
	}
	return nil
}

// effects is what a transition writes besides the state.
func (s *Service) effects(ctx context.Context, e *Experiment, to string) (map[string]any, error) {
	set := map[string]any{"status": to}
	switch {
	case e.Status == Draft && to == Running:
		set["started_at"] = stamp()
		if err := s.keeps(ctx, e.ID); err != nil {
			return nil, err
		}
		if e.InstrumentID != nil {
			if err := s.enter(ctx, *e.InstrumentID, nil, set); err != nil {
				return nil, err
			}
		}
		if e.ProtocolID == nil {
			break
		}
		return set, s.start(ctx, e, set)
	case e.Status == Completed && to == Running:
		set["completed_at"] = nil
	case to == Completed:
		set["completed_at"] = stamp()
		return set, s.complete(ctx, e)
	}
	return set, nil
}

// view adds what the caller may do.
func (s *Service) view(ctx context.Context, e *Item) (*View, error) {
	obstacle, retired, err := s.obstacle(ctx, e)
	if err != nil {
		return nil, err
	}
	next := Next(e.Status)
	may := func(permission string, obstacles ...string) endpoint.Action {
		in := []string{endpoint.When(e.LockedAt != nil, "locked"), endpoint.When(e.ArchivedAt != nil, "archived")}
		return endpoint.May(s.kit.Can(ctx, permission), append(in, obstacles...)...)
	}
	return &View{Item: *e, Warnings: warnings(e), NextStatuses: next, Actions: endpoint.Actions{
		"update":               may("experiment:update"),
		"delete":               may("experiment:delete"),
		"transition":           may("experiment:transition", endpoint.When(len(next) == 0, e.Status)),
		"start":                may("experiment:transition", endpoint.When(e.Status != Draft, "experiment_"+e.Status), endpoint.When(retired, gate.Retired), obstacle, e.obstacle()),
		"sign":                 endpoint.May(s.kit.Can(ctx, "signature:create"), e.signObstacle()),
		"approve":              may("experiment:approve", endpoint.When(e.Status != Completed && e.Status != Reviewed, "experiment_"+e.Status)),
		"record_result":        may("result:create", endpoint.When(e.Status != Running, NotRunning), obstacle),
		"override_calibration": may("calibration:override", endpoint.When(obstacle == "", "calibration_in_order")),
	}}, nil
}
