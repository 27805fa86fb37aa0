package analyses_test

import (
	"context"
	"math"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/analysis/analyses"
	"github.com/spectra-lab/spectra/modules/analysis/experiments"
	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/gate"
	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/analysis/methods"
	"github.com/spectra-lab/spectra/modules/analysis/results"
	"github.com/spectra-lab/spectra/modules/analysis/traces"
	"github.com/spectra-lab/spectra/modules/analysis/work"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/lims"
)

// bench is a lab with everything an analysis touches.
type bench struct {
	*apptest.API
	t      *testing.T
	lab    *apptest.Lab
	traces *traces.Service
}

// part is the module of these tests: what analyses need, and nothing else.
type part struct {
	analyses    *analyses.Service
	work        *work.Service
	experiments *experiments.Service
	results     *results.Service
	lineage     *lineage.Service
}

func newPart(kit module.Kit, catalogue *methods.Catalogue) (*part, *traces.Service) {
	p := &part{lineage: lineage.NewService(kit), work: work.NewService(kit)}
	g := gate.New(kit, lims.New(kit).Instruments)
	p.experiments = experiments.NewService(kit, p.lineage, g)
	p.results = results.NewService(kit, p.experiments, p.lineage, g)
	t := traces.NewService(kit)
	p.analyses = analyses.NewService(kit, analyses.Options{Catalogue: catalogue, Traces: t, Experiments: p.experiments, Results: p.results, Version: "1.2.3"})
	return p, t
}

func (*part) Name() string                    { return "part" }
func (*part) Permissions() []authz.Permission { return nil }
func (*part) Tables() []db.Table              { return nil }
func (p *part) Jobs(reg *jobs.Registry)       { p.analyses.Jobs(reg) }
func (p *part) Routes(r *endpoint.Router) {
	p.analyses.Routes(r)
	p.work.Routes(r)
	p.experiments.Routes(r)
	p.results.Routes(r)
	p.lineage.Routes(r)
}

// open serves without background jobs.
func open(t *testing.T) *bench {
	t.Helper()
	lab := apptest.New(t)
	p, tr := newPart(lab.Kit, nil)
	return &bench{API: lab.Serve(t, p), t: t, lab: lab, traces: tr}
}

// openWithJobs serves with a job client, which works once start is called. Whoever asked has the role they have in
// the lab, or what actor says.
func openWithJobs(t *testing.T, catalogue *methods.Catalogue, actor func(user id.ID) (*tenancy.Actor, error)) (b *bench, start func()) {
	t.Helper()
	lab := apptest.New(t)
	reg := jobs.NewRegistry()
	client, err := jobs.New(t.Context(), lab.DB, reg, jobs.Options{WorkerURL: lab.Pg.WorkerURL, Workers: 2, Log: lab.Kit.Log,
		Actor: func(_ context.Context, _, user id.ID) (*tenancy.Actor, error) {
			if actor != nil {
				return actor(user)
			}
			for _, role := range apptest.Roles() {
				for _, org := range []string{"a", "b"} {
					if lab.User(org, role) == user {
						return lab.Actor(org, role), nil
					}
				}
			}
			t.Errorf("a job for an unknown user %s", user)
			return nil, http.ErrAbortHandler
		}})
	if err != nil {
		t.Fatal(err)
	}
	kit := lab.Kit
	kit.Jobs = client
	p, tr := newPart(kit, catalogue)
	p.Jobs(reg)
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(func() {
		stop, done := context.WithTimeout(context.Background(), 20*time.Second)
		defer done()
		if err := client.Stop(stop); err != nil {
			t.Errorf("stop: %v", err)
		}
		cancel()
	})
	return &bench{API: lab.Serve(t, p), t: t, lab: lab, traces: tr}, func() {
		t.Helper()
		if err := client.Start(ctx); err != nil {
			t.Fatal(err)
		}
	}
}

// exec writes as the organisation's administrator.
func (b *bench) exec(org, sql string, args ...any) {
	b.t.Helper()
	err := b.lab.DB.InTx(b.lab.Ctx(org, "admin"), func(ctx context.Context) error { return b.lab.DB.Q(ctx).Exec(sql, args...).Error })
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) count(org, table string) int {
	b.t.Helper()
	var n int
	if err := b.lab.DB.Q(b.lab.Ctx(org, "admin")).Raw("select count(*) from " + table).Scan(&n).Error; err != nil {
		b.t.Fatal(err)
	}
	return n
}

// experiment opens an experiment in the given state.
func (b *bench) experiment(org, status string) string {
	b.t.Helper()
	v := b.Do(org+"/scientist", "POST", "/experiments", map[string]any{"title": "Raman", "method": "Raman"}).Want(201).ID()
	for _, to := range map[string][]string{"draft": nil, "running": {"running"}, "completed": {"running", "completed"}}[status] {
		b.Do(org+"/scientist", "POST", "/experiments/"+v+"/transition", map[string]any{"to": to}).Want(200)
	}
	return v
}

// file writes a file of an experiment and gives its id.
func (b *bench) file(org string, experiment any) string {
	b.t.Helper()
	v, sample := id.New().String(), id.New().String()
	b.exec(org, "insert into samples (org_id, id, name, sample_type) values (?,?,'W1','wafer')", b.lab.Org(org), sample)
	b.exec(org, `insert into files (org_id, id, filename, size, sha256, media_type, status, storage_key, sample_id, experiment_id)
		values (?,?,'si.txt',1,repeat('ab',32),'text/plain','parsed',?,?,?)`, b.lab.Org(org), v, v, sample, experiment)
	return v
}

// trace stores a curve; file may be nil.
func (b *bench) trace(org, file string, tr formats.Trace) string {
	b.t.Helper()
	in := traces.New{Trace: tr, Source: formats.Source{Format: "text", Reader: "text", Version: "1", Block: "0"}}
	if file != "" {
		v, _ := id.Parse(file)
		in.FileID = &v
	}
	ctx := b.lab.Ctx(org, "scientist")
	rows, err := b.traces.Prepare(ctx, []traces.New{in})
	if err == nil {
		err = b.lab.DB.InTx(ctx, func(ctx context.Context) error { return b.traces.Insert(ctx, rows) })
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return rows[0].Trace.ID.String()
}

// silicon is a Raman spectrum of known truth: a line at 520.7 cm-1 of height 1000 and FWHM 8 on noise of 3 counts.
func silicon(n int) formats.Trace {
	r := rand.New(rand.NewPCG(9, uint64(n)))
	y := make([]float64, n)
	x := formats.Linear(formats.Quantity{Kind: "raman_shift", Unit: "cm-1", Label: "Raman shift"}, 100, 1000, n)
	for i := range y {
		d := (x.At(i) - 520.7) / 8
		y[i] = 40 + 3*r.NormFloat64() + 1000*math.Exp(-4*math.Ln2*d*d)
	}
	return formats.Trace{Title: "Si", Technique: "Raman", X: x, Y: formats.Quantity{Kind: "counts", Unit: "counts", Label: "Intensity"}, Data: y}
}

// await reads a job until it has ended.
func (b *bench) await(path string) *apptest.Answer {
	b.t.Helper()
	for range 300 {
		r := b.Do("a/viewer", "GET", path, nil).Want(200)
		if s := r.Get("status"); s != "queued" && s != "running" {
			return r
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatal("the job does not end")
	return nil
}
