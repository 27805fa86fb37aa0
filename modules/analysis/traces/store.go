package traces

import (
	"context"
	"encoding/json"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// One insert takes at most so many rows (PERFORMANCE.md "Ingest") and so many bytes, whichever comes first.
const (
	rowsPerInsert  = 500
	bytesPerInsert = 4 << 20
)

func (s store) insert(ctx context.Context, rows []Row) error {
	for len(rows) > 0 {
		n, size := 0, 0
		for n < len(rows) && n < rowsPerInsert && (n == 0 || size < bytesPerInsert) {
			size += len(rows[n].Data.X) + len(rows[n].Data.Y) + len(rows[n].Trace.Meta)
			n++
		}
		heads, data := make([]Trace, n), make([]Data, n)
		for i := range n {
			heads[i], data[i] = rows[i].Trace, rows[i].Data
		}
		if err := s.db.Q(ctx).Create(&heads).Error; err != nil {
			return err
		}
		if err := s.db.Q(ctx).Create(&data).Error; err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// columns of a list item: all but the header items, which may be large.
const itemColumns = `traces.org_id, traces.id, traces.file_id,
	(select o.id from traces o where o.org_id = traces.org_id and o.id = traces.source_trace_id) as source_trace_id, traces.dataset_index, traces.trace_index, traces.title,
	traces.technique, traces.n, traces.x_kind, traces.x_unit, traces.x_label, traces.y_kind, traces.y_unit, traces.y_label, traces.x_min, traces.x_max,
	traces.y_min, traces.y_max, traces.coord, traces.block, traces.reader, traces.reader_version, traces.data_sha256, traces.created_at, traces.created_by,
	f.code as file_code, f.filename, f.sample_id, s.code as sample_code, s.name as sample_name, f.experiment_id, e.code as experiment_code, f.instrument_id`

func (s store) joined(ctx context.Context) *gorm.DB {
	return s.db.Q(ctx).Table("traces").
		Joins("left join files f on f.org_id = traces.org_id and f.id = traces.file_id").
		Joins("left join samples s on s.org_id = f.org_id and s.id = f.sample_id").
		Joins("left join experiments e on e.org_id = f.org_id and e.id = f.experiment_id").
		Where("traces.org_id = ?", tenancy.Must(ctx).Org)
}

func (s store) list(ctx context.Context, f Filter, ids page.IDs, p page.Page[Item]) (page.List[Item], error) {
	q := s.joined(ctx).Select(itemColumns)
	q = db.Equal(q, "traces.file_id", ids["file_id"])
	q = db.Equal(q, "f.sample_id", ids["sample_id"])
	q = db.Equal(q, "traces.technique", f.Technique)
	q = db.Search(q, "traces.title || ' ' || coalesce(f.code || ' ' || f.filename, '')", f.Q)
	return db.List(q, p)
}

func (s store) get(ctx context.Context, traceID id.ID) (*Item, error) {
	out := new(Item)
	err := s.joined(ctx).Select(itemColumns).Where("traces.id = ?", traceID).Take(out).Error
	return out, db.Absent(err, "trace")
}

// meta reads the header items of a trace's dataset, which its first trace has.
func (s store) meta(ctx context.Context, t *Trace) (json.RawMessage, error) {
	q := s.db.Q(ctx).Model(&Trace{}).Select("meta").Where("org_id = ?", t.OrgID)
	if t.FileID == nil {
		q = q.Where("id = ?", t.ID)
	} else {
		q = q.Where("file_id = ? and dataset_index = ?", *t.FileID, t.DatasetIndex).Order("trace_index")
	}
	var out Trace
	err := q.Limit(1).Take(&out).Error
	return out.Meta, db.Absent(err, "trace")
}

// stored is a trace with its encoded numbers and what its file says.
type stored struct {
	Trace
	Codec        int16
	X, Y         []byte
	FileSHA256   *string `gorm:"column:file_sha256"`
	SampleID     *id.ID
	InstrumentID *id.ID
	ExperimentID *id.ID
}

func (t *stored) data() Data {
	return Data{OrgID: t.OrgID, TraceID: t.ID, Codec: t.Codec, X: t.X, Y: t.Y}
}

func (s store) size(ctx context.Context, traceID id.ID) (int, error) {
	var t Trace
	err := s.db.Q(ctx).Select("n").Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, traceID).Take(&t).Error
	return t.N, db.Absent(err, "trace")
}

func (s store) load(ctx context.Context, traceID id.ID) (*stored, error) {
	out := new(stored)
	err := s.db.Q(ctx).Table("traces").Select("traces.*, d.codec, d.x, d.y, f.sha256 as file_sha256, f.sample_id, f.instrument_id, f.experiment_id").
		Joins("join trace_data d on d.org_id = traces.org_id and d.trace_id = traces.id").
		Joins("left join files f on f.org_id = traces.org_id and f.id = traces.file_id").
		Where("traces.org_id = ? and traces.id = ?", tenancy.Must(ctx).Org, traceID).Take(out).Error
	return out, db.Absent(err, "trace")
}

func (s store) ofFile(ctx context.Context, fileID id.ID, limit int) ([]Trace, error) {
	var out []Trace
	err := s.db.Q(ctx).Where("org_id = ? and file_id = ?", tenancy.Must(ctx).Org, fileID).Omit("meta").
		Order("dataset_index, trace_index").Limit(limit).Find(&out).Error
	return out, err
}
