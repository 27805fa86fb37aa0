package results

import (
	"context"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// columns reads a result with its values and names in one statement. The subselects run for the rows of the page only.
const columns = `results.*,
 (select e.code from experiments e where e.org_id = results.org_id and e.id = results.experiment_id) as experiment_code,
 (select e.title from experiments e where e.org_id = results.org_id and e.id = results.experiment_id) as experiment_title,
 (select s.code from samples s where s.org_id = results.org_id and s.id = results.sample_id) as sample_code,
 (select s.name from samples s where s.org_id = results.org_id and s.id = results.sample_id) as sample_name,
 (select i.code from instruments i where i.org_id = results.org_id and i.id = results.instrument_id) as instrument_code,
 (select i.name from instruments i where i.org_id = results.org_id and i.id = results.instrument_id) as instrument_name,
 (select u.name from users u where u.org_id = results.org_id and u.id = results.created_by) as created_by_name,
 coalesce((select json_agg(json_build_object('name', v.name, 'value', v.value_text, 'unit', v.unit, 'uncertainty', v.uncertainty_text,
  'k', v.k, 'dof', v.dof) order by v.position) from result_values v where v.org_id = results.org_id and v.result_id = results.id), '[]') as "values",
 coalesce((select json_object_agg(m.key, json_build_object('value', case m.type when 'boolean' then to_json(m.value_text = 'true')
  else to_json(m.value_text) end, 'unit', m.unit, 'type', m.type) order by m.key)
  from result_metadata m where m.org_id = results.org_id and m.result_id = results.id), '{}') as metadata,
 coalesce((select json_agg(f.file_id order by f.file_id) from result_files f where f.org_id = results.org_id and f.result_id = results.id), '[]') as file_ids,
 coalesce((select json_agg(l.to_id order by l.id) from data_lineage l where l.org_id = results.org_id and l.from_type = 'result'
  and l.from_id = results.id and l.to_type = 'trace' and l.relation = 'curve'), '[]') as curves`

// perStatement bounds one insert (PERFORMANCE.md §2 "Ingest").
const perStatement = 1000

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, f Filter, ids page.IDs, p page.Page[Item]) (page.List[Item], error) {
	q := s.db.Q(ctx).Select(columns).Where("org_id = ?", tenancy.Must(ctx).Org)
	q = db.Current(q, "archived_at", f.IncludeArchived)
	q = db.In(q, "status", f.Status)
	q = db.In(q, "origin", f.Origin)
	for _, column := range []string{"experiment_id", "sample_id", "instrument_id"} {
		q = db.Equal(q, column, ids[column])
	}
	q = db.Equal(q, "result_type", f.ResultType)
	q = db.Equal(q, "method_name", f.Method)
	if f.ValueName != "" {
		q = q.Where("exists (select from result_values v where v.org_id = results.org_id and v.result_id = results.id and v.name = ?)", f.ValueName)
	}
	q = db.Search(q, "code || ' ' || result_type || ' ' || coalesce(method_name,'')", f.Q)
	out, err := db.List(q, p)
	complete(out.Items)
	return out, err
}

// get reads results in the order of ids; one that is not there is absent.
func (s store) get(ctx context.Context, ids []id.ID) ([]Item, error) {
	var found []Item
	err := s.db.Q(ctx).Select(columns).Where("org_id = ? and id in ?", tenancy.Must(ctx).Org, ids).Find(&found).Error
	if err != nil {
		return nil, err
	}
	complete(found)
	at := make(map[id.ID]int, len(ids))
	for i := range found {
		at[found[i].ID] = i
	}
	out := make([]Item, 0, len(found))
	for _, v := range ids {
		if i, ok := at[v]; ok {
			out = append(out, found[i])
		}
	}
	return out, nil
}

// complete fills what follows from the columns.
func complete(items []Item) {
	for i := range items {
		if r := &items[i]; r.MethodName != nil && r.MethodVersion != nil {
			r.Method.Value = &Method{Name: *r.MethodName, Version: *r.MethodVersion}
		}
	}
}

// there tells which of the samples, instruments and files that drafts name exist. Ids are unique across record types.
func (s store) there(ctx context.Context, drafts []draft) (map[id.ID]bool, error) {
	var samples, instruments, files []id.ID
	for i := range drafts {
		d := &drafts[i]
		if d.row.SampleID != nil {
			samples = append(samples, *d.row.SampleID)
		}
		if d.row.InstrumentID != nil {
			instruments = append(instruments, *d.row.InstrumentID)
		}
		files = append(files, d.files...)
	}
	out := map[id.ID]bool{}
	if len(samples)+len(instruments)+len(files) == 0 {
		return out, nil
	}
	err := s.db.Each(ctx, func(row pgx.Rows) error {
		var v id.ID
		err := row.Scan(&v)
		out[v] = true
		return err
	}, `select id from samples where org_id = $1 and id = any($2)
		union all select id from instruments where org_id = $1 and id = any($3)
		union all select id from files where org_id = $1 and id = any($4)`, tenancy.Must(ctx).Org, samples, instruments, files)
	return out, err
}

// insert writes results with values, metadata and files, a thousand rows at a time.
func (s store) insert(ctx context.Context, drafts []draft) error {
	rows := make([]Result, len(drafts))
	var (
		vals  []ValueRow
		metas []MetadataRow
		links []FileLink
	)
	for i := range drafts {
		d := &drafts[i]
		rows[i] = d.row.filled()
		for n, v := range d.values {
			vals = append(vals, ValueRow{Key: db.NewKey(ctx), ResultID: d.row.ID, Position: n, Name: v.Name, ValueText: v.Value, ValueNumber: &v.Value, Unit: v.Unit,
				UncertaintyText: v.Uncertainty, UncertaintyNumber: v.Uncertainty, K: v.K, Dof: v.DOF})
		}
		for _, m := range d.metadata {
			metas = append(metas, MetadataRow{Key: db.NewKey(ctx), ResultID: d.row.ID, MetaKey: m.Name, Type: m.Type, ValueText: m.Text, ValueNumber: m.Number, Unit: m.Unit})
		}
		for _, f := range d.files {
			links = append(links, FileLink{OrgID: d.row.OrgID, ResultID: d.row.ID, FileID: f})
		}
	}
	if err := insertAll(s.db.Q(ctx), rows); err != nil {
		return err
	}
	if err := insertAll(s.db.Q(ctx), vals); err != nil {
		return err
	}
	if err := insertAll(s.db.Q(ctx), metas); err != nil {
		return err
	}
	return insertAll(s.db.Q(ctx), links)
}

func insertAll[T any](q *gorm.DB, rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	return q.CreateInBatches(&rows, perStatement).Error
}

// filled gives the columns that may not be NULL their empty value.
func (r Result) filled() Result {
	if r.Parameters == nil {
		r.Parameters = []byte("{}")
	}
	if r.Inputs == nil {
		r.Inputs = []Input{}
	}
	if r.Warnings == nil {
		r.Warnings = []string{}
	}
	return r
}

// shareResult makes sure that the result which another one replaces exists and is not changed meanwhile.
func (s store) shareResult(ctx context.Context, resultID id.ID) error {
	var found []id.ID
	err := s.db.Q(ctx).Model(&Result{}).Clauses(clause.Locking{Strength: clause.LockingStrengthShare}).
		Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, resultID).Pluck("id", &found).Error
	if err == nil && len(found) == 0 {
		err = apperr.InvalidField("/supersedes", "unknown_reference", "There is no such result.")
	}
	return err
}

// now is the database's time, which the audit trail has too.
func now() any { return gorm.Expr("now()") }
