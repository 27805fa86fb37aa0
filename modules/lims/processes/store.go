package processes

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// columns reads a step with its names and samples in one statement. The subselects run for the rows of the page only.
func columns() string {
	return `processes.*, ` + takings(Input) + ` as inputs, ` + takings(Output) + ` as outputs,
 (select i.code from instruments i where i.org_id = processes.org_id and i.id = processes.instrument_id) as instrument_code,
 (select i.name from instruments i where i.org_id = processes.org_id and i.id = processes.instrument_id) as instrument_name,
 (select p.number from protocols p where p.org_id = processes.org_id and p.id = processes.protocol_id) as protocol_number,
 (select u.name from users u where u.org_id = processes.org_id and u.id = processes.created_by) as created_by_name`
}

func takings(role string) string {
	return `coalesce((select json_agg(json_build_object('sample_id', s.id, 'code', s.code, 'name', s.name, 'status', s.status,
  'quantity', case when l.quantity_text is not null then json_build_object('value', l.quantity_text, 'unit', l.quantity_unit) end) order by l.position)
  from process_samples l join samples s on s.org_id = l.org_id and s.id = l.sample_id
  where l.org_id = processes.org_id and l.process_id = processes.id and l.role = '` + role + `'), '[]')`
}

func (s store) get(ctx context.Context, processID id.ID) (*Item, error) {
	out := &Item{}
	if err := s.db.Q(ctx).Model(&Process{}).Select(columns()).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, processID).Take(out).Error; err != nil {
		return nil, db.Absent(err, "process")
	}
	return out, nil
}

func (s store) list(ctx context.Context, f Filter, ids page.IDs, p page.Page[Item]) (page.List[Item], error) {
	q := s.db.Q(ctx).Table("processes").Select(columns()).Where("org_id = ?", tenancy.Must(ctx).Org)
	q = db.Current(q, "archived_at", f.IncludeArchived)
	q = db.In(q, "kind", f.Kind)
	for _, column := range []string{"instrument_id", "protocol_id"} {
		q = db.Equal(q, column, ids[column])
	}
	if sample := ids["sample_id"]; sample != nil {
		q = q.Where("id in (select l.process_id from process_samples l where l.org_id = ? and l.sample_id = ?)", tenancy.Must(ctx).Org, *sample)
	}
	return db.List(db.Search(q, "code || ' ' || kind || ' ' || coalesce(note, '')", f.Q), p)
}

// links gives who takes part in a step.
func (s store) links(ctx context.Context, processID id.ID) (out []Link, err error) {
	err = s.db.Q(ctx).Where("org_id = ? and process_id = ?", tenancy.Must(ctx).Org, processID).Order("role, position").Find(&out).Error
	return out, err
}

func (s store) link(ctx context.Context, links []Link) error { return s.db.Q(ctx).Create(&links).Error }

// ownKinds are the kinds that the organisation added.
func (s store) ownKinds(ctx context.Context) (out []string, err error) {
	err = s.db.Each(ctx, func(row pgx.Rows) error {
		var k string
		err := row.Scan(&k)
		out = append(out, k)
		return err
	}, "select jsonb_array_elements_text(value -> 'kinds') from settings where org_id = $1 and key = 'sample_processes'", tenancy.Must(ctx).Org)
	return out, err
}

// reference names the field when what it refers to does not exist in this organisation.
func reference(err error) error {
	return db.References{
		"processes_instrument_fk": {Pointer: "/instrument_id", What: "instrument"},
		"processes_protocol_fk":   {Pointer: "/protocol_id", What: "protocol"},
	}.Explain(err)
}
