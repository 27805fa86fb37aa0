package auth_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// telephone is an authenticator app.
type telephone struct {
	h      *house
	secret string
}

// code is what it shows, some steps ahead of now.
func (p telephone) code(steps int) string {
	p.h.t.Helper()
	out, err := totp.GenerateCode(p.secret, p.h.now().Add(time.Duration(steps)*30*time.Second))
	must(p.h.t, err)
	return out
}

// align moves the clock to the beginning of a step, so that what is some steps ahead stays so while a test runs.
func (h *house) align() {
	const step = 30 * time.Second
	h.advance(step - time.Duration(h.now().UnixNano())%step + time.Second)
}

// enrol gives somebody a second factor and the recovery codes.
func (h *house) enrol(token string) (telephone, []string) {
	h.t.Helper()
	p := telephone{h, str(h.t, h.api.Do(token, "POST", "/auth/totp/enroll", map[string]any{"password": password}).Want(200), "secret")}
	r := h.api.Do(token, "POST", "/auth/totp/confirm", map[string]any{"totp": p.code(0)}).Want(200)
	var codes []string
	for _, c := range r.Get("recovery_codes").([]any) {
		codes = append(codes, c.(string))
	}
	return p, codes
}

func (h *house) loginWith(email, code string) *apptest.Answer {
	h.t.Helper()
	return h.api.Do("", "POST", "/auth/login", map[string]any{"email": email, "password": password, "totp": code})
}

func TestP11_29_EnrolmentNeedsAWorkingCode(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "scientist")
	h.align()
	token := h.token("ada@a.example")
	wantCode(t, h.api.Do(token, "POST", "/auth/totp/confirm", map[string]any{"totp": "123456"}), 422, "invalid")
	wantCode(t, h.api.Do(token, "POST", "/auth/totp/enroll", map[string]any{"password": ""}), 401, "reauth_required")
	wantCode(t, h.api.Do(token, "POST", "/auth/totp/enroll", map[string]any{"password": "wrong wrong wrong"}), 401, "invalid_credentials")
	first := h.api.Do(token, "POST", "/auth/totp/enroll", map[string]any{"password": password}).Want(200)
	u, err := url.Parse(str(t, first, "otpauth_url"))
	must(t, err)
	if u.Scheme != "otpauth" || u.Host != "totp" || u.Path != "/SPECTRA-Lab:ada@a.example" || u.Query().Get("secret") != first.Get("secret") || len(str(t, first, "secret")) != 32 {
		t.Errorf("otpauth: %s", u)
	}
	second := h.api.Do(token, "POST", "/auth/totp/enroll", map[string]any{"password": password}).Want(200) // forgets the first
	for _, code := range []string{"000000", "abcdef", (telephone{h, str(t, first, "secret")}).code(0), (telephone{h, str(t, second, "secret")}).code(3), (telephone{h, str(t, second, "secret")}).code(-3)} {
		if r := h.api.Do(token, "POST", "/auth/totp/confirm", map[string]any{"totp": code}); r.Status != 422 {
			t.Errorf("%s: %d %s", code, r.Status, r.Body)
		}
	}
	h.login("ada@a.example") // inactive: the password alone still opens
	if h.api.Do(token, "GET", "/auth/me", nil).Get("totp.enrolled") != any(false) {
		t.Error("enrolled without a working code")
	}
	p := telephone{h, str(t, second, "secret")}
	r := h.api.Do(token, "POST", "/auth/totp/confirm", map[string]any{"totp": p.code(-1)}).Want(200)
	if codes := r.Get("recovery_codes").([]any); len(codes) != 10 || len(codes[0].(string)) != 19 || codes[0] == codes[1] {
		t.Errorf("recovery codes: %v", codes)
	}
	wantCode(t, h.loginWith("ada@a.example", ""), 401, "totp_required")
	wantCode(t, h.loginWith("ada@a.example", p.code(-1)), 401, "invalid_credentials") // the step was used to confirm
	h.loginWith("ada@a.example", p.code(0)).Want(200)
	wantCode(t, h.api.Do(token, "POST", "/auth/totp/enroll", map[string]any{"password": password}), 409, "totp_enrolled")
	if me := h.api.Do(token, "GET", "/auth/me", nil); me.Get("totp.enrolled") != any(true) || fmt.Sprint(me.Get("totp.recovery_codes_left")) != "10" {
		t.Errorf("me: %s", me.Body)
	}
	if got := h.events("user"); !slices.Contains(got, "user.totp_enabled") {
		t.Errorf("trail: %v", got)
	}
	if dump := h.dump(); strings.Contains(dump, p.secret) || strings.Contains(dump, strings.ToLower(p.secret)) || strings.Contains(dump, str(t, r, "recovery_codes.0")) {
		t.Error("a secret can be read from the database")
	}
}

// TestID_12_TOTPOnlyAfterThePassword: who does not know the password learns nothing about the second factor.
func TestID_12_TOTPOnlyAfterThePassword(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "scientist")
	p, _ := h.enrol(h.token("ada@a.example"))
	h.advance(time.Minute)
	for _, code := range []string{"", "000000", p.code(0)} {
		wantCode(t, h.api.Do("", "POST", "/auth/login", map[string]any{"email": "ada@a.example", "password": "wrong wrong wrong", "totp": code}), 401, "invalid_credentials")
	}
	h.loginWith("ada@a.example", p.code(0)).Want(200) // not used up by the attempt above
}

func TestID_12_EachStepOnce(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "scientist")
	p, _ := h.enrol(h.token("ada@a.example"))
	h.advance(2 * time.Minute)
	h.align()
	for _, steps := range []int{-2, 2, 40, -40} {
		wantCode(t, h.loginWith("ada@a.example", p.code(steps)), 401, "invalid_credentials")
	}
	for _, steps := range []int{-1, 0, 1} {
		code := p.code(steps)
		h.loginWith("ada@a.example", code[:3]+" "+code[3:]).Want(200)
		wantCode(t, h.loginWith("ada@a.example", code), 401, "invalid_credentials")
	}
	wantCode(t, h.loginWith("ada@a.example", p.code(0)), 401, "invalid_credentials") // earlier than the last one used
}

func TestID_12_TwentyLoginsWithOneStep(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "scientist")
	p, codes := h.enrol(h.token("ada@a.example"))
	h.advance(2 * time.Minute)
	for _, code := range []string{p.code(0), codes[0]} {
		var wg sync.WaitGroup
		won := make(chan int, 20)
		for range cap(won) {
			wg.Go(func() { won <- h.loginWith("ada@a.example", code).Status })
		}
		wg.Wait()
		close(won)
		n := map[int]int{}
		for status := range won {
			n[status]++
		}
		if n[200] != 1 || n[200]+n[401]+n[429] != 20 {
			t.Errorf("%v came in with one code", n)
		}
		h.advance(16 * time.Minute)
	}
}

func TestID_12_RecoveryCodes(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "scientist")
	h.person("bob@a.example", "scientist")
	token := h.token("ada@a.example")
	_, codes := h.enrol(token)
	_, others := h.enrol(h.token("bob@a.example"))
	h.loginWith("ada@a.example", codes[0]).Want(200)
	wantCode(t, h.loginWith("ada@a.example", codes[0]), 401, "invalid_credentials")
	h.loginWith("ada@a.example", strings.ToUpper(strings.ReplaceAll(codes[1], "-", ""))).Want(200)
	wantCode(t, h.loginWith("ada@a.example", others[0]), 401, "invalid_credentials")
	wantCode(t, h.loginWith("ada@a.example", "aaaa-aaaa-aaaa-aaaa"), 401, "invalid_credentials")
	if n := h.api.Do(token, "GET", "/auth/me", nil).Get("totp.recovery_codes_left"); fmt.Sprint(n) != "8" {
		t.Errorf("%v left", n)
	}
	if got := h.events("user"); !slices.Contains(got, "user.recovery_code_used") {
		t.Errorf("trail: %v", got)
	}
}

// TestID_12_WrongCodesCount: the right password must not make codes cheap to guess.
func TestID_12_WrongCodesCount(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "scientist")
	p, _ := h.enrol(h.token("ada@a.example"))
	h.advance(time.Minute)
	for i := range 10 {
		wantCode(t, h.loginWith("ada@a.example", ""), 401, "totp_required") // forgets nothing, counts nothing
		wantCode(t, h.loginWith("ada@a.example", fmt.Sprintf("%06d", i)), 401, "invalid_credentials")
	}
	wantCode(t, h.loginWith("ada@a.example", p.code(0)), 429, "too_many_attempts")
	h.advance(16 * time.Minute)
	h.loginWith("ada@a.example", p.code(0)).Want(200)
	if n := len(h.logged(h.lab.Org("a"), "login_failed")); n < 10 {
		t.Errorf("%d failures in the access log", n)
	}
}

func TestP11_27_TOTPRevokedAtOnce(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "scientist")
	token := h.token("ada@a.example")
	disable := func(word, code string) *apptest.Answer {
		return h.api.Do(token, "POST", "/auth/totp/disable", map[string]any{"password": word, "totp": code})
	}
	wantCode(t, disable(password, "123456"), 409, "totp_not_enrolled")
	p, codes := h.enrol(token)
	h.advance(time.Minute)
	wantCode(t, disable("", p.code(0)), 401, "reauth_required")
	wantCode(t, disable("wrong wrong wrong", p.code(0)), 401, "invalid_credentials")
	wantCode(t, disable(password, "000000"), 401, "invalid_credentials")
	if r := h.api.Do(token, "POST", "/auth/totp/disable", map[string]any{"password": password}); r.Status != 422 {
		t.Errorf("without a code: %d", r.Status)
	}
	disable(password, p.code(0)).Want(204)
	h.advance(time.Minute)
	// The device and its recovery codes are worth nothing at the next use, and their use is seen.
	for _, code := range []string{p.code(0), codes[0], codes[9]} {
		wantCode(t, h.loginWith("ada@a.example", code), 401, "invalid_credentials")
	}
	h.login("ada@a.example")
	next, _ := h.enrol(token)
	h.advance(time.Minute)
	wantCode(t, h.loginWith("ada@a.example", p.code(0)), 401, "invalid_credentials")
	wantCode(t, h.loginWith("ada@a.example", codes[1]), 401, "invalid_credentials")
	h.loginWith("ada@a.example", next.code(0)).Want(200)
	if got := h.events("user"); !slices.Contains(got, "user.totp_disabled") {
		t.Errorf("trail: %v", got)
	}
}

func TestID_12_MFARequired(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	h.person("ada@a.example", "scientist")
	h.personIn("org-b", "elsewhere@b.example", "viewer")
	h.api.Do(h.token("boss@a.example"), "PUT", "/settings/mfa_required", map[string]any{"value": map[string]any{"enabled": true}}).Want(200)
	h.login("elsewhere@b.example") // the other organisation's rule is its own
	wantCode(t, h.api.Do("", "POST", "/auth/login", map[string]any{"email": "ada@a.example", "password": "wrong wrong wrong"}), 401, "invalid_credentials")
	wantCode(t, h.loginWith("ada@a.example", "123456"), 401, "invalid_credentials") // before any secret was shown
	r := h.loginWith("ada@a.example", "")
	wantCode(t, r, 403, "mfa_enrollment_required")
	if r.Header.Get("Set-Cookie") != "" || r.Get("access_token") != nil || str(t, r, "enrollment.otpauth_url") == "" {
		t.Errorf("refused with %s", r.Body)
	}
	p := telephone{h, str(t, r, "enrollment.secret")}
	wantCode(t, h.loginWith("ada@a.example", "000000"), 401, "invalid_credentials")
	in := h.loginWith("ada@a.example", p.code(0)).Want(200)
	if len(in.Get("recovery_codes").([]any)) != 10 || str(t, in, "access_token") == "" {
		t.Errorf("enrolled with %s", in.Body)
	}
	wantCode(t, h.loginWith("ada@a.example", ""), 401, "totp_required")
	h.advance(time.Minute)
	if r := h.loginWith("ada@a.example", p.code(0)).Want(200); r.Get("recovery_codes") != nil {
		t.Error("recovery codes are shown twice")
	}
}

// TestP11_22_Reauthenticate is what a signing asks for.
func TestP11_22_Reauthenticate(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	ada := h.person("ada@a.example", "scientist")
	token := h.token("ada@a.example")
	ctx := endpoint.WithRequest(tenancy.With(t.Context(), &tenancy.Actor{Org: h.lab.Org("a"), ID: ada, Kind: tenancy.User, Name: "Ada", Via: "web"}), id.New(), "/signatures")
	ask := func(ctx context.Context, want, word, code string) {
		t.Helper()
		method, err := h.m.Reauthenticate(ctx, signing.Proof{Password: word, TOTP: code})
		if wanted := map[bool]string{false: "password", true: "password+totp"}[code != ""]; err == nil && method != wanted {
			t.Errorf("method %q, want %q", method, wanted)
		}
		if got := codeOf(err); got != want {
			t.Errorf("%q, %q: got %q, want %q (%v)", word, code, got, want, err)
		}
	}
	ask(ctx, "reauth_required", "", "")
	ask(ctx, "invalid_credentials", "wrong wrong wrong", "")
	ask(ctx, "invalid_credentials", password, "123456") // nothing is enrolled
	ask(ctx, "", password, "")
	h.api.Do(h.token("boss@a.example"), "PUT", "/settings/signing_requires_mfa", map[string]any{"value": map[string]any{"enabled": true}}).Want(200)
	ask(ctx, "mfa_enrollment_required", password, "")
	p, codes := h.enrol(token)
	h.advance(time.Minute)
	ask(ctx, "totp_required", password, "")
	ask(ctx, "invalid_credentials", password, "000000")
	ask(ctx, "", password, p.code(0))
	ask(ctx, "invalid_credentials", password, p.code(0)) // nothing carries over (P11-23)
	ask(ctx, "", password, codes[0])
	key := tenancy.With(ctx, &tenancy.Actor{Org: h.lab.Org("a"), ID: ada, Kind: tenancy.APIKey, Name: "Ada", Via: "api"})
	ask(key, "in_person", password, codes[1])
}
