package entries

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// content is a page with what it links to (CR-1).
const content = `select json_build_object(
 'fields', json_build_object('notebook_id', e.notebook_id, 'template_id', e.template_id, 'title', e.title, 'body', e.body,
  'created_at', app.utc(e.created_at), 'created_by', e.created_by),
 'children', (select coalesce(json_agg(json_build_object('type', 'link', 'id', (l.item ->> 'type') || ':' || (l.item ->> 'id'), 'position', l.n)), '[]')
  from jsonb_array_elements(e.links) with ordinality l (item, n)),
 'files', (select coalesce(json_agg(json_build_object('id', f.id, 'sha256', f.sha256, 'size', f.size, 'filename', f.filename)), '[]')
  from files f where f.org_id = e.org_id and f.id in (select k.record_id from entry_links k where k.org_id = e.org_id and k.entry_id = e.id and k.record_type = 'file')),
 'protocol', null, 'instrument_id', null, 'calibration_id', null)::text
from notebook_entries e where e.org_id = @org and e.id = @id`

// amends keeps the text that was signed as the first of the next version: every version of a page has its row.
const amends = `insert into entry_versions (org_id, entry_id, version, title, body, links, change, reason, created_by, created_by_name)
 select e.org_id, e.id, e.version, e.title, e.body, e.links, 'updated', current_setting('app.reason'), app.actor(), current_setting('app.actor_name')
 from notebook_entries e where e.org_id = @org and e.id = @id`

// Signable is a page as it is signed.
func (s *Service) Signable() signing.Type {
	return signing.Type{Amend: "notebook:update", Amends: []string{amends}, Word: record, Path: "/notebooks/entries", Tag: tag, Read: "notebook:read", Table: "notebook_entries", Content: content, State: s.signState,
		Along: []string{`update files set locked_at = now() where org_id = @org and locked_at is null
 and id in (select k.record_id from entry_links k where k.org_id = @org and k.entry_id = @id and k.record_type = 'file')`}}
}

func (s *Service) signState(ctx context.Context, entryID id.ID) (*signing.State, error) {
	e, err := db.Find[Entry](ctx, s.kit.DB, record, entryID)
	if err != nil {
		return nil, err
	}
	authors, err := s.store.writers(ctx, entryID)
	return &signing.State{Code: e.Code, Version: e.Version, Locked: e.LockedAt != nil, Authors: authors, Obstacle: e.signObstacle()}, err
}

func (e *Entry) signObstacle() string { return endpoint.When(e.ArchivedAt != nil, "archived") }
