package results

import (
	"context"
	"encoding/json"

	"github.com/spectra-lab/spectra/modules/kernel/calibration"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// content is a result with its values, custom values and files, what it was made of and how the instrument stood (CR-1).
const content = `select json_build_object(
 'fields', json_build_object('experiment_id', r.experiment_id, 'sample_id', r.sample_id, 'result_type', r.result_type, 'origin', r.origin,
  'method_name', r.method_name, 'method_version', r.method_version, 'parameters', r.parameters, 'inputs', r.inputs, 'engine', r.engine,
  'calibration', r.calibration, 'calibration_override', r.calibration_override, 'warnings', r.warnings, 'supersedes_id', r.supersedes_id,
  'observed_at', app.utc(r.observed_at), 'acquired_at', app.utc(r.acquired_at), 'recorded_at', app.utc(r.recorded_at),
  'created_at', app.utc(r.created_at), 'created_by', r.created_by),
 'children', (select coalesce(json_agg(c.doc), '[]') from (
  select json_build_object('type', 'value', 'id', v.id, 'position', v.position, 'name', v.name, 'value', v.value_text, 'unit', v.unit,
    'uncertainty', v.uncertainty_text, 'k', v.k, 'dof', v.dof) as doc from result_values v where v.org_id = r.org_id and v.result_id = r.id
  union all select json_build_object('type', 'metadata', 'id', m.id, 'key', m.key, 'value_type', m.type, 'value', m.value_text, 'unit', m.unit)
   from result_metadata m where m.org_id = r.org_id and m.result_id = r.id) c),
 'files', (select coalesce(json_agg(json_build_object('id', f.id, 'sha256', f.sha256, 'size', f.size, 'filename', f.filename)), '[]')
  from result_files l join files f on f.org_id = l.org_id and f.id = l.file_id where l.org_id = r.org_id and l.result_id = r.id),
 'protocol', (select case when e.protocol_id is not null then json_build_object('id', e.protocol_id, 'revision', e.protocol_revision) end
  from experiments e where e.org_id = r.org_id and e.id = r.experiment_id),
 'instrument_id', r.instrument_id, 'calibration_id', r.calibration ->> 'id')::text
from results r where r.org_id = @org and r.id = @id`

// Signable is a result as it is signed. Its values never change: amended, it can be voided, and another one recorded in its place.
func (s *Service) Signable() signing.Type {
	return signing.Type{Amend: "result:void", Word: "result", Path: "/results", Tag: "Results", Read: "result:read", Table: "results", Content: content, State: s.signState,
		Along: []string{`update files set locked_at = now() where org_id = @org and locked_at is null
 and id in (select l.file_id from result_files l where l.org_id = @org and l.result_id = @id)`}}
}

func (s *Service) signState(ctx context.Context, resultID id.ID) (*signing.State, error) {
	r, err := db.Find[Result](ctx, s.kit.DB, "result", resultID)
	if err != nil {
		return nil, err
	}
	out := &signing.State{Code: r.Code, Version: r.Version, Locked: r.LockedAt != nil, Obstacle: r.signObstacle()}
	if r.CreatedBy != nil {
		out.Authors = append(out.Authors, *r.CreatedBy)
	}
	return out, nil
}

// signObstacle is what keeps everybody from signing: it does not count, no longer stands on its sources, or was measured on an
// instrument whose calibration did not allow it, without an override.
func (r *Result) signObstacle() string {
	var at struct {
		Status string `json:"status"`
	}
	_ = json.Unmarshal(r.Calibration, &at) // the server's own text, or none
	switch {
	case r.ArchivedAt != nil:
		return "archived"
	case r.Status == Voided:
		return "result_voided"
	case r.StaleReason != nil:
		return "result_stale"
	case (at.Status == calibration.Overdue || at.Status == calibration.OutOfTolerance) && (len(r.CalibrationOverride) == 0 || string(r.CalibrationOverride) == "null"):
		return "calibration_" + at.Status
	}
	return ""
}
