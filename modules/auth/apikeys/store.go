package apikeys

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// columns names them one by one: reading the hash is not granted.
const columns = `org_id, id, user_id, name, prefix, instrument_id, expires_at, last_used_at, revoked_at, created_at, created_by,
	array_to_string(scopes, ',') as scope_list, array_to_string(array(select abbrev(i) from unnest(allowed_ips) i), ',') as ip_list,
	(select u.name from users u where u.org_id = api_keys.org_id and u.id = api_keys.user_id) as user_name`

func (s store) insert(ctx context.Context, r *Row) error {
	return s.db.Q(ctx).Exec(`insert into api_keys (org_id, id, user_id, name, prefix, secret_hash, scopes, allowed_ips, instrument_id, expires_at, created_by)
		values (?,?,?,?,?,?,string_to_array(?, ','),array(select a::inet from unnest(string_to_array(nullif(?, ''), ',')) a),?,?,?)`,
		r.OrgID, r.ID, r.UserID, r.Name, r.Prefix, r.SecretHash, join(r.Scopes), join(r.AllowedIPs), r.InstrumentID, r.ExpiresAt, r.CreatedBy).Error
}

func (s store) get(ctx context.Context, key id.ID) (*Key, error) {
	var k Key
	err := s.db.Q(ctx).Select(columns).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, key).Take(&k).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, apperr.Missing("API key")
	}
	k.unpack()
	return &k, err
}

// list shows the keys that belong to every one of owners: of everybody when there are none.
func (s store) list(ctx context.Context, owners []id.ID, revoked bool, now time.Time, p page.Page[Key]) (page.List[Key], error) {
	q := s.db.Q(ctx).Select(columns).Where("org_id = ?", tenancy.Must(ctx).Org)
	for _, owner := range owners {
		q = q.Where("user_id = ?", owner)
	}
	if !revoked {
		q = q.Where("revoked_at is null and expires_at > ?", now)
	}
	out, err := db.List(q, p)
	for i := range out.Items {
		out.Items[i].unpack()
	}
	return out, err
}

func (s store) revoke(ctx context.Context, key id.ID, now time.Time) error {
	return s.db.Q(ctx).Exec("update api_keys set revoked_at = ? where org_id = ? and id = ? and revoked_at is null", now, tenancy.Must(ctx).Org, key).Error
}

// used notes the day of use. One of several requests at once writes.
func (s store) used(ctx context.Context, key id.ID, now, before time.Time) error {
	return s.db.Q(ctx).Exec("update api_keys set last_used_at = ? where org_id = ? and id = ? and (last_used_at is null or last_used_at < ?)",
		now, tenancy.Must(ctx).Org, key, before).Error
}

func (s store) lastUsed(ctx context.Context, key id.ID) (*time.Time, error) {
	var at *time.Time
	err := s.db.Q(ctx).Raw("select last_used_at from api_keys where org_id = ? and id = ?", tenancy.Must(ctx).Org, key).Row().Scan(&at)
	return at, err
}

// find looks a key up before any organisation is known.
func (s store) find(ctx context.Context, prefix string) (*Holder, error) {
	var row struct {
		OrgID, KeyID, UserID id.ID
		SecretHash           []byte
		ScopeList            string
		IPList               string `gorm:"column:ip_list"`
		ExpiresAt            time.Time
		RevokedAt            *time.Time
		InstrumentID         *id.ID
	}
	err := s.db.Q(ctx).Raw(`select org_id, key_id, user_id, secret_hash, array_to_string(scopes, ',') as scope_list,
		array_to_string(array(select i::text from unnest(allowed_ips) i), ',') as ip_list, expires_at, revoked_at, instrument_id from auth.find_api_key(?)`, prefix).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil //nolint:nilnil // nobody made it
	}
	return &Holder{OrgID: row.OrgID, KeyID: row.KeyID, UserID: row.UserID, Hash: row.SecretHash, Scopes: split(row.ScopeList),
		AllowedIPs: split(row.IPList), ExpiresAt: row.ExpiresAt, RevokedAt: row.RevokedAt, InstrumentID: row.InstrumentID}, err
}
