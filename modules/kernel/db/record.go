package db

import (
	"context"
	"maps"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Key is the identity every tenant record has.
type Key struct {
	OrgID id.ID `gorm:"primaryKey" json:"org_id"`
	ID    id.ID `gorm:"primaryKey" json:"id"`
}

// NewKey makes the identity of a new record of the actor's organisation.
func NewKey(ctx context.Context) Key { return Key{OrgID: tenancy.Must(ctx).Org, ID: id.New()} }

// RecordKey lets helpers work on any record.
func (k *Key) RecordKey() *Key { return k }

// Stamps are what the server alone sets. Times and version come from the database's defaults.
type Stamps struct {
	Version    int        `gorm:"<-:update" json:"version"`
	CreatedAt  time.Time  `gorm:"<-:false;autoCreateTime:false" json:"created_at"`
	CreatedBy  *id.ID     `json:"created_by" nullable:"true"`
	UpdatedAt  time.Time  `gorm:"<-:update;autoUpdateTime:false" json:"updated_at"`
	ArchivedAt *time.Time `gorm:"<-:update" json:"archived_at" nullable:"true"`
}

// By stamps the creator.
func By(ctx context.Context) Stamps {
	a := tenancy.Must(ctx)
	if a.Kind == tenancy.System {
		return Stamps{}
	}
	return Stamps{CreatedBy: &a.ID}
}

// RecordVersion lets helpers compare versions.
func (s *Stamps) RecordVersion() int { return s.Version }

// Lockable is embedded by records that a signature locks; only signing sets it.
type Lockable struct {
	LockedAt *time.Time `gorm:"<-:false" json:"locked_at" nullable:"true"`
}

// RecordLocked lets helpers refuse changes.
func (l *Lockable) RecordLocked() bool { return l.LockedAt != nil }

// Record is a tenant record with a version.
type Record interface {
	RecordKey() *Key
	RecordVersion() int
}

// Find reads one record of the caller's organisation, archived or not; what names it in the 404.
func Find[T any](ctx context.Context, d *DB, what string, recordID id.ID) (*T, error) {
	return take[T](ctx, d.Q(ctx), what, recordID)
}

// Lock reads one record FOR UPDATE; it must run in a transaction.
func Lock[T any](ctx context.Context, d *DB, what string, recordID id.ID) (*T, error) {
	return take[T](ctx, d.Q(ctx).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}), what, recordID)
}

// Edit locks a record for a change: 404, 423 and 412 in this order. seen is the version that the client has seen, 0 for
// any.
func Edit[T any, P pointer[T]](ctx context.Context, d *DB, what string, recordID id.ID, seen int) (P, error) {
	r, err := Lock[T](ctx, d, what, recordID)
	if err != nil {
		return nil, err
	}
	if l, ok := any(r).(interface{ RecordLocked() bool }); ok && l.RecordLocked() {
		return nil, apperr.Signed(what)
	}
	if err := etag.Check(seen, P(r).RecordVersion()); err != nil {
		return nil, err
	}
	return r, nil
}

func take[T any](ctx context.Context, q *gorm.DB, what string, recordID id.ID) (*T, error) {
	out := new(T)
	if err := q.Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, recordID).Take(out).Error; err != nil {
		return nil, Absent(err, what)
	}
	return out, nil
}

// Insert writes a new record and reads back what the database filled in (code, version, times).
func Insert(ctx context.Context, d *DB, record any) error {
	return d.Q(ctx).Clauses(clause.Returning{}).Create(record).Error
}

// Update writes the changed columns, raises the version and reads the row back. No changed column, no write: an
// empty change leaves no audit entry. A version that moved on in between is 412.
func Update(ctx context.Context, d *DB, r Record, changed map[string]any) error {
	if len(changed) == 0 {
		return nil
	}
	set := maps.Clone(changed)
	set["version"], set["updated_at"] = gorm.Expr("version + 1"), gorm.Expr("now()")
	k, v := r.RecordKey(), r.RecordVersion()
	res := d.Q(ctx).Model(r).Clauses(clause.Returning{}).Where("org_id = ? and id = ? and version = ?", k.OrgID, k.ID, v).Updates(set)
	if res.Error == nil && res.RowsAffected == 0 {
		return moved(ctx, d, r)
	}
	return res.Error
}

// moved is the 412 with the version the record has now.
func moved(ctx context.Context, d *DB, r Record) error {
	var current []int
	k := r.RecordKey()
	if err := d.Q(ctx).Model(r).Where("org_id = ? and id = ?", k.OrgID, k.ID).Pluck("version", &current).Error; err != nil {
		return err
	}
	if len(current) == 0 {
		return apperr.Missing("record")
	}
	return etag.Stale(current[0])
}

// Archive hides a record from lists; nothing is ever destroyed.
func Archive(ctx context.Context, d *DB, r Record) error {
	return Update(ctx, d, r, map[string]any{"archived_at": gorm.Expr("now()")})
}

// List reads one page and, when asked, the total up to 10001.
func List[T any](q *gorm.DB, p page.Page[T]) (page.List[T], error) {
	q = q.Session(&gorm.Session{}) // both statements below start from the same conditions
	var total *int64
	if p.Count {
		var n int64
		if err := q.Session(&gorm.Session{NewDB: true}).Table("(?) as capped", q.Model(new(T)).Select("1").Limit(10001)).Count(&n).Error; err != nil {
			return page.List[T]{}, err
		}
		total = &n
	}
	rows := q.Model(new(T))
	if where, args := p.Where(); where != "" {
		rows = rows.Where(where, args...)
	}
	var items []T
	if err := rows.Order(p.Order()).Limit(p.Fetch()).Find(&items).Error; err != nil {
		return page.List[T]{}, err
	}
	out := p.Close(items)
	out.Total = total
	return out, nil
}

// pointer is *T where T is a record.
type pointer[T any] interface {
	*T
	Record
}

// ByTime sorts a list by a timestamptz column.
func ByTime[T any, P pointer[T]](column string, value func(*T) time.Time) page.Key[T] {
	return page.Key[T]{SQL: column, Cast: "timestamptz", ID: recordID[T, P],
		Value: func(t *T) string { return value(t).UTC().Format(time.RFC3339Nano) }}
}

// ByText sorts a list by a text column, in the order of bytes.
func ByText[T any, P pointer[T]](column string, value func(*T) string) page.Key[T] {
	return page.Key[T]{SQL: column, Cast: "text", ID: recordID[T, P], Value: value}
}

func recordID[T any, P pointer[T]](t *T) id.ID { return P(t).RecordKey().ID }
