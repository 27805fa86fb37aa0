package notebooks

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// columns reads a notebook with names in one statement. The subselects run for the rows of the page only.
const columns = `notebooks.*,
 (select p.code from projects p where p.org_id = notebooks.org_id and p.id = notebooks.project_id) as project_code,
 (select p.name from projects p where p.org_id = notebooks.org_id and p.id = notebooks.project_id) as project_name,
 (select u.name from users u where u.org_id = notebooks.org_id and u.id = notebooks.created_by) as created_by_name,
 (select count(*) from notebook_entries e where e.org_id = notebooks.org_id and e.notebook_id = notebooks.id and e.archived_at is null) as entry_count,
 (select max(e.created_at) from notebook_entries e where e.org_id = notebooks.org_id and e.notebook_id = notebooks.id and e.archived_at is null) as last_entry_at`

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, f Filter, ids page.IDs, p page.Page[Item]) (page.List[Item], error) {
	q := s.db.Q(ctx).Select(columns).Where("org_id = ?", tenancy.Must(ctx).Org)
	q = db.Current(q, "archived_at", f.IncludeArchived)
	q = db.Equal(q, "project_id", ids["project_id"])
	q = db.Search(q, "code || ' ' || title || ' ' || coalesce(description,'')", f.Q)
	return db.List(q, p)
}

func (s store) get(ctx context.Context, notebookID id.ID) (*Item, error) {
	n := new(Item)
	err := s.db.Q(ctx).Select(columns).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, notebookID).Take(n).Error
	return n, db.Absent(err, "notebook")
}
