package locations

import (
	"context"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// table joins what a reader wants to see beside the row. The counts are made only for rows that a page shows.
const table = `(select l.*, p.path, o.name as parent_name,
 (select c.n from app.samples_in(l.id) c) as occupied,
 (select count(*) from locations c where c.org_id = l.org_id and c.parent_id = l.id and c.archived_at is null) as children
 from locations l join location_paths p on p.org_id = l.org_id and p.location_id = l.id
 left join locations o on o.org_id = l.org_id and o.id = l.parent_id) as locations`

func (s store) read(ctx context.Context) *gorm.DB {
	return s.db.Q(ctx).Table(table).Where("org_id = ?", tenancy.Must(ctx).Org)
}

func (s store) get(ctx context.Context, locationID id.ID) (*Item, error) {
	i := &Item{}
	if err := s.read(ctx).Where("id = ?", locationID).Take(i).Error; err != nil {
		return nil, db.Absent(err, "location")
	}
	i.Positions.Value = i.Grid
	return i, nil
}

func (s store) list(ctx context.Context, f Filter, parent *id.ID, p page.Page[Item]) (page.List[Item], error) {
	q := db.Current(s.read(ctx), "archived_at", f.IncludeArchived)
	q = db.In(q, "kind", f.Kind)
	q = db.Equal(q, "parent_id", parent)
	q = db.Equal(q, "barcode", f.Barcode)
	if f.Root {
		q = q.Where("parent_id is null")
	}
	if f.Q != "" {
		q = q.Where("(position(lower(?) in lower(concat_ws(' ', code, path, description))) > 0 or starts_with(barcode, ?))", f.Q, f.Q)
	}
	out, err := db.List(q, p)
	for i := range out.Items {
		out.Items[i].Positions.Value = out.Items[i].Grid
	}
	return out, err
}

// lockTree makes all changes of the tree's shape wait for one another: two that are harmless alone could close a cycle
// together. It comes before any row lock.
func (s store) lockTree(ctx context.Context) error {
	return s.db.Q(ctx).Exec("select pg_advisory_xact_lock(hashtextextended(?, 0))", "locations "+tenancy.Must(ctx).Org.String()).Error
}

// chain is how a location stands in the tree: whether it lies in another one (or is it), how deep it lies, and how many
// levels lie below it.
type chain struct {
	within        bool
	depth, height int
}

const ancestorsSQL = `with recursive up(id, parent_id, n) as (
  select id, parent_id, 1 from locations where org_id = $1 and id = $2
  union all select l.id, l.parent_id, up.n + 1 from up join locations l on l.org_id = $1 and l.id = up.parent_id where up.n < 100)
 select coalesce(bool_or(id = $3), false), coalesce(max(n), 0) from up`

const heightSQL = `with recursive down(id, n) as (
  select $2::uuid, 0
  union all select l.id, down.n + 1 from down join locations l on l.org_id = $1 and l.parent_id = down.id where down.n < 100)
 select max(n) from down`

// place looks at what happens when moved comes below parent.
func (s store) place(ctx context.Context, parent, moved id.ID) (c chain, err error) {
	org := tenancy.Must(ctx).Org
	if err := s.db.Each(ctx, func(row pgx.Rows) error { return row.Scan(&c.within, &c.depth) }, ancestorsSQL, org, parent, moved); err != nil {
		return c, err
	}
	err = s.db.Each(ctx, func(row pgx.Rows) error { return row.Scan(&c.height) }, heightSQL, org, moved)
	return c, err
}

// parent locks the location that another one will lie in, so that it is not archived meanwhile.
func (s store) parent(ctx context.Context, locationID id.ID) (archived bool, err error) {
	n := 0
	err = s.db.Each(ctx, func(row pgx.Rows) error { n++; return row.Scan(&archived) },
		"select archived_at is not null from locations where org_id = $1 and id = $2 for share", tenancy.Must(ctx).Org, locationID)
	if err == nil && n == 0 {
		err = apperr.InvalidField("/parent_id", "unknown_reference", "There is no such location.")
	}
	return archived, err
}

// pathsSQL writes the paths of a location and of all that lies in it.
const pathsSQL = `with recursive up(parent_id, path, n) as (
  select parent_id, name, 0 from locations where org_id = $1 and id = $2
  union all select l.parent_id, l.name || ' / ' || up.path, up.n + 1 from up join locations l on l.org_id = $1 and l.id = up.parent_id where up.n < 100),
 down(id, path, n) as (
  select $2::uuid, (select path from up order by n desc limit 1), 0
  union all select l.id, down.path || ' / ' || l.name, down.n + 1 from down join locations l on l.org_id = $1 and l.parent_id = down.id where down.n < 100)
 insert into location_paths (org_id, location_id, path) select $1, id, path from down
 on conflict (org_id, location_id) do update set path = excluded.path`

func (s store) writePaths(ctx context.Context, locationID id.ID) error {
	return s.db.Each(ctx, func(pgx.Rows) error { return nil }, pathsSQL, tenancy.Must(ctx).Org, locationID)
}
