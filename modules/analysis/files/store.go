package files

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

const itemColumns = `files.*, s.code as sample_code, s.name as sample_name, e.code as experiment_code, e.title as experiment_title,
	i.code as instrument_code, i.name as instrument_name, u.name as created_by_name,
	(select count(*) from traces t where t.org_id = files.org_id and t.file_id = files.id) as trace_count`

func (s store) joined(ctx context.Context) *gorm.DB {
	return s.db.Q(ctx).Table("files").
		Joins("left join samples s on s.org_id = files.org_id and s.id = files.sample_id").
		Joins("left join experiments e on e.org_id = files.org_id and e.id = files.experiment_id").
		Joins("left join instruments i on i.org_id = files.org_id and i.id = files.instrument_id").
		Joins("left join users u on u.org_id = files.org_id and u.id = files.created_by").
		Where("files.org_id = ?", tenancy.Must(ctx).Org)
}

func (s store) get(ctx context.Context, fileID id.ID) (*Item, error) {
	out := new(Item)
	if err := s.joined(ctx).Select(itemColumns).Where("files.id = ?", fileID).Take(out).Error; err != nil {
		return nil, db.Absent(err, "file")
	}
	return out, nil
}

func (s store) list(ctx context.Context, f Filter, ids page.IDs, p page.Page[Item]) (page.List[Item], error) {
	q := s.joined(ctx).Select(itemColumns)
	for _, column := range []string{"sample_id", "experiment_id", "instrument_id"} {
		q = db.Equal(q, "files."+column, ids[column])
	}
	q = db.Current(q, "files.archived_at", f.IncludeArchived)
	q = db.Equal(q, "files.parser", f.Parser)
	q = db.In(q, "files.status", f.Status)
	q = db.Equal(q, "files.sha256", f.SHA256)
	q = db.Search(q, "files.code || ' ' || files.filename", f.Q)
	return db.List(q, p)
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
