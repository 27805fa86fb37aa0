package templates

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// columns reads a template as a table shows it, in one statement.
const columns = `org_id, id, name, description, title, version, created_at, created_by, updated_at, archived_at, left(body, 280) as excerpt,
 (select u.name from users u where u.org_id = entry_templates.org_id and u.id = entry_templates.created_by) as created_by_name,
 (select count(*) from notebook_entries e where e.org_id = entry_templates.org_id and e.template_id = entry_templates.id) as entry_count`

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, f Filter, p page.Page[Item]) (page.List[Item], error) {
	q := s.db.Q(ctx).Select(columns).Where("org_id = ?", tenancy.Must(ctx).Org)
	q = db.Current(q, "archived_at", f.IncludeArchived)
	q = db.Search(q, "name || ' ' || coalesce(description,'') || ' ' || title || ' ' || body", f.Q)
	return db.List(q, p)
}
