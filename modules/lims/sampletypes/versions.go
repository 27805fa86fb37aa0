package sampletypes

import (
	"context"
	"strconv"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Version is a kind of sample as it was. Nothing changes it.
type Version struct {
	db.Key
	SampleTypeID id.ID      `json:"-"`
	Number       int        `json:"number"`
	Label        string     `json:"label"`
	Description  *string    `json:"description" nullable:"true"`
	Strict       bool       `json:"strict"`
	Fields       Fields     `json:"fields"`
	ArchivedAt   *time.Time `json:"archived_at" nullable:"true"`
	CreatedAt    *time.Time `json:"created_at" nullable:"true" doc:"Since when; null for what a built-in kind is from the beginning."`
	CreatedBy    *id.ID     `json:"created_by" nullable:"true"`
}

// TableName is the table of versions.
func (Version) TableName() string { return "sample_type_versions" }

// RecordVersion makes versions listable.
func (*Version) RecordVersion() int { return 1 }

func (t *Type) snapshot(ctx context.Context, by *id.ID) *Version {
	v := &Version{Key: db.NewKey(ctx), SampleTypeID: t.ID, Number: t.Version, Label: t.Label, Description: t.Description, Strict: t.Strict, Fields: t.Fields,
		ArchivedAt: t.ArchivedAt, CreatedBy: by}
	if t.ID != id.Nil {
		v.CreatedAt = &t.UpdatedAt
	}
	return v
}

func versionKeys() page.Keys[Version] {
	return page.Keys[Version]{"number": {SQL: "number", Cast: "int", Unique: true, Value: func(v *Version) string { return strconv.Itoa(v.Number) }}}
}

// Versions lists what a kind was, the newest first.
func (s *Service) Versions(ctx context.Context, key string, r page.Request) (page.List[Version], error) {
	t, err := s.Get(ctx, key)
	if err != nil {
		return page.List[Version]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, versionKeys(), "-number", r, key)
	if err != nil {
		return page.List[Version]{}, err
	}
	out, err := db.List(s.kit.DB.Q(ctx).Where("org_id = ? and sample_type_id = ?", tenancy.Must(ctx).Org, t.ID), p)
	if err == nil && len(out.Items) == 0 && r.Cursor == "" { // nobody has changed it
		out.Items = []Version{*t.snapshot(ctx, t.CreatedBy)}
	}
	return out, err
}

// VersionOf reads one version of a kind.
func (s *Service) VersionOf(ctx context.Context, key string, number int) (*Version, error) {
	t, err := s.Get(ctx, key)
	if err != nil {
		return nil, err
	}
	v := &Version{}
	err = db.Absent(s.kit.DB.Q(ctx).Where("org_id = ? and sample_type_id = ? and number = ?", tenancy.Must(ctx).Org, t.ID, number).Take(v).Error, "version")
	if apperr.Is(err, apperr.NotFound) && number == t.Version { // nobody has changed it
		return t.snapshot(ctx, t.CreatedBy), nil
	}
	return v, err
}

type versionsIn struct {
	Key string `path:"key" maxLength:"100" doc:"Key of the sample type."`
	page.Request
}

func (s *Service) versions(ctx context.Context, in *versionsIn) (*endpoint.Listed[page.List[Version]], error) {
	items, err := s.Versions(ctx, in.Key, in.Request)
	return &endpoint.Listed[page.List[Version]]{Body: items}, err
}

type versionIn struct {
	Key    string `path:"key" maxLength:"100" doc:"Key of the sample type."`
	Number string `path:"number" maxLength:"20" doc:"Number of the version."`
}

func (s *Service) version(ctx context.Context, in *versionIn) (*endpoint.Listed[*Version], error) {
	number, err := strconv.ParseInt(in.Number, 10, 32)
	if err != nil {
		return nil, apperr.Missing("version")
	}
	v, err := s.VersionOf(ctx, in.Key, int(number))
	return &endpoint.Listed[*Version]{Body: v}, err
}
