package instruments

import (
	"context"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// withCalibration derives the calibration state from the latest calibration (API.md §6.5): due within 30 days of its
// end, overdue from then on. The planner looks the calibration up only for rows that a page shows.
const withCalibration = `(select i.*, case when i.calibration_interval_days is not null then c.expires_at end as calibration_due_at,
 case when i.calibration_interval_days is null then 'not_required'
  when c.outcome is null then 'overdue'
  when c.outcome = 'fail' then 'out_of_tolerance'
  when c.expires_at <= now() then 'overdue'
  when c.expires_at <= now() + interval '30 days' then 'due'
  else 'valid' end as calibration_status
 from instruments i left join lateral (select k.outcome, k.expires_at from calibrations k
  where k.org_id = i.org_id and k.instrument_id = i.id and k.archived_at is null
  order by k.performed_at desc, k.id desc limit 1) c on true) as instruments`

func (s store) read(ctx context.Context) *gorm.DB {
	return s.db.Q(ctx).Table(withCalibration).Where("org_id = ?", tenancy.Must(ctx).Org)
}

func (s store) get(ctx context.Context, instrumentID id.ID) (*Item, error) {
	i := &Item{}
	if err := s.read(ctx).Where("id = ?", instrumentID).Take(i).Error; err != nil {
		return nil, db.Absent(err, "instrument")
	}
	return i, nil
}

func (s store) list(ctx context.Context, f Filter, p page.Page[Item]) (page.List[Item], error) {
	q := s.read(ctx)
	q = db.Current(q, "archived_at", f.IncludeArchived)
	q = db.In(q, "status", f.Status)
	q = db.Equal(q, "category", f.Category)
	q = db.Search(q, "concat_ws(' ', code, name, vendor, model, serial_number, location, description)", f.Q)
	return db.List(q, p)
}
