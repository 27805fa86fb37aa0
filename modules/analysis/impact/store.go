package impact

import (
	"context"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/calibration"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// acquired is when the data of a result were taken; results_instrument has it.
const acquired = "coalesce(acquired_at, observed_at, recorded_at)"

const columns = `id, code, result_type, status, origin, stale_reason, locked_at, ` + acquired + ` as acquired_at, recorded_at, experiment_id, sample_id, calibration_override,
 (select e.code from experiments e where e.org_id = results.org_id and e.id = results.experiment_id) as experiment_code,
 (select s.code from samples s where s.org_id = results.org_id and s.id = results.sample_id) as sample_code,
 (select s.name from samples s where s.org_id = results.org_id and s.id = results.sample_id) as sample_name,
 (select u.name from users u where u.org_id = results.org_id and u.id = results.created_by) as created_by_name`

// under is the condition that a result is under suspicion; its arguments are those of suspects.
const under = `org_id = @org and instrument_id = @instrument and ` + acquired + ` >= coalesce(cast(@since as timestamptz), '-infinity') and ` +
	acquired + ` < coalesce(cast(@until as timestamptz), 'infinity')`

type store struct{ db *db.DB }

func suspects(ctx context.Context, c *calibration.Suspicion) map[string]any {
	return map[string]any{"org": tenancy.Must(ctx).Org, "instrument": c.InstrumentID, "since": c.Since, "until": c.Until}
}

func (s store) read(ctx context.Context, c *calibration.Suspicion) *gorm.DB {
	return s.db.Q(ctx).Table("results").Where(under, suspects(ctx, c))
}

func (s store) list(ctx context.Context, c *calibration.Suspicion, p page.Page[Item]) (page.List[Item], error) {
	rows := s.read(ctx, c).Select(columns)
	if where, args := p.Where(); where != "" {
		rows = rows.Where(where, args...)
	}
	var items []Item
	if err := rows.Order(p.Order()).Limit(p.Fetch()).Find(&items).Error; err != nil {
		return page.List[Item]{}, err
	}
	return p.Close(items), nil
}

func (s store) count(ctx context.Context, c *calibration.Suspicion) (n Counts, err error) {
	err = s.read(ctx, c).Select(`count(*) as total, count(*) filter (where status = 'voided') as voided, count(*) filter (where status = 'valid' and stale_reason is not null) as flagged,
		count(*) filter (where status = 'valid' and stale_reason is null and locked_at is not null) as locked,
		count(*) filter (where status = 'valid' and stale_reason is null and locked_at is null) as open`).Take(&n).Error
	return n, err
}

// flagSQL marks the suspects and what was made of them. A voided or signed result stays as it is, and the first reason stays.
const flagSQL = `with recursive made(type, id) as (
 select 'result', id from results where ` + under + `
 union
 select l.to_type, l.to_id from made m join data_lineage l on l.org_id = @org and l.from_type = m.type and l.from_id = m.id
 where l.relation <> 'superseded_by' and l.to_type in ('trace', 'result'))
update results set stale_reason = @why, version = version + 1, updated_at = now()
where org_id = @org and id in (select id from made where type = 'result') and status = 'valid' and stale_reason is null and locked_at is null`

func (s store) flag(ctx context.Context, c *calibration.Suspicion, why string) (int64, error) {
	args := suspects(ctx, c)
	args["why"] = why
	res := s.db.Q(ctx).Exec(flagSQL, args)
	return res.RowsAffected, res.Error
}
