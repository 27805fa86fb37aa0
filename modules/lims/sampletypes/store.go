package sampletypes

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// all reads the kinds with the keys; every kind without keys.
func (s store) all(ctx context.Context, keys ...string) (out []Type, err error) {
	q := s.db.Q(ctx).Where("org_id = ?", tenancy.Must(ctx).Org)
	return out, db.In(q, "key", keys).Order("key").Find(&out).Error
}

func (s store) count(ctx context.Context) (n int64, err error) {
	return n, s.db.Q(ctx).Model(&Type{}).Where("org_id = ?", tenancy.Must(ctx).Org).Count(&n).Error
}

// hold reads a kind and keeps it as it is until the transaction ends; a built-in one that nobody changed has no row.
func (s store) hold(ctx context.Context, key string) (found []Type, err error) {
	return found, s.db.Q(ctx).Clauses(clause.Locking{Strength: clause.LockingStrengthShare}).Where("org_id = ? and key = ?", tenancy.Must(ctx).Org, key).Find(&found).Error
}

// lock reads a kind FOR UPDATE and compares the version the client has seen.
func (s store) lock(ctx context.Context, key string, seen int) (*Type, error) {
	var t Type
	err := s.db.Q(ctx).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).Where("org_id = ? and key = ?", tenancy.Must(ctx).Org, key).Take(&t).Error
	if err != nil {
		return nil, db.Absent(err, "sample type")
	}
	return &t, etag.Check(seen, t.Version)
}

// adopt gives a built-in kind its row before the first change. Of several at once one makes it; the others wait for it
// here and then find its version moved on.
func (s store) adopt(ctx context.Context, t Type) error {
	t.Key, t.Stamps = db.NewKey(ctx), db.By(ctx)
	return s.db.Q(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "org_id"}, {Name: "key"}}, DoNothing: true}).Create(&t).Error
}

// keep writes down what a kind is now; once for each version. What was there before versions were kept is written before
// its first change, without who made it.
func (s store) keep(ctx context.Context, t *Type, by *id.ID) error {
	return s.db.Q(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "org_id"}, {Name: "sample_type_id"}, {Name: "number"}}, DoNothing: true}).
		Create(t.snapshot(ctx, by)).Error
}

// records tells which ids and codes name a record of a table; the answer is in lower case.
func (s store) records(ctx context.Context, table string, texts []string) (map[string]bool, error) {
	ids, codes := []id.ID{}, []string{}
	for _, t := range texts {
		if v, ok := id.Parse(t); ok {
			ids = append(ids, v)
		} else {
			codes = append(codes, t)
		}
	}
	out := map[string]bool{}
	err := s.db.Each(ctx, func(row pgx.Rows) error {
		var recordID id.ID
		var code string
		err := row.Scan(&recordID, &code)
		out[recordID.String()], out[strings.ToLower(code)] = true, true
		return err
	}, "select id, code from "+table+" where org_id = $1 and (id = any($2) or code = any($3))", tenancy.Must(ctx).Org, ids, codes)
	return out, err
}
