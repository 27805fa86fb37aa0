package samples

import (
	"slices"
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// TestSearchWays: whichever way the search function goes, by the list or by the index, it finds what a look at every row
// finds, in the same order.
func TestSearchWays(t *testing.T) {
	lab := apptest.New(t)
	fill(t, lab, "a", 8000)
	fill(t, lab, "b", 500)
	admin := connect(t, lab, nil)
	for _, sql := range []string{"alter table spectra.samples disable trigger audit_row",
		"update spectra.samples set name = 'Old ' || code where created_at < now() - interval '7950 s'",                               // only far down the list
		"update spectra.samples set name = 'New ' || code where created_at > now() - interval '40 s'",                                 // only at its top
		"update spectra.samples set material = 'Odd' where right(code, 1) in ('1', '3') and org_id = '" + lab.Org("a").String() + "'", // one in five
		"update spectra.samples set archived_at = now() where right(code, 2) = '77'"} {
		if _, err := admin.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	orders := map[string]string{"-created_at": "created_at desc, id desc", "created_at": "created_at, id", "name": "name, id", "-code": "code desc, id desc", "-updated_at": "updated_at desc, id desc"}
	for _, q := range []string{"needle", "old f-", "new f-", "odd", "c4ca4238a0", "F-12", "%", "7", "B79", "nowhere"} {
		for sort, order := range orders {
			for _, status := range [][]string{nil, {"disposed"}} {
				for _, archived := range []bool{false, true} {
					for _, limit := range []int{51, 10001} {
						want := ids(t, admin, `select id from spectra.samples where org_id = $1 and ($3 or archived_at is null) and ($4::text[] is null or status = any($4))
							and (position(lower($2) in app.sample_text(code, name, lot, material, description)) > 0 or starts_with(barcode, $2)) order by `+order+` limit `+strconv.Itoa(limit),
							lab.Org("a"), q, archived, status)
						got := searched(t, lab, q, sort, status, archived, limit)
						if !slices.Equal(got, want) {
							t.Errorf("%q by %s, status %v, archived %v, at most %d: %d found, want %d", q, sort, status, archived, limit, len(got), len(want))
						}
					}
				}
			}
		}
	}
}

func ids(t *testing.T, conn *pgx.Conn, sql string, args ...any) []id.ID {
	t.Helper()
	rows, err := conn.Query(t.Context(), sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[id.ID])
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func searched(t *testing.T, lab *apptest.Lab, q, sort string, status []string, archived bool, limit int) (out []id.ID) {
	t.Helper()
	err := lab.DB.Each(lab.Ctx("a", "viewer"), func(row pgx.Rows) error {
		var v id.ID
		err := row.Scan(&v)
		out = append(out, v)
		return err
	}, "select id from app.search_samples($1, $2, archived => $3, sort => $4, max_rows => $5)", q, nullable(status), archived, sort, limit)
	if err != nil {
		t.Fatalf("%q: %v", q, err)
	}
	return out
}

// TestSearchGoesOn: the second page begins after the first, of common words and of rare ones.
func TestSearchGoesOn(t *testing.T) {
	lab := apptest.New(t)
	fill(t, lab, "a", 3000)
	admin := connect(t, lab, nil)
	for _, q := range []string{"needle", "f-12"} {
		all := searched(t, lab, q, "name", nil, false, 200)
		var name string
		if err := admin.QueryRow(t.Context(), "select name from spectra.samples where id = $1", all[49]).Scan(&name); err != nil {
			t.Fatal(err)
		}
		next := ids(t, admin, `with s as (select set_config('app.org_id', $1::text, false)) select f.id from s, app.search_samples($2, sort => 'name', after_value => $3, after_id => $4, max_rows => 50) f`,
			lab.Org("a").String(), q, name, all[49])
		if !slices.Equal(next, all[50:100]) {
			t.Errorf("%q: the second page is another one", q)
		}
	}
}
