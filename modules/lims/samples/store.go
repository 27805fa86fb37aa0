package samples

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// store owns the SQL. The texts that never change are put together once.
type store struct {
	db      *db.DB
	read    string
	inserts map[has]string
}

func newStore(d *db.DB) store { return store{db: d, read: readSQL(), inserts: inserts()} }

// row is one encoded sample: its members without braces, and what the service looks at.
type row struct {
	json     []byte
	id       id.ID
	version  int
	status   string
	archived bool
	locked   bool
	metadata []byte // as in json
	made     []byte // calculated values of a new sample
	schema   []byte // of the type, for a stored sample of a type with fields
	offered  bool   // a hand-over waits for its receiver
	holder   *id.ID // who has it
	expires  *time.Time
}

// rows encodes every row of a statement that selects columns and, last, metadata.
func (s store) rows(ctx context.Context, query string, args ...any) (out []row, err error) {
	err = s.db.Raw(ctx, encodeRows(&out), query, args...)
	return out, err
}

// encodeRows encodes the rows of a statement into out.
func encodeRows(out *[]row) func(pgx.Rows) error {
	return func(rows pgx.Rows) error {
		for checked := false; rows.Next(); checked = true {
			raw := rows.RawValues()
			if !checked {
				if err := formats(rows); err != nil {
					return err
				}
			}
			text, err := appendRow(make([]byte, 0, 1024), raw)
			if err != nil {
				return err
			}
			text = append(append(text, `,"metadata":`...), raw[colMetadata]...)
			r := row{json: text, id: rowID(raw), version: rowVersion(raw), status: string(raw[colStatus]),
				archived: raw[colArchived] != nil, locked: raw[colLocked] != nil, offered: raw[colPending] != nil}
			if v := raw[colCustodian]; v != nil {
				holder := id.ID(v)
				r.holder = &holder
			}
			if v := raw[colExpires]; v != nil {
				at := timeOf(v)
				r.expires = &at
			}
			if len(raw) > colMetadata+1 && raw[colMetadata+1] != nil {
				r.metadata, r.schema = bytes.Clone(raw[colMetadata]), bytes.Clone(raw[colMetadata+1])
			}
			*out = append(*out, r)
		}
		return rows.Err()
	}
}

func (s store) get(ctx context.Context, sampleID id.ID) (*row, error) {
	found, err := s.rows(ctx, s.read, tenancy.Must(ctx).Org, sampleID)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, apperr.Missing("sample")
	}
	return &found[0], nil
}

// perStatement bounds one insert (PERFORMANCE.md §2 "Ingest").
const perStatement = 1000

// insertAll writes drafts with their metadata and history.
func (s store) insertAll(ctx context.Context, drafts []draft) ([]row, error) {
	out := make([]row, 0, len(drafts))
	for len(drafts) > 0 {
		part := drafts[:min(perStatement, len(drafts))]
		drafts = drafts[len(part):]
		statement, args := s.insert(ctx, part)
		if err := s.db.Raw(ctx, encodeRows(&out), statement, args...); err != nil {
			return nil, err
		}
		written := out[len(out)-len(part):]
		for i := range written {
			written[i].made = part[i].made()
		}
	}
	return out, nil
}

// insertLast writes one draft as the last thing in its transaction.
func (s store) insertLast(ctx context.Context, d *draft) (*row, error) {
	var out []row
	statement, args := s.insert(ctx, []draft{*d})
	if err := s.db.Last(ctx, encodeRows(&out), statement, args...); err != nil {
		return nil, err
	}
	out[0].made = d.made()
	return &out[0], nil
}

// pageSQL is the statement of one page. With q the search function finds the ids, because it alone may use the
// trigram index (SECURITY.md PF-11).
func pageSQL(org id.ID, f *filter, sort *sorting, fetch int, withCustom bool) (string, []any) {
	q, from := &query{}, ""
	if f.searches() {
		from = "select * from samples where org_id = " + q.arg(org) + " and id = any(array(" + q.search(f, sort, fetch) + "))"
	} else {
		sort.continued(q)
		from = q.filtered(org, f, "*", sort.order("")+" limit "+strconv.Itoa(fetch))
	}
	list := selectList()
	if withCustom {
		list += wide
	}
	return "select " + list + " from (" + from + ") s" + names + sort.order("s."), q.args
}

// list reads one page and encodes it as the JSON array of its items; mark tells where the next page starts.
func (s store) list(ctx context.Context, f *filter, sort *sorting, p page.Page[mark]) ([]byte, []mark, error) {
	withCustom := endpoint.Exports(ctx, "metadata") || endpoint.Exports(ctx, "calculated")
	own := customValues{}
	statement, args := pageSQL(tenancy.Must(ctx).Org, f, sort, p.Fetch(), withCustom)
	items, marks := append(make([]byte, 0, 1024*p.Limit), '['), make([]mark, 0, p.Fetch())
	err := s.db.Raw(ctx, func(rows pgx.Rows) error {
		for rows.Next() {
			raw := rows.RawValues()
			if len(marks) == 0 {
				if err := formats(rows); err != nil {
					return err
				}
			}
			if marks = append(marks, markOf(raw, sort.col)); len(marks) > p.Limit {
				continue
			}
			if len(marks) > 1 {
				items = append(items, ',')
			}
			var err error
			if items, err = appendRow(append(items, '{'), raw); err != nil {
				return err
			}
			if withCustom {
				items = own.append(items, raw)
			}
			items = append(items, '}')
		}
		return rows.Err()
	}, statement, args...)
	return append(items, ']'), marks, err
}

// count counts up to 10001 rows of a filter.
func (s store) count(ctx context.Context, f *filter) (n int64, err error) {
	q := &query{}
	var inner string
	if f.searches() {
		inner = q.search(f, &sorting{word: "-created_at"}, 10001)
	} else {
		inner = q.filtered(tenancy.Must(ctx).Org, f, "1", " limit 10001")
	}
	err = s.db.Each(ctx, func(row pgx.Rows) error { return row.Scan(&n) }, "select count(*) from ("+inner+") capped", q.args...)
	return n, err
}

// share locks records that a new one will refer to against being signed meanwhile, and gives their lock state
// (SECURITY.md SG-2). What is not there is absent.
func (s store) share(ctx context.Context, ids ...id.ID) (map[id.ID]bool, error) {
	var found []Sample
	err := s.db.Q(ctx).Clauses(clause.Locking{Strength: clause.LockingStrengthShare}).Select("id", "locked_at").
		Where("org_id = ? and id in ?", tenancy.Must(ctx).Org, ids).Order("id").Find(&found).Error
	out := make(map[id.ID]bool, len(found))
	for _, f := range found {
		out[f.ID] = f.LockedAt != nil
	}
	return out, err
}

// projects tells which of the projects exist.
func (s store) projects(ctx context.Context, ids []id.ID) (map[id.ID]bool, error) {
	var found []id.ID
	err := s.db.Q(ctx).Table("projects").Where("org_id = ? and id in ?", tenancy.Must(ctx).Org, ids).Pluck("id", &found).Error
	return set(found), err
}

// barcodes tells which of the barcodes are taken, also by samples of projects that the caller does not see.
func (s store) barcodes(ctx context.Context, codes []string) (map[string]bool, error) {
	var found []string
	err := s.db.Each(ctx, func(row pgx.Rows) error {
		var code string
		err := row.Scan(&code)
		found = append(found, code)
		return err
	}, "select app.taken_barcodes($1)", codes)
	return set(found), err
}

func set[K comparable](keys []K) map[K]bool {
	out := make(map[K]bool, len(keys))
	for _, k := range keys {
		out[k] = true
	}
	return out
}

// lockGenealogy makes all changes of genealogy of an organisation wait for one another: two that are harmless alone
// could close a cycle together. It comes before any row lock, or two of them would deadlock.
func (s store) lockGenealogy(ctx context.Context) error {
	return s.db.Q(ctx).Exec("select pg_advisory_xact_lock(hashtextextended(?, 0))", "genealogy "+tenancy.Must(ctx).Org.String()).Error
}

// sources tells which of the candidates are among the samples or what these came from.
func (s store) sources(ctx context.Context, of, candidates []id.ID) (map[id.ID]bool, error) {
	out := map[id.ID]bool{}
	err := s.db.Each(ctx, func(row pgx.Rows) error {
		var v id.ID
		err := row.Scan(&v)
		out[v] = true
		return err
	}, sourcesSQL, tenancy.Must(ctx).Org, of, candidates)
	return out, err
}

func (s store) children(ctx context.Context, parent id.ID) (n int64, err error) {
	err = s.db.Q(ctx).Model(&Sample{}).Where("org_id = ? and parent_id = ?", tenancy.Must(ctx).Org, parent).Count(&n).Error
	return n, err
}

// metadata reads custom values of a sample by key; all of them without keys.
func (s store) metadata(ctx context.Context, sampleID id.ID, keys ...string) (map[string]*Metadatum, error) {
	q := s.db.Q(ctx).Where("org_id = ? and sample_id = ?", tenancy.Must(ctx).Org, sampleID)
	if len(keys) > 0 {
		q = q.Where("key in ?", keys)
	}
	var found []*Metadatum
	err := q.Order("key").Find(&found).Error
	out := make(map[string]*Metadatum, len(found))
	for _, m := range found {
		out[m.MetaKey] = m
	}
	return out, err
}

func (s store) replaceMetadata(ctx context.Context, m *Metadatum, v *values.Typed) error {
	return s.db.Q(ctx).Model(m).Where("org_id = ? and id = ?", m.OrgID, m.ID).Updates(map[string]any{"type": v.Type, "value_text": v.Text,
		"value_number": v.Number, "unit": v.Unit, "version": gorm.Expr("version + 1"), "updated_at": gorm.Expr("now()")}).Error
}

func (s store) removeMetadata(ctx context.Context, m *Metadatum) error {
	return s.db.Q(ctx).Where("org_id = ? and id = ?", m.OrgID, m.ID).Delete(&Metadatum{}).Error
}

// bump raises the version of a sample whose metadata changed, so that its ETag does, too.
func (s store) bump(ctx context.Context, r *Sample) error {
	return s.db.Q(ctx).Model(r).Where("org_id = ? and id = ?", r.OrgID, r.ID).
		Updates(map[string]any{"version": gorm.Expr("version + 1"), "updated_at": gorm.Expr("now()")}).Error
}

// bumpAll does the same to several.
func (s store) bumpAll(ctx context.Context, held []*Sample) error {
	ids := make([]id.ID, len(held))
	for i, r := range held {
		ids[i] = r.ID
	}
	return s.db.Q(ctx).Model(&Sample{}).Where("org_id = ? and id in ?", tenancy.Must(ctx).Org, ids).
		Updates(map[string]any{"version": gorm.Expr("version + 1"), "updated_at": gorm.Expr("now()")}).Error
}

// lockAll locks samples in the order of their ids.
func (s store) lockAll(ctx context.Context, ids []id.ID) (found []*Sample, err error) {
	err = s.db.Q(ctx).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).
		Where("org_id = ? and id in ?", tenancy.Must(ctx).Org, ids).Order("id").Find(&found).Error
	return found, err
}

func (s store) history(ctx context.Context, sampleID id.ID, p page.Page[History]) (page.List[History], error) {
	return db.List(s.db.Q(ctx).Where("org_id = ? and sample_id = ?", tenancy.Must(ctx).Org, sampleID), p)
}

func (s store) exists(ctx context.Context, sampleID id.ID) error {
	var n int64
	err := s.db.Q(ctx).Model(&Sample{}).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, sampleID).Count(&n).Error
	if err == nil && n == 0 {
		return apperr.Missing("sample")
	}
	return err
}

// change writes held samples with one statement, so that two can change places.
func (s store) change(ctx context.Context, rows []changed) error {
	return s.db.Q(ctx).Exec(`update samples s set status = d.status, location = d.location, location_id = d.location_id, position = d.position,
 received_at = d.received_at, version = s.version + 1, updated_at = now()
 from jsonb_to_recordset(?::jsonb) as d(id uuid, status text, location text, location_id uuid, position text, received_at timestamptz)
 where s.org_id = ? and s.id = d.id`, string(mustJSON(rows)), tenancy.Must(ctx).Org).Error
}

// several reads samples in the order of ids.
func (s store) several(ctx context.Context, ids []id.ID) ([]row, error) {
	found, err := s.rows(ctx, "select "+selectList()+wide+" from samples s"+names+" where s.org_id = $1 and s.id = any($2)", tenancy.Must(ctx).Org, ids)
	order := make(map[id.ID]int, len(ids))
	for i, v := range ids {
		order[v] = i
	}
	slices.SortFunc(found, func(a, b row) int { return order[a.id] - order[b.id] })
	return found, err
}

// behind locks the samples of a kind that are of an older version, in the order of their ids: one more than may be upgraded.
func (s store) behind(ctx context.Context, kind string, version int) (found []*Sample, err error) {
	err = s.db.Q(ctx).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).
		Where("org_id = ? and sample_type = ? and archived_at is null and locked_at is null and (type_version is null or type_version < ?)", tenancy.Must(ctx).Org, kind, version).
		Order("id").Limit(maxUpgrade + 1).Find(&found).Error
	return found, err
}

// metadataOf reads the custom values of samples by sample and key.
func (s store) metadataOf(ctx context.Context, held []*Sample) (map[id.ID]map[string]*Metadatum, error) {
	out := make(map[id.ID]map[string]*Metadatum, len(held))
	ids := make([]id.ID, len(held))
	for i, r := range held {
		ids[i], out[r.ID] = r.ID, map[string]*Metadatum{}
	}
	for part := range slices.Chunk(ids, perStatement) {
		var found []*Metadatum
		if err := s.db.Q(ctx).Where("org_id = ? and sample_id in ?", tenancy.Must(ctx).Org, part).Find(&found).Error; err != nil {
			return nil, err
		}
		for _, m := range found {
			out[m.SampleID][m.MetaKey] = m
		}
	}
	return out, nil
}

// raise brings samples to a version of their kind; values go before others come, which may have their keys.
func (s store) raise(ctx context.Context, version int, ids, drop []id.ID, added []*Metadatum) error {
	org := tenancy.Must(ctx).Org
	for part := range slices.Chunk(drop, perStatement) {
		if err := s.db.Q(ctx).Where("org_id = ? and id in ?", org, part).Delete(&Metadatum{}).Error; err != nil {
			return err
		}
	}
	for part := range slices.Chunk(added, perStatement) {
		if err := db.Insert(ctx, s.db, &part); err != nil {
			return err
		}
	}
	return s.db.Q(ctx).Model(&Sample{}).Where("org_id = ? and id in ?", org, ids).
		Updates(map[string]any{"type_version": version, "version": gorm.Expr("version + 1"), "updated_at": gorm.Expr("now()")}).Error
}
