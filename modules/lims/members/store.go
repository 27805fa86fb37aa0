package members

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// project is what this package needs of a project.
type project struct {
	db.Key
	OwnerID    *id.ID
	Version    int
	ArchivedAt *string
}

// TableName is the table of projects.
func (project) TableName() string { return "projects" }

// RecordVersion lets helpers compare versions.
func (p *project) RecordVersion() int { return p.Version }

// version reads the version of a project, and that it is there.
func (s store) version(ctx context.Context, projectID id.ID) (int, error) {
	var found []int
	err := s.db.Q(ctx).Table("projects").Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, projectID).Pluck("version", &found).Error
	if err == nil && len(found) == 0 {
		return 0, apperr.Missing("project")
	}
	if err != nil {
		return 0, err
	}
	return found[0], nil
}

// bump raises the version of a project: its members are a part of it.
func (s store) bump(ctx context.Context, p *project) error {
	return s.db.Q(ctx).Model(p).Where("org_id = ? and id = ?", p.OrgID, p.ID).
		Updates(map[string]any{"version": gorm.Expr("version + 1"), "updated_at": gorm.Expr("now()")}).Error
}

func (s store) list(ctx context.Context, projectID id.ID) (out []Item, err error) {
	err = s.db.Q(ctx).Table("project_members m").Select("m.*, u.name, u.email, u.status = 'active' as active").
		Joins("join users u on u.org_id = m.org_id and u.id = m.user_id").
		Where("m.org_id = ? and m.project_id = ?", tenancy.Must(ctx).Org, projectID).Order("u.name, u.id").Find(&out).Error
	return out, err
}

// people tells which of the users exist.
func (s store) people(ctx context.Context, ids []id.ID) (map[id.ID]bool, error) {
	var found []id.ID
	err := s.db.Q(ctx).Table("users").Where("org_id = ? and id in ?", tenancy.Must(ctx).Org, ids).Pluck("id", &found).Error
	out := make(map[id.ID]bool, len(found))
	for _, v := range found {
		out[v] = true
	}
	return out, err
}

func (s store) put(ctx context.Context, m *Member) error {
	return s.db.Q(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "org_id"}, {Name: "project_id"}, {Name: "user_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"role"})}).Create(m).Error
}

func (s store) remove(ctx context.Context, m *Member) error {
	return s.db.Q(ctx).Where("org_id = ? and project_id = ? and user_id = ?", m.OrgID, m.ProjectID, m.UserID).Delete(&Member{}).Error
}
