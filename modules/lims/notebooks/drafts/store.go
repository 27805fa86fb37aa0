package drafts

import (
	"context"
	"encoding/json"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// current gives the version that the entry has now.
func (s store) current(ctx context.Context, entryID id.ID) (int, error) {
	var found []int
	err := s.db.Q(ctx).Raw("select version from notebook_entries where org_id = ? and id = ?", tenancy.Must(ctx).Org, entryID).Scan(&found).Error
	if err == nil && len(found) == 0 {
		err = apperr.Missing(record)
	}
	if err != nil {
		return 0, err
	}
	return found[0], nil
}

// own narrows to the caller's draft of an entry.
func (s store) own(ctx context.Context, entryID id.ID) *gorm.DB {
	a := tenancy.Must(ctx)
	return s.db.Q(ctx).Where("org_id = ? and entry_id = ? and user_id = ?", a.Org, entryID, a.ID)
}

func (s store) get(ctx context.Context, entryID id.ID) (*Draft, error) {
	d := new(Draft)
	return d, db.Absent(s.own(ctx, entryID).Take(d).Error, "draft")
}

// put writes the draft and reads it back.
func (s store) put(ctx context.Context, d *Draft, seen int) error {
	if seen != 0 {
		return s.replace(ctx, d, seen)
	}
	set := clause.AssignmentColumns([]string{"base_version", "title", "body", "links"})
	set = append(set, clause.Assignments(map[string]any{"version": gorm.Expr("entry_drafts.version + 1"), "updated_at": gorm.Expr("now()")})...)
	return s.db.Q(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "org_id"}, {Name: "entry_id"}, {Name: "user_id"}}, DoUpdates: set}, clause.Returning{}).Create(d).Error
}

// replace writes over the version that the caller has seen and no other: it may be open in two windows.
func (s store) replace(ctx context.Context, d *Draft, seen int) error {
	list, err := json.Marshal(d.Links)
	if err != nil {
		return err
	}
	res := s.own(ctx, d.EntryID).Model(d).Clauses(clause.Returning{}).Where("version = ?", seen).Updates(map[string]any{"base_version": d.BaseVersion, "title": d.Title, "body": d.Body,
		"links": string(list), "version": gorm.Expr("version + 1"), "updated_at": gorm.Expr("now()")})
	if res.Error == nil && res.RowsAffected == 0 {
		return s.moved(ctx, d.EntryID)
	}
	return res.Error
}

// moved is the 412 with the version that the draft has now, or the 404 of one that is gone.
func (s store) moved(ctx context.Context, entryID id.ID) error {
	d, err := s.get(ctx, entryID)
	if err != nil {
		return err
	}
	return etag.Stale(d.Version)
}

func (s store) remove(ctx context.Context, entryID id.ID, seen int) error {
	q := s.own(ctx, entryID)
	if seen != 0 {
		q = q.Where("version = ?", seen)
	}
	res := q.Delete(&Draft{})
	if res.Error == nil && res.RowsAffected == 0 {
		return s.moved(ctx, entryID)
	}
	return res.Error
}
