package tokens

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func hs(t *testing.T) *Issuer {
	t.Helper()
	r, err := NewHMAC([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	return issuer(r)
}

func rs(t *testing.T) (*Issuer, string) {
	t.Helper()
	dir := t.TempDir()
	writeKey(t, filepath.Join(dir, "jwt-0.pem"), 2048)
	r, err := NewRSA(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	return issuer(r), dir
}

func issuer(r *Keyring) *Issuer {
	return NewIssuer(r, func() time.Time { return start }, "spectra-lab", "spectra-api", 15*time.Minute)
}

func writeKey(t *testing.T, path string, bits int) {
	t.Helper()
	k, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(k)})
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func subject() Subject {
	return Subject{Org: id.New(), User: id.New(), Session: id.New(), RoleVersion: 3, Roles: []string{"viewer"}, Permissions: []string{"sample:read"}}
}

func TestIssueAndVerify(t *testing.T) {
	r, _ := rs(t)
	for name, i := range map[string]*Issuer{"HS256": hs(t), "RS256": r} {
		s := subject()
		raw, err := i.Issue(s)
		if err != nil {
			t.Fatal(err)
		}
		got, err := i.Verify(raw)
		if err != nil || got.User != s.User || got.Org != s.Org || got.Session != s.Session || got.RoleVersion != 3 {
			t.Fatalf("%s: %+v %v", name, got, err)
		}
		header, claims := part(t, raw, 0), part(t, raw, 1)
		if header["typ"] != "at+jwt" || header["alg"] != name || len(header) != 3 {
			t.Errorf("header: %v", header)
		}
		for _, c := range []string{"iss", "aud", "sub", "user_id", "org_id", "roles", "permissions", "sid", "rv", "jti", "iat", "nbf", "exp"} {
			if claims[c] == nil {
				t.Errorf("%s: no claim %s in %v", name, c, claims)
			}
		}
	}
}

func part(t *testing.T, raw string, n int) map[string]any {
	t.Helper()
	text, err := base64.RawURLEncoding.DecodeString(strings.Split(raw, ".")[n])
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// forge signs what a test wants, with the real key unless told otherwise.
func forge(t *testing.T, i *Issuer, method jwt.SigningMethod, key any, change func(header, claims map[string]any)) string {
	t.Helper()
	s := subject()
	claims := jwt.MapClaims{"iss": "spectra-lab", "aud": []string{"spectra-api"}, "sub": s.User.String(), "user_id": s.User.String(), "org_id": s.Org.String(), "sid": s.Session.String(),
		"rv": 1, "jti": "x", "iat": start.Unix(), "nbf": start.Unix(), "exp": start.Add(15 * time.Minute).Unix()}
	tok := jwt.NewWithClaims(method, claims)
	tok.Header["typ"], tok.Header["kid"] = "at+jwt", i.keys.current.Load().active.kid
	change(tok.Header, claims)
	raw, err := tok.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Each test names the forgeries of its requirement.
func TestT_01_NoAlgorithm(t *testing.T)    { forgeries(t, "T-01 ") }
func TestT_03_KeyIDs(t *testing.T)         { forgeries(t, "T-03 ") }
func TestT_04_ForeignKeys(t *testing.T)    { forgeries(t, "T-04 ") }
func TestT_05_Expiry(t *testing.T)         { forgeries(t, "T-05 ") }
func TestT_06_AheadOfTime(t *testing.T)    { forgeries(t, "T-06 ") }
func TestT_07_MeantForOthers(t *testing.T) { forgeries(t, "T-07 ") }
func TestT_08_Megabyte(t *testing.T)       { forgeries(t, "T-08 ") }
func TestForgeries(t *testing.T)           { forgeries(t, "") }

// forgeries tries those whose name begins with a word; one that is accepted, and none at all, is a fault.
func forgeries(t *testing.T, which string) {
	t.Helper()
	i, tried := hs(t), 0
	key := i.keys.current.Load().active.sign
	with := func(change func(h, c map[string]any)) string { return forge(t, i, jwt.SigningMethodHS256, key, change) }
	claim := func(name string, v any) string {
		return with(func(_, c map[string]any) {
			if c[name] = v; v == nil {
				delete(c, name)
			}
		})
	}
	header := func(name string, v any) string {
		return with(func(h, _ map[string]any) {
			if h[name] = v; v == nil {
				delete(h, name)
			}
		})
	}
	if _, err := i.Verify(with(func(_, _ map[string]any) {})); err != nil {
		t.Fatalf("the untouched token is refused: %v", err)
	}
	unsigned := forge(t, i, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, func(_, _ map[string]any) {})
	swapped := func(alg string) string {
		p := strings.Split(with(func(_, _ map[string]any) {}), ".")
		p[0] = base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"` + alg + `","typ":"at+jwt","kid":"` + i.keys.current.Load().active.kid + `"}`))
		return strings.Join(p, ".")
	}
	hour := func(d time.Duration) int64 { return start.Add(d).Unix() }
	for name, raw := range map[string]string{
		"T-01 none": unsigned, "T-01 none, signature kept": swapped("none"), "T-01 nOnE": swapped("nOnE"), "T-01 empty alg": swapped(""), "T-01 HS512": swapped("HS512"),
		"T-03 path": header("kid", "../../../../dev/null"), "T-03 SQL": header("kid", "' or 1=1 --"), "T-03 URL": header("kid", "https://evil.example/key"), "T-03 long": header("kid", strings.Repeat("k", 10<<10)),
		"T-03 unknown": header("kid", "hs-0000000000000000"), "T-03 none": header("kid", nil), "T-03 number": header("kid", 7),
		"T-04 jwk": header("jwk", map[string]any{"kty": "oct", "k": "AAAA"}), "T-04 jku": header("jku", "https://evil.example/jwks"), "T-04 x5u": header("x5u", "https://evil.example/x"), "T-04 x5c": header("x5c", []string{"AAAA"}), "T-04 crit": header("crit", []string{"exp"}),
		"T-05 no exp": claim("exp", nil), "T-05 a century": claim("exp", start.AddDate(100, 0, 0).Unix()), "T-05 an hour": claim("exp", hour(time.Hour)), "T-05 expired": claim("exp", hour(-31*time.Second)), "T-05 text": claim("exp", "tomorrow"),
		"T-06 nbf ahead": claim("nbf", hour(time.Minute)), "T-06 iat ahead": claim("iat", hour(time.Minute)), "T-06 no iat": claim("iat", nil), "T-06 no nbf": claim("nbf", nil),
		"T-07 aud": claim("aud", []string{"other"}), "T-07 no aud": claim("aud", nil), "T-07 iss": claim("iss", "spectra-staging"), "T-07 no iss": claim("iss", nil), "T-07 typ": header("typ", "JWT"), "T-07 no typ": header("typ", nil), "T-07 typ case": header("typ", "AT+JWT"),
		"T-08 dots": strings.Repeat(".", 1<<20), "T-08 long": strings.Repeat("a", 5000) + ".b.c",
		"no sub": claim("sub", nil), "sub is no id": claim("sub", "root"), "sub and user_id differ": claim("user_id", id.New().String()), "no sid": claim("sid", nil), "no org": claim("org_id", nil),
		"other key": forge(t, i, jwt.SigningMethodHS256, []byte(strings.Repeat("x", 32)), func(_, _ map[string]any) {}), "empty key": forge(t, i, jwt.SigningMethodHS256, []byte{}, func(_, _ map[string]any) {}),
		"empty": "", "two parts": "a.b", "signature cut": strings.TrimRight(with(func(_, _ map[string]any) {}), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
	} {
		if !strings.HasPrefix(name, which) {
			continue
		}
		tried++
		if s, err := i.Verify(raw); err == nil {
			t.Errorf("%s: accepted as %+v", name, s)
		}
	}
	if tried == 0 {
		t.Errorf("no forgery of %q", which)
	}
	// The leeway itself is honoured.
	for name, raw := range map[string]string{"just expired": claim("exp", hour(-29*time.Second)), "iat a little ahead": claim("iat", hour(29*time.Second))} {
		if _, err := i.Verify(raw); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// T-02: the public key is public; it must not be good as an HMAC secret.
func TestT_02_PublicKeyAsSecret(t *testing.T) {
	i, _ := rs(t)
	private := i.keys.current.Load().active.sign.(*rsa.PrivateKey)
	der, err := x509.MarshalPKIXPublicKey(&private.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range [][]byte{der, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), private.N.Bytes(), []byte(modulus(&private.PublicKey))} {
		if _, err := i.Verify(forge(t, i, jwt.SigningMethodHS256, secret, func(_, _ map[string]any) {})); err == nil {
			t.Fatal("a token signed with the public key is accepted")
		}
	}
	if _, err := hs(t).Verify(forge(t, i, jwt.SigningMethodRS256, private, func(_, _ map[string]any) {})); err == nil {
		t.Error("an HS256 installation accepts RS256")
	}
}

// T-10: a retired key verifies until its file is removed; rotation disturbs nobody.
func TestT_10_Rotation(t *testing.T) {
	i, dir := rs(t)
	old, err := i.Issue(subject())
	if err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			raw, err := i.Issue(subject())
			if err == nil {
				_, err = i.Verify(raw)
			}
			if err != nil {
				t.Error(err)
				return
			}
		}
	})
	writeKey(t, filepath.Join(dir, "jwt-20260301T120000.000000Z.pem"), 2048)
	if err := i.keys.Reload(); err != nil {
		t.Fatal(err)
	}
	close(stop)
	wg.Wait()
	raw, err := i.Issue(subject())
	if err != nil || part(t, raw, 0)["kid"] == part(t, old, 0)["kid"] {
		t.Fatalf("the new key does not sign: %v", err)
	}
	if _, err := i.Verify(old); err != nil {
		t.Fatalf("the retired key does not verify: %v", err)
	}
	if jwks := i.keys.Public(); len(jwks) != 2 || jwks[0].KeyID != part(t, raw, 0)["kid"] {
		t.Errorf("JWKS: %+v", jwks)
	}
	if err := os.Remove(filepath.Join(dir, "jwt-0.pem")); err != nil {
		t.Fatal(err)
	}
	if err := i.keys.Reload(); err != nil {
		t.Fatal(err)
	}
	if _, err := i.Verify(old); err == nil {
		t.Error("a removed key still verifies")
	}
	// A bad file changes nothing.
	if err := os.WriteFile(filepath.Join(dir, "jwt-9.pem"), []byte("garbage"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := i.keys.Reload(); err == nil {
		t.Error("a broken key file is accepted")
	}
	if _, err := i.Verify(raw); err != nil {
		t.Errorf("the keys in force were lost: %v", err)
	}
}

func TestKeyFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	r, err := NewRSA(dir, "") // makes the first key
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, "jwt-0.pem"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("mode: %v %v", info, err)
	}
	if bits := r.current.Load().active.sign.(*rsa.PrivateKey).N.BitLen(); bits != 3072 {
		t.Errorf("%d bits", bits)
	}
	again, err := NewRSA(dir, "")
	if err != nil || again.current.Load().active.kid != r.current.Load().active.kid {
		t.Errorf("the second start has another key: %v", err)
	}
	text, err := json.Marshal(r.Public())
	if err != nil || strings.Contains(string(text), `"d"`) || !strings.Contains(string(text), `"n"`) {
		t.Errorf("JWKS: %s", text)
	}
	weak := filepath.Join(t.TempDir(), "weak.pem")
	writeKey(t, weak, 1024)
	if _, err := NewRSA("", weak); err == nil {
		t.Error("a key of 1024 bits is accepted")
	}
	if err := os.Chmod(filepath.Join(dir, "jwt-0.pem"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := NewRSA(dir, ""); err == nil {
		t.Error("a key that others may read is accepted")
	}
	if _, err := NewRSA("", filepath.Join(dir, "missing.pem")); err == nil {
		t.Error("a missing key file is accepted")
	}
	for _, secret := range []string{"", "short", strings.Repeat("k", 31)} {
		if _, err := NewHMAC([]byte(secret)); err == nil {
			t.Errorf("SD-3: a secret of %d bytes is accepted", len(secret))
		}
	}
}

// The token stays under 4 KB when there are many permissions.
func TestTokenStaysSmall(t *testing.T) {
	i, _ := rs(t)
	s := subject()
	for range 200 {
		s.Permissions = append(s.Permissions, "maintenance_log:transition")
	}
	raw, err := i.Issue(s)
	if err != nil || len(raw) > maxToken {
		t.Fatalf("%d bytes, %v", len(raw), err)
	}
	if _, err := i.Verify(raw); err != nil {
		t.Error(err)
	}
}

// A token that was checked before still ends when it ends, and is not yet good when the clock is set back.
func TestSeenTokensEnd(t *testing.T) {
	now := start
	i := hs(t)
	i = NewIssuer(i.keys, func() time.Time { return now }, "spectra-lab", "spectra-api", 15*time.Minute)
	raw, err := i.Issue(subject())
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		after time.Duration
		good  bool
	}{{0, true}, {15*time.Minute + leeway - time.Second, true}, {15*time.Minute + leeway, false}, {-leeway, true}, {-leeway - time.Second, false}, {0, true}} {
		now = start.Add(tc.after)
		if _, err := i.Verify(raw); (err == nil) != tc.good {
			t.Errorf("%v after it was made: %v", tc.after, err)
		}
	}
	if len(i.seen.m) != 1 {
		t.Errorf("%d tokens are remembered", len(i.seen.m))
	}
	if _, err := i.Verify(raw + "x"); err == nil {
		t.Error("another signature passes")
	}
	if len(i.seen.m) != 1 {
		t.Error("a refused token is remembered")
	}
}

// What is remembered stays bounded.
func TestSeenIsBounded(t *testing.T) {
	var s seen
	for n := range maxSeen + 10 {
		s.put([32]byte{byte(n), byte(n >> 8), byte(n >> 16)}, checked{})
	}
	if len(s.m) > maxSeen {
		t.Errorf("%d tokens", len(s.m))
	}
}
