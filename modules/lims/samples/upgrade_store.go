package samples

import (
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// behind locks the samples of a kind that are of an older version, in the order of their ids: one more than may be upgraded.
func (s store) behind(ctx context.Context, kind string, version int) (found []*Sample, err error) {
	err = s.db.Q(ctx).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).
		Where("org_id = ? and sample_type = ? and archived_at is null and locked_at is null and (type_version is null or type_version < ?)", tenancy.Must(ctx).Org, kind, version).
		Order("id").Limit(maxUpgrade + 1).Find(&found).Error
	return found, err
}

// metadataOf reads the custom values of samples by sample and key.
func (s store) metadataOf(ctx context.Context, held []*Sample) (map[id.ID]map[string]*Metadatum, error) {
	out := make(map[id.ID]map[string]*Metadatum, len(held))
	ids := make([]id.ID, len(held))
	for i, r := range held {
		ids[i], out[r.ID] = r.ID, map[string]*Metadatum{}
	}
	for part := range slices.Chunk(ids, perStatement) {
		var found []*Metadatum
		if err := s.db.Q(ctx).Where("org_id = ? and sample_id in ?", tenancy.Must(ctx).Org, part).Find(&found).Error; err != nil {
			return nil, err
		}
		for _, m := range found {
			out[m.SampleID][m.MetaKey] = m
		}
	}
	return out, nil
}

// raise brings samples to a version of their kind; values go before others come, which may have their keys.
func (s store) raise(ctx context.Context, version int, ids, drop []id.ID, added []*Metadatum) error {
	org := tenancy.Must(ctx).Org
	for part := range slices.Chunk(drop, perStatement) {
		if err := s.db.Q(ctx).Where("org_id = ? and id in ?", org, part).Delete(&Metadatum{}).Error; err != nil {
			return err
		}
	}
	for part := range slices.Chunk(added, perStatement) {
		if err := db.Insert(ctx, s.db, &part); err != nil {
			return err
		}
	}
	return s.db.Q(ctx).Model(&Sample{}).Where("org_id = ? and id in ?", org, ids).
		Updates(map[string]any{"type_version": version, "version": gorm.Expr("version + 1"), "updated_at": gorm.Expr("now()")}).Error
}
