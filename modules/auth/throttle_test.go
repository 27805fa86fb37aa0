package auth_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/auth"
)

// from tries an account from an address, perhaps with the cookie of a device.
func (h *house) from(ip, email, word, device string) *apptest.Answer {
	h.t.Helper()
	headers := []string{"X-Forwarded-For", ip}
	if device != "" {
		headers = append(headers, "Cookie", "spectra_device="+device)
	}
	return h.api.Do("", "POST", "/auth/login", map[string]any{"email": email, "password": word}, headers...)
}

// deviceOf is the cookie by which a browser is known from then on.
func deviceOf(t *testing.T, r *apptest.Answer) *http.Cookie {
	t.Helper()
	for _, c := range (&http.Response{Header: r.Header}).Cookies() {
		if strings.HasSuffix(c.Name, "spectra_device") {
			return c
		}
	}
	t.Fatalf("no device in %v", r.Header)
	return nil
}

// siege lets as many addresses guess at an account, and counts those that were told whether the guess was wrong.
func (h *house) siege(email string, addresses int) (told int) {
	h.t.Helper()
	for i := range addresses {
		switch r := h.from(fmt.Sprintf("203.%d.%d.7", i/250, i%250), email, "wrong wrong wrong", ""); r.Status {
		case 401:
			told++
		case 429:
		default:
			h.t.Fatalf("%d %s", r.Status, r.Body)
		}
	}
	return told
}

var request = regexp.MustCompile(`[0-9a-f-]{36}`)

// TestT_20_ThousandAddressesOnOneAccount: no matter how many there are, the account is guessed at slowly; whether it exists, and
// whether the password was right, is not told.
func TestT_20_ThousandAddressesOnOneAccount(t *testing.T) {
	h := newHouse(t)
	h.person("victim@a.example", "viewer")
	if told := h.siege("victim@a.example", 1000); told != 50 {
		t.Errorf("%d guesses of 1000, want 50", told)
	}
	if told := h.siege("nobody@a.example", 60); told != 50 {
		t.Errorf("%d guesses at nobody", told)
	}
	want := ""
	for name, r := range map[string]*apptest.Answer{
		"wrong": h.from("198.51.100.1", "victim@a.example", "wrong wrong wrong", ""), "right": h.from("198.51.100.1", "victim@a.example", password, ""),
		"nobody": h.from("198.51.100.1", "nobody@a.example", password, ""), "IPv6": h.from("2001:db8::1", "victim@a.example", password, ""),
	} {
		wantCode(t, r, 429, "too_many_attempts")
		got := r.Header.Get("Retry-After") + request.ReplaceAllString(string(r.Body), "")
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%s: the refusal differs: %s, %s", name, got, want)
		}
	}
	// Another server counts with it, and other accounts are not held up.
	there := h.lab.Serve(t, h.replica())
	there.Do("", "POST", "/auth/login", map[string]any{"email": "victim@a.example", "password": password}, "X-Forwarded-For", "198.51.100.2").Want(429)
	h.person("other@a.example", "viewer")
	h.from("203.0.1.7", "other@a.example", password, "").Want(200)
}

// TestT_20_Network: addresses of one network count together over all accounts.
func TestT_20_Network(t *testing.T) {
	h := newHouse(t)
	h.person("victim@a.example", "viewer")
	told := 0
	for i := range 310 {
		if h.from(fmt.Sprintf("203.0.113.%d", i%200), fmt.Sprintf("a%d@a.example", i), "wrong wrong wrong", "").Status == 401 {
			told++
		}
	}
	if told != 300 {
		t.Errorf("%d guesses, want 300", told)
	}
	h.from("203.0.113.250", "victim@a.example", password, "").Want(429)
	h.from("203.0.114.1", "victim@a.example", password, "").Want(200)
}

// TestT_21_OwnDevice: while others guess, the owner comes in from a device that is known.
func TestT_21_OwnDevice(t *testing.T) {
	h := newHouse(t)
	h.person("victim@a.example", "viewer")
	h.person("other@a.example", "viewer")
	own := deviceOf(t, h.login("victim@a.example"))
	if !own.HttpOnly || own.SameSite != http.SameSiteStrictMode || own.Path != "/" || own.MaxAge != int((180*24*time.Hour).Seconds()) {
		t.Errorf("%+v", own)
	}
	if strings.Contains(own.Value, "victim") {
		t.Error("the cookie tells whose it is")
	}
	others := deviceOf(t, h.login("other@a.example"))
	h.siege("victim@a.example", 51)
	at := "198.51.100.1"
	for name, device := range map[string]string{"none": "", "of another account": others.Value, "altered": altered(own.Value), "made up": "AAAA.BBBB", "long": strings.Repeat("A.", 2000)} {
		t.Log(name)
		wantCode(t, h.from(at, "victim@a.example", password, device), 429, "too_many_attempts")
	}
	second := deviceOf(t, h.from(at, "victim@a.example", password, own.Value).Want(200))
	// A bench computer remembers several people, one beside the other.
	shared := deviceOf(t, h.from(at, "other@a.example", password, own.Value).Want(200))
	h.from(at, "victim@a.example", password, shared.Value).Want(200)
	// The device is held up by its own failures alone.
	for range 10 {
		h.from(at, "victim@a.example", "wrong wrong wrong", shared.Value).Want(401)
	}
	h.from(at, "victim@a.example", password, shared.Value).Want(429)
	h.from(at, "victim@a.example", password, second.Value).Want(200)
}

// TestT_21_DeviceEnds: with its time, a new password, signing out everywhere.
func TestT_21_DeviceEnds(t *testing.T) {
	h := newHouse(t)
	h.person("victim@a.example", "viewer")
	at := "198.51.100.1"
	in := h.login("victim@a.example")
	first := deviceOf(t, in).Value
	h.siege("victim@a.example", 51)
	h.from(at, "victim@a.example", password, first).Want(200)
	// A new password: only the device that it was set from is known.
	const next = "another long enough sentence"
	r := h.api.Do(str(t, in, "access_token"), "POST", "/auth/password", map[string]any{"current_password": password, "new_password": next}, "X-Forwarded-For", at, "Cookie", "spectra_device="+first).Want(204)
	second := deviceOf(t, r).Value
	h.from(at, "victim@a.example", next, first).Want(429)
	token := str(t, h.from(at, "victim@a.example", next, second).Want(200), "access_token")
	// Signing out everywhere.
	h.api.Do(token, "POST", "/auth/logout-all", nil).Want(204)
	h.from(at, "victim@a.example", next, second).Want(429)
	// A reset link opens the way in again.
	link, err := h.m.ResetLink(t.Context(), "org-a", "victim@a.example")
	must(t, err)
	_, secret, _ := strings.Cut(link, "reset=")
	third := deviceOf(t, h.api.Do("", "POST", "/auth/reset", map[string]any{"token": secret, "password": password}).Want(204)).Value
	h.from(at, "victim@a.example", password, third).Want(200)
	h.advance(181 * 24 * time.Hour)
	h.admin("update auth.login_attempts set occurred_at = occurred_at + interval '181 days'")
	h.from(at, "victim@a.example", password, third).Want(429)
}

// TestT_21_DeviceOverTLS: browsers keep it to this host.
func TestT_21_DeviceOverTLS(t *testing.T) {
	h := newHouse(t, func(o *auth.Options) { o.PublicURL = "https://lims.example" })
	h.person("victim@a.example", "viewer")
	if c := deviceOf(t, h.login("victim@a.example")); c.Name != "__Host-spectra_device" || !c.Secure || !c.HttpOnly {
		t.Errorf("%+v", c)
	}
}
