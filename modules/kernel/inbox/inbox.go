package inbox

import (
	"context"
	"slices"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/outbox"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Notice is something that somebody is told once.
type Notice struct {
	User       id.ID      `json:"user_id"`
	Kind       string     `json:"kind"` // one of Kinds
	Work       string     `json:"work"` // the Source that shows the same until it is done: the notice is then for mail alone
	Key        string     `json:"key"`  // names the event: a second notice with it is none
	RecordType string     `json:"record_type"`
	RecordID   id.ID      `json:"record_id"`
	RecordCode string     `json:"record_code"`
	Title      string     `json:"title"` // one line for a person, at most 500 characters
	DueAt      *time.Time `json:"due_at"`
}

// Source is a kind of work that waits until somebody has done it. It is asked anew each time: what is done is gone.
type Source struct {
	Kind       string // a word such as calibration_due
	Permission string // only who may act sees it
	// SQL selects record_type, record_id, record_code, title, due_at and created_at, the most urgent first; @org and @user are the
	// caller's.
	SQL string
}

// Waiting is a module that has sources.
type Waiting interface{ InboxSources() []Source }

// Notify tells people something, in the transaction of the context: without commit nobody is told. With a mail server each
// gets it by mail, too, as they like it; people who are deactivated are told nothing.
func Notify(ctx context.Context, d *db.DB, m *outbox.Outbox, notices ...Notice) error {
	if len(notices) == 0 {
		return nil
	}
	mails, err := store{d}.add(ctx, m.On(), notices)
	if err != nil || mails == 0 {
		return err
	}
	return m.Wake(ctx)
}

// Call tells everybody who may do a kind of work, but for some, that there is some. n says what about.
func Call(ctx context.Context, d *db.DB, m *outbox.Outbox, can tenancy.Can, permission string, n Notice, but ...id.ID) error {
	people, err := Holders(ctx, d, can, permission)
	if err != nil {
		return err
	}
	var notices []Notice
	for _, p := range people {
		if !slices.Contains(but, p) {
			n.User = p
			notices = append(notices, n)
		}
	}
	return Notify(ctx, d, m, notices...)
}

// Holders are the active people of the organisation who may do what the permission names.
func Holders(ctx context.Context, d *db.DB, can tenancy.Can, permission string) ([]id.ID, error) {
	people, err := store{d}.people(ctx)
	if err != nil {
		return nil, err
	}
	var out []id.ID
	for _, p := range people {
		if can(tenancy.With(ctx, &tenancy.Actor{Org: tenancy.Must(ctx).Org, ID: p.ID, Kind: tenancy.User, Roles: p.roles()}), permission) {
			out = append(out, p.ID)
		}
	}
	return out, nil
}
