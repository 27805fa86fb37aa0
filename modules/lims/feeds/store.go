package feeds

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// columns names them one by one: reading the hash is not granted.
const columns = "org_id, id, user_id, name, created_at, created_by, revoked_at"

type store struct{ db *db.DB }

// own are the feeds of the caller.
func (s store) own(ctx context.Context) *gorm.DB {
	a := tenancy.Must(ctx)
	return s.db.Q(ctx).Select(columns).Where("org_id = ? and user_id = ?", a.Org, a.ID)
}

func (s store) insert(ctx context.Context, r *Row) error {
	return s.db.Q(ctx).Exec("insert into calendar_feeds (org_id, id, user_id, name, token_hash, created_by) values (?,?,?,?,?,?)",
		r.OrgID, r.ID, r.UserID, r.Name, r.TokenHash, r.CreatedBy).Error
}

func (s store) get(ctx context.Context, feedID id.ID) (*Feed, error) {
	f := &Feed{}
	return f, db.Absent(s.own(ctx).Where("id = ?", feedID).Take(f).Error, "calendar feed")
}

func (s store) list(ctx context.Context, f Filter, p page.Page[Feed]) (page.List[Feed], error) {
	q := s.own(ctx)
	if !f.IncludeRevoked {
		q = q.Where("revoked_at is null")
	}
	return db.List(q, p)
}

// count counts the living feeds of the caller, whose row keeps two at once from both being the last.
func (s store) count(ctx context.Context) (n int, err error) {
	a := tenancy.Must(ctx)
	if err := s.db.Q(ctx).Exec("select from users where org_id = ? and id = ? for no key update", a.Org, a.ID).Error; err != nil {
		return 0, err
	}
	err = s.db.Q(ctx).Raw("select count(*) from calendar_feeds where org_id = ? and user_id = ? and revoked_at is null", a.Org, a.ID).Row().Scan(&n)
	return n, err
}

func (s store) revoke(ctx context.Context, feedID id.ID) error {
	return s.db.Q(ctx).Exec("update calendar_feeds set revoked_at = now() where org_id = ? and id = ? and revoked_at is null", tenancy.Must(ctx).Org, feedID).Error
}

// holder is the person behind a token.
type holder struct {
	OrgID, UserID               id.ID
	OrgSlug, Name, Email, Roles string
}

// find looks a token up before any organisation is known. The space keeps GORM from spreading the bytes into a list.
func (s store) find(ctx context.Context, hash []byte) (*holder, error) {
	h := &holder{}
	err := s.db.Q(ctx).Raw("select org_id, org_slug, user_id, name, email, roles from auth.find_calendar_feed( ?)", hash).Take(h).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil //nolint:nilnil // nobody's
	}
	return h, err
}

type organization struct{ Name, Timezone string }

func (s store) organization(ctx context.Context) (*organization, error) {
	o := &organization{}
	return o, s.db.Q(ctx).Table("organizations").Select("name, timezone").Where("id = ?", tenancy.Must(ctx).Org).Take(o).Error
}
