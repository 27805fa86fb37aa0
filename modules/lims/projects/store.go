package projects

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, f Filter, p page.Page[Project]) (page.List[Project], error) {
	q := s.db.Q(ctx).Where("org_id = ?", tenancy.Must(ctx).Org)
	q = db.Current(q, "archived_at", f.IncludeArchived)
	q = db.In(q, "status", f.Status)
	q = db.Equal(q, "access", f.Access)
	q = db.Search(q, "code || ' ' || name || ' ' || coalesce(description,'')", f.Q)
	return db.List(q, p)
}

// leads tells whether somebody is a lead of a project.
func (s store) leads(ctx context.Context, p *Project, user id.ID) (bool, error) {
	var found []string
	err := s.db.Q(ctx).Table("project_members").Where("org_id = ? and project_id = ? and user_id = ? and role = 'lead'", p.OrgID, p.ID, user).Pluck("role", &found).Error
	return len(found) > 0, err
}
