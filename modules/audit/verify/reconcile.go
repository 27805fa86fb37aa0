package verify

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// audited is a table whose changes are captured, with its key.
type audited struct {
	Table string   // qualified and quoted
	Name  string   // as entries name it
	Key   []string // columns
	Org   string   // expression that names the organisation
}

// reconcile compares every record with the last entry about it (step 9): a record changed, made or removed behind the
// triggers differs. Whether the entries are genuine is what the chain says.
func reconcile(ctx context.Context, tx pgx.Tx) ([]chain.Finding, error) {
	tables, err := auditedTables(ctx, tx)
	if err != nil {
		return nil, err
	}
	if _, err := tx.Exec(ctx, again); err != nil {
		return nil, err
	}
	var out []chain.Finding
	for _, t := range tables {
		found, err := compare(ctx, tx, t)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.Table, err)
		}
		out = append(out, found...)
	}
	return out, nil
}

func auditedTables(ctx context.Context, tx pgx.Tx) ([]audited, error) {
	rows, err := tx.Query(ctx, `select format('%I.%I', n.nspname, c.relname), c.relname,
		(select array_agg(a.attname::text order by k.n) from pg_index i, unnest(i.indkey::int2[]) with ordinality k(col, n), pg_attribute a
		 where i.indrelid=c.oid and i.indisprimary and a.attrelid=c.oid and a.attnum=k.col),
		case when exists (select from pg_attribute a where a.attrelid=c.oid and a.attname='org_id') then 't.org_id'
		 when c.relname='organizations' then 't.id' else '''00000000-0000-0000-0000-000000000000''::uuid' end
		from pg_class c join pg_namespace n on n.oid=c.relnamespace where exists (select from pg_trigger t join pg_proc f on f.oid=t.tgfoid
		 where t.tgrelid=c.oid and f.proname='capture' and f.pronamespace='audit'::regnamespace) order by 1`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[audited])
}

// comparison is one statement a table. Left of the row stands what its last entry says; fields that entries do not
// follow (the stamp of the last change, the version, secrets) are not compared, nor columns that came later.
const comparison = `
with entries as materialized (
  select l.id, l.org_id, l.payload::jsonb as p from audit.audit_logs l where l.table_name = %[2]s and l.payload is not null
), last as (
  select distinct on (k) k, org_id, p from (select id, org_id, p, jsonb_build_array(%[3]s) as k from (
    select id, org_id, p, case when p->'new' = 'null' then p->'old' else p->'new' end as r from entries) e) e order by k, id desc
), live as (
  select jsonb_build_array(%[4]s) as k, to_jsonb(t) as r, %[5]s as org_id from %[1]s t
)
select coalesce(live.org_id, last.org_id) as org, coalesce(live.k, last.k)::text as k,
  case when last.k is null then 'unaudited' when live.k is null then 'gone' when last.p->'new' = 'null' then 'undead' else d.fields end as what
from live full join last on live.k = last.k
left join lateral (select string_agg(e.key, ', ' order by e.key) as fields from jsonb_each(case when jsonb_typeof(last.p->'new') = 'object' then last.p->'new' else '{}' end) e
  where e.key not in ('updated_at', 'version') and e.value <> '"#changed"' and live.r ? e.key and live.r->e.key is distinct from e.value) d on true
where last.k is null or (live.k is null and last.p->'new' <> 'null') or (live.k is not null and (last.p->'new' = 'null' or d.fields is not null))
order by 1, 2`

func compare(ctx context.Context, tx pgx.Tx, t audited) ([]chain.Finding, error) {
	var entry, live []string
	for _, c := range t.Key {
		entry = append(entry, "r->"+quote(c))
		live = append(live, "to_jsonb(t."+pgx.Identifier{c}.Sanitize()+")")
	}
	sql := fmt.Sprintf(comparison, t.Table, quote(t.Name), strings.Join(entry, ", "), strings.Join(live, ", "), t.Org)
	rows, err := tx.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	byOrg := map[id.ID]map[chain.Class]*chain.Finding{}
	var out []*chain.Finding
	var org id.ID
	var key, what string
	_, err = pgx.ForEachRow(rows, []any{&org, &key, &what}, func() error {
		class, detail := drift(t, key, what)
		if byOrg[org] == nil {
			byOrg[org] = map[chain.Class]*chain.Finding{}
		}
		if f := byOrg[org][class]; f != nil {
			f.Count++
			return nil
		}
		owner := org
		f := &chain.Finding{Class: class, OrgID: &owner, Count: 1, Detail: detail}
		byOrg[org][class] = f
		out = append(out, f)
		return nil
	})
	found := make([]chain.Finding, len(out))
	for i, f := range out {
		found[i] = *f
	}
	return found, err
}

func drift(t audited, key, what string) (chain.Class, string) {
	where := t.Name + " " + key
	switch what {
	case "unaudited":
		return chain.UnauditedRow, where + " has no entry"
	case "undead":
		return chain.UnauditedRow, where + " is there, its last entry says that it was deleted"
	case "gone":
		return chain.StateDrift, where + " is gone, and no entry says so"
	default:
		return chain.StateDrift, where + " is not what its last entry says: " + what
	}
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
