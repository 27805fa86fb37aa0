package throttle

import (
	"context"
	"crypto/sha256"
	"net/netip"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
)

const (
	window = 15 * time.Minute
	// perAccount counts one account from one source: nobody can lock somebody else out from elsewhere.
	perAccount = 10
	// perSource counts one source over all accounts; a laboratory may share one address.
	perSource = 100
)

// Throttle counts in the database, for all replicas together.
type Throttle struct {
	store store
	clock clock.Clock
}

// New makes a throttle.
func New(d *db.DB, c clock.Clock) *Throttle { return &Throttle{store: store{d}, clock: c} }

// Attempt is one account tried from one source.
type Attempt struct {
	account []byte
	source  string
}

// For names an attempt by the folded address and where it comes from. Of IPv6 it is the /64 that counts: one
// subscriber has them all.
func For(folded string, ip netip.Addr) Attempt {
	sum := sha256.Sum256([]byte(folded))
	source := "unknown"
	if ip.Is6() {
		if p, err := ip.Prefix(64); err == nil {
			source = p.String()
		}
	} else if ip.IsValid() {
		source = ip.String()
	}
	return Attempt{account: sum[:], source: source}
}

// Check refuses with 429 after too many failures, whatever the password now is.
func (t *Throttle) Check(ctx context.Context, a Attempt) error {
	n, err := t.store.failures(ctx, a, t.clock().Add(-window))
	if err != nil {
		return err
	}
	if n.ForAccount < perAccount && n.ForSource < perSource {
		return nil
	}
	e := apperr.New(apperr.TooMany, "too_many_attempts", "Too many attempts failed. Wait 15 minutes and try again, or ask an administrator for a reset link.")
	e.RetryAfter = window
	return e
}

// Failed counts a failure, in a statement of its own that is committed whatever the request is answered.
func (t *Throttle) Failed(ctx context.Context, a Attempt) error { return t.store.record(ctx, a, false) }

// Passed forgets the failures of this account from this source.
func (t *Throttle) Passed(ctx context.Context, a Attempt) error { return t.store.record(ctx, a, true) }
