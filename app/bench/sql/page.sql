-- The page that GET /samples?limit=50 reads (modules/lims/samples): one row more than shown tells whether there is a next one.
\startpipeline
{{stamp}};
select s.id, s.org_id, s.code, s.name, s.sample_type, s.status, s.project_id, p.code, p.name, s.parent_id, o.code, o.name, s.lot, s.barcode, s.location, s.material, s.description, s.quantity_text, s.quantity_unit, s.hazards, s.die_row, s.die_col, s.version, s.created_at, s.created_by, u.name, s.updated_at, s.archived_at, s.locked_at from (select * from samples where org_id = {{org}} and archived_at is null order by created_at desc, id desc limit 51) s left join projects p on p.org_id = s.org_id and p.id = s.project_id left join samples o on o.org_id = s.org_id and o.id = s.parent_id left join users u on u.org_id = s.org_id and u.id = s.created_by order by s.created_at desc, s.id desc;
\endpipeline
