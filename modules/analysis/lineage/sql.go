package lineage

// sources names, for every record type that can be a node, how to read its code and label. Names come from here and
// never from a client.
func sources() map[string]string {
	return map[string]string{
		"project":         "select code, name, id, null::text from projects",
		"sample":          "select code, name, id, null::text from samples",
		"instrument":      "select code, name, id, null::text from instruments",
		"calibration":     "select code, coalesce(certificate_number, outcome), id, null::text from calibrations",
		"process":         "select code, kind, id, null::text from processes",
		"maintenance_log": "select null::text, kind, id, null::text from maintenance_logs",
		"notebook":        "select code, title, id, null::text from notebooks",
		"notebook_entry":  "select code, title, id, null::text from notebook_entries",
		"protocol":        "select code, title, id, null::text from protocols",
		"experiment":      "select code, title, id, null::text from experiments",
		"file":            "select code, filename, id, null::text from files",
		"trace":           "select null::text, case when title = '' then technique else title end, id, null::text from traces",
		"result":          "select code, result_type, id, stale_reason from results",
		"signature":       "select code, meaning, id, null::text from signatures",
		"job":             "select null::text, kind, id, null::text from jobs",
	}
}

// walkSQL follows edges from $2 $3 at most $4 hops down and $5 hops up, as they were at $7 unless that is NULL. UNION drops a row that was there at the same hop:
// together with the bound on hops that ends every cycle, and a diamond costs its edges once per hop and not once per path,
// as it would with a CYCLE clause. Rows come breadth first, so what is near comes before the limit.
const walkSQL = `with recursive
 down(from_type, from_id, type, id, relation, hop) as (
  select ''::text, $3::uuid, $2::text, $3::uuid, ''::text, 0
  union
  select w.type, w.id, e.type, e.id, e.relation, w.hop + 1 from down w cross join lateral (
    select l.to_type as type, l.to_id as id, l.relation from data_lineage l where l.org_id = $1 and l.from_type = w.type and l.from_id = w.id and ($7::timestamptz is null or l.created_at <= $7)
    union all
    select 'sample', c.id, ` + kinship + ` from samples c where w.type = 'sample' and c.org_id = $1 and c.parent_id = w.id and ($7::timestamptz is null or c.created_at <= $7)
    union all
    select 'notebook_entry', n.entry_id, '` + DocumentedIn + `' from entry_links n where n.org_id = $1 and n.record_type = w.type and n.record_id = w.id and ` + linkedThen + `
    union all
    select 'process', q.process_id, p.kind from process_samples q join processes p on p.org_id = q.org_id and p.id = q.process_id and (p.archived_at is null or p.archived_at > $7) and ($7::timestamptz is null or p.created_at <= $7)
     where w.type = 'sample' and q.org_id = $1 and q.sample_id = w.id and q.role = 'input'
    union all
    select 'sample', q.sample_id, p.kind from process_samples q join processes p on p.org_id = q.org_id and p.id = q.process_id and (p.archived_at is null or p.archived_at > $7) and ($7::timestamptz is null or p.created_at <= $7)
     where w.type = 'process' and q.org_id = $1 and q.process_id = w.id and q.role = 'output'
    union all
    select 'signature', g.id, 'signed' from signatures g where g.org_id = $1 and g.record_type = w.type and g.record_id = w.id and ($7::timestamptz is null or g.signed_at <= $7)
  ) e where w.hop < $4
 ),
 up(type, id, to_type, to_id, relation, hop) as (
  select $2::text, $3::uuid, ''::text, $3::uuid, ''::text, 0
  union
  select e.type, e.id, w.type, w.id, e.relation, w.hop + 1 from up w cross join lateral (
    select l.from_type as type, l.from_id as id, l.relation from data_lineage l where l.org_id = $1 and l.to_type = w.type and l.to_id = w.id and ($7::timestamptz is null or l.created_at <= $7)
    union all
    select 'sample', c.parent_id, ` + kinship + ` from samples c where w.type = 'sample' and c.org_id = $1 and c.id = w.id and c.parent_id is not null and ($7::timestamptz is null or c.created_at <= $7)
    union all
    select n.record_type, n.record_id, '` + DocumentedIn + `' from entry_links n where w.type = 'notebook_entry' and n.org_id = $1 and n.entry_id = w.id and ` + linkedThen + `
    union all
    select 'process', q.process_id, p.kind from process_samples q join processes p on p.org_id = q.org_id and p.id = q.process_id and (p.archived_at is null or p.archived_at > $7) and ($7::timestamptz is null or p.created_at <= $7)
     where w.type = 'sample' and q.org_id = $1 and q.sample_id = w.id and q.role = 'output'
    union all
    select 'sample', q.sample_id, p.kind from process_samples q join processes p on p.org_id = q.org_id and p.id = q.process_id and (p.archived_at is null or p.archived_at > $7) and ($7::timestamptz is null or p.created_at <= $7)
     where w.type = 'process' and q.org_id = $1 and q.process_id = w.id and q.role = 'input'
    union all
    select g.record_type, g.record_id, 'signed' from signatures g where w.type = 'signature' and g.org_id = $1 and g.id = w.id and ($7::timestamptz is null or g.signed_at <= $7)
  ) e where w.hop < $5
 )
 (select true, type, id, to_type, to_id, relation from up where hop > 0 limit $6)
 union all
 (select false, from_type, from_id, type, id, relation from down where hop > 0 limit $6)`

// linkedThen tells whether an entry that links to a record now did so then, by the version that it had.
const linkedThen = `($7::timestamptz is null or exists (select from (select v.links from entry_versions v where v.org_id = $1 and v.entry_id = n.entry_id and v.created_at <= $7
     order by v.version desc limit 1) v where v.links @> jsonb_build_array(jsonb_build_object('type', n.record_type, 'id', n.record_id))))`

// kinship tells a split from any other descent; the timeline of the child knows.
const kinship = `case when exists (select from sample_history h where h.org_id = $1 and h.sample_id = c.id and h.kind = 'created_by_split')
     then 'split' else 'parent' end`

// staleSQL marks the results below a record. A voided or signed result stays as it is, and the first reason stays.
const staleSQL = `with recursive made(type, id) as (
 select cast(@type as text), cast(@id as uuid)
 union
 select l.to_type, l.to_id from made m join data_lineage l on l.org_id = @org and l.from_type = m.type and l.from_id = m.id
 where l.relation <> 'superseded_by' and l.to_type in ('file', 'trace', 'result'))
update results set stale_reason = @why, version = version + 1, updated_at = now()
where org_id = @org and id in (select id from made where type = 'result') and id <> @id and status = 'valid' and stale_reason is null and locked_at is null`
