package mails

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/mail"
	"github.com/spectra-lab/spectra/modules/kernel/outbox"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

const (
	turn      = 200              // mails of one organisation before the next has its turn
	roundTime = 30 * time.Second // what waits for its next attempt is looked for this often
	dayTime   = 5 * time.Minute
	usualHour = 7 // of the organisation's day, see the setting notifications
)

// Jobs registers sending and gathering, where there is a mail server.
func (s *Service) Jobs(reg *jobs.Registry) {
	if !s.kit.Mail.On() {
		return
	}
	reg.Every(outbox.Round, roundTime, s.Deliver)
	reg.Every("mail.gathered", dayTime, s.Gather)
}

// Deliver sends what is due. Any number of servers may do it at once: each mail is claimed by one.
func (s *Service) Deliver(ctx context.Context) error {
	for range turn {
		l, err := s.claim(ctx)
		if l == nil || err != nil {
			return err
		}
		goOn, err := s.deliver(ctx, l)
		if !goOn || err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) claim(ctx context.Context) (l *letter, err error) {
	err = s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		l, err = s.store.claim(ctx, s.kit.Clock())
		return err
	})
	return l, err
}

// deliver sends one mail and records what came of it. goOn is false where the server takes no mail at all.
func (s *Service) deliver(ctx context.Context, l *letter) (goOn bool, err error) {
	m, obsolete, err := s.compose(ctx, l)
	if err == nil && obsolete == "" {
		err = s.kit.Mail.Sender.Send(ctx, *m)
	}
	var e *mail.Error
	switch {
	case obsolete != "":
		return true, s.end(ctx, l, Cancelled, &obsolete)
	case err == nil:
		return true, s.end(ctx, l, Sent, nil)
	case !errors.As(err, &e): // the database; the claim ends by itself
		return false, err
	}
	if e.Server {
		s.kit.Log.WarnContext(ctx, "the mail server does not take mail, will be tried again", "error", e.Text, "attempt", l.Attempts)
	}
	return !e.Server, s.failed(ctx, l, e)
}

// failed gives a mail up, or another time.
func (s *Service) failed(ctx context.Context, l *letter, e *mail.Error) error {
	if e.Permanent || l.Attempts >= outbox.Attempts {
		s.kit.Log.ErrorContext(ctx, "a mail has failed for good; see GET /mails?status=failed", "mail_id", l.ID, "error", e.Text)
		return s.end(ctx, l, Failed, &e.Text)
	}
	return s.write(ctx, func(ctx context.Context) error {
		return s.store.later(ctx, l, e.Text, outbox.Next(s.kit.Clock(), l.Attempts))
	})
}

func (s *Service) end(ctx context.Context, l *letter, status string, problem *string) error {
	return s.write(ctx, func(ctx context.Context) error { return s.store.finish(ctx, l, status, problem, s.kit.Clock()) })
}

// write records what happened, also while the server is told to stop: otherwise the mail would be sent again.
func (s *Service) write(ctx context.Context, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return s.kit.DB.InTx(ctx, f)
}

// compose makes the text; obsolete says why nobody needs it any more.
func (s *Service) compose(ctx context.Context, l *letter) (m *mail.Message, obsolete string, err error) {
	if l.UserStatus == "deactivated" || l.UserStatus != "active" && l.Kind != "link" {
		return nil, "the person is " + l.UserStatus, nil
	}
	reader := tenancy.With(ctx, &tenancy.Actor{Org: tenancy.Must(ctx).Org, ID: l.UserID, Kind: tenancy.User, Name: l.Name, Roles: strings.Split(l.Roles, ","), Via: "job",
		RequestID: tenancy.Must(ctx).RequestID})
	switch l.Kind {
	case "link":
		return s.link(l)
	case "digest":
		return s.digest(reader, l)
	}
	t := told{Kind: *l.NoticeKind, Work: l.Work, Title: *l.Title, RecordID: *l.RecordID, RecordCode: l.Record, DueAt: l.DueAt, ReadAt: l.ReadAt}
	needed, err := s.store.shown(reader, l)
	if needed {
		needed, err = s.needed(reader, t)
	}
	if err != nil {
		return nil, "", err
	}
	if !needed {
		return nil, "done, read or closed to the person before it was sent", nil
	}
	m, err = s.forms.notice(s.kit.Pages, l, t)
	return s.dated(l, m), "", err
}

// needed reports whether a notice still has something to say: the work waits, or it was not read.
func (s *Service) needed(ctx context.Context, t told) (bool, error) {
	if t.Work == nil {
		return t.ReadAt == nil, nil
	}
	return s.waits(ctx, *t.Work, t.RecordID)
}

func (s *Service) digest(ctx context.Context, l *letter) (*mail.Message, string, error) {
	all, err := s.store.gathered(ctx, l)
	if err != nil {
		return nil, "", err
	}
	var open []told
	for _, t := range all {
		needed, err := s.needed(ctx, t)
		if err != nil {
			return nil, "", err
		}
		if needed {
			open = append(open, t)
		}
	}
	if len(open) == 0 {
		return nil, "done or read before it was sent", nil
	}
	m, err := s.forms.digest(s.kit.Pages, l, open)
	return s.dated(l, m), "", err
}

func (s *Service) link(l *letter) (*mail.Message, string, error) {
	if l.TokenUsedAt != nil || l.TokenExpiresAt == nil || !s.kit.Clock().Before(*l.TokenExpiresAt) || len(l.Secret) == 0 {
		return nil, "the link was used, replaced or has expired", nil
	}
	url, err := s.kit.Mail.Open(l.ID, l.Secret)
	if err != nil {
		return nil, "", &mail.Error{Permanent: true, Text: err.Error()}
	}
	m, err := s.forms.link(l, url)
	return s.dated(l, m), "", err
}

// dated adds what every mail has.
func (s *Service) dated(l *letter, m *mail.Message) *mail.Message {
	if m == nil {
		return nil
	}
	m.ID, m.To, m.ToName, m.Date = l.ID, l.Email, l.Name, s.kit.Clock()
	return m
}

// Gather makes the digests of the day, once the hour has come in the organisation's time zone.
func (s *Service) Gather(ctx context.Context) error {
	return s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		now := s.kit.Clock()
		if err := s.store.forget(ctx, now); err != nil {
			return err
		}
		readers, err := s.store.readers(ctx, now, usualHour)
		if err != nil {
			return err
		}
		made := false
		for _, r := range readers {
			one, err := s.store.gather(ctx, r)
			if err != nil {
				return err
			}
			made = made || one
		}
		if !made {
			return nil
		}
		return s.kit.Mail.Wake(ctx)
	})
}
