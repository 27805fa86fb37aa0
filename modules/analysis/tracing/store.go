package tracing

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// reportSQL goes at most twenty hops up: a result of results of traces of traces.
const reportSQL = `with recursive r as materialized (select * from results where org_id = @org and id = @id),
up(type, id, hop) as (
 select 'result'::text, cast(@id as uuid), 0
 union
 select l.from_type, l.from_id, u.hop + 1 from up u join data_lineage l on l.org_id = @org and l.to_type = u.type and l.to_id = u.id
 where u.hop < 20 and l.from_type in ('file', 'trace', 'result') and l.relation <> 'superseded_by'),
t as materialized (select x.* from traces x where x.org_id = @org and x.id in (select id from up where type = 'trace')),
f as materialized (select x.* from files x where x.org_id = @org and (x.id in (select id from up where type = 'file') or x.id in (select file_id from t))),
e as materialized (select x.* from experiments x, r where x.org_id = @org and x.id = r.experiment_id),
p as materialized (select x.* from protocols x, e where x.org_id = @org and x.id = e.protocol_id),
s as materialized (select x.* from samples x, r where x.org_id = @org and (x.id = r.sample_id
 or r.sample_id is null and x.id in (select l.sample_id from experiment_samples l where l.org_id = @org and l.experiment_id = r.experiment_id))),
h as materialized (select x.* from custody_transfers x where x.org_id = @org and x.sample_id in (select id from s)),
g as materialized (select x.* from signatures x where x.org_id = @org and ((x.record_type, x.record_id) in (select 'result', id from r union all select 'experiment', id from e union all select 'protocol', id from p)))
select json_build_object(
 'result', json_build_object('id', r.id, 'code', r.code, 'result_type', r.result_type, 'status', r.status, 'origin', r.origin, 'version', r.version,
  'observed_at', app.utc(r.observed_at), 'acquired_at', app.utc(r.acquired_at), 'recorded_at', app.utc(r.recorded_at), 'recorded_by', r.created_by),
 'values', (select coalesce(json_agg(json_build_object('name', v.name, 'value', v.value_text, 'unit', v.unit, 'uncertainty', v.uncertainty_text, 'k', v.k) order by v.position, v.id), '[]')
  from result_values v where v.org_id = @org and v.result_id = r.id and (@value = '' or v.name = @value)),
 'method', case when r.method_name is not null then json_build_object('name', r.method_name, 'version', r.method_version, 'parameters', r.parameters, 'inputs', r.inputs, 'engine', r.engine) end,
 'traces', (select coalesce(json_agg(json_build_object('id', t.id, 'title', t.title, 'technique', t.technique, 'n', t.n, 'data_sha256', t.data_sha256, 'reader', t.reader,
  'reader_version', t.reader_version, 'file_id', t.file_id) order by t.id), '[]') from t),
 'files', (select coalesce(json_agg(json_build_object('id', f.id, 'code', f.code, 'filename', f.filename, 'size', f.size, 'sha256', f.sha256, 'parser', f.parser, 'parser_version', f.parser_version,
  'source', f.source, 'archived', f.archived_at is not null, 'created_at', app.utc(f.created_at), 'created_by', f.created_by) order by f.id), '[]') from f),
 'instrument', (select json_build_object('id', i.id, 'code', i.code, 'name', i.name, 'vendor', i.vendor, 'model', i.model, 'serial_number', i.serial_number)
  from instruments i where i.org_id = @org and i.id = r.instrument_id),
 'calibration', case when r.instrument_id is not null then (select json_build_object('id', c.id, 'code', c.code, 'certificate_number', c.certificate_number, 'outcome', c.outcome,
   'performed_at', app.utc(c.performed_at), 'expires_at', app.utc(c.expires_at), 'then', r.calibration, 'override', r.calibration_override)
  from (select 1) one left join lateral (select x.* from calibrations x where x.org_id = @org and x.instrument_id = r.instrument_id and x.archived_at is null
   and x.performed_at <= coalesce(r.acquired_at, r.observed_at, r.recorded_at) order by x.performed_at desc, x.id desc limit 1) c on true) end,
 'experiment', (select json_build_object('id', e.id, 'code', e.code, 'title', e.title, 'method', e.method, 'status', e.status) from e),
 'protocol', (select json_build_object('id', p.id, 'code', p.code, 'number', p.number, 'title', p.title, 'revision', p.revision, 'status', p.status) from p),
 'samples', (select coalesce(json_agg(json_build_object('id', s.id, 'code', s.code, 'name', s.name, 'lot', s.lot, 'status', s.status) order by s.id), '[]') from s),
 'custody', (select coalesce(json_agg(json_build_object('sample_id', h.sample_id, 'from', h.from_user_id, 'to', h.to_user_id, 'status', h.status, 'at', app.utc(h.created_at),
  'decided_at', app.utc(h.decided_at)) order by h.created_at, h.id), '[]') from h),
 'people', (select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) order by u.id), '[]') from users u where u.org_id = @org and u.id in (
  select r.created_by union select created_by from f union select created_by from e union select from_user_id from h union select to_user_id from h union select signer_id from g)),
 'signatures', (select coalesce(json_agg(json_build_object('id', g.id, 'code', g.code, 'record_type', g.record_type, 'record_id', g.record_id, 'record_version', g.record_version, 'meaning', g.meaning,
  'signer_id', g.signer_id, 'signer_name', g.signer_name, 'signed_at', app.utc(g.signed_at), 'signed_zone', g.signed_zone) order by g.signed_at, g.id), '[]') from g),
 'stale', r.stale_reason)::text from r`

type store struct{ db *db.DB }

// report reads everything in one statement, so that all of it is of one moment.
func (s store) report(ctx context.Context, result id.ID, value string) (*Report, error) {
	var found []string
	err := s.db.Q(ctx).Raw(reportSQL, sql.Named("org", tenancy.Must(ctx).Org), sql.Named("id", result), sql.Named("value", value)).Scan(&found).Error
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, apperr.Missing("result")
	}
	out := &Report{}
	return out, json.Unmarshal([]byte(found[0]), out)
}
