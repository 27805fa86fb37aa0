package migrations_test

import (
	"testing"

	"github.com/spectra-lab/spectra/migrations"
)

// TestP11_22_OneSettingForTheSecondFactor: who demanded it in the policy of signing demands it where it is asked for now.
func TestP11_22_OneSettingForTheSecondFactor(t *testing.T) {
	admin, _, _ := migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	if err := migrations.To(t.Context(), admin, "0028_doors", migrations.Options{}); err != nil {
		t.Fatal(err)
	}
	tx, err := admin.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	exec(t, tx, `select set_config('app.org_id',$1,true), set_config('app.actor_id',$1,true)`, orgA)
	exec(t, tx, `delete from spectra.settings`)
	exec(t, tx, `insert into spectra.settings (org_id,id,key,value) values ($1,gen_random_uuid(),'signing','{"segregation_of_duties":true,"requires_mfa":true}')`, orgA)
	exec(t, tx, `insert into spectra.settings (org_id,id,key,value) values ($1,gen_random_uuid(),'signing_requires_mfa','{"enabled":false}')`, orgA)
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := migrations.Up(t.Context(), admin, migrations.Options{}); err != nil {
		t.Fatal(err)
	}
	got := lines(t, admin, `select key || ' ' || value from spectra.settings order by key`)
	if len(got) != 2 || got[0] != `signing {"segregation_of_duties": true}` || got[1] != `signing_requires_mfa {"enabled": true}` {
		t.Errorf("%v", got)
	}
	if n := count(t, admin, "pg_class", `relname = 'settings' and relnamespace = 'spectra'::regnamespace and not relforcerowsecurity`); n != 0 {
		t.Error("settings are left without forced row-level security")
	}
	if n := count(t, admin, "audit.audit_logs", `actor_name like 'system:migrate:%' and table_name = 'settings'`); n != 2 {
		t.Errorf("%d entries in the trail", n)
	}
}
