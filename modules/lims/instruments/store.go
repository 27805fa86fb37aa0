package instruments

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/calibration"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// clock is the moment of a statement; not now(): that is when the transaction began, and a calibration may have been
// recorded while it waited for a lock.
const clock = "statement_timestamp()"

// latest finds the calibration in force at a moment, an SQL expression; status says what follows from it (API.md §6.5): due
// within 30 days of its end, overdue from then on. A failed one counts where none is required, too. The planner looks
// calibrations up only for rows that a page shows.
func latest(moment, as string) string {
	return ` left join lateral (select k.id, k.outcome, k.expires_at from calibrations k
  where k.org_id = i.org_id and k.instrument_id = i.id and k.archived_at is null and k.performed_at <= ` + moment + `
  order by k.performed_at desc, k.id desc limit 1) ` + as + ` on true`
}

// status is the state of c's instrument at the moment.
func status(moment, as string) string {
	return `case when ` + as + `.outcome = 'fail' then 'out_of_tolerance'
  when i.calibration_interval_days is null then 'not_required'
  when ` + as + `.outcome is null or ` + as + `.expires_at <= ` + moment + ` then 'overdue'
  when ` + as + `.expires_at <= ` + moment + ` + interval '30 days' then 'due'
  else 'valid' end`
}

// expires is when the calibration in force ends, where one is required.
const expires = "case when i.calibration_interval_days is not null then c.expires_at end"

// read gives instruments with their state at a moment, nil for now.
func (s store) read(ctx context.Context, at *time.Time) *gorm.DB {
	table := `(select i.*, c.id as calibration_id, ` + expires + ` as calibration_due_at, ` + status("m.t", "c") + ` as calibration_status
 from instruments i cross join (select coalesce(?::timestamptz, ` + clock + `) as t) m` + latest("m.t", "c") + `) as instruments`
	return s.db.Q(ctx).Table(table, at).Where("org_id = ?", tenancy.Must(ctx).Org)
}

func (s store) get(ctx context.Context, instrumentID id.ID, at *time.Time) (*Item, error) {
	i := &Item{}
	if err := s.read(ctx, at).Where("id = ?", instrumentID).Take(i).Error; err != nil {
		return nil, db.Absent(err, "instrument")
	}
	return i, nil
}

func (s store) list(ctx context.Context, f Filter, at *time.Time, p page.Page[Item]) (page.List[Item], error) {
	q := s.read(ctx, at)
	q = db.Current(q, "archived_at", f.IncludeArchived)
	q = db.In(q, "status", f.Status)
	q = db.In(q, "calibration_status", f.CalibrationStatus)
	q = db.Equal(q, "category", f.Category)
	q = db.Search(q, "concat_ws(' ', code, name, vendor, model, serial_number, location, description)", f.Q)
	return db.List(q, p)
}

// due lists what must be calibrated within some days, and what must not be used.
func (s store) due(ctx context.Context, days int, p page.Page[Item]) (page.List[Item], error) {
	q := s.read(ctx, nil).Where("archived_at is null and status <> 'retired' and calibration_status <> 'not_required'").
		Where("(calibration_status in ('overdue', 'out_of_tolerance') or calibration_due_at <= "+clock+" + make_interval(days => ?))", days)
	return db.List(q, p)
}

// The lock of an instrument's fitness is an advisory one, because its queue is fair: row locks that are shared are given
// past somebody who waits, and a laboratory that records without a pause could never record a calibration.
const fitness = "(hashtextextended('fitness of ' || x.id::text, 0))"

// hold keeps instruments from being calibrated or changed until the transaction ends, always in the same order.
func (s store) hold(ctx context.Context, ids []id.ID) error {
	return s.db.Each(ctx, func(pgx.Rows) error { return nil },
		"select pg_advisory_xact_lock_shared"+fitness+" from (select id from unnest($1::uuid[]) id order by id) x", ids)
}

// Alone waits until nobody measures on the instrument any more and lets nobody begin until the transaction ends.
func Alone(ctx context.Context, d *db.DB, instrumentID id.ID) error {
	return d.Q(ctx).Exec("select pg_advisory_xact_lock"+fitness+" from (select ?::uuid as id) x", instrumentID).Error
}

// states answers moments in their order; an instrument that is not there has a state without code.
func (s store) states(ctx context.Context, of []calibration.Moment) ([]calibration.State, error) {
	ids, at, out := make([]id.ID, len(of)), make([]*time.Time, len(of)), make([]calibration.State, len(of))
	for i, m := range of {
		ids[i], at[i] = m.Instrument, m.At
	}
	err := s.db.Each(ctx, func(row pgx.Rows) error {
		var n int
		var v calibration.State
		err := row.Scan(&n, &v.Instrument, &v.Code, &v.Retired, &v.ID, &v.Status, &v.ExpiresAt, &v.At, &v.Now)
		if err == nil {
			out[n-1] = v
		}
		return err
	}, `select w.n, i.id, i.code, i.status = 'retired', c.id, `+status("m.t", "c")+`, `+expires+`, m.t, `+status(clock, "d")+`
 from unnest($2::uuid[], $3::timestamptz[]) with ordinality as w(id, at, n) join instruments i on i.org_id = $1 and i.id = w.id
 cross join lateral (select coalesce(w.at, `+clock+`) as t) m`+latest("m.t", "c")+latest(clock, "d"), tenancy.Must(ctx).Org, ids, at)
	return out, err
}
