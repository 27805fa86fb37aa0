package migrations_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/spectra-lab/spectra/migrations"
)

// The formulas of SECURITY.md AU-05 and AU-06, written a second time and independently of the SQL.

// lp is the length-prefixed form of one value; nil is NULL.
func lp(v []byte) []byte {
	if v == nil {
		return []byte{0xff, 0xff, 0xff, 0xff}
	}
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(v))), v...)
}

func leafOf(columns ...[]byte) [32]byte {
	in := []byte{0}
	for _, c := range columns {
		in = append(in, lp(c)...)
	}
	return sha256.Sum256(in)
}

func genesisOf(instance, org uuid.UUID) [32]byte {
	return sha256.Sum256(fmt.Appendf(nil, "spectra-audit-v1/genesis%s%s", instance[:], org[:]))
}

func linkOf(org uuid.UUID, seq int64, prev, leaf []byte) [32]byte {
	in := append([]byte("\x02spectra-audit-v1"), org[:]...)
	in = binary.BigEndian.AppendUint64(in, uint64(seq))
	return sha256.Sum256(append(append(in, prev...), leaf...))
}

// TestAUVector is the published vector of SECURITY.md §4, in Go and in the database's own functions.
func TestAUVector(t *testing.T) {
	const want = "9e539a963aba831e68e6204d1cfa1e771ee42c210c53f2f79fdbe9feef347e12"
	org := uuid.UUID{15: 0x0a}
	leaf := leafOf([]byte("a"), nil, []byte(""))
	if got := hex.EncodeToString(leaf[:4]); got != "6309686c" {
		t.Errorf("leaf begins %s", got)
	}
	prev := genesisOf(uuid.Nil, org)
	if got := linkOf(org, 1, prev[:], leaf[:]); hex.EncodeToString(got[:]) != want {
		t.Errorf("hash %x, want %s", got, want)
	}
	admin, _, _ := migrated(t)
	got := lines(t, admin, `select encode(audit.link($1, 1, audit.genesis($2, $1), sha256('\x00'::bytea || audit.lp('a') || audit.lp(null) || audit.lp(''))), 'hex')`, org, uuid.Nil)
	if got[0] != want {
		t.Errorf("in the database: %s, want %s", got[0], want)
	}
}

// entry is one row of the trail with its place in the chain.
type entry struct {
	org                               uuid.UUID
	at                                time.Time
	actor, session, key, request, rid *uuid.UUID
	kind, name, via, user, action     string
	ip, table, rtype, code, reason    *string
	version                           *int64
	payload                           *string
	payloadHash, leaf, prev, hash     []byte
	seq                               *int64
}

func bytesOf[T any](v *T, f func(T) []byte) []byte {
	if v == nil {
		return nil
	}
	return f(*v)
}

func idBytes(v *uuid.UUID) []byte { return bytesOf(v, func(u uuid.UUID) []byte { return u[:] }) }
func textBytes(v *string) []byte  { return bytesOf(v, func(s string) []byte { return []byte(s) }) }
func numberBytes(v *int64) []byte { return bytesOf(v, int8send) }
func int8send(n int64) []byte     { return binary.BigEndian.AppendUint64(nil, uint64(n)) }
func mustText(s string) []byte    { return []byte(s) }
func same(a, b []byte) bool       { return string(a) == string(b) }
func hostOf(ip *string) (h *string) {
	if ip == nil {
		return nil
	}
	s := netip.MustParsePrefix(*ip).Addr().String()
	return &s
}

// checkChains recomputes every leaf and every link from the stored columns and gives the length of each chain.
func checkChains(t *testing.T, admin *sql.DB) map[string]int64 {
	t.Helper()
	instance := uuid.MustParse(lines(t, admin, "select id::text from audit.instance")[0])
	rows, err := admin.QueryContext(t.Context(), `select l.org_id, l.occurred_at, l.actor_id, l.actor_kind, l.actor_name, l.actor_via, l.session_id, l.api_key_id, l.request_id,
		l.ip::text||case when strpos(l.ip::text,'/')=0 then '/'||masklen(l.ip) else '' end, l.db_user, l.action, l.table_name, l.record_type, l.record_id, l.record_code, l.record_version, l.reason,
		l.payload, l.payload_hash, l.leaf_hash, c.seq, c.prev_hash, c.hash
		from audit.audit_logs l left join audit.audit_chain c on c.entry_id=l.id order by l.org_id, c.seq`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	lengths, heads := map[string]int64{}, map[string][]byte{}
	for rows.Next() {
		var e entry
		if err := rows.Scan(&e.org, &e.at, &e.actor, &e.kind, &e.name, &e.via, &e.session, &e.key, &e.request, &e.ip, &e.user, &e.action, &e.table, &e.rtype, &e.rid,
			&e.code, &e.version, &e.reason, &e.payload, &e.payloadHash, &e.leaf, &e.seq, &e.prev, &e.hash); err != nil {
			t.Fatal(err)
		}
		org := e.org.String()
		if heads[org] == nil {
			g := genesisOf(instance, e.org)
			heads[org] = g[:]
		}
		if err := e.check(lengths[org]+1, heads[org]); err != nil {
			t.Fatalf("organisation %s, entry %d: %v", org, lengths[org]+1, err)
		}
		lengths[org], heads[org] = *e.seq, e.hash
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, l := range lines(t, admin, "select org_id||' '||seq||' '||encode(hash,'hex') from audit.audit_heads") {
		f := strings.Fields(l)
		if f[1] != fmt.Sprint(lengths[f[0]]) || f[2] != hex.EncodeToString(heads[f[0]]) {
			t.Errorf("head %s is not the end of its chain (%d)", l, lengths[f[0]])
		}
	}
	return lengths
}

func (e *entry) check(seq int64, prev []byte) error {
	text := ""
	if e.payload != nil {
		text = *e.payload
	}
	sum := sha256.Sum256([]byte(text))
	leaf := leafOf(e.org[:], int8send(e.at.UnixMicro()), idBytes(e.actor), mustText(e.kind), mustText(e.name), mustText(e.via), idBytes(e.session), idBytes(e.key), idBytes(e.request),
		textBytes(hostOf(e.ip)), mustText(e.user), mustText(e.action), textBytes(e.table), textBytes(e.rtype), idBytes(e.rid), textBytes(e.code), numberBytes(e.version), textBytes(e.reason), e.payloadHash)
	switch {
	case e.seq == nil:
		return fmt.Errorf("UNSEALED")
	case *e.seq != seq:
		return fmt.Errorf("GAP: seq %d", *e.seq)
	case !same(sum[:], e.payloadHash):
		return fmt.Errorf("PAYLOAD")
	case !same(leaf[:], e.leaf):
		return fmt.Errorf("LEAF")
	case !same(prev, e.prev):
		return fmt.Errorf("LINK")
	}
	if hash := linkOf(e.org, seq, prev, leaf[:]); !same(hash[:], e.hash) {
		return fmt.Errorf("HASH")
	}
	return nil
}

// TestAUChainRecomputes covers every kind of column: all set, all NULL, both address families, any Unicode.
func TestAUChainRecomputes(t *testing.T) {
	admin, app, _ := migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	for i, set := range []string{
		`set_config('app.session_id','00000000-0000-7000-8000-0000000000e1',true), set_config('app.api_key_id','00000000-0000-7000-8000-0000000000e2',true),
		 set_config('app.request_id','00000000-0000-7000-8000-0000000000e3',true), set_config('app.ip','2001:db8::1',true), set_config('app.reason','naïve – 漢字 🧪',true)`,
		`set_config('app.ip','192.0.2.7',true), set_config('app.reason','',true)`,
		`set_config('app.actor_name','',true), set_config('app.event','',true)`,
	} {
		if err := as(t, app, orgA, func(tx *sql.Tx) error {
			exec(t, tx, "select "+set)
			exec(t, tx, `insert into samples (org_id,id,name,sample_type,description,quantity_text) values ($1,gen_random_uuid(),$2,'wafer',$3,'1.10')`, orgA, fmt.Sprintf("ü\"\\ %d", i), strings.Repeat("ß🧪\n", 5000))
			exec(t, tx, `select audit.record_event('sample', null, null, null)`)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	lengths := checkChains(t, admin)
	if lengths[orgA] < 30 {
		t.Errorf("chain lengths %v", lengths)
	}
}

// TestP11_44 is in small: sixteen writers, some rolling back all or half of what they did, on one
// organisation and across several in opposite orders.
func TestP11_44ParallelWriters(t *testing.T) {
	t.Run("one organisation", func(t *testing.T) {
		parallelWriters(t, `insert into projects (org_id,id,name) values ($1,gen_random_uuid(),'p')`, func(*rand.Rand) []string { return []string{orgA} })
	})
	t.Run("several organisations", func(t *testing.T) {
		orgs := []string{orgA, orgB, orgC}
		parallelWriters(t, `insert into settings (org_id,id,key,value) values ($1,gen_random_uuid(),gen_random_uuid()::text,'1')`, func(r *rand.Rand) []string {
			return []string{orgs[r.IntN(3)], orgs[r.IntN(3)]}
		})
	})
}

func parallelWriters(t *testing.T, insert string, pick func(*rand.Rand) []string) {
	t.Helper()
	admin, app, _ := migrated(t)
	app.SetMaxOpenConns(16)
	orgs := []string{orgA, orgB, orgC}
	for i, org := range orgs {
		seedRows(t, admin, org, fmt.Sprintf("org-%d", i), "aa")
	}
	before := checkChains(t, admin)
	want := map[string]int64{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range 16 {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(w), 44))
			for range 25 {
				written, err := write(t.Context(), app, r, insert, pick(r))
				if err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
				mu.Lock()
				for org, n := range written {
					want[org] += n
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	after := checkChains(t, admin)
	for _, org := range orgs {
		if got := after[org] - before[org]; got != want[org] {
			t.Errorf("%s: %d entries sealed, %d committed", org, got, want[org])
		}
	}
}

// write changes rows of the organisations in one transaction and says how many entries it must have left.
func write(ctx context.Context, app *sql.DB, r *rand.Rand, insert string, orgs []string) (map[string]int64, error) {
	tx, err := app.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }()
	written := map[string]int64{}
	for _, org := range orgs {
		halfway := r.IntN(4) == 0 // what a savepoint takes back leaves no entry
		statements := []string{"savepoint s", fmt.Sprintf("select set_config('app.org_id','%s',true), set_config('app.actor_id','%s',true)", org, rowOf("aa")),
			strings.ReplaceAll(insert, "$1", "'"+org+"'")}
		if halfway {
			statements = append(statements, "rollback to savepoint s")
		} else {
			written[org]++
		}
		for _, s := range statements {
			if _, err := tx.ExecContext(ctx, s); err != nil {
				return nil, fmt.Errorf("%s: %w", s, err)
			}
		}
	}
	if r.IntN(10) == 0 {
		return nil, nil
	}
	return written, tx.Commit()
}

// TestP11_06 counts entries: several fields one, no change none, rollback none, N rows N.
func TestP11_06Entries(t *testing.T) {
	admin, app, _ := migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	const one = ` where id='00000000-0000-7000-8000-0000000001aa'`
	for _, tc := range []struct {
		name, sql string
		undo      bool
		want      int64
		changed   string
	}{
		{"three fields", `update samples set lot='L', barcode='B', material='Si', version=version+1, updated_at=now()` + one, false, 1, `["barcode", "lot", "material"]`},
		{"the same values again", `update samples set lot='L', barcode='B'` + one, false, 0, ""},
		{"time and version alone", `update samples set version=version+1, updated_at=now()` + one, false, 0, ""},
		{"rollback", `update samples set lot='M'` + one, true, 0, ""},
		{"null to null", `update samples set project_id=null, parent_id=null` + one, false, 1, `["project_id"]`},
		{"bulk insert", `insert into samples (org_id,id,name,sample_type) select '` + orgA + `', gen_random_uuid(), 'n'||i, 'wafer' from generate_series(1,57) i`, false, 57, `[]`},
		{"bulk update", `update samples set location='shelf'`, false, 58, `["location"]`},
		{"delete", `delete from sample_metadata`, false, 1, `[]`},
		{"unaudited", `insert into code_counters (org_id,kind,year,value) values ('` + orgA + `','X',2000,1)`, false, 0, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			before := checkChains(t, admin)[orgA]
			err := as(t, app, orgA, func(tx *sql.Tx) error {
				exec(t, tx, tc.sql)
				if tc.undo {
					return errUndo
				}
				return nil
			})
			if err != nil && !tc.undo {
				t.Fatal(err)
			}
			if got := checkChains(t, admin)[orgA] - before; got != tc.want {
				t.Fatalf("%d entries, want %d", got, tc.want)
			}
			if tc.want > 0 {
				if got := lines(t, admin, `select (payload::jsonb->'changed')::text from audit.audit_logs order by id desc limit 1`)[0]; got != tc.changed {
					t.Errorf("changed %s, want %s", got, tc.changed)
				}
			}
		})
	}
	pairs := lines(t, admin, `select (payload::jsonb->'old')::text||' '||(payload::jsonb->'new'->>'lot')||' '||action||' '||actor_name from audit.audit_logs where payload::jsonb->'changed' = '["barcode", "lot", "material"]'`)
	if len(pairs) != 1 || pairs[0] != `{"lot": null, "barcode": null, "material": null} L test.done test` {
		t.Errorf("old and new of three fields: %v", pairs)
	}
}

// TestAU03 and AU-04: without an actor nothing changes, and secrets leave only a mark.
func TestAU03NoActorNoChange(t *testing.T) {
	admin, app, _ := migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	for _, db := range []*sql.DB{app, admin} { // the superuser too: AU-02 binds everybody
		tx, err := db.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		exec(t, tx, `select set_config('app.org_id',$1,true)`, orgA)
		_, err = tx.ExecContext(t.Context(), `update spectra.samples set lot='x'`)
		if code(err) != "42501" || !strings.Contains(err.Error(), "no actor") {
			t.Errorf("got %v", err)
		}
		_ = tx.Rollback()
	}
	if err := as(t, admin, orgA, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), `update spectra.api_keys set secret_hash='\xdeadbeef'`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if got := lines(t, admin, `select payload from audit.audit_logs where record_type='api_key' order by id`); len(got) != 2 || strings.Contains(strings.Join(got, ""), "deadbeef") ||
		!strings.Contains(got[1], `"changed":["secret_hash"]`) || strings.Count(got[1], "#changed") != 2 {
		t.Errorf("secret column in the trail: %v", got)
	}
}

// TestF17DownKeepsTheTrail takes everything back and brings it again: the trail stays whole and goes on where it was.
func TestF17DownKeepsTheTrail(t *testing.T) {
	admin, app, _ := migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	before := checkChains(t, admin)
	state, err := migrations.Read(t.Context(), admin)
	if err != nil {
		t.Fatal(err)
	}
	for range state.Applied { // what a step changes on its way down, it tells the trail
		if err := migrations.Down(t.Context(), admin, migrations.Options{}); err != nil {
			t.Fatal(err)
		}
		now := checkChains(t, admin)
		if now[orgA] < before[orgA] {
			t.Fatalf("the chain had %d entries and has %d", before[orgA], now[orgA])
		}
		before = now
	}
	if err := migrations.Down(t.Context(), admin, migrations.Options{}); err == nil {
		t.Error("down with nothing applied says nothing")
	}
	if err := migrations.Up(t.Context(), admin, migrations.Options{}); err != nil {
		t.Fatal(err)
	}
	middle := checkChains(t, admin)
	if middle[orgA] != before[orgA] {
		t.Errorf("the chain had %d entries and has %d", before[orgA], middle[orgA])
	}
	err = as(t, app, orgA, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), `insert into organizations (id,slug,name) values ($1,'org-a','Again')`, orgA)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if after := checkChains(t, admin); after[orgA] != middle[orgA]+1 {
		t.Errorf("after the return: %d entries, want %d", after[orgA], middle[orgA]+1)
	}
}
