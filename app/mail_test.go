package app

import (
	"strconv"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest/smtptest"
)

// TestMailOfTheRunningServer: an invitation goes out with the commit, its link works, and /health and the outbox tell of it.
func TestMailOfTheRunningServer(t *testing.T) {
	s := smtptest.New(t)
	r := start(t, "SPECTRA_MAIL_HOST="+smtptest.Host, "SPECTRA_MAIL_PORT="+strconv.Itoa(s.Port), "SPECTRA_MAIL_FROM=SPECTRA-Lab <lims@my.lab>", "SPECTRA_MAIL_TLS=none",
		"SPECTRA_SERVER_PUBLIC_URL=https://lims.example")
	made := r.as("a/admin", "POST", "/users", map[string]any{"email": "new@a.example", "name": "New\r\nBcc: x@evil.example", "roles": []string{"viewer"}})
	if made.get("invite_mailed") != true {
		t.Errorf("%s", made.body)
	}
	m := s.Wait(t.Context(), 1)[0]
	text := strings.NewReplacer("=\r\n", "", "=3D", "=").Replace(m.Raw)
	url, _ := made.get("invite_url").(string)
	if m.To[0] != "new@a.example" || url == "" || !strings.Contains(text, url) || m.Message(t).Header.Get("Bcc") != "" {
		t.Errorf("to %v: %s", m.To, text)
	}
	_, token, _ := strings.Cut(url, "invite=")
	if out := r.send("", "POST", "/auth/reset", map[string]any{"token": token, "password": "another long enough phrase"}); out.status >= 300 {
		t.Errorf("%d %s", out.status, out.body)
	}
	if got := fetch(t, "GET", r.url+"/health", nil).get("checks.mail.status"); got != "ok" {
		t.Errorf("health: %v", got)
	}
	if out := r.as("a/admin", "GET", "/mails?kind=link", nil); out.get("items.0.email") != "new@a.example" || strings.Contains(string(out.body), token) {
		t.Errorf("%s", out.body)
	}
}
