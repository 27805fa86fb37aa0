package mail_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest/smtptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/mail"
)

func sender(t *testing.T, s *smtptest.Server, change func(*mail.Options)) *mail.Sender {
	t.Helper()
	o := mail.Options{Host: smtptest.Host, Port: s.Port, Username: smtptest.Username, Password: smtptest.Password, From: "SPECTRA-Lab <lims@my.lab>", TLS: mail.StartTLS,
		Timeout: 2 * time.Second, Roots: s.Roots}
	if change != nil {
		change(&o)
	}
	out, err := mail.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func message() mail.Message {
	return mail.Message{ID: id.New(), To: "weber@a.example", ToName: "A. Weber", Subject: "Calibration overdue: Raman 1", Text: "Hello\n.\nüber", HTML: "<p>Hello</p>", Date: time.Now()}
}

// TestSendEncryptedAndSignedIn: what the server gets is what was written, once, over TLS, from the account.
func TestSendEncryptedAndSignedIn(t *testing.T) {
	s := smtptest.New(t)
	m := message()
	if err := sender(t, s, nil).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	all := s.Mails()
	if len(all) != 1 || !all[0].TLS || all[0].User != smtptest.Username || all[0].From != "lims@my.lab" || strings.Join(all[0].To, " ") != m.To {
		t.Fatalf("%+v", all)
	}
	h := all[0].Message(t).Header
	for name, want := range map[string]string{"Message-Id": "<" + m.ID.String() + "@my.lab>", "To": `"A. Weber" <weber@a.example>`, "Subject": m.Subject, "From": `"SPECTRA-Lab" <lims@my.lab>`, "Auto-Submitted": "auto-generated"} {
		if h.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, h.Get(name), want)
		}
	}
	for _, part := range []string{"multipart/alternative", "text/plain", "text/html", "<p>Hello</p>"} {
		if !strings.Contains(all[0].Raw, part) {
			t.Errorf("no %s in %s", part, all[0].Raw)
		}
	}
	if err := sender(t, s, nil).Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestFailuresAreToldApart: of this mail for ever or for now, or of the server as a whole. No text has the password.
func TestFailuresAreToldApart(t *testing.T) {
	s := smtptest.New(t)
	answer := func(code int) func() {
		return func() { s.Judge(func(string, int) error { return smtptest.Refusal(code, "no such user here") }) }
	}
	for name, tc := range map[string]struct {
		prepare           func()
		change            func(*mail.Options)
		permanent, server bool
	}{
		"unknown recipient":  {prepare: answer(550), permanent: true},
		"greylisted":         {prepare: answer(450)},
		"wrong password":     {change: func(o *mail.Options) { o.Password = "secret of the wrong kind" }, server: true},
		"unknown authority":  {change: func(o *mail.Options) { o.Roots = nil }, server: true},
		"clear text wanted":  {change: func(o *mail.Options) { o.TLS = mail.None }, server: true},
		"tls from the start": {change: func(o *mail.Options) { o.TLS = mail.TLS }, server: true},
		"nobody listens":     {change: func(o *mail.Options) { o.Port = 1 }, server: true},
		"silence":            {prepare: s.FallSilent, change: func(o *mail.Options) { o.Timeout = 300 * time.Millisecond }, server: true},
	} {
		t.Run(name, func(t *testing.T) {
			s.Judge(nil)
			if tc.prepare != nil {
				tc.prepare()
			}
			defer s.Speak()
			began := time.Now()
			err := sender(t, s, tc.change).Send(t.Context(), message())
			var e *mail.Error
			if !errors.As(err, &e) || e.Permanent != tc.permanent || e.Server != tc.server {
				t.Errorf("%+v", err)
			}
			if err != nil && (strings.Contains(err.Error(), smtptest.Password) || strings.Contains(err.Error(), "wrong kind") || strings.Contains(err.Error(), "\n")) {
				t.Errorf("%q", err)
			}
			if time.Since(began) > 5*time.Second {
				t.Errorf("took %s", time.Since(began))
			}
		})
	}
	if n := len(s.Mails()); n != 0 {
		t.Errorf("%d mails went out", n)
	}
}

// TestNoHeaderIsInjected: whatever a name or a title holds, the header has the lines it should have.
func TestNoHeaderIsInjected(t *testing.T) {
	s := smtptest.New(t)
	for _, evil := range []string{"A\r\nBcc: thief@evil.example", "A\nBcc: thief@evil.example\n\nbody", "A\u2028Bcc: x@y", "\x00A\rBcc: x@y", `"A" <thief@evil.example>, B`, "=?utf-8?q?A=0D=0ABcc:_x@y?=",
		strings.Repeat("ä", 3000), "Zoë \U0001F52C", "\xff\xfe"} {
		m := message()
		m.ToName, m.Subject = evil, evil
		if err := sender(t, s, nil).Send(t.Context(), m); err != nil {
			t.Errorf("%q: %v", evil, err)
			continue
		}
		all := s.Mails()
		last := all[len(all)-1]
		if h := last.Message(t).Header; h.Get("Bcc") != "" || len(h["Subject"]) != 1 || len(last.To) != 1 || last.To[0] != m.To {
			t.Errorf("%q became %v to %v", evil, h, last.To)
		}
		head, _, _ := strings.Cut(last.Raw, "\r\n\r\n")
		for l := range strings.Lines(head) {
			if strings.HasPrefix(strings.ToLower(l), "bcc") || len(l) > 1000 {
				t.Errorf("%q gave the line %q", evil, l)
			}
		}
	}
	for _, to := range []string{"", "nobody", "a@b.example\r\nRCPT TO:<thief@evil.example>", "A <a@b.example>", "a@b.example, c@d.example"} {
		m := message()
		m.To = to
		var e *mail.Error
		if err := sender(t, s, nil).Send(t.Context(), m); !errors.As(err, &e) || !e.Permanent {
			t.Errorf("%q: %v", to, err)
		}
	}
}

// TestCheckEndsWithItsContext: a silent server keeps nobody from stopping.
func TestCheckEndsWithItsContext(t *testing.T) {
	s := smtptest.New(t)
	s.FallSilent()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	if err := sender(t, s, nil).Check(ctx); err == nil || time.Since(began) > time.Second {
		t.Errorf("%v after %s", err, time.Since(began))
	}
}
