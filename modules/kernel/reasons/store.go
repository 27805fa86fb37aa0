package reasons

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Now reads the statuses that records are in and keeps them so until the transaction ends: nobody brings a record into
// another status between the look and the change.
func Now(ctx context.Context, d *db.DB, record string, records []id.ID) (statuses []string, err error) {
	k, ok := tables()[record]
	if !ok || len(records) == 0 {
		return nil, nil
	}
	ids := make([]string, len(records))
	for i, v := range records {
		ids[i] = v.String()
	}
	err = d.Each(ctx, func(rows pgx.Rows) error {
		var s string
		err := rows.Scan(&s)
		statuses = append(statuses, s)
		return err
	}, "select status from "+k.table+" where org_id = $1 and id = any ($2::uuid[]) order by id for no key update", //nolint:gosec // our own names
		tenancy.Must(ctx).Org, ids)
	return statuses, err
}
