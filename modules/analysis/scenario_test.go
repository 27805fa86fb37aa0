package analysis_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gocloud.dev/blob/memblob"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/analysis"
	"github.com/spectra-lab/spectra/modules/analysis/files"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims"
)

// scene is a lab with the analysis module served; records of other modules are written straight into their tables.
type scene struct {
	*apptest.API
	t   *testing.T
	lab *apptest.Lab
	mod *analysis.Module
}

func open(t *testing.T) *scene {
	t.Helper()
	return serve(t, apptest.New(t))
}

func serve(t *testing.T, lab *apptest.Lab) *scene {
	t.Helper()
	bucket := memblob.OpenBucket(nil)
	t.Cleanup(func() { _ = bucket.Close() })
	limsMod := lims.New(lab.Kit)
	mod := analysis.New(lab.Kit, analysis.Options{Storage: files.NewStorage(bucket), UploadLimit: 1 << 20, Version: "test", Instruments: limsMod.Instruments, Calibrations: limsMod.Calibrations})
	return &scene{API: lab.Serve(t, mod, limsMod), t: t, lab: lab, mod: mod}
}

// exec writes as the organisation's administrator.
func (s *scene) exec(org, sql string, args ...any) {
	s.t.Helper()
	err := s.lab.DB.InTx(s.lab.Ctx(org, "admin"), func(ctx context.Context) error { return s.lab.DB.Q(ctx).Exec(sql, args...).Error })
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) sample(org, name string, parent ...string) string {
	s.t.Helper()
	v := id.New().String()
	if len(parent) == 0 {
		s.exec(org, "insert into samples (org_id, id, name, sample_type) values (?,?,?,'wafer')", s.lab.Org(org), v, name)
	} else {
		s.exec(org, "insert into samples (org_id, id, name, sample_type, parent_id) values (?,?,?,'die',?)", s.lab.Org(org), v, name, parent[0])
	}
	return v
}

func (s *scene) instrument(org, name string) string {
	s.t.Helper()
	v := id.New().String()
	s.exec(org, "insert into instruments (org_id, id, name) values (?,?,?)", s.lab.Org(org), v, name)
	return v
}

func (s *scene) project(org, name string) string {
	s.t.Helper()
	v := id.New().String()
	s.exec(org, "insert into projects (org_id, id, name) values (?,?,?)", s.lab.Org(org), v, name)
	return v
}

func (s *scene) protocol(org, status string) string {
	s.t.Helper()
	v := id.New().String()
	s.exec(org, "insert into protocols (org_id, id, number, title, status, revision) values (?,?,?,'How',?,3)", s.lab.Org(org), v, "SOP-"+v, status)
	return v
}

func (s *scene) file(org string) string {
	s.t.Helper()
	v := id.New().String()
	s.exec(org, "insert into files (org_id, id, filename, size, sha256, media_type, status, storage_key) values (?,?,'a.txt',0,?,'text/plain','unreadable',?)",
		s.lab.Org(org), v, strings.Repeat("0", 64), v)
	return v
}

// experiment opens one and moves it on as far as the states say.
func (s *scene) experiment(body map[string]any, states ...string) string {
	s.t.Helper()
	if body == nil {
		body = map[string]any{}
	}
	for k, v := range map[string]any{"title": "Raman of the wafer", "method": "raman"} {
		if body[k] == nil {
			body[k] = v
		}
	}
	v := s.Do("a/technician", "POST", "/experiments", body).Want(201).ID()
	for _, to := range states {
		s.move(v, to).Want(200)
	}
	return v
}

func (s *scene) move(experiment, to string) *apptest.Answer {
	s.t.Helper()
	return s.Do("a/manager", "POST", "/experiments/"+experiment+"/transition", map[string]any{"to": to}, "X-Change-Reason", "a test moves it")
}

func (s *scene) record(body map[string]any, headers ...string) *apptest.Answer {
	s.t.Helper()
	return s.Do("a/technician", "POST", "/results", body, headers...)
}

func thickness(experiment string) map[string]any {
	return map[string]any{"experiment_id": experiment, "result_type": "thickness", "values": []any{map[string]any{"name": "d", "value": "1.10", "unit": "nm"}}}
}

// since gives "action record_type table" of the audit entries after n.
func (s *scene) since(n int) []string {
	s.t.Helper()
	out := []string{}
	for _, e := range s.lab.Audit(s.t, "a")[n:] {
		out = append(out, e.Action+" "+e.RecordType+" "+e.TableName)
	}
	return out
}

func (s *scene) entries() int { return len(s.lab.Audit(s.t, "a")) }

// statements counts what a call sends to the database.
func (s *scene) statements(call func()) int64 {
	before := s.lab.Statements.Load()
	call()
	return s.lab.Statements.Load() - before
}

// refused checks status, code and the pointers of a problem.
func refused(t *testing.T, r *apptest.Answer, status int, code string, pointers ...string) {
	t.Helper()
	if r.Status != status || code != "" && r.Get("code") != code {
		t.Fatalf("got %d %v, want %d %s: %s", r.Status, r.Get("code"), status, code, r.Body)
	}
	found := map[string]bool{}
	list, _ := r.Get("errors").([]any)
	for _, e := range list {
		m, _ := e.(map[string]any)
		found[fmt.Sprint(m["pointer"])] = true
	}
	for _, p := range pointers {
		if !found[p] {
			t.Errorf("no fault at %s in %s", p, r.Body)
		}
	}
	if len(pointers) > 0 && len(found) != len(pointers) {
		t.Errorf("faults at %v, want %v", found, pointers)
	}
}
