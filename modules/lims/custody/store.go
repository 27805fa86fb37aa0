package custody

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

// table joins the names that a reader wants to see.
const table = `(select c.*, f.name as from_user_name, t.name as to_user_name, u.name as created_by_name, p.path as location_path,
  s.code as sample_code, s.name as sample_name, s.version as sample_version
 from custody_transfers c join samples s on s.org_id = c.org_id and s.id = c.sample_id join users t on t.org_id = c.org_id and t.id = c.to_user_id
 left join users f on f.org_id = c.org_id and f.id = c.from_user_id
 left join users u on u.org_id = c.org_id and u.id = c.created_by
 left join location_paths p on p.org_id = c.org_id and p.location_id = c.location_id) as custody_transfers`

func (s store) read(ctx context.Context) *gorm.DB {
	return s.db.Q(ctx).Table(table).Where("org_id = ?", tenancy.Must(ctx).Org)
}

// items reads hand-overs, oldest first: their ids are made in order.
func (s store) items(ctx context.Context, ids []id.ID) (out []Item, err error) {
	err = s.read(ctx).Where("id in ?", ids).Order("id").Find(&out).Error
	return out, err
}

func (s store) list(ctx context.Context, sampleID id.ID, p page.Page[Item]) (page.List[Item], error) {
	return db.List(s.read(ctx).Where("sample_id = ?", sampleID), p)
}

func (s store) sample(ctx context.Context, sampleID id.ID) error {
	var n int64
	err := s.db.Q(ctx).Table("samples").Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, sampleID).Count(&n).Error
	if err == nil && n == 0 {
		return apperr.Missing("sample")
	}
	return err
}

// waiting gives the pending hand-over of each sample. Whoever asks holds the samples, so that it stays true.
func (s store) waiting(ctx context.Context, samples []id.ID) (map[id.ID]*Transfer, error) {
	var found []*Transfer
	err := s.db.Q(ctx).Where("org_id = ? and sample_id in ? and status = ?", tenancy.Must(ctx).Org, samples, Pending).Find(&found).Error
	out := make(map[id.ID]*Transfer, len(found))
	for _, t := range found {
		out[t.SampleID] = t
	}
	return out, err
}

// person is somebody who may receive samples.
type person struct {
	Name   string
	Status string
}

func (s store) person(ctx context.Context, userID id.ID) (p *person, err error) {
	err = s.db.Each(ctx, func(row pgx.Rows) error { p = &person{}; return row.Scan(&p.Name, &p.Status) },
		"select name, status from users where org_id = $1 and id = $2", tenancy.Must(ctx).Org, userID)
	return p, err
}

// open tells whether a location exists and takes samples.
func (s store) open(ctx context.Context, locationID id.ID) (exists, archived bool, err error) {
	err = s.db.Each(ctx, func(row pgx.Rows) error { exists = true; return row.Scan(&archived) },
		"select archived_at is not null from locations where org_id = $1 and id = $2", tenancy.Must(ctx).Org, locationID)
	return exists, archived, err
}

func (s store) decide(ctx context.Context, t *Transfer, status string, answer *string) error {
	return db.Update(ctx, s.db, t, map[string]any{"status": status, "answer": answer, "decided_at": gorm.Expr("now()"), "decided_by": tenancy.Must(ctx).ID})
}
