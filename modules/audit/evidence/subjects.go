package evidence

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// plain is a type of record that nobody signs: its canonical form is its columns without state (CR-2), what belongs to it and
// its files.
type plain struct {
	table, read    string
	code, version  string // expressions
	children, file string // selects of one JSON object a row
}

const (
	nothing = "select null::json as doc where false"
	// stateless are columns that are no content.
	stateless = "array['org_id','id','code','version','status','locked_at','archived_at','updated_at','storage_key','text']"
	fileDoc   = "json_build_object('id', f.id, 'sha256', f.sha256, 'size', f.size, 'filename', f.filename) as doc from files f where f.org_id = @org and "
)

func plains() map[string]plain {
	return map[string]plain{
		"project": {"projects", "project:read", "t.code", "t.version",
			"select json_build_object('type', 'user', 'id', m.user_id, 'role', m.role, 'name', u.name) as doc from project_members m join users u on u.org_id = m.org_id and u.id = m.user_id where m.org_id = @org and m.project_id = @id", nothing},
		"sample": {"samples", "sample:read", "t.code", "t.version",
			`select json_build_object('type', 'metadata', 'id', m.id, 'key', m.key, 'value_type', m.type, 'value', m.value_text, 'unit', m.unit) as doc from sample_metadata m where m.org_id = @org and m.sample_id = @id
 union all select json_build_object('type', 'custody', 'id', c.id, 'from', c.from_user_id, 'to', c.to_user_id, 'status', c.status, 'note', c.note, 'handed_over_at', app.utc(c.created_at), 'decided_at', app.utc(c.decided_at)) from custody_transfers c where c.org_id = @org and c.sample_id = @id
 union all select json_build_object('type', 'sample', 'id', s.id, 'code', s.code, 'name', s.name) from samples s where s.org_id = @org and s.parent_id = @id`,
			"select " + fileDoc + "f.sample_id = @id and f.archived_at is null"},
		"instrument": {"instruments", "instrument:read", "t.code", "t.version",
			`select json_build_object('type', 'calibration', 'id', c.id, 'code', c.code, 'certificate_number', c.certificate_number, 'outcome', c.outcome, 'performed_at', app.utc(c.performed_at), 'expires_at', app.utc(c.expires_at)) as doc from calibrations c where c.org_id = @org and c.instrument_id = @id
 union all select json_build_object('type', 'maintenance_log', 'id', m.id, 'kind', m.kind, 'description', m.description, 'started_at', app.utc(m.started_at), 'finished_at', app.utc(m.finished_at), 'performed_by', m.performed_by) from maintenance_logs m where m.org_id = @org and m.instrument_id = @id`, nothing},
		"maintenance_log": {"maintenance_logs", "maintenance_log:read", "null::text", "t.version", nothing, nothing},
		"notebook": {"notebooks", "notebook:read", "t.code", "t.version",
			"select json_build_object('type', 'notebook_entry', 'id', e.id, 'code', e.code, 'title', e.title, 'version', e.version) as doc from notebook_entries e where e.org_id = @org and e.notebook_id = @id", nothing},
		"process": {"processes", "process:read", "t.code", "t.version",
			"select json_build_object('type', 'sample', 'id', q.sample_id, 'role', q.role, 'quantity', q.quantity_text, 'unit', q.quantity_unit) as doc from process_samples q where q.org_id = @org and q.process_id = @id", nothing},
		"file": {"files", "file:read", "t.code", "t.version",
			"select json_build_object('type', 'trace', 'id', r.id, 'title', r.title, 'technique', r.technique, 'n', r.n, 'data_sha256', r.data_sha256, 'reader', r.reader, 'reader_version', r.reader_version) as doc from traces r where r.org_id = @org and r.file_id = @id",
			"select " + fileDoc + "f.id = @id"},
		"trace": {"traces", "trace:read", "null::text", "1", nothing, "select " + fileDoc + "f.id = (select r.file_id from traces r where r.org_id = @org and r.id = @id)"},
	}
}

func (p plain) content() string {
	return "select json_build_object('fields', to_jsonb(t) - " + stateless + ", 'children', (select coalesce(json_agg(c.doc), '[]') from (" + p.children +
		") c), 'files', (select coalesce(json_agg(c.doc), '[]') from (" + p.file + ") c), 'protocol', null, 'instrument_id', null, 'calibration_id', null)::text from " +
		p.table + " t where t.org_id = @org and t.id = @id"
}

// Type finds how a type is read: as it is signed, or from the list above.
func (s *Service) Type(word string) (signing.Type, error) {
	if t, ok := s.o.Type(word); ok {
		return t, nil
	}
	p, ok := plains()[word]
	if !ok {
		return signing.Type{}, apperr.InvalidField("/record_type", "not_allowed", "There are no evidence packages of this type of record.")
	}
	return signing.Type{Word: word, Read: p.read, Table: p.table, Content: p.content(), State: func(ctx context.Context, recordID id.ID) (*signing.State, error) {
		return s.store.stateOf(ctx, word, p, recordID)
	}}, nil
}
