package outbox

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/mail"
)

// Round is the repeated work that sends what waits; a commit wakes it up.
const Round = "mail.delivered"

// Sender sends one message (kernel/mail).
type Sender interface {
	Send(ctx context.Context, m mail.Message) error
	Check(ctx context.Context) error
}

// Outbox takes mail.
type Outbox struct {
	Sender Sender

	db   *db.DB
	jobs *jobs.Client // nil: nobody is woken up, the next round finds what waits
	seal cipher.AEAD
}

// New makes an outbox; key are 32 bytes that seal secrets between commit and sending.
func New(d *db.DB, j *jobs.Client, s Sender, key []byte) (*Outbox, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	seal, err := cipher.NewGCMWithRandomNonce(block)
	return &Outbox{Sender: s, db: d, jobs: j, seal: seal}, err
}

// On says whether there is a mail server.
func (o *Outbox) On() bool { return o != nil }

// Wake lets the sender look once the transaction is committed.
func (o *Outbox) Wake(ctx context.Context) error {
	if o == nil || o.jobs == nil {
		return nil
	}
	return o.jobs.Wake(ctx, Round)
}

// Link is a one-time link for a person.
type Link struct {
	User    id.ID
	Token   id.ID // its row, which says whether the link is still good
	URL     string
	Purpose string // reset or invite
}

// Link sends a one-time link, in the transaction of the context. It reports whether it will be sent.
func (o *Outbox) Link(ctx context.Context, l Link) (bool, error) {
	if o == nil {
		return false, nil
	}
	row := id.New()
	if err := (store{o.db}).link(ctx, row, l, o.seal.Seal(nil, nil, []byte(l.URL), row[:])); err != nil { //nolint:gosec // the cipher makes its own random nonce
		return false, err
	}
	return true, o.Wake(ctx)
}

// errSecret does not say more: the text would be kept with the mail.
var errSecret = errors.New("the link cannot be read any more: the installation secret has changed; make a new link")

// Open gives back the secret of a row.
func (o *Outbox) Open(row id.ID, sealed []byte) (string, error) {
	text, err := o.seal.Open(nil, nil, sealed, row[:])
	if err != nil {
		return "", errSecret
	}
	return string(text), nil
}

// Backoff is the pause after a number of attempts: half a minute, doubled each time, four hours at most.
func Backoff(attempts int) time.Duration {
	return min(30*time.Second<<min(max(attempts-1, 0), 10), 4*time.Hour)
}

// Attempts is how often a mail is tried before it is given up: for about two days.
const Attempts = 20

// jitter spreads what failed together, so that it is not tried together.
func jitter(d time.Duration) time.Duration {
	var b [1]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return d + d*time.Duration(b[0])/1024
}

// Next is when to try again.
func Next(now time.Time, attempts int) time.Time { return now.Add(jitter(Backoff(attempts))) }
