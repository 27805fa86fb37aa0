package records

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// store reads tables of all modules, for a name only.
type store struct{ db *db.DB }

func (s store) find(ctx context.Context, k kind, code string) (*Record, error) {
	r := &Record{Type: k.record}
	err := s.db.Q(ctx).Table(k.table).Select("id, code, "+k.label+" as label").Where("org_id = ? and code = ?", tenancy.Must(ctx).Org, code).Take(r).Error
	return r, db.Absent(err, "record")
}
