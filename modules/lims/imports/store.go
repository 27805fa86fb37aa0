package imports

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/klauspost/compress/zstd"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, f Filter, p page.Page[Import]) (page.List[Import], error) {
	q := s.db.Q(ctx).Where("org_id = ?", tenancy.Must(ctx).Org)
	q = db.In(q, "status", f.Status)
	q = db.Equal(q, "sample_type", f.SampleType)
	return db.List(q, p)
}

// keep writes a new import with the bytes that came.
func (s store) keep(ctx context.Context, i *Import, content []byte) error {
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return err
	}
	packed := z.EncodeAll(content, nil)
	if err := z.Close(); err != nil {
		return err
	}
	if err := db.Insert(ctx, s.db, i); err != nil {
		return err
	}
	return s.db.Q(ctx).Create(&File{OrgID: i.OrgID, ImportID: i.ID, Content: packed}).Error
}

func (s store) content(ctx context.Context, importID id.ID) ([]byte, error) {
	var f File
	if err := s.db.Q(ctx).Where("org_id = ? and import_id = ?", tenancy.Must(ctx).Org, importID).Take(&f).Error; err != nil {
		return nil, db.Absent(err, "import")
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(2*MaxBytes))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	return z.DecodeAll(f.Content, nil)
}

// remembered is the mapping of the latest import of a sample type.
func (s store) remembered(ctx context.Context, sampleType string) (*Import, error) {
	if sampleType == "" {
		return nil, nil //nolint:nilnil // nothing to remember it by
	}
	var found []Import
	err := s.db.Q(ctx).Select("org_id", "id", "mapping").Where("org_id = ? and sample_type = ? and status = ?", tenancy.Must(ctx).Org, sampleType, Applied).
		Order("created_at desc").Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// lines remembers which rows became which samples.
func (s store) lines(ctx context.Context, importID id.ID, rows []row, made func(i int) id.ID) error {
	out := make([]Line, len(rows))
	for i := range rows {
		out[i] = Line{Key: db.NewKey(ctx), ImportID: importID, RowNumber: rows[i].number, SampleID: made(i)}
	}
	return s.db.Q(ctx).Create(&out).Error
}

func (s store) samples(ctx context.Context, importID id.ID, most int) ([]id.ID, error) {
	out := []id.ID{}
	err := s.db.Q(ctx).Model(&Line{}).Where("org_id = ? and import_id = ?", tenancy.Must(ctx).Org, importID).Order("row_number").Limit(most).Pluck("sample_id", &out).Error
	return out, err
}

// byCode finds projects and samples by their codes.
func (s store) byCode(ctx context.Context, codes map[string]bool) (map[string]string, error) {
	out := make(map[string]string, len(codes))
	if len(codes) == 0 {
		return out, nil
	}
	list := make([]string, 0, len(codes))
	for c := range codes {
		list = append(list, c)
	}
	err := s.db.Each(ctx, func(r pgx.Rows) error {
		var code, recordID string
		err := r.Scan(&code, &recordID)
		out[code] = recordID
		return err
	}, `select code, id::text from projects where org_id = $1 and code = any($2) union all select code, id::text from samples where org_id = $1 and code = any($2)`,
		tenancy.Must(ctx).Org, list)
	return out, err
}

// usedSQL finds samples of an import that somebody has changed or used since: any change raises the version, and what
// was made or measured of them refers to them. The samples are locked, so that nobody does in the meantime.
const usedSQL = `with mine as (select s.* from samples s join import_samples l on l.org_id = s.org_id and l.sample_id = s.id
   where l.org_id = $1 and l.import_id = $2 order by s.id for update of s),
 used as (select m.code from mine m where m.version > 1 or m.archived_at is not null or m.locked_at is not null
   or exists (select from samples c where c.org_id = m.org_id and c.parent_id = m.id)
   or exists (select from sample_history h where h.org_id = m.org_id and h.sample_id = m.id and h.kind <> 'registered')
   or exists (select from experiment_samples e where e.org_id = m.org_id and e.sample_id = m.id)
   or exists (select from results r where r.org_id = m.org_id and r.sample_id = m.id)
   or exists (select from files f where f.org_id = m.org_id and f.sample_id = m.id))
 select code, count(*) over () from used order by code limit 50`

func (s store) used(ctx context.Context, importID id.ID) (codes []string, total int64, err error) {
	err = s.db.Each(ctx, func(r pgx.Rows) error {
		var code string
		err := r.Scan(&code, &total)
		codes = append(codes, code)
		return err
	}, usedSQL, tenancy.Must(ctx).Org, importID)
	return codes, total, err
}

// undo archives the samples of an import, each with its audit entry and a line of its timeline.
func (s store) undo(ctx context.Context, importID id.ID) error {
	a := tenancy.Must(ctx)
	ids, err := s.samples(ctx, importID, MaxRows)
	if err != nil {
		return err
	}
	err = s.db.Q(ctx).Exec(`update samples set archived_at = now(), barcode = null, version = version + 1, updated_at = now()
		where org_id = ? and id in (select sample_id from import_samples where org_id = ? and import_id = ?)`, a.Org, a.Org, importID).Error
	if err != nil {
		return err
	}
	notes := make([]string, len(ids))
	for i := range ids {
		notes[i] = id.New().String()
	}
	return s.db.Each(ctx, func(pgx.Rows) error { return nil }, `insert into sample_history (org_id, id, sample_id, kind, actor_id, actor_name, note, details)
		select $1, n.id, l.sample_id, 'archived', $3, $4, 'import undone', json_build_object('import_id', l.import_id)::jsonb
		from unnest($5::uuid[]) with ordinality n(id, i)
		join (select *, row_number() over (order by row_number) as i from import_samples where org_id = $1 and import_id = $2) l on l.i = n.i
		returning 1`, a.Org, importID, a.ID, a.Name, notes)
}
