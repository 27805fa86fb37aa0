package passwords

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"golang.org/x/crypto/bcrypt"
	"golang.org/x/sync/semaphore"
	"golang.org/x/text/unicode/norm"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// queueTime is how long a request waits for its turn to hash: bcrypt keeps a processor busy for a third of a second,
// and logins must not starve the rest of the server (ID-10).
const queueTime = 2 * time.Second

// nobody is the salt and digest compared with when there is no account; no password is known to give it.
const nobody = "LQv3c1yqBWVHxkd0LHAkCOYz6TtxMQJqhN8/LewY5NU7Pcy4TlC1u"

// Hasher hashes with bcrypt over a keyed digest. bcrypt itself stops at 72 bytes and compares longer input equal to
// its first 72; the digest makes every character count (ID-09).
type Hasher struct {
	cost   int
	pepper []byte
	dummy  []byte
	slots  *semaphore.Weighted
}

// NewHasher makes a hasher that computes at most parallel hashes at a time.
func NewHasher(cost, parallel int, pepper string) *Hasher {
	return &Hasher{cost: cost, pepper: []byte(pepper), dummy: fmt.Appendf(nil, "$2a$%02d$%s", cost, nobody), slots: semaphore.NewWeighted(int64(parallel))}
}

// Turn waits for a slot: 429 when it takes too long. The caller gives it back with done.
func (h *Hasher) Turn(ctx context.Context) (done func(), err error) {
	wait, cancel := context.WithTimeout(ctx, queueTime)
	defer cancel()
	if err := h.slots.Acquire(wait, 1); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		e := apperr.New(apperr.TooMany, "busy", "Too many people are signing in at this moment. Try again in a few seconds.")
		e.RetryAfter = queueTime
		return nil, e
	}
	return func() { h.slots.Release(1) }, nil
}

// Matches compares within a slot. Without a hash it does the same work and says no, so that an unknown account takes
// as long as a wrong password.
func (h *Hasher) Matches(hash, password string) bool {
	stored := []byte(hash)
	if hash == "" {
		stored = h.dummy
	}
	return bcrypt.CompareHashAndPassword(stored, h.digest(password)) == nil && hash != ""
}

// Outdated reports whether the hash was made at another cost than today's.
func (h *Hasher) Outdated(hash string) bool {
	cost, err := bcrypt.Cost([]byte(hash))
	return err == nil && cost != h.cost
}

// Hash waits for a slot and hashes.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	done, err := h.Turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	return h.HashNow(password)
}

// HashNow hashes within a slot.
func (h *Hasher) HashNow(password string) (string, error) {
	out, err := bcrypt.GenerateFromPassword(h.digest(password), h.cost)
	if err != nil {
		return "", errors.New("auth: hash a password")
	}
	return string(out), nil
}

func (h *Hasher) digest(password string) []byte {
	mac := hmac.New(sha256.New, h.pepper)
	mac.Write([]byte(norm.NFKC.String(password)))
	sum := mac.Sum(nil)
	return base64.StdEncoding.AppendEncode(make([]byte, 0, 44), sum)
}
