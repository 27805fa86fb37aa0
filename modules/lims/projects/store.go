package projects

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, f Filter, p page.Page[Project]) (page.List[Project], error) {
	q := s.db.Q(ctx).Where("org_id = ?", tenancy.Must(ctx).Org)
	q = db.Current(q, "archived_at", f.IncludeArchived)
	q = db.In(q, "status", f.Status)
	q = db.Search(q, "code || ' ' || name || ' ' || coalesce(description,'')", f.Q)
	return db.List(q, p)
}
