package demo

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spectra-lab/spectra/modules/analysis/experiments"
	"github.com/spectra-lab/spectra/modules/analysis/results"
	"github.com/spectra-lab/spectra/modules/auth"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/lims/acknowledgements"
	"github.com/spectra-lab/spectra/modules/lims/calibrations"
	"github.com/spectra-lab/spectra/modules/lims/custody"
	"github.com/spectra-lab/spectra/modules/lims/holds"
	"github.com/spectra-lab/spectra/modules/lims/imports"
	"github.com/spectra-lab/spectra/modules/lims/inbox"
	"github.com/spectra-lab/spectra/modules/lims/instruments"
	"github.com/spectra-lab/spectra/modules/lims/locations"
	"github.com/spectra-lab/spectra/modules/lims/maintenance"
	"github.com/spectra-lab/spectra/modules/lims/members"
	"github.com/spectra-lab/spectra/modules/lims/notebooks"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/drafts"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/entries"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/templates"
	"github.com/spectra-lab/spectra/modules/lims/processes"
	"github.com/spectra-lab/spectra/modules/lims/projects"
	"github.com/spectra-lab/spectra/modules/lims/protocols"
	"github.com/spectra-lab/spectra/modules/lims/samples"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
	"github.com/spectra-lab/spectra/modules/lims/signatures"
	"github.com/spectra-lab/spectra/modules/lims/signrequests"
	"github.com/spectra-lab/spectra/modules/lims/views"
)

// Services are what the demo data is made through.
type Services struct {
	DB           *db.DB
	Auth         *auth.Module
	Projects     *projects.Service
	Instruments  *instruments.Service
	SampleTypes  *sampletypes.Service
	Samples      *samples.Service
	Locations    *locations.Service
	Custody      *custody.Service
	Processes    *processes.Service
	Experiments  *experiments.Service
	Results      *results.Service
	Calibrations *calibrations.Service
	Maintenance  *maintenance.Service
	Members      *members.Service
	Protocols    *protocols.Service
	Readers      *acknowledgements.Service
	Signatures   *signatures.Service
	Requests     *signrequests.Service
	Holds        *holds.Service
	Notebooks    *notebooks.Service
	Entries      *entries.Service
	Drafts       *drafts.Service
	Templates    *templates.Service
	Views        *views.Service
	Inbox        *inbox.Service
	Imports      *imports.Service
	Clock        clock.Clock
	// Earlier gives the service of readers as it was on an earlier day: nobody can be asked today to have read something by
	// a day that is over.
	Earlier func(days int) *acknowledgements.Service
	// Upload stores an instrument file the way POST /files does and gives its first trace.
	Upload func(ctx context.Context, name string, body []byte, experiment, sample id.ID) (trace id.ID, err error)
	// Analyse computes and stores the way POST /analyses does.
	Analyse func(ctx context.Context, method string, trace, experiment id.ID, parameters map[string]any) error
}

// seeder is one run for one organisation.
type seeder struct {
	Services
	actors      map[string]*tenancy.Actor // by role
	projects    map[string]id.ID          // by name
	instruments map[string]id.ID
	places      map[string]id.ID // by path
	template    id.ID
	sops        map[string]id.ID // the newest revision, by number
}

// Seed makes what is missing.
func Seed(ctx context.Context, s Services) error {
	orgs := map[string]id.ID{}
	for _, o := range organisations() {
		org, _, err := s.Auth.EnsureOrganization(ctx, o.slug, o.name)
		if err != nil {
			return fmt.Errorf("organisation %s: %w", o.slug, err)
		}
		orgs[o.slug] = org
	}
	labs := map[string]*seeder{}
	for _, p := range people() {
		made, err := s.Auth.CreateUser(ctx, p)
		if err != nil {
			return fmt.Errorf("account %s: %w", p.Email, err)
		}
		actor, err := s.Auth.JobActor(ctx, orgs[p.Org], made.ID)
		if err != nil {
			return fmt.Errorf("account %s: %w", p.Email, err)
		}
		actor.Via = "cli"
		if labs[p.Org] == nil {
			labs[p.Org] = &seeder{Services: s, actors: map[string]*tenancy.Actor{}, projects: map[string]id.ID{}, instruments: map[string]id.ID{}, places: map[string]id.ID{}, sops: map[string]id.ID{}}
		}
		labs[p.Org].actors[p.Roles[0]] = actor
	}
	if err := labs["demo-lab"].demoLab(ctx); err != nil {
		return err
	}
	return labs["partner-lab"].partnerLab(ctx)
}

// do runs one step as a person, in one transaction under one audit event.
func (s *seeder) do(ctx context.Context, role, event string, f func(ctx context.Context) error) error {
	return s.because(ctx, role, event, "", f)
}

// because is do for a step that says why.
func (s *seeder) because(ctx context.Context, role, event, reason string, f func(ctx context.Context) error) error {
	a := *s.actors[role]
	a.RequestID = id.New()
	ctx = tenancy.WithStamp(tenancy.With(ctx, &a), tenancy.Stamp{Event: event, Reason: reason})
	if err := s.DB.InTx(ctx, f); err != nil {
		return fmt.Errorf("%s as %s: %w", event, role, err)
	}
	return nil
}

// read runs a look-up as a person.
func (s *seeder) read(ctx context.Context, role string) context.Context {
	return tenancy.With(ctx, s.actors[role])
}

func (s *seeder) project(ctx context.Context, role, name, description string) error {
	found, err := s.Projects.List(s.read(ctx, role), projects.Filter{Q: name}, page.Request{Limit: 1})
	if err != nil {
		return err
	}
	if len(found.Items) > 0 {
		s.projects[name] = found.Items[0].ID
		return nil
	}
	return s.do(ctx, role, "project.created", func(ctx context.Context) error {
		p, err := s.Projects.Create(ctx, projects.New{Name: name, Description: &description})
		if err == nil {
			s.projects[name] = p.ID
		}
		return err
	})
}

func (s *seeder) instrument(ctx context.Context, n instruments.New) error {
	found, err := s.Instruments.List(s.read(ctx, "manager"), instruments.Filter{Q: n.Name}, page.Request{Limit: 1})
	if err != nil {
		return err
	}
	if len(found.Items) > 0 {
		s.instruments[n.Name] = found.Items[0].ID
		return nil
	}
	return s.do(ctx, "manager", "instrument.created", func(ctx context.Context) error {
		i, err := s.Instruments.Create(ctx, n)
		if err == nil {
			s.instruments[n.Name] = i.ID
		}
		return err
	})
}

// sampleRow is what the seed needs to know of a sample.
type sampleRow struct {
	ID     id.ID  `json:"id"`
	Name   string `json:"name"`
	Status string `json:"status"`
}

// samplesOf lists the samples of a filter, oldest first.
func (s *seeder) samplesOf(ctx context.Context, role string, f samples.Filter) ([]sampleRow, error) {
	p, err := s.Samples.List(s.read(ctx, role), f, page.Request{Limit: 200, Sort: "created_at"})
	if err != nil {
		return nil, err
	}
	var out struct{ Items []sampleRow }
	err = json.Unmarshal(p.RawJSON(), &out)
	return out.Items, err
}
