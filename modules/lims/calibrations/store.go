package calibrations

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/calibration"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/lims/instruments"
)

// columns reads a calibration with its names in one statement. The subselects run for the rows of the page only.
const columns = `calibrations.*,
 (select i.code from instruments i where i.org_id = calibrations.org_id and i.id = calibrations.instrument_id) as instrument_code,
 (select i.name from instruments i where i.org_id = calibrations.org_id and i.id = calibrations.instrument_id) as instrument_name,
 (select f.filename from files f where f.org_id = calibrations.org_id and f.id = calibrations.certificate_file_id) as certificate_filename,
 (select u.name from users u where u.org_id = calibrations.org_id and u.id = calibrations.created_by) as created_by_name`

// suspects counts the results that a calibration casts doubt on, as its impact report does, up to a thousand: between the last good calibration before it
// and the moment the instrument was in tolerance again.
const suspects = `, case when calibrations.archived_at is null and not coalesce(calibrations.as_found_in_tolerance, calibrations.outcome <> 'fail') then
 (select count(*) from (select from results r where r.org_id = calibrations.org_id and r.instrument_id = calibrations.instrument_id
  and coalesce(r.acquired_at, r.observed_at, r.recorded_at) >= coalesce((select max(k.performed_at) from calibrations k where k.org_id = calibrations.org_id
   and k.instrument_id = calibrations.instrument_id and k.archived_at is null and k.outcome <> 'fail' and (k.performed_at, k.id) < (calibrations.performed_at, calibrations.id)), '-infinity')
  and coalesce(r.acquired_at, r.observed_at, r.recorded_at) < coalesce(case when calibrations.outcome <> 'fail' then calibrations.performed_at else
   (select min(k.performed_at) from calibrations k where k.org_id = calibrations.org_id and k.instrument_id = calibrations.instrument_id and k.archived_at is null
    and k.outcome <> 'fail' and (k.performed_at, k.id) > (calibrations.performed_at, calibrations.id)) end, 'infinity') limit 1000) s) end as suspect_results`

type store struct{ db *db.DB }

func (s store) get(ctx context.Context, calibrationID id.ID) (*Item, error) {
	c := &Item{}
	if err := s.db.Q(ctx).Select(columns+suspects).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, calibrationID).Take(c).Error; err != nil {
		return nil, db.Absent(err, "calibration")
	}
	c.shown()
	return c, nil
}

// shown completes what is read: a certificate in a project that is closed to the reader is not there.
func (c *Item) shown() {
	c.FoundOut = c.OutOfTolerance()
	if c.CertificateFilename == nil {
		c.CertificateFileID = nil
	}
}

// list reads a page. Only for an empty one it asks whether there is such an instrument at all.
func (s store) list(ctx context.Context, instrumentID id.ID, f Filter, p page.Page[Item]) (page.List[Item], error) {
	q := s.db.Q(ctx).Select(columns+suspects).Where("org_id = ? and instrument_id = ?", tenancy.Must(ctx).Org, instrumentID)
	q = db.Current(q, "archived_at", f.IncludeArchived)
	q = db.In(q, "outcome", f.Outcome)
	out, err := db.List(q, p)
	for i := range out.Items {
		out.Items[i].shown()
	}
	if err == nil && len(out.Items) == 0 {
		err = s.instrument(ctx, instrumentID)
	}
	return out, err
}

func (s store) instrument(ctx context.Context, instrumentID id.ID) error {
	var there bool
	err := s.db.Q(ctx).Raw("select exists (select from instruments where org_id = ? and id = ?)", tenancy.Must(ctx).Org, instrumentID).Row().Scan(&there)
	if err == nil && !there {
		err = apperr.Missing("instrument")
	}
	return err
}

// owner is what a calibration needs to know of its instrument.
type owner struct {
	ArchivedAt              *time.Time
	CalibrationIntervalDays *int
	Timezone                string
}

// lock keeps everybody from measuring on the instrument until the transaction ends.
func (s store) lock(ctx context.Context, instrumentID id.ID) (*owner, error) {
	if err := instruments.Alone(ctx, s.db, instrumentID); err != nil {
		return nil, err
	}
	o := &owner{}
	err := s.db.Q(ctx).Table("instruments").Select("archived_at, calibration_interval_days, (select o.timezone from organizations o where o.id = instruments.org_id) as timezone").
		Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, instrumentID).Take(o).Error
	return o, db.Absent(err, "instrument")
}

// suspicion finds the good calibrations around one. One that failed leaves the instrument out of tolerance until the next
// good one; one that adjusted it ends the doubt itself.
func (s store) suspicion(ctx context.Context, calibrationID id.ID) (*calibration.Suspicion, error) {
	out := &calibration.Suspicion{}
	err := s.db.Q(ctx).Raw(`select c.id, c.code, c.outcome, c.instrument_id, i.code as instrument_code, c.performed_at,
  c.archived_at is null and not coalesce(c.as_found_in_tolerance, c.outcome <> 'fail') as out_of_tolerance,
  b.id as last_good_id, b.code as last_good_code, b.performed_at as since, case when c.outcome = 'fail' then a.performed_at else c.performed_at end as until
 from calibrations c join instruments i on i.org_id = c.org_id and i.id = c.instrument_id
 left join lateral (select k.id, k.code, k.performed_at from calibrations k where k.org_id = c.org_id and k.instrument_id = c.instrument_id and k.archived_at is null
  and k.outcome <> 'fail' and (k.performed_at, k.id) < (c.performed_at, c.id) order by k.performed_at desc, k.id desc limit 1) b on true
 left join lateral (select k.performed_at from calibrations k where k.org_id = c.org_id and k.instrument_id = c.instrument_id and k.archived_at is null
  and k.outcome <> 'fail' and (k.performed_at, k.id) > (c.performed_at, c.id) order by k.performed_at, k.id limit 1) a on true
 where c.org_id = ? and c.id = ?`, tenancy.Must(ctx).Org, calibrationID).Take(out).Error
	return out, db.Absent(err, "calibration")
}
