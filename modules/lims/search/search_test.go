package search

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// searcher mounts only this resource.
type searcher struct {
	module.Module
	s *Service
}

func (r searcher) Routes(to *endpoint.Router) { r.s.Routes(to) }

func admin(t *testing.T, lab *apptest.Lab, notice func(*pgconn.PgConn, *pgconn.Notice)) *pgx.Conn {
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

func exec(t *testing.T, conn *pgx.Conn, sql ...string) {
	t.Helper()
	for _, s := range sql {
		if _, err := conn.Exec(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// columns make a row of each table from a number n; %s is the name.
func columns() map[string]string {
	return map[string]string{
		"sample": "name, sample_type, barcode|%s, 'wafer', 'BC-' || n", "project": "name|%s", "experiment": "title, method|%s, 'raman'",
		"result": "result_type, origin|%s, 'recorded'", "file": "filename, size, sha256, media_type, status, storage_key|%s, 1, repeat('a', 64), 'text/csv', 'parsed', 'k' || n",
		"instrument": "name|%s", "location": "name, kind, barcode|%s || n, 'box', 'LB-' || n", "calibration": "certificate_number, instrument_id, performed_at, expires_at, outcome|%s, (select i.id from spectra.instruments i where i.org_id = %[2]s limit 1), now(), now() + interval '1 y', 'pass'",
		"protocol": "title, number|%s, 'N-' || n", "notebook": "title|%s", "notebook_entry": "title, notebook_id|%s, (select b.id from spectra.notebooks b where b.org_id = %[2]s limit 1)",
	}
}

// order puts what others refer to first.
func order() []string {
	return []string{"project", "sample", "experiment", "result", "file", "instrument", "location", "calibration", "protocol", "notebook", "notebook_entry"}
}

// fill gives an organisation n records of each type, named by the SQL in name, with the codes F-1 to F-n.
func fill(t *testing.T, lab *apptest.Lab, org string, n int, name string) {
	t.Helper()
	conn := admin(t, lab, nil)
	key := "'" + lab.Org(org).String() + "'"
	for _, kind := range order() {
		r := resources()[slices.IndexFunc(resources(), func(r resource) bool { return r.kind == kind })]
		names, exprs, _ := strings.Cut(columns()[kind], "|")
		if strings.Contains(exprs, "%[2]s") {
			exprs = fmt.Sprintf(strings.Replace(exprs, "%s", "%[1]s", 1), name, key)
		} else {
			exprs = fmt.Sprintf(exprs, name)
		}
		exec(t, conn, "alter table spectra."+r.table+" disable trigger audit_row",
			fmt.Sprintf("insert into spectra.%s (org_id, id, code, created_at, %s) select %s, gen_random_uuid(), 'F-' || n, now() - n * interval '1 s', %s from generate_series(1, %d) n", r.table, names, key, exprs, n),
			"alter table spectra."+r.table+" enable always trigger audit_row", "vacuum analyze spectra."+r.table) // also takes what was just written into the trigram index proper
	}
}

// TestEverythingSearchableUsesItsIndex: PF-11. The function runs as the server's role, and the statements within it must
// find rare words through the trigram index and codes through the unique one, in every table.
func TestEverythingSearchableUsesItsIndex(t *testing.T) {
	lab := apptest.New(t)
	fill(t, lab, "a", 6000, "'Needle ' || md5(n::text)")
	for _, tc := range []struct{ q, index string }{{"c4ca4238a0b923820dcc", "%s_text"}, {"zzz", "%s_text"}, {"F-59", "%s_org_id_code_key"}, {"f-5", "%s_org_id_code_key"}, {"F", "%s_org_id_code_key"}} {
		for _, r := range resources() {
			var log strings.Builder
			conn := admin(t, lab, func(_ *pgconn.PgConn, n *pgconn.Notice) { log.WriteString(n.Message + "\n") })
			exec(t, conn, "load 'auto_explain'", "set auto_explain.log_min_duration = 0", "set auto_explain.log_nested_statements = on", "set client_min_messages = log", "set role spectra_app",
				"select set_config('app.org_id', '"+lab.Org("a").String()+"', false)", "select * from app.search('"+tc.q+"', array['"+r.kind+"'], 5)")
			if plan := log.String(); !strings.Contains(plan, fmt.Sprintf(tc.index, r.table)) || strings.Contains(plan, "Seq Scan on "+r.table) {
				t.Errorf("%q in %s: want %s\n%s", tc.q, r.table, tc.index, plan)
			}
			log.Reset() // what stands in every record is answered from the newest ones
			if exec(t, conn, "select * from app.search('needle', array['"+r.kind+"'], 5)"); strings.Contains(log.String(), "Bitmap") {
				t.Errorf("a common word in %s reads them all:\n%s", r.table, log.String())
			}
		}
	}
}

// TestRegistriesAgree: the server's list and the schema's name the same types, tables and labels.
func TestRegistriesAgree(t *testing.T) {
	lab := apptest.New(t)
	var got, want []string
	for _, r := range resources() {
		want = append(want, r.kind+" "+r.table)
	}
	if err := lab.DB.Q(lab.Ctx("a", "viewer")).Raw("select type || ' ' || tab from app.searchable()").Scan(&got).Error; err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("schema %v, server %v", got, want)
	}
}

// TestNoForeignRow: every type, every way to be found; and the function refuses without an organisation.
func TestNoForeignRow(t *testing.T) {
	lab := apptest.New(t)
	fill(t, lab, "b", 3, "'Secret gemstone'")
	s := &Service{kit: lab.Kit, store: store{lab.DB}, resources: resources()}
	s.kit.Can = func(context.Context, string) bool { return true }
	for _, q := range []string{"gemstone", "F-1", "F", "BC-1", "BC-", "Secret"} {
		if found, err := s.Search(lab.Ctx("b", "viewer"), Query{Q: q, Limit: 5}); err != nil || len(found.Items) == 0 {
			t.Errorf("%q finds nothing in b (%v)", q, err)
		}
		if found, err := s.Search(lab.Ctx("a", "viewer"), Query{Q: q, Limit: 5}); err != nil || len(found.Items) != 0 {
			t.Errorf("%q finds %v in a (%v)", q, found, err)
		}
		nobody := tenancy.With(t.Context(), &tenancy.Actor{Org: id.New()})
		if found, err := s.Search(nobody, Query{Q: q, Limit: 5}); err == nil && len(found.Items) > 0 {
			t.Errorf("%q in an organisation that does not exist: %v", q, found)
		}
		for _, ctx := range []context.Context{nobody, t.Context()} {
			var n int
			if err := lab.DB.Q(ctx).Raw("select count(*) from app.search(?, array['sample'], 5)", q).Row().Scan(&n); err == nil {
				t.Errorf("%q without an organisation: %d rows", q, n)
			}
		}
	}
	if found, err := s.Search(lab.Ctx("b", "viewer"), Query{Q: "gemstone", Limit: 2}); err != nil || len(found.Items) != 2*len(resources()) {
		t.Errorf("two of each type: %v %v", found, err)
	}
}

// hits writes an answer as "type code match" lines.
func hits(r *apptest.Answer) string {
	items, _ := r.Get("items").([]any)
	out := make([]string, len(items))
	for i, x := range items {
		h, _ := x.(map[string]any)
		out[i] = fmt.Sprint(h["type"], " ", h["label"], " ", h["match"])
	}
	return strings.Join(out, "|")
}

func TestSearch(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, searcher{s: NewService(lab.Kit)})
	conn := admin(t, lab, nil)
	org := "'" + lab.Org("a").String() + "'"
	exec(t, conn, "alter table spectra.projects disable trigger audit_row", "alter table spectra.samples disable trigger audit_row", // the trail is not the point here
		"insert into spectra.projects (org_id, id, code, name) values ("+org+", '018f0000-0000-7000-8000-000000000001', 'PRJ-2026-000001', 'Perovskites')",
		"insert into spectra.samples (org_id, id, code, name, sample_type, status, project_id, barcode, description, archived_at, created_at) values "+
			"("+org+", gen_random_uuid(), 'SMP-2026-000001', 'Wafer 50% off', 'wafer', 'in_use', '018f0000-0000-7000-8000-000000000001', 'X12345', 'stands beside the perovskite stack', null, now()), "+
			"("+org+", gen_random_uuid(), 'SMP-2026-000012', 'Wafer a_b', 'wafer', 'in_use', null, 'X1234', null, null, now() - interval '1 h'), "+
			"("+org+", gen_random_uuid(), 'SMP-2026-000013', 'Größe axb', 'wafer', 'in_use', null, null, 'c\\d', null, now() - interval '2 h'), "+
			"("+org+", gen_random_uuid(), 'SMP-2026-000014', 'Gone wafer', 'wafer', 'disposed', null, 'OLD', null, now(), now())")
	for _, tc := range []struct{ query, want string }{
		{"q=SMP-2026-000001", "sample Wafer 50% off code"}, {"q=+smp-2026-000001+", "sample Wafer 50% off code"},
		{"q=X1234", "sample Wafer a_b barcode|sample Wafer 50% off barcode"},                            // exact before prefix
		{"q=perovskite", "project Perovskites name|sample Wafer 50% off text"},                          // name before text
		{"q=PEROVSKITE&type=sample", "sample Wafer 50% off text"}, {"q=perovskite&type=instrument", ""}, // narrowed
		{"q=gr%C3%B6%C3%9Fe", "sample Größe axb name"}, {"q=wafer", "sample Wafer 50% off name|sample Wafer a_b name"},
		{"q=50%25+off", "sample Wafer 50% off name"}, {"q=wafer+a_b", "sample Wafer a_b name"}, {"q=%25%25%25", ""}, {"q=___", ""}, {"q=%25wafer", ""}, {"q=wafer_", ""},
		{"q=SMP-2026-00001", "sample Wafer a_b code|sample Größe axb code"},                                          // prefix of codes
		{"q=sm", "sample Wafer 50% off code|sample Wafer a_b code|sample Größe axb code"}, {"q=X", ""}, {"q=wa", ""}, // short: codes only
		{"q=SMP-2026-000014", "sample Gone wafer code"}, {"q=OLD", "sample Gone wafer barcode"}, {"q=gone", ""}, // archived: by its label only
		{"q=000013", "sample Größe axb code"}, {"q=SMP-2027", ""}, {"q=sm&limit=2", "sample Wafer a_b code|sample Größe axb code"},
		{"q=" + url.QueryEscape(`'; drop table samples; --`), ""}, {"q=" + url.QueryEscape(`c\d`), ""}, {"q=" + url.QueryEscape(`%1$s %L`), ""},
	} {
		before := lab.Statements.Load()
		r := api.Do("a/viewer", "GET", "/search?"+tc.query, nil).Want(200)
		if got := hits(r); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.query, got, tc.want)
		}
		if n := lab.Statements.Load() - before; n != 1 {
			t.Errorf("%s: %d statements, want 1", tc.query, n)
		}
	}
	r := api.Do("a/viewer", "GET", "/search?q=smp-2026-000001", nil).Want(200)
	if r.Get("items.0.project_code") != "PRJ-2026-000001" || r.Get("items.0.status") != "in_use" || r.Get("items.0.id") == nil || r.Get("items.0.code") != "SMP-2026-000001" {
		t.Errorf("%s", r.Body)
	}
	for _, q := range []string{"", "q=", "q=+", "q=x&type=dog", "q=x&type=sample,dog", "q=x&limit=0", "q=x&limit=21", "q=x&colour=red", "q=" + strings.Repeat("x", 201), "q=%00", "q=%ff"} {
		if r := api.Do("a/viewer", "GET", "/search?"+q, nil); r.Status != 422 && r.Status != 400 {
			t.Errorf("%q: %d %s", q, r.Status, r.Body)
		}
	}
	api.Do("", "GET", "/search?q=x", nil).Want(401)
}

// TestUnreadableTypes: what the role may not read is not found.
func TestUnreadableTypes(t *testing.T) {
	lab := apptest.New(t)
	fill(t, lab, "a", 1, "'Gemstone'")
	kit := lab.Kit
	may := []string{"sample:read", "notebook:read"}
	kit.Can = func(_ context.Context, permission string) bool { return slices.Contains(may, permission) }
	found, err := NewService(kit).Search(lab.Ctx("a", "viewer"), Query{Q: "gemstone", Limit: 5})
	if err != nil || len(found.Items) != 3 {
		t.Errorf("%+v %v", found, err)
	}
	may = nil
	if found, err = NewService(kit).Search(lab.Ctx("a", "viewer"), Query{Q: "gemstone", Limit: 5}); err != nil || len(found.Items) != 0 {
		t.Errorf("%+v %v", found, err)
	}
}
