-- The limit of POST /samples: the sample and one audit row in one transaction and one round trip, no chain, no trigger.
\startpipeline
begin;
{{stamp}};
with s as (insert into samples (org_id, id, name, sample_type, lot, material, quantity_text, quantity_number, quantity_unit, created_by) values ({{org}}, bench.uuid7(), 'Bench wafer', 'wafer', 'LOT-BENCH', 'Si (100)', '1.10', 1.10, 'cm2', {{user}}) returning *) insert into bench.audit_rows (org_id, actor_id, actor_kind, actor_name, actor_via, action, table_name, record_type, record_id, record_code, record_version, payload, payload_hash, leaf_hash) select org_id, created_by, 'user', 'Bench', 'api', 'sample.created', 'samples', 'sample', id, code, version, '{"old": null, "new": ' || to_jsonb(s)::text || ', "changed": []}', sha256(convert_to(to_jsonb(s)::text, 'UTF8')), sha256(uuid_send(id)) from s;
commit;
\endpipeline
