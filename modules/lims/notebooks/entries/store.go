package entries

import (
	"context"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/markdown"
)

// names reads what a page or a table shows besides an entry's own columns. The subselects run for the rows of the page only.
const names = `
 (select n.code from notebooks n where n.org_id = notebook_entries.org_id and n.id = notebook_entries.notebook_id) as notebook_code,
 (select n.title from notebooks n where n.org_id = notebook_entries.org_id and n.id = notebook_entries.notebook_id) as notebook_title,
 (select u.name from users u where u.org_id = notebook_entries.org_id and u.id = notebook_entries.created_by) as created_by_name,
 (select v.created_by_name from entry_versions v where v.org_id = notebook_entries.org_id and v.entry_id = notebook_entries.id
  and v.version = notebook_entries.version) as updated_by_name`

const itemColumns = `org_id, id, code, notebook_id, template_id, title, links, version, created_at, created_by, updated_at, archived_at, locked_at, left(body, 280) as excerpt,` + names

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, f Filter, ids page.IDs, p page.Page[Item]) (page.List[Item], error) {
	q := s.db.Q(ctx).Select(itemColumns).Where("org_id = ?", tenancy.Must(ctx).Org)
	q = db.Current(q, "archived_at", f.IncludeArchived)
	q = db.Equal(q, "notebook_id", ids["notebook_id"])
	q = db.Equal(q, "template_id", ids["template_id"])
	if f.NotebookID == "" && !f.IncludeArchived {
		q = q.Where("exists (select from notebooks n where n.org_id = notebook_entries.org_id and n.id = notebook_entries.notebook_id and n.archived_at is null)")
	}
	if f.RecordType != "" || ids["record_id"] != nil {
		linked := s.db.Q(ctx).Model(&Link{}).Select("entry_id").Where("org_id = ?", tenancy.Must(ctx).Org)
		linked = db.Equal(linked, "record_type", f.RecordType)
		linked = db.Equal(linked, "record_id", ids["record_id"])
		q = q.Where("id in (?)", linked)
	}
	q = db.Search(q, "code || ' ' || title || ' ' || body", f.Q)
	return db.List(q, p)
}

func (s store) get(ctx context.Context, entryID id.ID) (*Full, error) {
	e := new(Full)
	err := s.db.Q(ctx).Select("notebook_entries.*,"+names).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, entryID).Take(e).Error
	return e, db.Absent(err, record)
}

// current gives the version an entry has now.
func (s store) current(ctx context.Context, entryID id.ID) (int, error) {
	var e Entry
	err := s.db.Q(ctx).Select("version").Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, entryID).Take(&e).Error
	return e.Version, db.Absent(err, record)
}

func (s store) notebook(ctx context.Context, lock string, notebookID id.ID) (found []bool, err error) {
	err = s.db.Q(ctx).Raw("select archived_at is null from notebooks where org_id = ? and id = ?"+lock, tenancy.Must(ctx).Org, notebookID).Scan(&found).Error
	return found, err
}

func (s store) hasNotebook(ctx context.Context, notebookID id.ID) error {
	found, err := s.notebook(ctx, "", notebookID)
	if err == nil && len(found) == 0 {
		err = apperr.Missing("notebook")
	}
	return err
}

// openNotebook makes sure that a notebook is there and is not archived while an entry is written into it.
func (s store) openNotebook(ctx context.Context, notebookID id.ID) error {
	found, err := s.notebook(ctx, " for share", notebookID)
	switch {
	case err != nil:
		return err
	case len(found) == 0:
		return apperr.InvalidField("/notebook_id", "unknown_reference", "There is no such notebook.")
	case !found[0]:
		return apperr.New(apperr.Conflict, "notebook_archived", "The notebook is archived; nothing is written into it any more.")
	}
	return nil
}

// signed tells whether anybody has ever signed the entry.
func (s store) signed(ctx context.Context, entryID id.ID) (bool, error) {
	var found []bool
	err := s.db.Q(ctx).Raw("select true from signatures where org_id = ? and record_type = ? and record_id = ? limit 1", tenancy.Must(ctx).Org, record, entryID).Scan(&found).Error
	return len(found) > 0, err
}

// keep writes the version that the entry has now.
func (s store) keep(ctx context.Context, e *Entry, change string) error {
	a, stamp := tenancy.Must(ctx), tenancy.StampFrom(ctx)
	v := &Version{OrgID: e.OrgID, EntryID: e.ID, Version: e.Version, Title: e.Title, Body: e.Body, Links: e.Links, Change: change,
		CreatedBy: db.By(ctx).CreatedBy, CreatedByName: a.Name}
	if stamp.Reason != "" {
		v.Reason = &stamp.Reason
	}
	return s.db.Q(ctx).Create(v).Error
}

// relink makes the index of links that of the current version.
func (s store) relink(ctx context.Context, e *Entry) error {
	if err := s.db.Q(ctx).Where("org_id = ? and entry_id = ?", e.OrgID, e.ID).Delete(&Link{}).Error; err != nil || len(e.Links) == 0 {
		return err
	}
	rows := make([]Link, len(e.Links))
	for i, l := range e.Links {
		rows[i] = Link{OrgID: e.OrgID, EntryID: e.ID, RecordType: l.Type, RecordID: l.ID}
	}
	return s.db.Q(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error
}

// versions reads some versions of an entry, by number; one that is not there is absent.
func (s store) versions(ctx context.Context, entryID id.ID, numbers ...int) (map[int]*Version, error) {
	var found []*Version
	err := s.db.Q(ctx).Where("org_id = ? and entry_id = ? and version in ?", tenancy.Must(ctx).Org, entryID, numbers).Find(&found).Error
	out := make(map[int]*Version, len(found))
	for _, v := range found {
		v.Links = list(v.Links)
		out[v.Version] = v
	}
	return out, err
}

func (s store) listVersions(ctx context.Context, entryID id.ID, p page.Page[VersionItem]) (page.List[VersionItem], error) {
	q := s.db.Q(ctx).Select("entry_id, version, title, length(body) as characters, change, reason, created_at, created_by, created_by_name").
		Where("org_id = ? and entry_id = ?", tenancy.Must(ctx).Org, entryID)
	return db.List(q, p)
}

func (s store) attachments(ctx context.Context, entryID id.ID, p page.Page[Attachment]) (page.List[Attachment], error) {
	org := tenancy.Must(ctx).Org
	q := s.db.Q(ctx).Select(`org_id, id, code, filename, size, sha256, media_type, version, created_at, created_by, updated_at, archived_at,
		(select u.name from users u where u.org_id = files.org_id and u.id = files.created_by) as created_by_name`).
		Where("org_id = ?", org).Where("id in (select l.record_id from entry_links l where l.org_id = ? and l.entry_id = ? and l.record_type = 'file')", org, entryID)
	return db.List(q, p)
}

// files tells which of the files that a text names are the organisation's.
func (s store) files(ctx context.Context, ids []id.ID, codes []string) (markdown.Own, error) {
	own := markdown.Own{IDs: map[id.ID]bool{}, Codes: map[string]id.ID{}}
	err := s.db.Each(ctx, func(row pgx.Rows) error {
		var v id.ID
		var code string
		err := row.Scan(&v, &code)
		own.IDs[v], own.Codes[code] = true, v
		return err
	}, "select id, code from files where org_id = $1 and (id = any($2) or code = any($3))", tenancy.Must(ctx).Org, ids, codes)
	return own, err
}

// writers are the people who wrote a version of the entry.
func (s store) writers(ctx context.Context, entryID id.ID) (out []id.ID, err error) {
	err = s.db.Q(ctx).Raw("select distinct created_by from entry_versions where org_id = ? and entry_id = ? and created_by is not null and change <> 'archived'",
		tenancy.Must(ctx).Org, entryID).Scan(&out).Error
	return out, err
}
