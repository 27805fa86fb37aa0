package records

import (
	"context"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/module"
)

// resolver mounts only this resource.
type resolver struct {
	module.Module
	s *Service
}

func (r resolver) Routes(to *endpoint.Router) { r.s.Routes(to) }

func TestResolve(t *testing.T) {
	lab := apptest.New(t)
	s := NewService(lab.Kit)
	api := lab.Serve(t, resolver{s: s})
	for org, name := range map[string]string{"a": "Ours", "b": "Theirs"} {
		for _, sql := range []string{"insert into projects (org_id, id, name) select app.org(), gen_random_uuid(), ?", "insert into samples (org_id, id, name, sample_type) select app.org(), gen_random_uuid(), ?, 'die'",
			"insert into instruments (org_id, id, name) select app.org(), gen_random_uuid(), ?"} {
			if err := lab.DB.InTx(lab.Ctx(org, "manager"), func(ctx context.Context) error { return lab.DB.Q(ctx).Exec(sql, name).Error }); err != nil {
				t.Fatal(err)
			}
		}
	}
	year := lab.Kit.Clock().Format("2006")
	for prefix, kind := range map[string]string{"PRJ": "project", "SMP": "sample", "INS": "instrument"} {
		for org, name := range map[string]string{"a": "Ours", "b": "Theirs"} { // both organisations have this code
			code := prefix + "-" + year + "-000001"
			r := api.Do(org+"/viewer", "GET", "/records/"+code, nil).Want(200)
			if r.Get("type") != kind || r.Get("code") != code || r.Get("label") != name || r.ID() == "" {
				t.Errorf("%s", r.Body)
			}
		}
	}
	for _, code := range []string{"PRJ-" + year + "-000002", "XYZ-2026-000001", "smp-2026-000001", "SMP-2026-1", "SMP-2026-000001x", "%25", "SMP-2026-000001%00", "'", "CAL-2026-000001", "SOP-2026-000001"} {
		if r := api.Do("a/viewer", "GET", "/records/"+code, nil).Want(404); r.Get("code") != "not_found" {
			t.Errorf("%s: %s", code, r.Body)
		}
	}
	api.Do("", "GET", "/records/SMP-"+year+"-000001", nil).Want(401)
}

// TestEveryKindHasItsTable asks every table, also those whose resources nobody may read yet.
func TestEveryKindHasItsTable(t *testing.T) {
	lab := apptest.New(t)
	s := store{lab.DB}
	for prefix, k := range kinds() {
		if _, err := s.find(lab.Ctx("a", "admin"), k, prefix+"-2026-000001"); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("%s: %v", prefix, err)
		}
		var n int
		if err := lab.DB.Q(lab.Ctx("a", "admin")).Raw(`select count(*) from pg_attrdef d join pg_class c on c.oid = d.adrelid where c.relname = ? and pg_get_expr(d.adbin, d.adrelid) like ?`,
			k.table, "%next_code('"+prefix+"'%").Row().Scan(&n); err != nil || n != 1 {
			t.Errorf("codes of %s do not begin with %s (%v)", k.table, prefix, err)
		}
	}
	var kindsInSchema int
	if err := lab.DB.Q(lab.Ctx("a", "admin")).Raw(`select count(*) from pg_attrdef d where pg_get_expr(d.adbin, d.adrelid) like '%next_code(%'`).Row().Scan(&kindsInSchema); err != nil || kindsInSchema != len(kinds()) {
		t.Errorf("%d tables have codes, %d are known here (%v)", kindsInSchema, len(kinds()), err)
	}
}

// TestUnreadableKind: what the role may not read is not there.
func TestUnreadableKind(t *testing.T) {
	lab := apptest.New(t)
	kit := lab.Kit
	kit.Can = func(_ context.Context, permission string) bool { return permission != "project:read" }
	err := lab.DB.InTx(lab.Ctx("a", "manager"), func(ctx context.Context) error {
		return lab.DB.Q(ctx).Exec("insert into projects (org_id, id, name) select app.org(), gen_random_uuid(), 'x'").Error
	})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := NewService(kit).Resolve(lab.Ctx("a", "viewer"), "PRJ-"+kit.Clock().Format("2006")+"-000001"); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("%+v %v", r, err)
	}
}
