package samples

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// fill gives an organisation enough rows that a plan without index would be the dearer one, past the audit trail.
func fill(t *testing.T, lab *apptest.Lab, org string, n int) {
	t.Helper()
	conn := connect(t, lab, nil)
	for _, sql := range []string{"alter table spectra.samples disable trigger audit_row", `insert into spectra.samples (org_id, id, code, name, sample_type, status, lot, barcode, created_at)
		select '` + lab.Org(org).String() + `', gen_random_uuid(), 'F-' || n, 'Needle ' || md5(n::text), 'wafer', case when n % 50 = 0 then 'disposed' else 'in_use' end, 'L' || n / 100, 'B' || n,
		now() - n * interval '1 s' from generate_series(1, ` + strconv.Itoa(n) + `) n`, "alter table spectra.samples enable always trigger audit_row", "analyze spectra.samples"} {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPlans: under row-level security every list goes through an index that begins with the organisation, in the order of the
// list: a policy that is joined to another by OR makes the planner gather and sort what a page does not show.
func TestPlans(t *testing.T) {
	lab := apptest.New(t)
	fill(t, lab, "a", 5000)
	fill(t, lab, "b", 2000)
	some := id.New().String()
	sorted := regexp.MustCompile(`-> +Sort .*\n +Sort Key: samples\.`)
	for _, tc := range []struct {
		f     Filter
		sort  string
		index string
	}{
		{Filter{}, "", "samples_list"}, {Filter{}, "created_at", "samples_list"}, {Filter{}, "name", "samples_name"}, {Filter{}, "-updated_at", "samples_updated"}, {Filter{}, "code", "samples_org_id_code_key"},
		{Filter{Status: []string{"disposed"}}, "", "samples_status"}, {Filter{ProjectID: some}, "", "samples_project"}, {Filter{ParentID: some}, "", "samples_parent"},
		{Filter{Lot: "L7"}, "", "samples_lot"}, {Filter{Barcode: "B7"}, "", "samples_barcode"}, {Filter{Barcode: "B7", Q: "needle"}, "", "samples_barcode"},
	} {
		for _, after := range []bool{false, true} {
			open, err := tc.f.open()
			if err != nil {
				t.Fatal(err)
			}
			p, err := page.Open(lab.Kit.Cursors, lab.Org("a"), sortKeys(), defaultSort, page.Request{Sort: tc.sort}, tc.f)
			if err != nil {
				t.Fatal(err)
			}
			sort := openSort(tc.sort, p)
			if after {
				value, rowID := map[string]string{"name": "Needle 8", "code": "F-25"}[sort.sql], id.New()
				if value == "" {
					value = time.Now().Add(-2500 * time.Second).UTC().Format(timeForm)
				}
				sort.after, sort.afterID = &value, &rowID
			}
			sql, args := pageSQL(lab.Org("a"), open, sort, p.Fetch(), false)
			plan := explain(t, lab, sql, args)
			gathered := strings.Contains(plan, "Bitmap Heap Scan on samples") || sorted.MatchString(plan) && tc.f.Lot+tc.f.Barcode == ""
			if !strings.Contains(plan, tc.index) || strings.Contains(plan, "Seq Scan on samples") || gathered {
				t.Errorf("%+v sort %q after %v: want %s\n%s", tc.f, tc.sort, after, tc.index, plan)
			}
		}
	}
}

func explain(t *testing.T, lab *apptest.Lab, sql string, args []any) string {
	t.Helper()
	var out strings.Builder
	err := lab.DB.Raw(lab.Ctx("a", "viewer"), func(rows pgx.Rows) error {
		for rows.Next() {
			out.Write(append(rows.RawValues()[0], '\n'))
		}
		return rows.Err()
	}, "explain "+sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func connect(t *testing.T, lab *apptest.Lab, notice func(*pgconn.PgConn, *pgconn.Notice)) *pgx.Conn {
	t.Helper()
	config, err := pgx.ParseConfig(lab.Pg.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	config.OnNotice = notice
	conn, err := pgx.ConnectConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// TestRLS_14_ListReadsAPage: a page of the list, and one record, read as many blocks however many rows there are, of the own
// organisation and of others. Times would measure the machine.
func TestRLS_14_ListReadsAPage(t *testing.T) {
	lab := apptest.New(t)
	p, err := page.Open(lab.Kit.Cursors, lab.Org("a"), sortKeys(), defaultSort, page.Request{}, Filter{})
	if err != nil {
		t.Fatal(err)
	}
	sql, args := pageSQL(lab.Org("a"), &filter{}, openSort("", p), p.Fetch(), false)
	blocks := func() (n int) {
		plan := explain(t, lab, "(analyze, buffers, timing off, summary off) "+sql, args)
		for part := range strings.FieldsSeq(plan[strings.Index(plan, "Buffers:") : strings.Index(plan, "Buffers:")+60]) {
			if _, number, ok := strings.Cut(part, "="); ok {
				v, _ := strconv.Atoi(number)
				n += v
			}
		}
		if strings.Contains(plan, "Seq Scan on samples") || n == 0 {
			t.Errorf("%d blocks:\n%s", n, plan)
		}
		return n
	}
	fill(t, lab, "a", 1000)
	few := blocks()
	fill(t, lab, "b", 40000)
	if many := blocks(); many > few+50 {
		t.Errorf("%d blocks among 1 000 rows, %d among 41 000", few, many)
	}
}

// TestSearchPlan looks into the search function: it runs as the application's role, and its own statements must use the
// trigram index for a rare word, and for a common one the list, by a statement whose plan is kept: one that is put together
// is planned at each call, which takes longer than running it.
func TestSearchPlan(t *testing.T) {
	lab := apptest.New(t)
	fill(t, lab, "a", 20000)
	for q, want := range map[string]struct{ statement, index string }{
		"c4ca4238a0": {"starts_with(s.barcode, q)", "samples_text"},
		"needle":     {"starts_with(w.barcode, q)", "samples_list"},
	} {
		var log strings.Builder
		conn := connect(t, lab, func(_ *pgconn.PgConn, n *pgconn.Notice) { log.WriteString(n.Message + "\n") })
		for _, sql := range []string{"load 'auto_explain'", "set auto_explain.log_min_duration = 0", "set auto_explain.log_nested_statements = on",
			"set client_min_messages = log", "set role spectra_app", "select set_config('app.org_id', '" + lab.Org("a").String() + "', false)",
			"select count(*) from app.search_samples('" + q + "')"} {
			if _, err := conn.Exec(t.Context(), sql); err != nil {
				t.Fatalf("%s: %v", sql, err)
			}
		}
		plan := log.String()
		_, page, found := strings.Cut(plan, want.statement)
		page, _, _ = strings.Cut(page, "duration:")
		if !found || !strings.Contains(page, want.index) || strings.Contains(plan, "Seq Scan on samples") || strings.Contains(plan, "$13") {
			t.Errorf("%s: want %s with %s:\n%s", q, want.statement, want.index, plan)
		}
	}
}

// TestSearchNeedsAnOrganisation: the search function runs as the owner and must refuse without context.
func TestSearchNeedsAnOrganisation(t *testing.T) {
	lab := apptest.New(t)
	fill(t, lab, "b", 10)
	find := func(ctx context.Context) (n int, err error) {
		err = lab.DB.Q(ctx).Raw("select count(*) from app.search_samples('needle')").Row().Scan(&n)
		return n, err
	}
	if n, err := find(t.Context()); err == nil {
		t.Errorf("%d rows without an organisation", n)
	}
	if n, err := find(lab.Ctx("a", "viewer")); err != nil || n != 0 {
		t.Errorf("organisation a sees %d rows of b (%v)", n, err)
	}
	nobody := *lab.Actor("a", "viewer")
	nobody.Org = id.New()
	if n, err := find(tenancy.With(t.Context(), &nobody)); err == nil {
		t.Errorf("%d rows for an organisation that does not exist", n)
	}
}
