package settings

import (
	"context"

	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

func (s store) all(ctx context.Context) ([]Row, error) {
	var rows []Row
	err := s.db.Q(ctx).Where("org_id = ?", tenancy.Must(ctx).Org).Find(&rows).Error
	return rows, err
}

func (s store) find(ctx context.Context, key string, lock bool) (*Row, error) {
	q := s.db.Q(ctx)
	if lock {
		q = q.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	var rows []Row
	if err := q.Where("org_id = ? and key = ?", tenancy.Must(ctx).Org, key).Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// insert stores the first decision; of two at once the second is told to look again.
func (s store) insert(ctx context.Context, key, value string) error {
	a := tenancy.Must(ctx)
	res := s.db.Q(ctx).Exec("insert into settings (org_id, id, key, value, created_by) values (?,?,?,?::jsonb,?) on conflict (org_id, key) do nothing",
		a.Org, id.New(), key, value, db.By(ctx).CreatedBy)
	if res.Error == nil && res.RowsAffected == 0 {
		return etag.Stale(1)
	}
	return res.Error
}

func (s store) update(ctx context.Context, r *Row, value string) error {
	return s.db.Q(ctx).Exec("update settings set value = ?::jsonb, version = version + 1, updated_at = now() where org_id = ? and id = ? and value <> ?::jsonb",
		value, r.OrgID, r.ID, value).Error
}
