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
	r := start(t, smtpEnv(s)...)
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

// smtpEnv are the settings of a mail server of this machine.
func smtpEnv(s *smtptest.Server) []string {
	return []string{"SPECTRA_MAIL_HOST=" + smtptest.Host, "SPECTRA_MAIL_PORT=" + strconv.Itoa(s.Port), "SPECTRA_MAIL_FROM=SPECTRA-Lab <lims@my.lab>", "SPECTRA_MAIL_TLS=none", "SPECTRA_MAIL_TIMEOUT=2s",
		"SPECTRA_SERVER_PUBLIC_URL=https://lims.example"}
}

// TestMailCommand: one mail goes out, or what the server said comes back with the exit code of a failure.
func TestMailCommand(t *testing.T) {
	s := smtptest.New(t)
	test := []string{"mail", "test", "--to", "a.weber@my.lab"}
	code, out, errs := runCLI(t, "", smtpEnv(s), test...)
	all := s.Mails()
	if code != exitOK || len(all) != 1 || all[0].To[0] != "a.weber@my.lab" || !strings.Contains(all[0].Raw, "https://lims.example") || !strings.Contains(out, strconv.Itoa(s.Port)) {
		t.Errorf("exit %d %q %q, %d mails", code, out, errs, len(all))
	}
	s.Judge(func(string, int) error { return smtptest.Refusal(550, "no such user") })
	if code, out, errs = runCLI(t, "", smtpEnv(s), test...); code != exitError || out != "" || !strings.Contains(errs, "no such user") {
		t.Errorf("refused: exit %d %q %q", code, out, errs)
	}
	s.Stop()
	if code, _, errs = runCLI(t, "", smtpEnv(s), test...); code != exitError || !strings.Contains(errs, strconv.Itoa(s.Port)) {
		t.Errorf("away: exit %d %q", code, errs)
	}
	if code, _, errs = runCLI(t, "", nil, test...); code != exitError || !strings.Contains(errs, "SPECTRA_MAIL_HOST") {
		t.Errorf("not configured: exit %d %q", code, errs)
	}
	for _, bad := range [][]string{{"mail", "test"}, {"mail", "test", "--to", "nobody"}, {"mail", "test", "--to", "a@my.lab\r\nBcc: x@evil.example"}} {
		if code, _, _ := runCLI(t, "", smtpEnv(s), bad...); code == exitOK {
			t.Errorf("%q succeeded", bad)
		}
	}
}

// TestDoctorLooksAtMail: not configured, answering, away, a wrong password, which it does not show.
func TestDoctorLooksAtMail(t *testing.T) {
	s := smtptest.New(t)
	db := external(t)
	doctor := func(want int, has string, env ...string) {
		t.Helper()
		code, out, errs := runCLI(t, "", append(env, db...), "doctor")
		line := ""
		for l := range strings.Lines(out + errs) {
			if strings.Contains(l, "mail") && line == "" {
				line = l
			}
		}
		if code != want || !strings.Contains(line, has) || strings.Contains(out+errs, "hunter2") {
			t.Errorf("exit %d, %q, want %q", code, line, has)
		}
	}
	doctor(exitOK, "notices appear in the inbox only")
	doctor(exitOK, "without signing in", smtpEnv(s)...)
	doctor(exitError, "check the settings under mail", append(smtpEnv(s), "SPECTRA_MAIL_USERNAME=lims", "SPECTRA_MAIL_PASSWORD=hunter2")...)
	s.Stop()
	doctor(exitError, strconv.Itoa(s.Port), smtpEnv(s)...)
	if n := len(s.Mails()); n != 0 {
		t.Errorf("looking sent %d mails", n)
	}
}
