package db

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Idempotency remembers first answers for 24 hours, in the transaction of their effect (API.md §1).
type Idempotency struct{ db *DB }

// NewIdempotency makes the store.
func NewIdempotency(d *DB) *Idempotency { return &Idempotency{db: d} }

// Answer is what a request was answered.
type Answer struct {
	Status  int
	Headers map[string]string
	Body    []byte
}

// Find gives the stored answer of the same key and request, nil when there is none. Another request under the key is
// refused, and one still in flight too. It must run in the transaction of the effect.
func (s *Idempotency) Find(ctx context.Context, key string, hash [32]byte) (*Answer, error) {
	a := tenancy.Must(ctx)
	lock := sha256.Sum256(append(append(append([]byte{}, a.Org[:]...), a.ID[:]...), key...))
	var free bool
	if err := s.db.Q(ctx).Raw("select pg_try_advisory_xact_lock(?)", int64(binary.BigEndian.Uint64(lock[:8]))).Row().Scan(&free); err != nil { //nolint:gosec // a lock number
		return nil, err
	}
	if !free {
		return nil, apperr.New(apperr.Conflict, "request_in_flight", "A request with this Idempotency-Key is still running; wait for its answer.")
	}
	var row struct {
		RequestHash, Headers, Body []byte
		Status                     int
	}
	err := s.db.Q(ctx).Raw(`select request_hash, headers, body, status from idempotency_keys
		where org_id=? and caller_id=? and key=? and expires_at > now()`, a.Org, a.ID, key).Take(&row).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return nil, nil //nolint:nilnil // nothing stored
	case err != nil:
		return nil, err
	case subtle.ConstantTimeCompare(row.RequestHash, hash[:]) != 1:
		return nil, apperr.New(apperr.Invalid, "idempotency_mismatch", "This Idempotency-Key was used for another request.").
			At("header:Idempotency-Key", "idempotency_mismatch", "Use a new key for a new request.")
	}
	out := &Answer{Status: row.Status, Body: row.Body}
	return out, json.Unmarshal(row.Headers, &out.Headers)
}

// Store keeps the answer for 24 hours, and clears away a few that are older.
func (s *Idempotency) Store(ctx context.Context, key string, hash [32]byte, method, path string, out Answer) error {
	a := tenancy.Must(ctx)
	headers, err := json.Marshal(out.Headers)
	if err != nil {
		return err
	}
	return s.db.Q(ctx).Exec(`with expired as (select caller_id, key from idempotency_keys
			where org_id=@org and expires_at < now() and not (caller_id=@caller and key=@key) order by expires_at limit 20 for update skip locked),
		gone as (delete from idempotency_keys k using expired e where k.org_id=@org and k.caller_id=e.caller_id and k.key=e.key)
		insert into idempotency_keys (org_id, caller_id, key, method, path, request_hash, status, headers, body, created_at, expires_at)
		values (@org,@caller,@key,@method,@path,@hash,@status,@headers,@body, now(), now() + interval '24 hours')
		on conflict (org_id, caller_id, key) do update set method=excluded.method, path=excluded.path, request_hash=excluded.request_hash,
		status=excluded.status, headers=excluded.headers, body=excluded.body, created_at=excluded.created_at, expires_at=excluded.expires_at`,
		sql.Named("org", a.Org), sql.Named("caller", a.ID), sql.Named("key", key), sql.Named("method", method), sql.Named("path", path),
		sql.Named("hash", hash[:]), sql.Named("status", out.Status), sql.Named("headers", string(headers)), sql.Named("body", out.Body)).Error
}
