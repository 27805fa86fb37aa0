package organizations

import (
	"context"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

type store struct{ db *db.DB }

func (s store) find(ctx context.Context, org id.ID, lock bool) (*Organization, error) {
	q := s.db.Q(ctx)
	if lock {
		q = q.Clauses(clause.Locking{Strength: "NO KEY UPDATE"})
	}
	var o Organization
	err := q.Where("id = ?", org).Take(&o).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, apperr.Missing("organization")
	}
	return &o, err
}

func (s store) insert(ctx context.Context, org id.ID, slug, name string) error {
	return s.db.Q(ctx).Exec("insert into organizations (id, slug, name) values (?,?,?)", org, slug, name).Error
}

func (s store) update(ctx context.Context, o *Organization, changed map[string]any) error {
	if len(changed) == 0 {
		return nil
	}
	changed["version"], changed["updated_at"] = gorm.Expr("version + 1"), gorm.Expr("now()")
	res := s.db.Q(ctx).Model(o).Clauses(clause.Returning{}).Where("id = ? and version = ?", o.ID, o.Version).Updates(changed)
	if res.Error == nil && res.RowsAffected == 0 {
		return etag.Stale(o.Version + 1)
	}
	return res.Error
}
