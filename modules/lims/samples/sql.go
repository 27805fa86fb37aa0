package samples

// names joins what a reader wants to see beside the ids: project, parent, who registered it, where it is, who holds it.
const names = ofProject + ofParent + ofCreator + ofPlace + ` left join users cu on cu.org_id = s.org_id and cu.id = s.custodian_id`

const (
	ofProject = ` left join projects p on p.org_id = s.org_id and p.id = s.project_id`
	ofParent  = ` left join samples o on o.org_id = s.org_id and o.id = s.parent_id`
	ofCreator = ` left join users u on u.org_id = s.org_id and u.id = s.created_by`
	ofPlace   = ` left join location_paths lp on lp.org_id = s.org_id and lp.location_id = s.location_id`
)

// pending is the hand-over of s that waits for its receiver, in the form of PendingCustody.
const pending = `(select json_build_object('id', c.id, 'to', json_build_object('id', t.id, 'name', t.name), 'location_id', c.location_id, 'note', c.note,
 'created_at', to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'created_by', c.created_by)
 from custody_transfers c join users t on t.org_id = c.org_id and t.id = c.to_user_id
 where c.org_id = s.org_id and c.sample_id = s.id and c.status = 'pending')::text`

// custom aggregates the metadata of s into the form of values.Shown.
const custom = `coalesce((select json_object_agg(m.key, json_build_object('value',
 case m.type when 'boolean' then to_json(m.value_text = 'true') else to_json(m.value_text) end, 'unit', m.unit, 'type', m.type) order by m.key)
 from sample_metadata m where m.org_id = s.org_id and m.sample_id = s.id), '{}')::text`

// fields is the schema of the type of s, where it has one.
const fields = `(select json_build_object('version', t.version, 'strict', t.strict, 'fields', t.fields)::text from sample_types t
 where t.org_id = s.org_id and t.key = s.sample_type and (t.strict or t.fields <> '[]'))`

// wide are the columns behind the list's own that custom and calculated values are made of.
const wide = ", " + custom + ", " + fields

func readSQL() string {
	return "select " + selectList() + wide + " from samples s" + names + " where s.org_id = $1 and s.id = $2"
}

// made are steps with a sample i that went in and a sample o that came out.
const made = `process_samples i join process_samples o on o.org_id = i.org_id and o.process_id = i.process_id and o.role = 'output'
 join processes p on p.org_id = i.org_id and p.id = i.process_id and p.archived_at is null`

// lineageSQL walks the genealogy both ways: parents, and steps of processing. Hops are bounded, and UNION drops a row that was
// there at the same hop, so that even a cycle made behind the service's back ends. Breadth first: what is near comes before the
// limit. A parent by a step is an edge of that step only.
const lineageSQL = `with recursive up(child, id, relation, hop) as (
  select null::uuid, $2::uuid, ''::text, 0
  union
  select w.id, e.id, e.relation, w.hop + 1 from up w cross join lateral (
   select c.parent_id as id, ` + kinship + ` as relation from samples c where c.org_id = $1 and c.id = w.id and c.parent_id is not null and not (` + stepped + `)
   union all select i.sample_id, p.kind from ` + made + ` where o.org_id = $1 and o.sample_id = w.id and i.role = 'input') e where w.hop < $3),
 down(parent, id, relation, hop) as (
  select null::uuid, $2::uuid, ''::text, 0
  union
  select w.id, e.id, e.relation, w.hop + 1 from down w cross join lateral (
   select c.id, ` + kinship + ` as relation from samples c where c.org_id = $1 and c.parent_id = w.id and not (` + stepped + `)
   union all select o.sample_id, p.kind from ` + made + ` where i.org_id = $1 and i.sample_id = w.id and i.role = 'input') e where w.hop < $4)
 select k.source, k.target, k.relation, s.id, s.code, s.name, s.status, k.hop from (
  select id as source, child as target, relation, id, -hop as hop from up
  union all (select parent, id, relation, id, hop from down where hop > 0 limit $5)) k
 join samples s on s.org_id = $1 and s.id = k.id order by abs(k.hop)`

// kinship tells a split from any other descent; the timeline of the child knows.
const kinship = `case when exists (select from sample_history h where h.org_id = $1 and h.sample_id = c.id and h.kind = 'created_by_split') then 'split' else 'parent' end`

// stepped: the child came out of a step that its parent went into.
const stepped = `exists (select from ` + made + ` where o.org_id = $1 and o.sample_id = c.id and i.sample_id = c.parent_id and i.role = 'input')`

// sourcesSQL gives those of $3 that are among $2 or what these came from.
const sourcesSQL = `with recursive up(id) as (
  select unnest($2::uuid[])
  union
  select e.id from up w cross join lateral (
   select c.parent_id as id from samples c where c.org_id = $1 and c.id = w.id and c.parent_id is not null
   union all select i.sample_id from ` + made + ` where o.org_id = $1 and o.sample_id = w.id and i.role = 'input') e)
 select id from up where id = any($3::uuid[])`
