package migrations_test

import (
	"testing"

	"github.com/spectra-lab/spectra/migrations"
)

// TestCustodyGoesDown: going back from the tree of places keeps where each sample was, in words, and tells the trail.
func TestCustodyGoesDown(t *testing.T) {
	admin, _, _ := migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	tx, err := admin.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	exec(t, tx, `select set_config('app.org_id',$1,true), set_config('app.actor_id',$1,true)`, orgA)
	exec(t, tx, `update spectra.location_paths set path='Room / Box'`)
	exec(t, tx, `update spectra.samples set location_id=$1`, rowOf("aa"))
	exec(t, tx, `insert into spectra.sample_history (org_id,id,sample_id,kind,actor_name) values ($1,gen_random_uuid(),$2,'custody','x')`, orgA, rowOf("aa"))
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := migrations.To(t.Context(), admin, "0009_sample_types", migrations.Options{}); err != nil {
		t.Fatal(err)
	}
	if got := lines(t, admin, `select location from spectra.samples`); len(got) != 1 || got[0] != "Room / Box" {
		t.Errorf("location %v", got)
	}
	if n := count(t, admin, "audit.audit_logs", `actor_name='system:migrate' and record_type='sample'`); n != 1 {
		t.Errorf("%d entries in the trail", n)
	}
	if n := count(t, admin, "pg_class", `relname in ('samples','sample_history') and not relforcerowsecurity`); n != 0 {
		t.Errorf("%d tables left without forced row-level security", n)
	}
	if err := migrations.Up(t.Context(), admin, migrations.Options{}); err != nil {
		t.Fatal(err)
	}
}
