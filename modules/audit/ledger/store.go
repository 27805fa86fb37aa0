package ledger

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Ledger reads a trail inside one REPEATABLE READ, READ ONLY transaction: as spectra_backup all organisations, as
// spectra_app the one in the context.
type Ledger struct{ Tx pgx.Tx }

// plan makes PostgreSQL walk the chain by its key and look every entry up: sorting a million wide rows takes longer.
const plan = `set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_sort = off; set local jit = off;
 set local max_parallel_workers_per_gather = 0; set local timezone = 'UTC'`

// Instance is the id of the installation.
func (l Ledger) Instance(ctx context.Context) (id.ID, error) {
	var v id.ID
	err := l.Tx.QueryRow(ctx, `select audit.instance_id()`).Scan(&v)
	return v, err
}

// Orgs lists whoever has a chain, a head or an entry, whether or not the organisation still exists.
func (l Ledger) Orgs(ctx context.Context) ([]id.ID, error) {
	rows, err := l.Tx.Query(ctx, `with recursive chained(org_id) as (
		(select org_id from audit.audit_chain order by org_id limit 1)
		union all select (select c.org_id from audit.audit_chain c where c.org_id > chained.org_id order by c.org_id limit 1) from chained where chained.org_id is not null)
		select org_id from chained where org_id is not null union select org_id from audit.audit_heads union select org_id from audit.audit_checkpoints order by 1`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[id.ID])
}

// Filter chooses entries of one chain. Values are parameters of no statement, since COPY takes none: they are ids and
// numbers, or quoted.
type Filter struct {
	After      int64 // places after this one
	UpTo       int64 // 0: to the end; negative: nothing
	Through    int64 // asked for by a reader, besides UpTo; 0: to the end
	From, To   time.Time
	ActorID    id.ID
	RecordID   id.ID
	Records    []id.ID // any of these; empty, not nil: of none
	Acts       id.ID   // besides Records: what this person did
	Seen       bool    // only what the reader's projects let through
	RequestID  id.ID
	Action     string
	RecordType string
}

// Whole reports whether the filter leaves nothing out.
func (f Filter) Whole() bool { return reflect.DeepEqual(f, Filter{UpTo: f.UpTo}) }

func (f Filter) where() string {
	var b strings.Builder
	and := func(format string, args ...any) { fmt.Fprintf(&b, " and "+format, args...) }
	if f.After > 0 {
		and("c.seq > %d", f.After)
	}
	if f.UpTo != 0 {
		and("c.seq <= %d", f.UpTo)
	}
	if f.Through > 0 {
		and("c.seq <= %d", f.Through)
	}
	for _, t := range []struct {
		at       time.Time
		operator string
	}{{f.From, ">="}, {f.To, "<"}} {
		if !t.at.IsZero() {
			and("l.occurred_at %s '%s'", t.operator, t.at.UTC().Format("2006-01-02T15:04:05.000000Z"))
		}
	}
	for _, c := range []struct {
		column string
		value  id.ID
	}{{"actor_id", f.ActorID}, {"record_id", f.RecordID}, {"request_id", f.RequestID}} {
		if c.value != id.Nil {
			and("l.%s = '%s'", c.column, c.value)
		}
	}
	if f.Records != nil {
		and("(%s)", f.about())
	}
	if f.Seen {
		and("app.sees_entry(l.table_name, l.record_type, l.record_id, l.payload)")
	}
	for _, c := range [][2]string{{"action", f.Action}, {"record_type", f.RecordType}} {
		if c[1] != "" {
			and("l.%s = %s", c[0], quote(c[1]))
		}
	}
	return b.String()
}

// about is the condition that an entry is about one of the records, or by the person.
func (f Filter) about() string {
	either := []string{"false"}
	if len(f.Records) > 0 {
		words := make([]string, len(f.Records))
		for i, r := range f.Records {
			words[i] = "'" + r.String() + "'"
		}
		either = append(either, "l.record_id in ("+strings.Join(words, ", ")+")")
	}
	if f.Acts != id.Nil {
		either = append(either, "l.actor_id = '"+f.Acts.String()+"'")
	}
	return strings.Join(either, " or ")
}

// Belonging lists a record and everything that belongs to it, as far as there are entries about them. An id alone names a record;
// one that was asked for as something that it is not is left out.
func (l Ledger) Belonging(ctx context.Context, kind string, record id.ID) ([]id.ID, error) {
	rows, err := l.Tx.Query(ctx, `select m.record_id from app.belonging($1, $2) m where exists (select from audit.audit_logs l where l.org_id = app.org()
		and l.record_type = m.record_type and l.record_id = m.record_id)`, kind, record)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[id.ID])
}

// Hides reports whether there are projects that are closed to the reader.
func (l Ledger) Hides(ctx context.Context) (hides bool, err error) {
	err = l.Tx.QueryRow(ctx, "select cardinality(app.hidden_projects()) > 0").Scan(&hides)
	return hides, err
}

// quote makes a literal for standard_conforming_strings, which this project's sessions have on.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// Rows streams the entries of one chain in the order of their places.
func (l Ledger) Rows(ctx context.Context, org id.ID, f Filter, emit func(*chain.Row)) error {
	if _, err := l.Tx.Exec(ctx, plan); err != nil {
		return err
	}
	d := &decoder{emit: emit}
	_, err := l.Tx.Conn().PgConn().CopyTo(ctx, d, fmt.Sprintf(`copy (select %s from audit.audit_chain c left join audit.audit_logs l on l.id = c.entry_id
		where c.org_id = '%s'%s order by c.seq) to stdout (format binary)`, rowColumns, org, f.where()))
	if err == nil && !d.ended {
		err = errCopy
	}
	return err
}

// Hashes streams the hashes of one chain up to a place.
func (l Ledger) Hashes(ctx context.Context, org id.ID, upTo int64, each func(hash []byte) error) error {
	rows, err := l.Tx.Query(ctx, `select hash from audit.audit_chain where org_id = $1 and seq <= $2 order by seq`, org, upTo)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows.RawValues()[0]); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Head is the end of a chain; nil: it has none.
func (l Ledger) Head(ctx context.Context, org id.ID) (*chain.Head, error) {
	h := &chain.Head{}
	err := l.Tx.QueryRow(ctx, `select seq, hash from audit.audit_heads where org_id = $1`, org).Scan(&h.Seq, &h.Hash)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil //nolint:nilnil // no head is an answer
	}
	return h, err
}

// Unsealed counts the entries that are in no chain, by organisation.
func (l Ledger) Unsealed(ctx context.Context) (map[id.ID]int64, error) {
	rows, err := l.Tx.Query(ctx, `select l.org_id, count(*) from audit.audit_logs l where not exists (select from audit.audit_chain c where c.entry_id = l.id) group by 1`)
	if err != nil {
		return nil, err
	}
	out := map[id.ID]int64{}
	var org id.ID
	var n int64
	_, err = pgx.ForEachRow(rows, []any{&org, &n}, func() error { out[org] = n; return nil })
	return out, err
}

const checkpointColumns = `select tree_size, root, note, key_id, created_at from audit.audit_checkpoints where org_id = $1 order by tree_size`

func scanCheckpoint(org id.ID) pgx.RowToFunc[chain.Checkpoint] {
	return func(r pgx.CollectableRow) (chain.Checkpoint, error) {
		c := chain.Checkpoint{Org: org}
		var root []byte
		err := r.Scan(&c.Size, &root, &c.Note, &c.KeyID, &c.CreatedAt)
		copy(c.Root[:], root)
		return c, err
	}
}

// Checkpoints are the signed notes that the database has of a chain, by size.
func (l Ledger) Checkpoints(ctx context.Context, org id.ID) ([]chain.Checkpoint, error) {
	rows, err := l.Tx.Query(ctx, checkpointColumns, org)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanCheckpoint(org))
}

// Newest is the checkpoint of the longest chain; nil: there is none.
func (l Ledger) Newest(ctx context.Context, org id.ID) (*chain.Checkpoint, error) {
	rows, err := l.Tx.Query(ctx, checkpointColumns+" desc limit 1", org)
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, scanCheckpoint(org))
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// Anchor is a copy or confirmation of a checkpoint outside the database.
type Anchor struct {
	Kind, Target string
	At           time.Time
	Receipt      []byte
}

// Anchors are those of one checkpoint.
func (l Ledger) Anchors(ctx context.Context, org id.ID, size int64) ([]Anchor, error) {
	rows, err := l.Tx.Query(ctx, `select kind, target, at, receipt from audit.audit_anchors where org_id = $1 and tree_size = $2 order by kind, target`, org, size)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Anchor])
}
