package labels

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// store reads what stands on labels; archived things still have theirs.
type store struct{ db *db.DB }

// thing is one thing to label.
type thing struct {
	ID        id.ID
	Code      string
	Name      string
	About     string
	Hazards   []string `gorm:"serializer:json"`
	CreatedAt time.Time
}

func (s store) samples(ctx context.Context, ids []id.ID) ([]thing, error) {
	return s.find(ctx, "samples t", `t.id, t.code, t.name, concat_ws(' · ', t.sample_type, 'lot ' || t.lot) as about, to_json(t.hazards)::text as hazards, t.created_at`, ids)
}

func (s store) instruments(ctx context.Context, ids []id.ID) ([]thing, error) {
	return s.find(ctx, "instruments t", `t.id, t.code, t.name, concat_ws(' · ', concat_ws(' ', t.vendor, t.model), 'S/N ' || t.serial_number) as about, t.created_at`, ids)
}

func (s store) locations(ctx context.Context, ids []id.ID) ([]thing, error) {
	return s.find(ctx, "locations t join location_paths p on p.org_id = t.org_id and p.location_id = t.id",
		`t.id, t.code, t.name, p.path as about, t.created_at`, ids)
}

func (s store) find(ctx context.Context, from, columns string, ids []id.ID) (out []thing, err error) {
	err = s.db.Q(ctx).Table(from).Select(columns).Where("t.org_id = ? and t.id in ?", tenancy.Must(ctx).Org, ids).Find(&out).Error
	return out, err
}

// organization is the name that stands on labels.
func (s store) organization(ctx context.Context) (name string, err error) {
	err = s.db.Q(ctx).Table("organizations").Select("name").Where("id = ?", tenancy.Must(ctx).Org).Row().Scan(&name)
	return name, err
}
