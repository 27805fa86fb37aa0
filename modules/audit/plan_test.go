package audit_test

import (
	"context"
	"database/sql"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/audit"
	"github.com/spectra-lab/spectra/modules/audit/proofs"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// many lays down trails of thirty more organisations and a longer one of organisation a.
const many = `with a as (insert into audit.audit_logs (org_id, actor_kind, actor_name, actor_via, action, payload_hash, leaf_hash)
  select o, 'user', 'Somebody', 'api', 'sample.created', sha256(''), sha256(int8send(n))
  from (select $1::uuid as o union all select md5(k::text)::uuid from generate_series(1, 30) k) orgs, generate_series(1, 500) n returning id, org_id, leaf_hash)
 insert into audit.audit_chain (org_id, seq, entry_id, prev_hash, hash) select org_id, 1000 + row_number() over (partition by org_id order by id), id, leaf_hash, leaf_hash from a`

// TestP11_06_PageOfTheTrailReadsAPage: with however many entries and organisations, a page of the trail reads its own rows and
// nothing else, in one process. It once took three, and with few rows read all (PERFORMANCE.md B6).
func TestP11_06_PageOfTheTrailReadsAPage(t *testing.T) {
	lab := apptest.New(t)
	admin, err := sql.Open("pgx", lab.Pg.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	exec := func(statement string, args ...any) {
		t.Helper()
		if _, err := admin.ExecContext(t.Context(), statement, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec("alter table audit.audit_logs disable trigger seal")
	exec(many, lab.Org("a").String())
	exec("analyze audit.audit_logs, audit.audit_chain")
	for _, free := range []string{"parallel_setup_cost", "parallel_tuple_cost", "min_parallel_table_scan_size", "min_parallel_index_scan_size"} {
		exec(`do $$ begin execute format('alter database %I set ` + free + ` = 0', current_database()); end $$`)
	}
	var page atomic.Pointer[string]
	kit := lab.Kit
	kit.DB, err = db.Open(db.Options{URL: lab.Pg.AppURL, MaxConns: 2, Clock: clock.System, Observe: func(_ context.Context, sql string) {
		if strings.HasPrefix(sql, "SELECT c.seq") {
			page.Store(&sql)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer kit.DB.Close()
	api := lab.Serve(t, audit.New(kit, proofs.Options{}))
	if got := read(t, api, "limit=50"); len(got.Items) != 50 {
		t.Fatalf("%d entries", len(got.Items))
	}
	for _, mode := range []string{"force_generic_plan", "force_custom_plan"} {
		plan := explained(t, lab, kit.DB, mode, mode, *page.Load(), "'"+lab.Org("a").String()+"'")
		for _, wrong := range []string{"Gather", "Sort", "Hash", "Seq Scan"} {
			if strings.Contains(plan, wrong) {
				t.Errorf("%s: the page needs a %s:\n%s", mode, wrong, plan)
			}
		}
		// Taken for fewer rows than a page has, the whole trail would be read and sorted where it is short.
		if !regexp.MustCompile(`^Limit +\(cost=\S+ rows=51 `).MatchString(plan) {
			t.Errorf("%s: the planner expects less than a page:\n%s", mode, plan)
		}
		// A row of the trail is three or four blocks of its index and one of its table.
		blocks := regexp.MustCompile(`Buffers: shared hit=(\d+)(?: read=(\d+))?`).FindStringSubmatch(plan)
		hit, _ := strconv.Atoi(blocks[1])
		missed, _ := strconv.Atoi(blocks[2])
		if n := hit + missed; n > 51*6 {
			t.Errorf("%s: %d blocks for a page:\n%s", mode, n, plan)
		}
	}
}

// explained runs a statement of the server's role under a plan mode, with values, and gives its plan.
func explained(t *testing.T, lab *apptest.Lab, d *db.DB, name, mode, statement, values string) string {
	t.Helper()
	var lines []string
	err := d.InTx(lab.Ctx("a", "auditor"), func(ctx context.Context) error {
		for _, q := range []string{"set local plan_cache_mode = " + mode, "prepare " + name + " as " + statement} {
			if err := d.Q(ctx).Exec(q).Error; err != nil {
				return err
			}
		}
		return d.Raw(ctx, func(r pgx.Rows) error {
			for r.Next() {
				lines = append(lines, string(r.RawValues()[0]))
			}
			return r.Err()
		}, "explain (analyze, buffers, timing off) execute "+name+"("+values+")")
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

// ofProject lays down a project of organisation a with samples, of which each has entries older than what many lays down.
const ofProject = `with p as (insert into spectra.projects (org_id, id, code, name) values ($1, $2, 'PRJ-1', 'One')), s as (
  insert into spectra.samples (org_id, id, code, name, sample_type, project_id) select $1, gen_random_uuid(), 'SMP-' || n, 'Sample', 'wafer', $2 from generate_series(1, 100) n returning id)
 select array_agg(id) from s`

// TestP11_06_TrailOfAProjectReadsItsEntries: a page of the trail of a project reads the entries of what is in it, by their indexes,
// however many others there are and however far back they are; sooner it looks a bounded way along the chain.
func TestP11_06_TrailOfAProjectReadsItsEntries(t *testing.T) {
	lab := apptest.New(t)
	admin, err := sql.Open("pgx", lab.Pg.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	exec := func(statement string, args ...any) {
		t.Helper()
		if _, err := admin.ExecContext(t.Context(), statement, args...); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	exec("alter table audit.audit_logs disable trigger seal")
	exec("alter table spectra.projects disable trigger all")
	exec("alter table spectra.samples disable trigger all")
	org, project := lab.Org("a").String(), id.New().String()
	exec(ofProject, org, project)
	exec(`with a as (insert into audit.audit_logs (org_id, actor_kind, actor_name, actor_via, action, record_type, record_id, payload, payload_hash, leaf_hash)
		select $1::uuid, 'user', 'Somebody', 'api', 'sample.updated', 'sample', s.id, '{}', sha256(''), sha256(uuid_send(s.id) || int8send(n)) from spectra.samples s, generate_series(1, 2) n
		 where s.project_id = $2 returning id, org_id, leaf_hash)
		insert into audit.audit_chain (org_id, seq, entry_id, prev_hash, hash) select org_id, 500 + row_number() over (order by id), id, leaf_hash, leaf_hash from a`, org, project)
	exec(strings.NewReplacer("(1, 500)", "(1, 6000)", "(1, 30)", "(1, 3)").Replace(many), org)
	exec("analyze audit.audit_logs, audit.audit_chain, spectra.samples")
	statements := map[string]string{}
	kit := lab.Kit
	kit.DB, err = db.Open(db.Options{URL: lab.Pg.AppURL, MaxConns: 2, Clock: clock.System, Observe: func(_ context.Context, sql string) {
		if strings.HasPrefix(sql, "select c.seq") {
			which := map[bool]string{true: "gathered", false: "along"}[strings.Contains(sql, "e.id from app.belonging")]
			if statements[which] == "" { // of the first page
				statements[which] = sql
			}
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer kit.DB.Close()
	api := lab.Serve(t, audit.New(kit, proofs.Options{}))
	seen := 0
	for cursor := ""; ; seen += 50 {
		page := read(t, api, "limit=50&project_id="+project+"&cursor="+cursor)
		if len(page.Items) != 50 {
			t.Fatalf("%d entries after %d", len(page.Items), seen)
		}
		if page.NextCursor == nil {
			break
		}
		cursor = *page.NextCursor
	}
	if seen != 150 || len(statements) != 2 {
		t.Fatalf("%d entries before the last page, statements %v", seen, statements)
	}
	for which, most := range map[string]int{"gathered": 4000, "along": 5000 * 9} {
		plan := explained(t, lab, kit.DB, which, "force_generic_plan", statements[which], map[string]string{"gathered": "'project', '" + project + "', '" + org + "', '" + org + "'",
			"along": "'" + org + "', 'project', '" + project + "'"}[which])
		for _, wrong := range []string{"Gather", "Seq Scan on audit_logs", "Seq Scan on audit_chain", "Hash Join"} {
			if strings.Contains(plan, wrong) {
				t.Errorf("%s: %s:\n%s", which, wrong, plan)
			}
		}
		blocks := regexp.MustCompile(`Buffers: shared hit=(\d+)(?: read=(\d+))?`).FindStringSubmatch(plan)
		hit, _ := strconv.Atoi(blocks[1])
		missed, _ := strconv.Atoi(blocks[2])
		if hit+missed > most {
			t.Errorf("%s: %d blocks for a page:\n%s", which, hit+missed, plan)
		}
		t.Logf("%s: %d blocks", which, hit+missed)
	}
}
