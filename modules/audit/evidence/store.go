package evidence

import (
	"context"
	"database/sql"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, f Filter, ids page.IDs, p page.Page[Package]) (page.List[Package], error) {
	q := db.Equal(s.db.Q(ctx).Where("org_id = ?", tenancy.Must(ctx).Org), "record_type", f.RecordType)
	return db.List(db.Equal(q, "record_id", ids["record_id"]), p)
}

func (s store) get(ctx context.Context, packageID id.ID) (*Package, error) {
	out := &Package{}
	err := s.db.Q(ctx).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, packageID).Take(out).Error
	return out, db.Absent(err, record)
}

func (s store) insert(ctx context.Context, p *Package) error { return s.db.Q(ctx).Create(p).Error }

// stateOf reads code and version of a plain record.
func (s store) stateOf(ctx context.Context, word string, p plain, recordID id.ID) (*signing.State, error) {
	var found []struct {
		Code    *string
		Version int
	}
	err := s.db.Q(ctx).Raw("select "+p.code+" as code, "+p.version+" as version from "+p.table+" t where t.org_id = @org and t.id = @id",
		sql.Named("org", tenancy.Must(ctx).Org), sql.Named("id", recordID)).Scan(&found).Error
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, apperr.Missing(word)
	}
	out := &signing.State{Version: found[0].Version}
	if found[0].Code != nil {
		out.Code = *found[0].Code
	}
	return out, nil
}

// row is everything that stands in the table, state included.
func (s store) row(ctx context.Context, table string, recordID id.ID) (text string, err error) {
	err = s.db.Q(ctx).Raw("select (to_jsonb(t) - array['storage_key','text'])::text from "+table+" t where t.org_id = ? and t.id = ?", tenancy.Must(ctx).Org, recordID).Row().Scan(&text)
	return text, err
}

// house is what a package says of the organisation.
type house struct{ Name, Zone string }

func (s store) house(ctx context.Context) (*house, error) {
	out := &house{}
	err := s.db.Q(ctx).Raw("select name, timezone as zone from organizations where id = ?", tenancy.Must(ctx).Org).Take(out).Error
	return out, err
}

// names are the people that a record speaks of.
func (s store) names(ctx context.Context, ids []string) (map[string]string, error) {
	out := map[string]string{}
	if len(ids) == 0 {
		return out, nil
	}
	var found []struct{ ID, Name string }
	err := s.db.Q(ctx).Raw("select id::text as id, name from users where org_id = ? and id::text in ?", tenancy.Must(ctx).Org, ids).Scan(&found).Error
	for _, u := range found {
		out[u.ID] = u.Name
	}
	return out, err
}
