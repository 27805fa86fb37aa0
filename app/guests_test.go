package app

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

// TestRLS_10_GuestsSeeSharedRowsAlone asks the database itself: who says to be a guest sees of the owner's rows what is shared
// and nothing of the own ones, changes none, and says so in vain where nothing is shared.
func TestRLS_10_GuestsSeeSharedRowsAlone(t *testing.T) {
	r := start(t)
	n := 0
	w := newWorld(t, r, &n)
	wafer := map[string]any{"name": "Wafer", "sample_type": "wafer"}
	shared, kept, foreign := w.as("a/scientist", "POST", "/samples", wafer).id(), w.as("a/scientist", "POST", "/samples", wafer).id(), w.as("b/scientist", "POST", "/samples", wafer).id()
	me := w.as("b/admin", "GET", "/auth/me", nil)
	a, b := w.as("a/scientist", "GET", "/samples/"+shared, nil).get("org_id"), w.as("b/scientist", "GET", "/samples/"+foreign, nil).get("org_id")
	conn, err := pgx.Connect(t.Context(), w.cfg.Database.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(t.Context()) })
	count := func(guestOf any, statement string, args ...any) (rows int64) {
		t.Helper()
		tx, err := conn.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback(t.Context())
		if _, err := tx.Exec(t.Context(), `select set_config('app.org_id',$1,true), set_config('app.guest_of',$2,true), set_config('app.actor_id',$3,true), set_config('app.event','test.done',true)`,
			b, guestOf, me.id()); err != nil {
			t.Fatal(err)
		}
		tag, err := tx.Exec(t.Context(), statement, args...)
		if err != nil {
			t.Fatal(err)
		}
		return tag.RowsAffected()
	}
	tables := `select id from samples union all select sample_id from sample_metadata union all select id from experiments union all select experiment_id from experiment_samples
		union all select experiment_id from experiment_parameters union all select experiment_id from experiment_checklist union all select id from results union all select result_id from result_values
		union all select result_id from result_metadata union all select result_id from result_files union all select id from files union all select id from notebook_entries union all select id from protocols`
	if got := count(a, tables); got != 0 {
		t.Errorf("%d rows of a before anything is shared", got)
	}
	w.opened("sample", shared)
	for _, tc := range []struct {
		who           string
		guestOf       any
		statement, id string
		want          int64
	}{
		{"a guest", a, "select from samples where id = $1", shared, 1},
		{"a guest", a, "select from samples where id = $1", kept, 0},
		{"a guest", a, "select from samples where id = $1", foreign, 0},
		{"a guest", a, "select from samples where id = $1 for share", shared, 0},
		{"a guest", a, "update samples set name = 'x' where id = $1", shared, 0},
		{"a guest of the own organisation", b, "select from samples where id = $1", foreign, 0},
		{"a member", "", "select from samples where id = $1", shared, 0},
		{"a member", "", "select from samples where id = $1", foreign, 1},
		{"a member", "", "update samples set name = 'x' where id = $1", shared, 0},
	} {
		if got := count(tc.guestOf, tc.statement, tc.id); got != tc.want {
			t.Errorf("%s, %s: %d rows, want %d", tc.who, tc.statement, got, tc.want)
		}
	}
}
