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
	if !f.IncludeArchived {
		q = q.Where("archived_at is null")
	}
	if len(f.Status) > 0 {
		q = q.Where("status in ?", f.Status)
	}
	if f.Q != "" {
		// position matches literally: no wildcard leaks through.
		q = q.Where("position(lower(?) in lower(code || ' ' || name || ' ' || coalesce(description,''))) > 0", f.Q)
	}
	return db.List(q, p)
}
