package links

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// In the statements below a space between parenthesis and question mark keeps GORM from spreading bytes into a list.
type store struct{ db *db.DB }

// insert names its columns: reading the hash back is not granted.
func (s store) insert(ctx context.Context, r *Row) error {
	return s.db.Q(ctx).Exec(`insert into one_time_tokens (org_id, id, user_id, purpose, token_hash, created_by, expires_at) values (?,?,?,?,?,?,?)`,
		r.OrgID, r.ID, r.UserID, r.Purpose, r.TokenHash, r.CreatedBy, r.ExpiresAt).Error
}

func (s store) cancel(ctx context.Context, user id.ID, now time.Time) error {
	return s.db.Q(ctx).Exec("update one_time_tokens set used_at = ? where org_id = ? and user_id = ? and used_at is null", now, tenancy.Must(ctx).Org, user).Error
}

func (s store) find(ctx context.Context, hash []byte) (*Found, error) {
	var f Found
	err := s.db.Q(ctx).Raw(`select org_id, org_slug, token_id, user_id, purpose, expires_at, used_at, identity_id, email, name, user_status
		from auth.find_one_time_token( ?)`, hash).Take(&f).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil //nolint:nilnil // nobody made it
	}
	return &f, err
}

func (s store) use(ctx context.Context, token id.ID, now time.Time) (*Row, error) {
	var rows []Row
	err := s.db.Q(ctx).Raw(`update one_time_tokens set used_at = ? where org_id = ? and id = ? and used_at is null and expires_at > ? returning created_by`,
		now, tenancy.Must(ctx).Org, token, now).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}
