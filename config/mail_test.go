package config

import (
	"strings"
	"testing"
)

// TestMailSettings: half a mail server is refused with the setting to change, and a password never travels in the clear.
func TestMailSettings(t *testing.T) {
	const host, from, public = "SPECTRA_MAIL_HOST=smtp.my.lab", "SPECTRA_MAIL_FROM=SPECTRA-Lab <lims@my.lab>", "SPECTRA_SERVER_PUBLIC_URL=https://lims.example.org"
	for name, tc := range map[string]struct {
		env  []string
		want string
	}{
		"good":                       {[]string{host, from, public}, ""},
		"signed in":                  {[]string{host, from, public, "SPECTRA_MAIL_USERNAME=lims", "SPECTRA_MAIL_PASSWORD=hunter2"}, ""},
		"an address":                 {[]string{"SPECTRA_MAIL_HOST=2001:db8::25", from, public}, ""},
		"on this machine":            {[]string{"SPECTRA_MAIL_HOST=localhost", from, public, "SPECTRA_MAIL_TLS=none", "SPECTRA_MAIL_USERNAME=lims", "SPECTRA_MAIL_PASSWORD=hunter2"}, ""},
		"no host":                    {[]string{from, public}, "mail.host: "},
		"a password and no host":     {[]string{"SPECTRA_MAIL_PASSWORD=hunter2"}, "SPECTRA_MAIL_HOST"},
		"host with port":             {[]string{"SPECTRA_MAIL_HOST=smtp.my.lab:587", from, public}, "the port has its own setting"},
		"host as web address":        {[]string{"SPECTRA_MAIL_HOST=smtp://smtp.my.lab", from, public}, "mail.host: "},
		"no sender":                  {[]string{host, public}, "SPECTRA_MAIL_FROM"},
		"bad sender":                 {[]string{host, public, "SPECTRA_MAIL_FROM=lims"}, "mail.from: "},
		"two senders":                {[]string{host, public, "SPECTRA_MAIL_FROM=a@my.lab, b@my.lab"}, "mail.from: "},
		"nowhere to link to":         {[]string{host, from}, "SPECTRA_SERVER_PUBLIC_URL"},
		"a password without account": {[]string{host, from, public, "SPECTRA_MAIL_PASSWORD=hunter2"}, "SPECTRA_MAIL_USERNAME"},
		"a password in the clear":    {[]string{host, from, public, "SPECTRA_MAIL_TLS=none", "SPECTRA_MAIL_USERNAME=lims", "SPECTRA_MAIL_PASSWORD=hunter2"}, "SPECTRA_MAIL_TLS=starttls"},
		"unknown encryption":         {[]string{host, from, public, "SPECTRA_MAIL_TLS=ssl"}, "mail.tls"},
		"no port":                    {[]string{host, from, public, "SPECTRA_MAIL_PORT=0"}, "mail.port"},
		"hours of patience":          {[]string{host, from, public, "SPECTRA_MAIL_TIMEOUT=1h"}, "mail.timeout"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load(t, "", tc.env...)
			if tc.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%v, want %q", err, tc.want)
			}
		})
	}
}

// TestMailPort follows the kind of encryption unless it is set.
func TestMailPort(t *testing.T) {
	for env, want := range map[string]int{"": 587, "SPECTRA_MAIL_TLS=tls": 465, "SPECTRA_MAIL_TLS=none": 25, "SPECTRA_MAIL_PORT=2525": 2525} {
		if c := mustLoad(t, "", env); c.Mail.Port != want {
			t.Errorf("%s: %d", env, c.Mail.Port)
		}
	}
}

// TestMailInTheClearInProduction: only to this machine.
func TestMailInTheClearInProduction(t *testing.T) {
	for host, refused := range map[string]bool{"smtp.my.lab": true, "127.0.0.1": false, "localhost": false} {
		c := mustLoad(t, "", "SPECTRA_ENV=production", "JWT_ALGORITHM=RS256", "JWT_SECRET="+strong, "SPECTRA_MAIL_HOST="+host, "SPECTRA_MAIL_FROM=lims@my.lab", "SPECTRA_MAIL_TLS=none",
			"SPECTRA_SERVER_PUBLIC_URL=https://lims.example.org")
		if err := c.Validate(); (err != nil) != refused || refused && !strings.Contains(err.Error(), "mail.tls") {
			t.Errorf("%s: %v", host, err)
		}
	}
}
