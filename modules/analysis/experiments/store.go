package experiments

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// columns reads an experiment with its names and lists in one statement. The subselects run for the rows of the page only.
const columns = `experiments.*,
 (select p.code from projects p where p.org_id = experiments.org_id and p.id = experiments.project_id) as project_code,
 (select p.name from projects p where p.org_id = experiments.org_id and p.id = experiments.project_id) as project_name,
 (select i.code from instruments i where i.org_id = experiments.org_id and i.id = experiments.instrument_id) as instrument_code,
 (select i.name from instruments i where i.org_id = experiments.org_id and i.id = experiments.instrument_id) as instrument_name,
 (select p.number from protocols p where p.org_id = experiments.org_id and p.id = experiments.protocol_id) as protocol_number,
 (select u.name from users u where u.org_id = experiments.org_id and u.id = experiments.created_by) as created_by_name,
 (select count(*) from results r where r.org_id = experiments.org_id and r.experiment_id = experiments.id) as result_count,
 coalesce((select json_agg(json_build_object('id', s.id, 'code', s.code, 'name', s.name,
  'expired', coalesce(s.expires_at <= coalesce(experiments.started_at, now()), false)) order by l.position)
  from experiment_samples l join samples s on s.org_id = l.org_id and s.id = l.sample_id
  where l.org_id = experiments.org_id and l.experiment_id = experiments.id), '[]') as samples,
 coalesce((select json_agg(json_build_object('name', p.name, 'value', case p.type when 'boolean' then to_json(p.value_text = 'true')
  else to_json(p.value_text) end, 'unit', p.unit, 'type', p.type) order by p.position)
  from experiment_parameters p where p.org_id = experiments.org_id and p.experiment_id = experiments.id), '[]') as parameters`

// untrained: the protocol must have been acknowledged, and the caller has not acknowledged exactly this content.
const untrained = `p.training_required and not exists (select from protocol_acknowledgements k where k.org_id = p.org_id
 and k.protocol_id = p.id and k.user_id = app.actor() and k.content_sha256 = p.content_sha256)`

// obstacle is what keeps the caller from starting a draft.
const obstacle = `, case when experiments.status = 'draft' then coalesce((select case when app.protocol_status(p, ?) <> 'effective' then 'protocol_not_effective'
 when ` + untrained + ` then 'training_required' end from protocols p
 where p.org_id = experiments.org_id and p.id = experiments.protocol_id),
 (select 'sample_expired' from experiment_samples l join samples s on s.org_id = l.org_id and s.id = l.sample_id
  where l.org_id = experiments.org_id and l.experiment_id = experiments.id and s.expires_at <= now() and ` + expiredBlocks + ` limit 1)) end as start_obstacle`

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, f Filter, ids page.IDs, p page.Page[Item]) (page.List[Item], error) {
	q := s.db.Q(ctx).Select(columns).Where("org_id = ?", tenancy.Must(ctx).Org)
	q = db.Current(q, "archived_at", f.IncludeArchived)
	q = db.In(q, "status", f.Status)
	q = db.Equal(q, "method", f.Method)
	for _, column := range []string{"project_id", "instrument_id", "protocol_id"} {
		q = db.Equal(q, column, ids[column])
	}
	if sample := ids["sample_id"]; sample != nil {
		q = q.Where("exists (select from experiment_samples l where l.org_id = experiments.org_id and l.experiment_id = experiments.id and l.sample_id = ?)", *sample)
	}
	q = db.Search(q, "code || ' ' || title || ' ' || method || ' ' || coalesce(description,'')", f.Q)
	out, err := db.List(q, p)
	for i := range out.Items {
		out.Items[i].complete()
	}
	return out, err
}

func (s store) get(ctx context.Context, experimentID id.ID, now time.Time) (*Item, error) {
	out := &Item{}
	if err := s.db.Q(ctx).Select(columns+obstacle, now).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, experimentID).Take(out).Error; err != nil {
		return nil, db.Absent(err, "experiment")
	}
	out.complete()
	return out, nil
}

// complete fills what follows from the columns.
func (e *Item) complete() {
	e.SampleIDs = make([]id.ID, len(e.Samples))
	for i, s := range e.Samples {
		e.SampleIDs[i] = s.ID
	}
}

// share locks experiments FOR SHARE in the order of their ids, so that two transactions cannot wait for each other.
func (s store) share(ctx context.Context, ids []id.ID) ([]Ref, error) {
	var found []Ref
	err := s.db.Q(ctx).Model(&Experiment{}).Clauses(clause.Locking{Strength: clause.LockingStrengthShare}).
		Where("org_id = ? and id in ?", tenancy.Must(ctx).Org, ids).Order("id").Find(&found).Error
	return found, err
}

// samplesThere tells which of the samples exist.
func (s store) samplesThere(ctx context.Context, ids []id.ID) (map[id.ID]bool, error) {
	out := make(map[id.ID]bool, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	var found []id.ID
	err := s.db.Q(ctx).Table("samples").Where("org_id = ? and id in ?", tenancy.Must(ctx).Org, ids).Pluck("id", &found).Error
	for _, v := range found {
		out[v] = true
	}
	return out, err
}

// linked gives the samples of an experiment in order.
func (s store) linked(ctx context.Context, experimentID id.ID) (ids []id.ID, err error) {
	err = s.db.Q(ctx).Model(&SampleLink{}).Where("org_id = ? and experiment_id = ?", tenancy.Must(ctx).Org, experimentID).Order("position").Pluck("sample_id", &ids).Error
	return ids, err
}

// link makes ids the samples of the experiment. Rows that stay as they are leave no audit entry.
func (s store) link(ctx context.Context, experimentID id.ID, ids []id.ID) error {
	org := tenancy.Must(ctx).Org
	gone := s.db.Q(ctx).Where("org_id = ? and experiment_id = ?", org, experimentID)
	if len(ids) > 0 {
		gone = gone.Where("sample_id not in ?", ids)
	}
	if err := gone.Delete(&SampleLink{}).Error; err != nil || len(ids) == 0 {
		return err
	}
	rows := make([]SampleLink, len(ids))
	for i, v := range ids {
		rows[i] = SampleLink{OrgID: org, ExperimentID: experimentID, SampleID: v, Position: i}
	}
	return s.db.Q(ctx).Clauses(clause.OnConflict{Columns: named("org_id", "experiment_id", "sample_id"),
		DoUpdates: clause.AssignmentColumns([]string{"position"})}).Create(&rows).Error
}

func (s store) parameters(ctx context.Context, experimentID id.ID) (rows []ParameterRow, err error) {
	err = s.db.Q(ctx).Where("org_id = ? and experiment_id = ?", tenancy.Must(ctx).Org, experimentID).Order("position").Find(&rows).Error
	return rows, err
}

// setParameters makes rows the parameters of the experiment, matched by name.
func (s store) setParameters(ctx context.Context, experimentID id.ID, rows []ParameterRow) error {
	gone := s.db.Q(ctx).Where("org_id = ? and experiment_id = ?", tenancy.Must(ctx).Org, experimentID)
	names := make([]string, len(rows))
	for i := range rows {
		names[i] = rows[i].Name
	}
	if len(rows) > 0 {
		gone = gone.Where("name not in ?", names)
	}
	if err := gone.Delete(&ParameterRow{}).Error; err != nil || len(rows) == 0 {
		return err
	}
	return s.db.Q(ctx).Clauses(clause.OnConflict{Columns: named("org_id", "experiment_id", "name"),
		DoUpdates: clause.AssignmentColumns([]string{"position", "type", "value_text", "value_number", "unit"})}).Create(&rows).Error
}

func named(names ...string) []clause.Column {
	out := make([]clause.Column, len(names))
	for i, n := range names {
		out[i] = clause.Column{Name: n}
	}
	return out
}

func (s store) hasResults(ctx context.Context, experimentID id.ID) (yes bool, err error) {
	err = s.db.Q(ctx).Raw("select exists (select from results where org_id = ? and experiment_id = ?)", tenancy.Must(ctx).Org, experimentID).Row().Scan(&yes)
	return yes, err
}

// stamp is the database's time, which the audit trail has too.
func stamp() any { return gorm.Expr("now()") }

// note leaves a remark in the audit trail that no column keeps.
func (s store) note(ctx context.Context, e *Experiment, payload string) error {
	return s.db.Q(ctx).Exec("select audit.record_event('experiment', ?, ?, ?)", e.ID, e.Code, payload).Error
}

// procedure is what a start needs to know of the protocol.
type procedure struct {
	Code, Number, Status string
	Revision             int
	Untrained            bool
}

func (s store) protocol(ctx context.Context, protocolID id.ID, now time.Time) (*procedure, error) {
	var out procedure
	err := s.db.Q(ctx).Table("protocols p").Select("p.code, p.number, p.revision, app.protocol_status(p, ?) as status, "+untrained+" as untrained", now).
		Where("p.org_id = ? and p.id = ?", tenancy.Must(ctx).Org, protocolID).Take(&out).Error
	return &out, err
}

// copyChecklist takes over the steps of the protocol as they are now.
func (s store) copyChecklist(ctx context.Context, experimentID, protocolID id.ID) error {
	return s.db.Q(ctx).Exec(`insert into experiment_checklist (org_id, experiment_id, position, text, required, kind)
		select p.org_id, ?, c.n, c.item ->> 'text', coalesce((c.item ->> 'required')::boolean, false), coalesce(c.item ->> 'kind', 'check')
		from protocols p, jsonb_array_elements(p.checklist) with ordinality c (item, n) where p.org_id = ? and p.id = ?`,
		experimentID, tenancy.Must(ctx).Org, protocolID).Error
}

// openSteps are the positions of the required steps that are not done.
func (s store) openSteps(ctx context.Context, experimentID id.ID) (out []int, err error) {
	err = s.db.Q(ctx).Model(&StepRow{}).Where("org_id = ? and experiment_id = ? and required and not done", tenancy.Must(ctx).Org, experimentID).
		Order("position").Pluck("position", &out).Error
	return out, err
}

func (s store) checklist(ctx context.Context, experimentID id.ID) *gorm.DB {
	return s.db.Q(ctx).Table(`(select c.*, u.name as done_by_name from experiment_checklist c
		left join users u on u.org_id = c.org_id and u.id = c.done_by) as experiment_checklist`).
		Where("org_id = ? and experiment_id = ?", tenancy.Must(ctx).Org, experimentID)
}

func (s store) steps(ctx context.Context, experimentID id.ID, p page.Page[Step]) (page.List[Step], error) {
	return db.List(s.checklist(ctx, experimentID), p)
}

func (s store) step(ctx context.Context, experimentID id.ID, position int) (*Step, error) {
	out := &Step{}
	if err := s.checklist(ctx, experimentID).Where("position = ?", position).Take(out).Error; err != nil {
		return nil, db.Absent(err, "step")
	}
	return out, nil
}

// tick writes what was done, by whom and when; taking it back takes that away.
func (s store) tick(ctx context.Context, step *Step, done bool, note *string) error {
	set := map[string]any{"done": done, "note": note, "done_by": nil, "done_at": nil, "version": gorm.Expr("version + 1")}
	if done {
		set["done_by"], set["done_at"] = tenancy.Must(ctx).ID, stamp()
	}
	return s.db.Q(ctx).Model(&StepRow{}).Where("org_id = ? and experiment_id = ? and position = ?", step.OrgID, step.ExperimentID, step.Position).Updates(set).Error
}

// expiredBlocks: the organisation keeps expired samples out of experiments.
const expiredBlocks = `exists (select from settings t where t.org_id = s.org_id and t.key = 'inventory' and t.value ->> 'expired_use' = 'block')`

// expired gives those of the samples that have expired, where that keeps them out.
func (s store) expired(ctx context.Context, ids []id.ID) (map[id.ID]bool, error) {
	out := map[id.ID]bool{}
	if len(ids) == 0 {
		return out, nil
	}
	var found []id.ID
	err := s.db.Q(ctx).Table("samples s").Where("s.org_id = ? and s.id in ? and s.expires_at <= now() and "+expiredBlocks, tenancy.Must(ctx).Org, ids).Pluck("s.id", &found).Error
	for _, v := range found {
		out[v] = true
	}
	return out, err
}

// broughtFiles are the people who brought the files of an experiment.
func (s store) broughtFiles(ctx context.Context, experimentID id.ID) (out []id.ID, err error) {
	err = s.db.Q(ctx).Raw("select distinct created_by from files where org_id = ? and experiment_id = ? and archived_at is null and created_by is not null",
		tenancy.Must(ctx).Org, experimentID).Scan(&out).Error
	return out, err
}
