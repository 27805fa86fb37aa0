package samples

// names joins what a reader wants to see beside the ids: project, parent, who registered it, where it is, who holds it.
const names = ` left join projects p on p.org_id = s.org_id and p.id = s.project_id
 left join samples o on o.org_id = s.org_id and o.id = s.parent_id
 left join users u on u.org_id = s.org_id and u.id = s.created_by
 left join location_paths lp on lp.org_id = s.org_id and lp.location_id = s.location_id
 left join users cu on cu.org_id = s.org_id and cu.id = s.custodian_id`

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

func readSQL() string {
	return "select " + selectList() + ", " + custom + ", " + fields + " from samples s" + names + " where s.org_id = $1 and s.id = $2"
}

// insertSQL writes drafts ($2) with their metadata ($3) and first line of history in one statement, and reads them
// back the way a reader sees them. Codes are drawn by the column's default, in the order of the drafts.
func insertSQL() string {
	return `with d as (select * from jsonb_to_recordset($2::jsonb) as d(ord int, id uuid, history_id uuid, name text, sample_type text, status text,
  project_id uuid, parent_id uuid, lot text, barcode text, location text, location_id uuid, place text, material text, description text, quantity_text text,
  quantity_number numeric, quantity_unit text, hazards text[], die_row int, die_col int, type_version int, metadata text, kind text, details jsonb)),
 s as (insert into samples (org_id, id, name, sample_type, status, project_id, parent_id, lot, barcode, location, location_id, material, description,
  quantity_text, quantity_number, quantity_unit, hazards, die_row, die_col, type_version, created_by)
  select $1, id, name, sample_type, status, project_id, parent_id, lot, barcode, location, location_id, material, description,
  quantity_text, quantity_number, quantity_unit, hazards, die_row, die_col, type_version, $4 from d order by ord returning *),
 m as (insert into sample_metadata (org_id, id, sample_id, key, type, value_text, value_number, unit, created_by)
  select $1, id, sample_id, key, type, text, number, unit, $4 from jsonb_to_recordset($3::jsonb)
  as m(id uuid, sample_id uuid, key text, type text, text text, number numeric, unit text)),
 h as (insert into sample_history (org_id, id, sample_id, kind, to_status, location, actor_id, actor_name, note, details)
  select $1, history_id, id, kind, status, coalesce(place, location), $5, $6, $7, details from d)
 select ` + selectList() + `, d.metadata from s join d on d.id = s.id` + names + ` order by d.ord`
}

// lineageSQL walks the genealogy both ways. Hops are bounded and each path remembers where it was (CYCLE), so that
// even a cycle made behind the service's back ends. Breadth first: what is near comes before the limit.
const lineageSQL = `with recursive up as (
  select id, parent_id, code, name, status, 0 as hop from samples where org_id = $1 and id = $2
  union all
  select s.id, s.parent_id, s.code, s.name, s.status, up.hop + 1 from up join samples s on s.org_id = $1 and s.id = up.parent_id where up.hop < $3
 ) cycle id set looped using trail,
 down as (
  select id, parent_id, code, name, status, 0 as hop from samples where org_id = $1 and id = $2
  union all
  select s.id, s.parent_id, s.code, s.name, s.status, down.hop + 1 from down join samples s on s.org_id = $1 and s.parent_id = down.id where down.hop < $4
 ) cycle id set looped using trail
 select k.*, exists (select from sample_history h where h.org_id = $1 and h.sample_id = k.id and h.kind = 'created_by_split') from (
 select id, parent_id, code, name, status, -hop from up where not looped
 union all (select id, parent_id, code, name, status, hop from down where not looped and hop > 0 limit $5)) k`

// ancestorSQL tells whether $3 is $2 or one of its ancestors.
const ancestorSQL = `with recursive up(id) as (
  select $2::uuid union select s.parent_id from up join samples s on s.org_id = $1 and s.id = up.id where s.parent_id is not null)
 select exists (select from up where id = $3::uuid)`
