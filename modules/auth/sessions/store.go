package sessions

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// In the statements below a space between parenthesis and question mark keeps GORM from spreading bytes into a list.
type store struct{ db *db.DB }

// state reads everything that decides about a session in one statement; nil when there is none, or the organisation
// is suspended.
func (s store) state(ctx context.Context, org, session id.ID) (*State, error) {
	var row struct {
		State
		RoleList string
	}
	err := s.db.Q(ctx).Raw(`select s.org_id, o.slug as org_slug, o.name as org_name, s.id as session_id, s.user_id, u.name, u.email, u.status, u.role_version,
		u.password_changed_at, u.must_change_password, coalesce(s.user_agent,'') as user_agent, s.ended_at, s.expires_at,
		coalesce((select string_agg(r.role_key, ',' order by r.role_key) from user_roles r where r.org_id = s.org_id and r.user_id = s.user_id), '') as role_list
		from sessions s join users u on u.org_id = s.org_id and u.id = s.user_id join organizations o on o.id = s.org_id
		where s.org_id = ? and s.id = ?`, org, session).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil //nolint:nilnil // nothing there
	}
	row.Roles = split(row.RoleList)
	return &row.State, err
}

// person reads the same of a person without a session; ExpiresAt stays zero.
func (s store) person(ctx context.Context, org, user id.ID) (*State, error) {
	var row struct {
		State
		RoleList string
	}
	err := s.db.Q(ctx).Raw(`select u.org_id, o.slug as org_slug, o.name as org_name, u.id as user_id, u.name, u.email, u.status, u.role_version,
		u.password_changed_at, u.must_change_password,
		coalesce((select string_agg(r.role_key, ',' order by r.role_key) from user_roles r where r.org_id = u.org_id and r.user_id = u.id), '') as role_list
		from users u join organizations o on o.id = u.org_id where u.org_id = ? and u.id = ?`, org, user).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil //nolint:nilnil // nothing there
	}
	row.Roles = split(row.RoleList)
	return &row.State, err
}

func split(list string) []string {
	if list == "" {
		return []string{}
	}
	return strings.Split(list, ",")
}

func (s store) insert(ctx context.Context, v *Session) error {
	return s.db.Q(ctx).Exec(`insert into sessions (org_id, id, user_id, created_at, expires_at, user_agent, ip, device) values (?,?,?,?,?,?,?::inet,?)`,
		v.OrgID, v.ID, v.UserID, v.CreatedAt, v.ExpiresAt, v.UserAgent, v.IP, v.Device).Error
}

func (s store) signedIn(ctx context.Context, user id.ID, now time.Time) error {
	return s.db.Q(ctx).Exec("update users set last_login_at = ? where org_id = ? and id = ?", now, tenancy.Must(ctx).Org, user).Error
}

func (s store) insertToken(ctx context.Context, t *RefreshToken) error {
	return s.db.Q(ctx).Exec(`insert into refresh_tokens (org_id, id, session_id, family_id, parent_id, token_hash, issued_at, expires_at, family_expires_at)
		values (?,?,?,?,?,?,?,?,?)`, t.OrgID, t.ID, t.SessionID, t.FamilyID, t.ParentID, t.TokenHash, t.IssuedAt, t.ExpiresAt, t.FamilyExpiresAt).Error
}

// consume locks the presented token until the transaction ends. Outside one it only tells whose it is.
func (s store) consume(ctx context.Context, hash []byte) (*presented, error) {
	var p presented
	err := s.db.Q(ctx).Raw(`select org_id, token_id, session_id, user_id, family_id, expires_at, family_expires_at, used_at, successor_id, successor_enc,
		revoked_at, session_ended_at, session_expires_at, user_status, org_status, successor_used_at from auth.consume_refresh( ?)`, hash).Take(&p).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil //nolint:nilnil // nobody made it
	}
	return &p, err
}

// used closes the token; the one before it needs its copy of it no longer.
func (s store) used(ctx context.Context, p *presented, successor id.ID, sealed []byte, now time.Time) error {
	if err := s.db.Q(ctx).Exec("update refresh_tokens set used_at = ?, successor_id = ?, successor_enc = ? where org_id = ? and id = ?",
		now, successor, sealed, p.OrgID, p.TokenID).Error; err != nil {
		return err
	}
	return s.db.Q(ctx).Exec("update refresh_tokens set successor_enc = null where org_id = ? and session_id = ? and successor_id = ?", p.OrgID, p.SessionID, p.TokenID).Error
}

// end ends the sessions of a person that are not ended: one, or all but one. It gives those it ended.
func (s store) end(ctx context.Context, user, only, except id.ID, reason string, now time.Time) ([]id.ID, error) {
	org := tenancy.Must(ctx).Org
	q, args := "update sessions set ended_at = ?, end_reason = ? where org_id = ? and user_id = ? and ended_at is null and id <> ?", []any{now, reason, org, user, except}
	if only != id.Nil {
		q, args = q+" and id = ?", append(args, only)
	}
	var rows []struct{ ID id.ID }
	if err := s.db.Q(ctx).Raw(q+" returning id", args...).Scan(&rows).Error; err != nil || len(rows) == 0 {
		return nil, err
	}
	ended := make([]id.ID, len(rows))
	for i, r := range rows {
		ended[i] = r.ID
	}
	return ended, s.db.Q(ctx).Exec("update refresh_tokens set revoked_at = ?, successor_enc = null where org_id = ? and session_id in ? and revoked_at is null", now, org, ended).Error
}

func (s store) revokeFamily(ctx context.Context, family id.ID) error {
	return s.db.Q(ctx).Exec("select auth.revoke_family(?)", family).Error
}

func (s store) list(ctx context.Context, user id.ID, now time.Time, p page.Page[Item]) (page.List[Item], error) {
	q := s.db.Q(ctx).Where("org_id = ? and user_id = ? and ended_at is null and expires_at > ?", tenancy.Must(ctx).Org, user, now).
		Select(`org_id, id, user_id, created_at, expires_at, user_agent, host(ip) as ip, device,
			(select max(t.issued_at) from refresh_tokens t where t.org_id = sessions.org_id and t.session_id = sessions.id) as last_used_at`)
	return db.List(q, p)
}
