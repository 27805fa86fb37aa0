package db_test

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// open makes a pool of its own on the laboratory's database.
func open(t *testing.T, lab *apptest.Lab, conns int) *db.DB {
	t.Helper()
	d, err := db.Open(db.Options{URL: lab.Pg.AppURL, MaxConns: conns, Clock: clock.System})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func admin(t *testing.T, lab *apptest.Lab) *sql.DB {
	t.Helper()
	d, err := sql.Open("pgx", lab.Pg.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

// TestRLS_15_Stamp: the stamp looks at the organisation's state, for a single statement and for a transaction.
func TestRLS_15_Stamp(t *testing.T) {
	lab := apptest.New(t)
	d := open(t, lab, 2)
	ctx := lab.Ctx("a", "scientist")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(project(ctx, d, "mine"))
	seen := func() (rows string) {
		one, err := names(ctx, d)
		must(err)
		must(d.InTx(ctx, func(ctx context.Context) error {
			var setting string
			if err := d.Q(ctx).Raw("select current_setting('app.org_active')").Row().Scan(&setting); err != nil {
				return err
			}
			many, err := names(ctx, d)
			rows = one + "/" + many + "/" + strings.ReplaceAll(setting, tenancy.Must(ctx).Org.String(), "active")
			return err
		}))
		return rows
	}
	if got := seen(); got != "mine/mine/active" {
		t.Errorf("an active organisation sees %q", got)
	}
	_, err := admin(t, lab).ExecContext(t.Context(), "alter table spectra.organizations disable trigger all; update spectra.organizations set status = 'suspended'")
	must(err)
	if got := seen(); got != "//" {
		t.Errorf("a suspended organisation sees %q", got)
	}
}

const addProject = "insert into projects (org_id, id, name) values (?,?,?)"

func project(ctx context.Context, d *db.DB, name string) error {
	return d.Q(ctx).Exec(addProject, tenancy.Must(ctx).Org, id.New(), name).Error
}

// names lists the projects that are visible, whatever the statement says about organisations.
func names(ctx context.Context, d *db.DB) (string, error) {
	var list []string
	err := d.Q(ctx).Raw("select name from projects order by name").Scan(&list).Error
	return strings.Join(list, ","), err
}

// TestOneRoundTrip is PERFORMANCE.md §2: stamp and statement go out together, BEGIN with its stamp too.
func TestOneRoundTrip(t *testing.T) {
	lab := apptest.New(t)
	d, trips, err := db.Counted(db.Options{URL: lab.Pg.AppURL, MaxConns: 1, Clock: clock.System})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	ctx := lab.Ctx("a", "scientist")
	for name, tc := range map[string]struct {
		want int64
		f    func() error
	}{
		"read":         {1, func() error { _, err := names(ctx, d); return err }},
		"write":        {1, func() error { return project(ctx, d, "p") }},
		"nobody reads": {1, func() error { _, err := names(t.Context(), d); return err }},
		"stream":       {1, func() error { return d.Raw(ctx, drain, "select name from projects") }},
		"transaction of two statements": {4, func() error {
			return d.InTx(ctx, func(ctx context.Context) error {
				if err := project(ctx, d, "q"); err != nil {
					return err
				}
				_, err := names(ctx, d)
				return err
			})
		}},
		"transaction that its last statement ends": {2, func() error {
			return d.InTx(db.ToLast(ctx), func(ctx context.Context) error {
				return d.Last(ctx, drain, lastProject, tenancy.Must(ctx).Org, id.New(), "r")
			})
		}},
		"snapshot": {3, func() error {
			return d.InSnapshot(ctx, func(ctx context.Context) error { _, err := names(ctx, d); return err })
		}},
	} {
		if err := tc.f(); err != nil { // the first time also prepares
			t.Fatalf("%s: %v", name, err)
		}
		before := trips.Load()
		if err := tc.f(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := trips.Load() - before; got != tc.want {
			t.Errorf("%s: %d round trips, want %d", name, got, tc.want)
		}
	}
}

const lastProject = "insert into projects (org_id, id, name) values ($1,$2,$3) returning id"

func drain(r pgx.Rows) error {
	for r.Next() {
	}
	return r.Err()
}

// TestNoActorNoRows: whoever forgets the context sees and changes nothing.
func TestNoActorNoRows(t *testing.T) {
	lab := apptest.New(t)
	if err := project(lab.Ctx("a", "scientist"), lab.DB, "secret"); err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	if got, err := names(ctx, lab.DB); err != nil || got != "" {
		t.Errorf("read %q, %v", got, err)
	}
	res := lab.DB.Q(ctx).Exec("update projects set name='x'")
	if res.Error != nil || res.RowsAffected != 0 {
		t.Errorf("update: %d rows, %v", res.RowsAffected, res.Error)
	}
	if err := lab.DB.InTx(ctx, func(ctx context.Context) error {
		got, err := names(ctx, lab.DB)
		if got != "" {
			t.Errorf("in a transaction: %q", got)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
	n := 0
	if err := lab.DB.Raw(ctx, func(r pgx.Rows) error {
		for r.Next() {
			n++
		}
		return nil
	}, "select name from projects"); err != nil || n != 0 {
		t.Errorf("stream: %d rows, %v", n, err)
	}
	if got, err := names(lab.Ctx("b", "admin"), lab.DB); err != nil || got != "" {
		t.Errorf("B reads %q, %v", got, err)
	}
}

// TestSingleWriteIsAudited: also outside a transaction the trail knows who it was and why.
func TestSingleWriteIsAudited(t *testing.T) {
	lab := apptest.New(t)
	ctx := tenancy.WithStamp(lab.Ctx("a", "scientist"), tenancy.Stamp{Event: "project.created", Reason: "because"})
	if err := project(ctx, lab.DB, "p"); err != nil {
		t.Fatal(err)
	}
	var returned string
	if err := lab.DB.Q(ctx).Raw("insert into projects (org_id, id, name) values (?,?,'q') returning code", tenancy.Must(ctx).Org, id.New()).Scan(&returned).Error; err != nil || returned == "" {
		t.Fatalf("%q, %v", returned, err)
	}
	list := lab.Audit(t, "a")
	for _, e := range list[len(list)-2:] {
		if e.Action != "project.created" || e.Reason != "because" || e.RecordType != "project" {
			t.Errorf("entry %+v", e)
		}
	}
	var who []string
	if err := lab.DB.Q(ctx).Raw("select distinct actor_name||' '||actor_kind from audit_logs where action='project.created'").Scan(&who).Error; err != nil || len(who) != 1 || who[0] != tenancy.Must(ctx).Name+" user" {
		t.Errorf("by %v, %v", who, err)
	}
}

// TestDeferredErrorIsSeen: what the sealing trigger refuses at the end of a single INSERT … RETURNING is an error, not
// a success.
func TestDeferredErrorIsSeen(t *testing.T) {
	lab := apptest.New(t)
	for _, q := range []string{
		`create function spectra.never() returns trigger language plpgsql as $$ begin raise exception 'at the end' using errcode='23514'; end $$`,
		`create constraint trigger never after insert on spectra.projects deferrable initially deferred for each row execute function spectra.never()`} {
		if _, err := admin(t, lab).ExecContext(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	ctx := lab.Ctx("a", "scientist")
	var code string
	insert := func(ctx context.Context) error {
		return lab.DB.Q(ctx).Raw("insert into projects (org_id, id, name) values (?,?,'q') returning code", tenancy.Must(ctx).Org, id.New()).Scan(&code).Error
	}
	for name, f := range map[string]func() error{
		"returning":   func() error { return insert(ctx) },
		"exec":        func() error { return project(ctx, lab.DB, "p") },
		"transaction": func() error { return lab.DB.InTx(ctx, insert) },
		"raw": func() error {
			return lab.DB.Raw(ctx, drain, "insert into projects (org_id, id, name) values ($1,$2,'r') returning code", tenancy.Must(ctx).Org, id.New())
		},
		"database/sql": func() error {
			return lab.DB.SQL().QueryRowContext(ctx, "insert into projects (org_id, id, name) values ($1,$2,'r') returning code", tenancy.Must(ctx).Org, id.New()).Scan(&code)
		},
	} {
		if err := f(); err == nil || !strings.Contains(err.Error(), "at the end") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if got, err := names(ctx, lab.DB); err != nil || got != "" {
		t.Errorf("left behind: %q, %v", got, err)
	}
}

// TestTypes decodes every type the schema uses, through GORM and through plain rows.
func TestTypes(t *testing.T) {
	t.Setenv("TZ", "Asia/Tokyo")
	lab := apptest.New(t)
	ctx := lab.Ctx("a", "scientist")
	type row struct {
		N, U, TA, J, I, T string
		EA, UA, IA, NA    string
		B                 []byte
		D                 time.Time
		At                time.Time
		Flag              bool
		F                 float64
		Big               int64
		Small             int
		Nul               *string
		NulAt             *time.Time
		NulID             *id.ID
		UID               id.ID
		Empty             []byte
		Arr               []string `gorm:"-"`
	}
	const q = `select '1.10'::numeric n, '00000000-0000-7000-8000-00000000000a'::uuid u, array['a','b,"c']::text[] ta, '{"k": [1, "ü"]}'::jsonb j, '2001:db8::1'::inet i, 'tëxt'::text t,
		'\x00ff10'::bytea b, '2026-02-28'::date d, '2026-11-24T23:10:00.123456Z'::timestamptz at, true flag, 1.5::float8 f, 9007199254740993::bigint big, 7::int small,
		array[]::uuid[] ea, array[null,'00000000-0000-7000-8000-00000000000c']::uuid[] ua, array['10.0.0.0/8']::inet[] ia, array[1,2]::int[] na, null::text nul, null::timestamptz nul_at, null::uuid nul_id, '00000000-0000-7000-8000-00000000000b'::uuid uid, ''::bytea empty`
	var r row
	if err := lab.DB.Q(ctx).Raw(q).Scan(&r).Error; err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(r.N, " ", r.U, " ", r.TA, r.EA, r.UA, r.IA, r.NA, " ", r.J, " ", r.I, " ", r.T, " ", r.B, " ", r.D.Format(time.DateOnly), " ", r.Flag, r.F, r.Big, r.Small, r.Nul, r.NulAt, r.NulID, " ", r.UID, r.Empty != nil, len(r.Empty))
	want := `1.10 00000000-0000-7000-8000-00000000000a {a,"b,\"c"} {} {NULL,00000000-0000-7000-8000-00000000000c} {10.0.0.0/8} {1,2} {"k": [1, "ü"]} 2001:db8::1/128 tëxt [0 255 16] 2026-02-28 true1.5 9007199254740993 7 <nil> <nil> <nil> 00000000-0000-7000-8000-00000000000btrue0`
	if strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if text, _ := r.At.MarshalText(); string(text) != "2026-11-24T23:10:00.123456Z" {
		t.Errorf("time %s: not in UTC", text)
	}
	var raw time.Time
	if err := lab.DB.Raw(ctx, func(rows pgx.Rows) error {
		for rows.Next() {
			if err := rows.Scan(&raw); err != nil {
				return err
			}
		}
		return rows.Err()
	}, "select '2026-11-24T23:10:00Z'::timestamptz"); err != nil || raw.Location() != time.UTC {
		t.Errorf("stream: %v in %v, %v", raw, raw.Location(), err)
	}
}

// TestBytesAreCopied: values stay as they were when the connection reads the next row.
func TestBytesAreCopied(t *testing.T) {
	lab := apptest.New(t)
	rows, err := lab.DB.SQL().QueryContext(t.Context(), "select ('\\x'||repeat(to_hex(i),8))::bytea, repeat(i::text,8)::json from generate_series(16,99) i")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all [][2][]byte
	for rows.Next() {
		var b, j []byte
		if err := rows.Scan(&b, &j); err != nil {
			t.Fatal(err)
		}
		all = append(all, [2][]byte{b, j})
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for n, v := range all {
		if want := fmt.Sprintf("%x", n+16); fmt.Sprintf("%x", v[0]) != strings.Repeat(want, 8) || string(v[1]) != strings.Repeat(fmt.Sprint(n+16), 8) {
			t.Fatalf("row %d: %x %s", n, v[0], v[1])
		}
	}
}

// TestPreparedByHandIsRefused: a plan made outside the wrapper would have no stamp.
func TestPreparedByHandIsRefused(t *testing.T) {
	lab := apptest.New(t)
	if s, err := lab.DB.SQL().PrepareContext(t.Context(), "select 1"); err == nil {
		_ = s.Close()
		t.Error("prepared")
	}
}
