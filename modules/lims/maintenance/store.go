package maintenance

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// columns reads a piece of work with its names in one statement. Differences of instants: no change of summer time counts.
const columns = `maintenance_logs.*,
 extract(epoch from coalesce(finished_at, greatest(statement_timestamp(), started_at)) - started_at)::bigint as downtime_seconds,
 (select i.code from instruments i where i.org_id = maintenance_logs.org_id and i.id = maintenance_logs.instrument_id) as instrument_code,
 (select i.name from instruments i where i.org_id = maintenance_logs.org_id and i.id = maintenance_logs.instrument_id) as instrument_name,
 (select u.name from users u where u.org_id = maintenance_logs.org_id and u.id = maintenance_logs.created_by) as created_by_name`

type store struct{ db *db.DB }

func (s store) get(ctx context.Context, logID id.ID) (*Item, error) {
	l := &Item{}
	if err := s.db.Q(ctx).Select(columns).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, logID).Take(l).Error; err != nil {
		return nil, db.Absent(err, "maintenance log")
	}
	return l, nil
}

// list reads a page. Only for an empty one it asks whether there is such an instrument at all.
func (s store) list(ctx context.Context, instrumentID id.ID, f Filter, p page.Page[Item]) (page.List[Item], error) {
	q := s.db.Q(ctx).Select(columns).Where("org_id = ? and instrument_id = ?", tenancy.Must(ctx).Org, instrumentID)
	q = db.Current(q, "archived_at", f.IncludeArchived)
	q = db.In(q, "kind", f.Kind)
	if f.Open {
		q = q.Where("finished_at is null")
	}
	out, err := db.List(q, p)
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
