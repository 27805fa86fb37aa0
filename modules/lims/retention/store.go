package retention

import (
	"context"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// defaultYears are those of the setting retention where the organisation has set none.
const defaultYears = 10

type store struct{ db *db.DB }

// tables are the regulated records and where they are. A signature has no state: it was made when it was made.
func tables() [][2]string {
	return [][2]string{{"project", "projects"}, {"sample", "samples"}, {"process", "processes"}, {"instrument", "instruments"}, {"calibration", "calibrations"}, {"maintenance_log", "maintenance_logs"},
		{"notebook", "notebooks"}, {"notebook_entry", "notebook_entries"}, {"protocol", "protocols"}, {"experiment", "experiments"}, {"result", "results"}, {"file", "files"}, {"signature", "signatures"}}
}

// report counts in two statements, whatever the number of types.
func (s store) report(ctx context.Context) (*Report, error) {
	org, out := tenancy.Must(ctx).Org, &Report{Policy: policy}
	err := s.db.Q(ctx).Raw(`with setting as (select coalesce((select (value ->> 'years')::int from settings where org_id = ? and key = 'retention'), ?) as years)
 select years, now() - make_interval(years => years) as before from setting`, org, defaultYears).Row().Scan(&out.Years, &out.Before)
	if err != nil {
		return nil, err
	}
	var q []string
	var args []any
	for _, t := range tables() {
		changed, archived := "t.updated_at", "t.archived_at is not null"
		if t[0] == "signature" {
			changed, archived = "t.created_at", "false"
		}
		q = append(q, `(select '`+t[0]+`' as record_type, count(*) as records, count(*) filter (where `+archived+`) as archived,
 (select count(distinct r.record_id) from legal_hold_records r join legal_holds h on h.org_id = r.org_id and h.id = r.hold_id
  where r.org_id = ? and r.record_type = '`+t[0]+`' and h.released_at is null) as held,
 min(`+changed+`) as oldest_at, count(*) filter (where `+changed+` < ?) as past from `+t[1]+` t where t.org_id = ?)`)
		args = append(args, org, out.Before, org)
	}
	err = s.db.Q(ctx).Raw(strings.Join(q, " union all "), args...).Scan(&out.Items).Error
	return out, err
}
