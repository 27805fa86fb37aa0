package experiments

import (
	"context"
	"strconv"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// StepRow is one row of experiment_checklist: a step of the protocol as it was when the experiment started.
type StepRow struct {
	OrgID        id.ID      `gorm:"primaryKey" json:"-"`
	ExperimentID id.ID      `gorm:"primaryKey" json:"experiment_id"`
	Position     int        `gorm:"primaryKey" json:"position"`
	Text         string     `json:"text"`
	Required     bool       `json:"required"`
	Kind         string     `json:"kind" enum:"check,value,warning"`
	Done         bool       `json:"done"`
	Note         *string    `json:"note" nullable:"true"`
	DoneBy       *id.ID     `json:"done_by" nullable:"true"`
	DoneAt       *time.Time `json:"done_at" nullable:"true"`
	Version      int        `json:"version"`
}

// TableName is the table of checklists.
func (StepRow) TableName() string { return "experiment_checklist" }

// Step is a step with the name of who did it.
type Step struct {
	StepRow
	DoneByName *string `gorm:"->" json:"done_by_name" nullable:"true"`
}

// Tick is the body of ticking a step, or of taking the tick back.
type Tick struct {
	Done bool    `json:"done"`
	Note *string `json:"note,omitempty" maxLength:"2000" nullable:"true" doc:"Required for a step of kind value: what was read."`
}

func stepKeys() page.Keys[Step] {
	return page.Keys[Step]{"position": {SQL: "position", Cast: "int", Unique: true, Value: func(s *Step) string { return strconv.Itoa(s.Position) }}}
}

// Checklist reads one page of the steps of an experiment.
func (s *Service) Checklist(ctx context.Context, experimentID id.ID, r page.Request) (page.List[Step], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, stepKeys(), "position", r, experimentID)
	if err != nil {
		return page.List[Step]{}, err
	}
	if _, err := db.Find[Experiment](ctx, s.kit.DB, "experiment", experimentID); err != nil {
		return page.List[Step]{}, err
	}
	return s.store.steps(ctx, experimentID, p)
}

// TickStep records that a step was done, by whom and when. seen is the version the client has seen, 0 for any.
func (s *Service) TickStep(ctx context.Context, experimentID id.ID, position, seen int, in Tick) (*Step, error) {
	var f values.Faults
	note := f.Prose("/note", in.Note, 2000)
	if err := f.Err(); err != nil {
		return nil, err
	}
	e, err := db.Edit[Experiment](ctx, s.kit.DB, "experiment", experimentID, 0)
	if err != nil {
		return nil, err
	}
	step, err := s.store.step(ctx, experimentID, position)
	if err != nil {
		return nil, err
	}
	switch {
	case e.ArchivedAt != nil:
		return nil, archivedError()
	case e.Status != Running:
		return nil, apperr.New(apperr.Conflict, NotRunning, "Steps are done while the experiment is running; %s is %s.", e.Code, e.Status)
	case in.Done && step.Kind == "value" && note == nil:
		return nil, apperr.InvalidField("/note", "required", "Note what was read.")
	}
	if err := etag.Check(seen, step.Version); err != nil {
		return nil, err
	}
	if step.Done == in.Done && (step.Note == nil) == (note == nil) && (note == nil || *note == *step.Note) {
		return step, nil
	}
	if err := s.store.tick(ctx, step, in.Done, note); err != nil {
		return nil, err
	}
	return s.store.step(ctx, experimentID, position)
}

// checklistRoutes mounts the checklist below /experiments.
func (s *Service) checklistRoutes(r *endpoint.Router, tag string) {
	endpoint.Register(r, endpoint.Route{ID: "list-experiment-checklist", Method: "GET", Path: "/experiments/{id}/checklist", Permission: "experiment:read", Tx: endpoint.Snapshot, Record: "experiment", Tag: tag}, s.checklist)
	endpoint.Register(r, endpoint.Route{ID: "tick-experiment-step", Method: "PUT", Path: "/experiments/{id}/checklist/{n}", Permission: "experiment:update", Event: "experiment.step_ticked", Tx: endpoint.ReadWrite, Record: "experiment", Tag: tag}, s.tickStep)
}

type checklistIn struct {
	endpoint.Param
	page.Request
}

func (s *Service) checklist(ctx context.Context, in *checklistIn) (*endpoint.Listed[page.List[Step]], error) {
	experimentID, err := in.Record("experiment")
	if err != nil {
		return nil, err
	}
	items, err := s.Checklist(ctx, experimentID, in.Request)
	return &endpoint.Listed[page.List[Step]]{Body: items}, err
}

type tickIn struct {
	endpoint.Change
	Position string `path:"n" maxLength:"20" doc:"Position of the step, from 1."`
	Body     Tick
}

func (s *Service) tickStep(ctx context.Context, in *tickIn) (*endpoint.Found[*Step], error) {
	experimentID, seen, err := in.OptionalTarget("experiment")
	if err != nil {
		return nil, err
	}
	position, err := strconv.ParseInt(in.Position, 10, 32)
	if err != nil {
		return nil, apperr.Missing("step")
	}
	step, err := s.TickStep(ctx, experimentID, int(position), seen, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*Step]{ETag: etag.Of(step.Version), Body: step}, nil
}
