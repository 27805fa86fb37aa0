package verify

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/audit/chain"
)

// rebuild recomputes every leaf and link of organisation a after a change, the way somebody would who knows the
// formulas but has no key.
const rebuild = `do $$
declare o uuid := (select id from spectra.organizations where slug = 'org-a'); e record; s bigint := 0; h bytea; p bytea;
begin
  update audit.audit_logs l set payload_hash = sha256(convert_to(coalesce(payload, ''), 'UTF8')) where org_id = o;
  update audit.audit_logs l set leaf_hash = audit.leaf(l) where org_id = o;
  create temp table places on commit drop as select c.seq, c.entry_id from audit.audit_chain c where org_id = o;
  insert into places select null, id from audit.audit_logs l where org_id = o and not exists (select from places p where p.entry_id = l.id);
  delete from audit.audit_chain where org_id = o;
  h := audit.genesis((select audit.instance_id()), o);
  for e in select l.id, l.leaf_hash from audit.audit_logs l join places p on p.entry_id = l.id order by coalesce(p.seq, 5.5), l.id loop
    p := h; s := s + 1; h := audit.link(o, s, p, e.leaf_hash);
    insert into audit.audit_chain values (o, s, e.id, p, h);
  end loop;
  update audit.audit_heads set seq = s, hash = h where org_id = o;
end $$`

// inA is an entry of organisation a at a place of its chain.
func inA(seq int) string {
	return fmt.Sprintf("(select entry_id from audit.audit_chain c join spectra.organizations o on o.id = c.org_id where o.slug = 'org-a' and seq = %d)", seq)
}

const signatureColumns = `org_id, record_type, record_code, record_version, record_hash, meaning, comment, statement, statement_version, signer_id, signer_name, signer_email,
 signed_at, signed_zone, method, session_id, snapshot, previous_id, key_id, signature`

const orgA = "(select id from spectra.organizations where slug = 'org-a')"

// attack is one line of the tamper matrix: what somebody with all rights of the database does, and how it is named.
type attack struct {
	name   string
	do     []string
	after  bool   // done to entries that a checkpoint has seen
	signed bool   // there are a signed project and another one
	want   string // the first class that is found; empty: the undetectable window
	also   string // classes that go with it
}

func attacks() []attack {
	logs := func(set string) []string {
		return []string{"update audit.audit_logs set " + set + " where id = " + inA(5)}
	}
	return []attack{
		{name: "A_01 payload", do: logs(`payload = overlay(payload placing 'X' from 20 for 1)`), want: "PAYLOAD"},
		{name: "A_01 payload hash", do: logs(`payload_hash = sha256('x')`), want: "PAYLOAD", also: "LEAF"},
		{name: "A_01 leaf", do: logs(`leaf_hash = sha256('x')`), want: "LEAF", also: "HASH"},
		{name: "A_01 reason", do: logs(`reason = 'typing error'`), want: "LEAF"},
		{name: "A_01 time", do: logs(`occurred_at = occurred_at + interval '1 microsecond'`), want: "LEAF"},
		{name: "A_01 actor", do: logs(`actor_name = 'Somebody Else'`), want: "LEAF"},
		{name: "A_01 version", do: logs(`record_version = 7`), want: "LEAF"},
		{name: "A_01 hash of a place", do: []string{"update audit.audit_chain set hash = sha256('x') where entry_id = " + inA(5)}, want: "HASH", also: "LINK"},
		{name: "A_02 middle entry deleted", do: []string{"delete from audit.audit_logs where id = " + inA(5)}, want: "MISSING_ENTRY"},
		{name: "A_02 middle place deleted", do: []string{"delete from audit.audit_chain where entry_id = " + inA(5)}, want: "GAP", also: "UNSEALED"},
		{name: "A_02 both deleted", do: []string{"create temp table gone on commit drop as select entry_id from audit.audit_chain where entry_id = " + inA(5),
			"delete from audit.audit_chain where entry_id in (select entry_id from gone)", "delete from audit.audit_logs where id in (select entry_id from gone)"}, want: "GAP"},
		{name: "A_03 tail cut behind a checkpoint", after: true, do: cutTail, want: "TRUNCATED"},
		{name: "A_03 tail cut with the checkpoint", after: true, do: append([]string{"delete from audit.audit_checkpoints where org_id = " + orgA}, cutTail...), want: "TRUNCATED"},
		{name: "A_04 tail cut before a checkpoint", do: cutTail, want: ""},
		{name: "A_05 two swapped", do: []string{"create temp table two on commit drop as select seq, entry_id from audit.audit_chain where org_id = " + orgA + " and seq in (5, 6)",
			"alter table audit.audit_chain drop constraint audit_chain_entry_id_key",
			"update audit.audit_chain c set entry_id = (select entry_id from two where two.seq = 11 - c.seq) where org_id = " + orgA + " and seq in (5, 6)",
			"alter table audit.audit_chain add constraint audit_chain_entry_id_key unique (entry_id)"}, want: "HASH"},
		{name: "A_06 one inserted, chain recomputed", after: true, do: []string{insert, rebuild}, want: "ANCHOR", also: "CHECKPOINT_ROOT"},
		{name: "A_06 one inserted after the chain", do: []string{insert}, want: "UNSEALED"},
		{name: "A_07 one changed, all recomputed", after: true, do: append(logs(`reason = 'typing error'`), rebuild), want: "CHECKPOINT_ROOT", also: "ANCHOR"},
		{name: "A_07 all recomputed, no checkpoint yet", do: append(logs(`reason = 'typing error'`), rebuild), want: ""},
		{name: "A_07 all recomputed, checkpoints removed", after: true, do: append(logs(`reason = 'typing error'`), rebuild, "delete from audit.audit_checkpoints where org_id = "+orgA), want: "ANCHOR"},
		{name: "A_08 checkpoint with another key", after: true, do: []string{"update audit.audit_checkpoints set key_id = 'spectra-audit+00000000', note = replace(note, '— spectra-audit', '— spectra-other') where org_id = " + orgA}, want: "CHECKPOINT_SIG"},
		{name: "A_08 checkpoint's root", after: true, do: []string{"update audit.audit_checkpoints set root = sha256('x') where org_id = " + orgA}, want: "CHECKPOINT_SIG"},
		{name: "A_09 moved to another organisation", do: logs("org_id = (select id from spectra.organizations where slug = 'org-b')"), want: "LEAF"},
		{name: "head", do: []string{"update audit.audit_heads set seq = seq - 1 where org_id = " + orgA}, want: "HEAD"},
		{name: "head removed", do: []string{"delete from audit.audit_heads where org_id = " + orgA}, want: "HEAD"},
		{name: "access line changed", do: []string{"update audit.access_logs set status = 404 where id = " + line}, want: "ACCESS_ROOT"},
		{name: "access line under another name", do: []string{"update audit.access_logs set actor_name = 'Somebody Else' where id = " + line}, want: "ACCESS_ROOT"},
		{name: "access line deleted", do: []string{"delete from audit.access_logs where id = " + line}, want: "ACCESS_ROOT"},
		{name: "access lines deleted, all of a batch", do: []string{"delete from audit.access_logs"}, want: "ACCESS_ROOT"},
		{name: "access line moved to another organisation", do: []string{"update audit.access_logs set org_id = (select id from spectra.organizations where slug = 'org-b') where id = " + line}, want: "ACCESS_ROOT"},
		{name: "access line taken out of its batch", do: []string{"update audit.access_logs set batch_id = '00000000-0000-0000-0000-000000000000' where id = " + line}, want: "ACCESS_ROOT"},
		{name: "access line inserted", do: []string{addLine + "batch_id, " + addedLine}, want: "ACCESS_ROOT"},
		{name: "access line inserted in a batch of its own", do: []string{addLine + "gen_random_uuid(), " + addedLine}, want: "ACCESS_ROOT"},
		{name: "access batch removed with its entry", do: []string{"delete from audit.access_logs", "delete from audit.audit_logs where id = " + recorded}, want: "MISSING_ENTRY"},
		{name: "P11_01 owner alters a signed row", signed: true, do: []string{"update spectra.projects set description = 'x' where id = (select record_id from spectra.signatures)"}, want: "CONTENT_CHANGED"},
		{name: "P11_01 signed record removed", signed: true, do: []string{"delete from spectra.projects where id = (select record_id from spectra.signatures)"}, want: "CONTENT_CHANGED"},
		{name: "P11_19 signature copied to another record", signed: true, do: []string{"insert into spectra.signatures (id, code, record_id, " + signatureColumns + ") select gen_random_uuid(), 'SIG-9', (select max(id::text)::uuid from spectra.projects where id <> record_id), " +
			signatureColumns + " from spectra.signatures"}, want: "RECORD_MISMATCH"},
		{name: "P11_19 signature moved to another version", signed: true, do: []string{"update spectra.signatures set record_version = 2"}, want: "RECORD_MISMATCH"},
		{name: "P11_19 snapshot altered", signed: true, do: []string{"update spectra.signatures set snapshot = replace(snapshot, 'Projekt', 'Project')"}, want: "SIGNATURE"},
		{name: "P11_19 snapshot, hash and record altered alike", signed: true, do: []string{"update spectra.projects set name = replace(name, 'Projekt', 'Project')",
			"update spectra.signatures set snapshot = replace(snapshot, 'Projekt', 'Project')", "update spectra.signatures set record_hash = encode(sha256(convert_to(snapshot, 'UTF8')), 'hex')"}, want: "SIGNATURE"},
		{name: "P11_19 signer changed", signed: true, do: []string{"update spectra.signatures set signer_name = 'Somebody Else'"}, want: "SIGNATURE"},
		{name: "P11_19 signed with another key", signed: true, do: []string{"update spectra.signatures set key_id = '0011223344556677'"}, want: "SIGNATURE"},
		{name: "whole trail of an organisation removed", after: true, do: []string{"delete from audit.audit_chain where org_id = " + orgA, "delete from audit.audit_logs where org_id = " + orgA,
			"delete from audit.audit_heads where org_id = " + orgA, "delete from audit.audit_checkpoints where org_id = " + orgA}, want: "TRUNCATED"},
	}
}

const (
	line      = "(select id from audit.access_logs order by id offset 1 limit 1)"
	recorded  = "(select id from audit.audit_logs where action = 'access.recorded' limit 1)"
	addLine   = "insert into audit.access_logs (batch_id, org_id, id, occurred_at, actor_kind, actor_name, actor_via, action, status) select "
	addedLine = "org_id, gen_random_uuid(), occurred_at, actor_kind, actor_name, actor_via, action, status from audit.access_logs where id = " + line
)

const insert = `insert into audit.audit_logs (org_id, xid, occurred_at, actor_id, actor_kind, actor_name, actor_via, db_user, action, payload, payload_hash, leaf_hash)
 select org_id, xid, occurred_at, actor_id, actor_kind, actor_name, actor_via, db_user, 'project.updated', payload, payload_hash, leaf_hash from audit.audit_logs where id = (select max(id) from audit.audit_logs where org_id = (select id from spectra.organizations where slug = 'org-a'))`

var cutTail = []string{"create temp table tail on commit drop as select seq, entry_id, prev_hash from audit.audit_chain where org_id = " + orgA + " order by seq desc limit 3",
	"delete from audit.audit_chain where entry_id in (select entry_id from tail)", "delete from audit.audit_logs where id in (select entry_id from tail)",
	"update audit.audit_heads set seq = (select min(seq) - 1 from tail), hash = (select prev_hash from tail order by seq limit 1) where org_id = " + orgA}

// The rows of the matrix that SECURITY.md §4 has an id for are tests of their own.
func TestA_01_OneByte(t *testing.T)              { tamperedWith(t, "A_01") }
func TestA_02_MiddleDeleted(t *testing.T)        { tamperedWith(t, "A_02") }
func TestA_03_TailAfterCheckpoint(t *testing.T)  { tamperedWith(t, "A_03") }
func TestA_04_TailBeforeCheckpoint(t *testing.T) { tamperedWith(t, "A_04") }
func TestA_05_TwoSwapped(t *testing.T)           { tamperedWith(t, "A_05") }
func TestA_06_OneInserted(t *testing.T)          { tamperedWith(t, "A_06") }
func TestA_07_AllRecomputed(t *testing.T)        { tamperedWith(t, "A_07") }
func TestA_08_AnotherKey(t *testing.T)           { tamperedWith(t, "A_08") }
func TestA_09_AnotherOrganisation(t *testing.T)  { tamperedWith(t, "A_09") }

// TestTamperMatrix is the rest of what a database's owner could do to a trail; make tamper prints all of it.
func TestTamperMatrix(t *testing.T) { tamperedWith(t, "") }

// tamperedWith does the rows with an id, or those without one, and prints how each is found.
func tamperedWith(t *testing.T, rows string) {
	t.Parallel()
	done := 0
	for _, a := range attacks() {
		if of, _, _ := strings.Cut(a.name, " "); of != rows && (rows != "" || strings.HasPrefix(of, "A_")) {
			continue
		}
		done++
		t.Run(strings.ReplaceAll(a.name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			d := newDatabase(t)
			made := d.write(12)
			if a.signed {
				d.sign(made[0])
			}
			d.reads(5)
			if a.after {
				d.checkpoint()
			}
			if before := d.all(); before.ExitCode != chain.ExitClean {
				t.Fatalf("before: %s", classes(before))
			}
			d.tamper(a.do...)
			r := d.all()
			wanted := strings.TrimSpace(a.want + " " + a.also)
			t.Logf("%-45s %-32s detected %-5v exit %d", a.name, classes(r), r.ExitCode != chain.ExitClean, r.ExitCode)
			for _, class := range strings.Fields(wanted) {
				if !strings.Contains(" "+classes(r)+" ", " "+class+" ") {
					t.Errorf("found %q, want %q", classes(r), wanted)
				}
			}
			if len(r.Findings) != len(strings.Fields(wanted)) {
				t.Errorf("found %+v, want %q", r.Findings, wanted)
			}
			if (r.ExitCode == chain.ExitTampered) != (a.want != "") {
				t.Errorf("exit code %d", r.ExitCode)
			}
		})
	}
	if done == 0 {
		t.Errorf("no row %s", rows)
	}
}

// TestA_17_Bulk: what one statement wrote in bulk is sealed at once and verifies; make tamper does a hundred thousand.
func TestA_17_Bulk(t *testing.T) {
	t.Parallel()
	d := newDatabase(t)
	before := d.all().Entries
	tx, err := d.owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"select set_config('app.org_id', " + orgA + "::text, true), set_config('app.actor_id', " + orgA + "::text, true), set_config('app.event', 'project.created', true)",
		fmt.Sprintf("insert into spectra.projects (org_id, id, code, name) select "+orgA+", gen_random_uuid(), 'PRJ-BULK-' || n, 'Projekt µ ' || n from generate_series(1, %d) n", *bulk)} {
		if _, err := tx.Exec(t.Context(), s, pgx.QueryExecModeSimpleProtocol); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.checkpoint()
	if r := d.all(); r.ExitCode != chain.ExitClean || r.Entries != before+int64(*bulk) {
		t.Errorf("%d entries, want %d more than %d: %+v", r.Entries, *bulk, before, r.Findings)
	}
}

// always brings the triggers of a table back to firing always, as they are installed.
func always(table string) string {
	return `do $$ declare n name; begin for n in select tgname from pg_trigger where tgrelid = '` + table + `'::regclass and not tgisinternal loop
		execute format('alter table ` + table + ` enable always trigger %I', n); end loop; end $$`
}

// TestA_10_TriggerOff: a record changed, made or removed while the triggers were off differs from its entries, also
// after they are on again; a trigger that stays off is told.
func TestA_10_TriggerOff(t *testing.T) {
	d := newDatabase(t)
	made := d.write(4)
	behind := func(sql string, args ...any) {
		t.Helper()
		if _, err := d.owner.Exec(t.Context(), "alter table spectra.projects disable trigger all"); err != nil {
			t.Fatal(err)
		}
		if tag, err := d.owner.Exec(t.Context(), sql, args...); err != nil || tag.RowsAffected() == 0 {
			t.Fatal(tag, err)
		}
		if _, err := d.owner.Exec(t.Context(), "alter table spectra.projects enable trigger all; "+always("spectra.projects"), pgx.QueryExecModeSimpleProtocol); err != nil {
			t.Fatal(err)
		}
	}
	reconcile := func(want string) {
		t.Helper()
		r := d.verify(Options{Config: true, Reconcile: true})
		if classes(r) != want {
			t.Errorf("found %+v, want %s", r.Findings, want)
		}
	}
	reconcile("")
	behind("update spectra.projects set description = 'back-dated' where id = $1", made[0])
	reconcile("STATE_DRIFT")
	behind("update spectra.projects set description = null where id = $1", made[0])
	reconcile("")
	behind("delete from spectra.projects where id = $1", made[1])
	reconcile("STATE_DRIFT")
	behind("insert into spectra.projects (org_id, id, code, name, owner_id) select org_id, gen_random_uuid(), 'PRJ-1999-000001', 'Smuggled', owner_id from spectra.projects where id = $1", made[0])
	reconcile("STATE_DRIFT UNAUDITED_ROW")
	known := 0
	for _, s := range []string{"alter table spectra.samples disable trigger audit_row", "alter table audit.audit_logs disable trigger seal",
		"alter table spectra.results enable trigger audit_row", "alter function audit.refuse() owner to spectra_owner", "create or replace function app.org() returns uuid language sql stable as 'select null::uuid'", "grant update on audit.audit_logs to spectra_app",
		"alter table spectra.samples no force row level security"} {
		if _, err := d.owner.Exec(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		r := d.verify(Options{Config: true})
		if len(r.Findings) != known+1 || !strings.HasSuffix(classes(r), "CONFIG_WEAKENED") {
			t.Errorf("%s: %+v", s, r.Findings)
		}
		known = len(r.Findings)
	}
}

// TestA_11_Truncate: the owner must switch the triggers off first; then the head, the checkpoint and the copies tell.
func TestA_11_Truncate(t *testing.T) {
	d := newDatabase(t)
	d.write(3)
	d.checkpoint()
	for _, table := range []string{"audit.audit_logs cascade", "audit.audit_chain", "audit.audit_heads", "audit.audit_checkpoints", "audit.access_logs", "spectra.projects cascade"} {
		if _, err := d.owner.Exec(t.Context(), "truncate "+table); err == nil {
			t.Errorf("truncate %s is let through", table)
		}
	}
	d.tamper("do $$ begin truncate audit.audit_logs cascade; truncate audit.audit_heads; truncate audit.audit_checkpoints; end $$")
	if r := d.all(); r.ExitCode != chain.ExitTampered || !strings.Contains(classes(r), "TRUNCATED") {
		t.Errorf("%s", classes(r))
	}
}

// TestA_12_OldBackup: a database that was put back to an earlier state is noticed by what is known outside it.
func TestA_12_OldBackup(t *testing.T) {
	d := newDatabase(t)
	d.write(3)
	d.checkpoint()
	d.write(3)
	d.checkpoint()
	d.tamper(append([]string{"delete from audit.audit_checkpoints where org_id = " + orgA + " and tree_size = (select max(tree_size) from audit.audit_checkpoints where org_id = " + orgA + ")"}, cutTail...)...)
	if got := classes(d.all()); got != "TRUNCATED" {
		t.Errorf("%q", got)
	}
}

// TestStale: entries that wait for a checkpoint too long are told, with an exit code of their own.
func TestStale(t *testing.T) {
	d := newDatabase(t)
	d.checkpoint()
	d.write(1)
	d.now = d.now.Add(9 * time.Minute)
	if r := d.all(); r.ExitCode != chain.ExitClean {
		t.Errorf("after 9 minutes: %s", classes(r))
	}
	d.now = d.now.Add(2 * time.Minute)
	if r := d.all(); r.ExitCode != chain.ExitStale || classes(r) != "STALE" {
		t.Errorf("after 11 minutes: %s, exit %d", classes(r), r.ExitCode)
	}
	d.checkpoint()
	if r := d.all(); r.ExitCode != chain.ExitClean {
		t.Errorf("after a checkpoint: %s", classes(r))
	}
}
