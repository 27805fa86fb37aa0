package samples_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

// bench is a laboratory with the LIMS module in front of it.
type bench struct {
	*apptest.API
	lab *apptest.Lab
	t   testing.TB
}

func open(t testing.TB) *bench {
	t.Helper()
	lab := apptest.New(t)
	return &bench{API: lab.Serve(t, lims.New(lab.Kit)), lab: lab, t: t}
}

// sample registers one as org's technician and gives its id.
func (b *bench) sample(org string, more m) string {
	b.t.Helper()
	body := m{"name": "Wafer", "sample_type": "wafer"}
	for k, v := range more {
		body[k] = v
	}
	return b.Do(org+"/technician", "POST", "/samples", body).Want(201).ID()
}

func (b *bench) project(org string) string {
	b.t.Helper()
	return b.Do(org+"/scientist", "POST", "/projects", m{"name": "Project"}).Want(201).ID()
}

// in brings a sample into a state by legal steps.
func (b *bench) in(org, status string) string {
	b.t.Helper()
	s := b.sample(org, nil)
	steps := map[string][]string{"consumed": {"received", "consumed"}, "registered": {}}[status]
	if steps == nil {
		steps = []string{status}
	}
	for _, to := range steps {
		b.Do(org+"/technician", "POST", "/samples/"+s+"/transition", m{"to": to}).Want(200)
	}
	return s
}

// lock does to a sample what a signature does.
func (b *bench) lock(org, sample string) {
	b.t.Helper()
	ctx := b.lab.Ctx(org, "manager")
	err := b.lab.DB.InTx(ctx, func(ctx context.Context) error {
		return b.lab.DB.Q(ctx).Exec("update samples set locked_at = now() where id = ?", sample).Error
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// since gives the audit entries of org "a" behind the first n.
func (b *bench) since(n int) []apptest.AuditEntry { b.t.Helper(); return b.lab.Audit(b.t, "a")[n:] }

// trail reads one entry's old and new values of the changed columns.
func pairs(t testing.TB, e apptest.AuditEntry) m {
	t.Helper()
	var p struct {
		Old, New map[string]any
		Changed  []string
	}
	if err := json.Unmarshal([]byte(e.Payload), &p); err != nil {
		t.Fatal(err)
	}
	out := m{}
	for _, c := range p.Changed {
		out[c] = fmt.Sprint(p.Old[c], " → ", p.New[c])
	}
	return out
}

// codes lists the faults of a problem as "pointer code".
func codes(r *apptest.Answer) []string {
	list, _ := r.Get("errors").([]any)
	out := make([]string, 0, len(list))
	for _, e := range list {
		f := e.(map[string]any) //nolint:forcetypeassert // a problem document
		out = append(out, fmt.Sprint(f["pointer"], " ", f["code"]))
	}
	return out
}

func stranger() string { return id.New().String() }

// without removes what differs between two equal problems: the request id.
func without(r *apptest.Answer) string {
	doc := r.JSON()
	delete(doc, "request_id")
	b, _ := json.Marshal(doc)
	return string(b)
}

func lines(list []string) string { return strings.Join(list, "\n") }
