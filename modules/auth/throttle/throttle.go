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
	// perNetwork counts a whole network over all accounts: who has one address often has its neighbours.
	perNetwork = 300
	// everywhere counts one account over all sources. Who has a thousand addresses guesses no faster; the account's owner comes in
	// from a device that is known.
	everywhere = 50
	// installation counts everything.
	installation = 5000
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
	network string
	known   bool // the source is a device that the account's owner has signed in from
}

// For names an attempt by the folded address and where it comes from. Of IPv6 it is the /64 that counts: one
// subscriber has them all.
func For(folded string, ip netip.Addr) Attempt {
	a := Attempt{account: Account(folded), source: "unknown", network: "unknown"}
	source, network := 32, 24
	if ip.Is6() {
		source, network = 64, 48
	}
	if p, err := ip.Prefix(network); err == nil {
		a.network = p.String()
	}
	if p, err := ip.Prefix(source); err == nil {
		a.source = p.String()
	}
	if ip.Is4() {
		a.source = ip.String()
	}
	return a
}

// From names an attempt from a device that the account's owner has signed in from. It is counted by the device alone:
// whatever others do elsewhere, the owner gets in.
func (a Attempt) From(device string) Attempt {
	a.source, a.known = "device "+device, true
	return a
}

// Account is what is stored of an address.
func Account(folded string) []byte {
	sum := sha256.Sum256([]byte(folded))
	return sum[:]
}

// Check refuses with 429 after too many failures, whatever the password now is. All refusals are the same.
func (t *Throttle) Check(ctx context.Context, a Attempt) error {
	n, err := t.store.failures(ctx, a, t.clock().Add(-window))
	if err != nil || n.few(a.known) {
		return err
	}
	e := apperr.New(apperr.TooMany, "too_many_attempts", "Too many attempts failed. Wait 15 minutes and try again, or ask an administrator for a reset link.")
	e.RetryAfter = window
	return e
}

func (n counts) few(known bool) bool {
	if known {
		return n.ForAccount < perAccount
	}
	return n.ForAccount < perAccount && n.ForSource < perSource && n.ForNetwork < perNetwork && n.Everywhere < everywhere && n.Installation < installation
}

// Failed counts a failure, in a statement of its own that is committed whatever the request is answered.
func (t *Throttle) Failed(ctx context.Context, a Attempt) error { return t.store.record(ctx, a, false) }

// Passed forgets the failures of this account from this source.
func (t *Throttle) Passed(ctx context.Context, a Attempt) error { return t.store.record(ctx, a, true) }
