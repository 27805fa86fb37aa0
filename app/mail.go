package app

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/mail"
	"github.com/spectra-lab/spectra/modules/kernel/outbox"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// newSender makes the connection to the mail server of the configuration; nil when there is none.
func newSender(cfg config.Config) (*mail.Sender, error) {
	m := cfg.Mail
	if m.Host == "" {
		return nil, nil //nolint:nilnil // no mail is a choice
	}
	return mail.New(mail.Options{Host: m.Host, Port: m.Port, Username: m.Username, Password: m.Password, From: m.From, TLS: m.TLS, Timeout: m.Timeout})
}

// newOutbox makes the outbox; nil when there is no mail server.
func newOutbox(cfg config.Config, d *db.DB, j *jobs.Client, s secrets) (*outbox.Outbox, error) {
	sender, err := newSender(cfg)
	if sender == nil || err != nil {
		return nil, err
	}
	return outbox.New(d, j, sender, s.mails)
}

// tellOfFailure tells the person who started a job that it has failed for good. Somebody who may not run jobs any more is
// not told.
func (c *core) tellOfFailure(ctx context.Context, j *jobs.Job) error {
	if tenancy.Must(ctx).Kind != tenancy.User {
		return nil
	}
	title := j.Kind
	if j.Error != nil {
		title += ": " + *j.Error
	}
	return inbox.Notify(ctx, c.pool, c.mail, inbox.Notice{User: j.CreatedBy, Kind: "job_failed", Key: "job_failed:" + j.ID.String(), RecordType: "job", RecordID: j.ID, Title: title})
}

// mailWatch remembers how the mail server was at the last look: asking it for every health check would take too long.
type mailWatch struct{ last atomic.Pointer[error] }

const mailLook = time.Minute

// watch looks once a minute until the context ends.
func (w *mailWatch) watch(ctx context.Context, sender outbox.Sender) {
	tick := time.NewTicker(mailLook)
	defer tick.Stop()
	for {
		err := sender.Check(ctx)
		w.last.Store(&err)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// state is the last outcome.
func (w *mailWatch) state(context.Context) error {
	if err := w.last.Load(); err != nil {
		return *err
	}
	return nil
}
