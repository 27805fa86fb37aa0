package experiments

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// content is an experiment with its parameters, samples, steps and files, without its state (SECURITY.md CR-1, CR-2).
const content = `select json_build_object(
 'fields', json_build_object('title', e.title, 'method', e.method, 'description', e.description, 'project_id', e.project_id,
  'started_at', app.utc(e.started_at), 'completed_at', app.utc(e.completed_at), 'calibration', e.calibration, 'calibration_override', e.calibration_override,
  'created_at', app.utc(e.created_at), 'created_by', e.created_by),
 'children', (select coalesce(json_agg(c.doc), '[]') from (
  select json_build_object('type', 'parameter', 'id', p.id, 'position', p.position, 'name', p.name, 'value_type', p.type, 'value', p.value_text, 'unit', p.unit) as doc
   from experiment_parameters p where p.org_id = e.org_id and p.experiment_id = e.id
  union all select json_build_object('type', 'sample', 'id', s.sample_id, 'position', s.position)
   from experiment_samples s where s.org_id = e.org_id and s.experiment_id = e.id
  union all select json_build_object('type', 'step', 'id', lpad(k.position::text, 10, '0'), 'text', k.text, 'required', k.required, 'kind', k.kind, 'done', k.done,
    'note', k.note, 'done_by', k.done_by, 'done_at', app.utc(k.done_at))
   from experiment_checklist k where k.org_id = e.org_id and k.experiment_id = e.id) c),
 'files', (select coalesce(json_agg(json_build_object('id', f.id, 'sha256', f.sha256, 'size', f.size, 'filename', f.filename)), '[]')
  from files f where f.org_id = e.org_id and f.experiment_id = e.id and f.archived_at is null),
 'protocol', case when e.protocol_id is not null then json_build_object('id', e.protocol_id, 'revision', e.protocol_revision) end,
 'instrument_id', e.instrument_id, 'calibration_id', e.calibration ->> 'id')::text
from experiments e where e.org_id = @org and e.id = @id`

// Signable is an experiment as it is signed. A review and an approval are also steps of its life: the record is locked by then.
func (s *Service) Signable() signing.Type {
	const move = "update experiments set status = "
	return signing.Type{Amend: "experiment:update", Word: "experiment", Path: "/experiments", Tag: "Experiments", Read: "experiment:read", Table: "experiments", Content: content,
		Along: []string{"update files set locked_at = now() where org_id = @org and experiment_id = @id and archived_at is null and locked_at is null"},
		Moves: map[string]string{
			signing.Review:   move + "'reviewed' where org_id = @org and id = @id and status = 'completed'",
			signing.Approval: move + "'approved' where org_id = @org and id = @id and status in ('completed', 'reviewed')",
		},
		State: s.signState}
}

func (s *Service) signState(ctx context.Context, experimentID id.ID) (*signing.State, error) {
	e, err := db.Find[Experiment](ctx, s.kit.DB, "experiment", experimentID)
	if err != nil {
		return nil, err
	}
	authors, err := signing.Writers(ctx, s.kit.DB, "experiment", experimentID, "experiment.created", "experiment.updated", "experiment.step_ticked")
	if err != nil {
		return nil, err
	}
	brought, err := s.store.broughtFiles(ctx, experimentID)
	return &signing.State{Code: e.Code, Version: e.Version, Locked: e.LockedAt != nil, Authors: append(authors, brought...), Obstacle: e.signObstacle()}, err
}

// signObstacle is what keeps everybody from signing: the work is not done, or does not count.
func (e *Experiment) signObstacle() string {
	switch {
	case e.ArchivedAt != nil:
		return "archived"
	case e.Status == Draft, e.Status == Running, e.Status == Voided:
		return "experiment_" + e.Status
	}
	return ""
}
