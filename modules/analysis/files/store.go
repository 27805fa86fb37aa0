package files

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/words"
)

type store struct{ db *db.DB }

const itemColumns = `files.*, s.code as sample_code, s.name as sample_name, e.code as experiment_code, e.title as experiment_title,
	i.code as instrument_code, i.name as instrument_name, u.name as created_by_name,
	(select count(*) from traces t where t.org_id = files.org_id and t.file_id = files.id) as trace_count,
	coalesce(x.status, 'waiting') as text_status`

func (s store) joined(ctx context.Context) *gorm.DB {
	return s.db.Q(ctx).Table("files").
		Joins("left join samples s on s.org_id = files.org_id and s.id = files.sample_id").
		Joins("left join experiments e on e.org_id = files.org_id and e.id = files.experiment_id").
		Joins("left join instruments i on i.org_id = files.org_id and i.id = files.instrument_id").
		Joins("left join users u on u.org_id = files.org_id and u.id = files.created_by").
		Joins("left join file_texts x on x.org_id = files.org_id and x.file_id = files.id").
		Where("files.org_id = ?", tenancy.Must(ctx).Org)
}

func (s store) get(ctx context.Context, fileID id.ID) (*Item, error) {
	out := new(Item)
	if err := s.joined(ctx).Select(itemColumns).Where("files.id = ?", fileID).Take(out).Error; err != nil {
		return nil, db.Absent(err, "file")
	}
	return out, nil
}

func (s store) list(ctx context.Context, f Filter, ids page.IDs, sort string, p page.Page[Item]) (page.List[Item], error) {
	q := s.joined(ctx).Select(itemColumns)
	for _, column := range []string{"sample_id", "experiment_id", "instrument_id"} {
		q = db.Equal(q, "files."+column, ids[column])
	}
	q = db.Current(q, "files.archived_at", f.IncludeArchived)
	q = db.Equal(q, "files.parser", f.Parser)
	q = db.In(q, "files.status", f.Status)
	q = db.Equal(q, "files.sha256", f.SHA256)
	q = db.Equal(q, "files.source", f.Source)
	if len(f.Technique) > 0 {
		q = q.Where("exists (select from traces t where t.org_id = files.org_id and t.file_id = files.id and t.technique in ?)", f.Technique)
	}
	if f.PathPrefix != "" { // leakproof, so that the index is used (PERFORMANCE.md §2)
		q = q.Where("files.path ~>=~ ? and files.path ~<~ ?", f.PathPrefix, f.PathPrefix+"\U0010FFFF")
	}
	if f.Unassigned {
		q = q.Where("files.sample_id is null and files.experiment_id is null")
	}
	if f.Q != "" {
		q = matching(q, tenancy.Must(ctx).Org, f, ids, sort, p)
	}
	return db.List(q, p)
}

// countedMost is up to where lists count (page.Request).
const countedMost = 10_001

// matching narrows a list to what the search function finds for the same filter: of the page alone, unless a total is
// wanted, which is counted up to a bound.
func matching(q *gorm.DB, org id.ID, f Filter, ids page.IDs, sort string, p page.Page[Item]) *gorm.DB {
	call := func(value *string, after *id.ID, rows int) (string, []any) {
		return "select w.id from app.search_files(?, ?, ?, ?, ?, ?, string_to_array(?, ','), ?, string_to_array(?, ','), ?, ?, ?, ?, ?, ?, ?, ?) w", []any{f.Q, words.Query(f.Q, org),
			ids["sample_id"], ids["experiment_id"], ids["instrument_id"], optional(f.Parser), optional(strings.Join(f.Status, ",")), optional(f.SHA256),
			optional(strings.Join(f.Technique, ",")), optional(f.PathPrefix), optional(f.Source), f.Unassigned, f.IncludeArchived, sort, value, after, rows}
	}
	var value *string
	var after *id.ID
	if v, at, ok := p.After(); ok {
		value, after = &v, &at
	}
	sql, args := call(value, after, p.Fetch())
	if p.Count {
		all, more := call(nil, nil, countedMost)
		sql, args = sql+" union all "+all, append(args, more...)
	}
	return q.Where("files.id in (select w.id from ("+sql+") w)", args...)
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// target is the experiment a file is added to or taken from.
type target struct {
	Status     string
	LockedAt   *time.Time
	ArchivedAt *time.Time
}

// experiment reads the state and keeps it from changing until the end of the transaction; nil when there is none.
func (s store) experiment(ctx context.Context, experimentID id.ID) (*target, error) {
	out := new(target)
	err := s.db.Q(ctx).Table("experiments").Clauses(clause.Locking{Strength: clause.LockingStrengthShare}).Select("status, locked_at, archived_at").
		Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, experimentID).Take(out).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil //nolint:nilnil // not there or not ours
	}
	return out, err
}

// used tells whether a result stands on the file or on one of its traces.
func (s store) used(ctx context.Context, fileID id.ID) (bool, error) {
	var out bool
	org := tenancy.Must(ctx).Org
	err := s.db.Q(ctx).Raw(`select exists (select from result_files where org_id = ? and file_id = ?)
		or exists (select from data_lineage where org_id = ? and from_type = 'file' and from_id = ? and to_type = 'result')
		or exists (select from data_lineage l join traces t on t.org_id = l.org_id and l.from_type = 'trace' and l.from_id = t.id
		           where t.org_id = ? and t.file_id = ?)`, org, fileID, org, fileID, org, fileID).Row().Scan(&out)
	return out, err
}

// refused reports whether PostgreSQL itself answered with an error: then nothing was committed. Without an answer
// nobody knows.
func refused(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg)
}

// waiting is a file whose text is to be taken out.
type waiting struct {
	File
	Attempts int
}

// queueTexts gives files without a row of text one: those of before, and those that an older server stored.
func (s store) queueTexts(ctx context.Context) error {
	org := tenancy.Must(ctx).Org
	return s.db.Q(ctx).Exec(`insert into file_texts (org_id, file_id, created_at) select f.org_id, f.id, f.created_at from files f
		where f.org_id = ? and not exists (select from file_texts x where x.org_id = f.org_id and x.file_id = f.id) on conflict do nothing`, org).Error
}

func (s store) awaitText(ctx context.Context, fileID id.ID) error {
	return s.db.Q(ctx).Exec("insert into file_texts (org_id, file_id) values (?, ?)", tenancy.Must(ctx).Org, fileID).Error
}

// nextTexts takes the oldest files that wait, and counts the attempt before anything can go wrong with it.
func (s store) nextTexts(ctx context.Context, most int) (out []waiting, err error) {
	org := tenancy.Must(ctx).Org
	err = s.db.Q(ctx).Raw(`with w as (update file_texts set attempts = attempts + 1, updated_at = now() where org_id = ? and file_id in (
			select file_id from file_texts where org_id = ? and status = 'waiting' order by created_at limit ? for update skip locked) returning file_id, attempts)
		select f.*, w.attempts from files f join w on w.file_id = f.id where f.org_id = ? order by f.created_at`, org, org, most, org).Scan(&out).Error
	return out, err
}

// untried takes an attempt back that failed for reasons outside the file.
func (s store) untried(ctx context.Context, fileID id.ID) error {
	return s.db.Q(ctx).Exec("update file_texts set attempts = 0 where org_id = ? and file_id = ?", tenancy.Must(ctx).Org, fileID).Error
}

// headers gives what the readers found in the headers of a file.
func (s store) headers(ctx context.Context, fileID id.ID) (out []struct {
	Title, Technique string
	Meta             []byte
}, err error) {
	err = s.db.Q(ctx).Raw("select title, technique, meta from traces where org_id = ? and file_id = ? order by dataset_index, trace_index limit 500",
		tenancy.Must(ctx).Org, fileID).Scan(&out).Error
	return out, err
}

// keepText stores what came of a file; list are its words, letters and digits, none empty.
func (s store) keepText(ctx context.Context, fileID id.ID, status, note, text, list string) error {
	return s.db.Q(ctx).Exec(`update file_texts set status = ?, note = ?, text = ?, updated_at = now(),
		words = case when ? = '' then '' else array_to_tsvector(string_to_array(?, ' ')) end where org_id = ? and file_id = ?`,
		status, optional(note), text, list, list, tenancy.Must(ctx).Org, fileID).Error
}

// delivered finds the file that an instrument brought from a place with these bytes.
func (s store) delivered(ctx context.Context, instrument id.ID, place, sha256 string) (*id.ID, error) {
	var out []id.ID
	err := s.db.Q(ctx).Raw(`select id from files where org_id = ? and instrument_id = ? and coalesce(path, filename) = ? and sha256 = ? and source = 'agent'`,
		tenancy.Must(ctx).Org, instrument, place, sha256).Scan(&out).Error
	if err != nil || len(out) == 0 {
		return nil, err
	}
	return &out[0], nil
}

// samplesCalled finds the samples with a code or barcode: two where one's code is another's barcode.
func (s store) samplesCalled(ctx context.Context, name string) (out []id.ID, err error) {
	err = s.db.Q(ctx).Raw("select id from samples where org_id = ? and archived_at is null and (code = upper(?) or barcode = ?) limit 2",
		tenancy.Must(ctx).Org, name, name).Scan(&out).Error
	return out, err
}

// experimentsCalled finds the experiment with a code, if data may still come to it.
func (s store) experimentsCalled(ctx context.Context, name string) (out []id.ID, err error) {
	err = s.db.Q(ctx).Raw(`select id from experiments where org_id = ? and code = upper(?) and archived_at is null and locked_at is null
		and status not in ('approved', 'voided')`, tenancy.Must(ctx).Org, name).Scan(&out).Error
	return out, err
}

// several reads the files of an archive, oldest first: those of the ids, or all of a sample or experiment.
func (s store) several(ctx context.Context, ids []id.ID, sample, experiment *id.ID, most int) (out []Item, err error) {
	q := s.joined(ctx).Select(itemColumns)
	if len(ids) > 0 {
		q = q.Where("files.id in ?", ids)
	} else {
		q = db.Equal(db.Equal(q.Where("files.archived_at is null"), "files.sample_id", sample), "files.experiment_id", experiment)
	}
	err = q.Order("files.created_at, files.id").Limit(most).Find(&out).Error
	return out, err
}
