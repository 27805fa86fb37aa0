package app

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

// theHeaders are on every answer, each once.
var theHeaders = []string{"X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy", "Content-Security-Policy", "Cache-Control", "X-Request-Id", "Content-Type"}

// headerFaults looks for missing or repeated headers, and for permission to read across sites.
func headerFaults(out *reply) (faults []string) {
	for _, name := range theHeaders {
		values := out.header.Values(name)
		if len(values) != 1 && !(name == "Content-Type" && len(out.body) == 0 && len(values) == 0) {
			faults = append(faults, fmt.Sprintf("header %s is %q", name, values))
		}
	}
	for name := range out.header {
		if strings.HasPrefix(name, "Access-Control-") || name == "Server" || name == "X-Powered-By" {
			faults = append(faults, "header "+name)
		}
	}
	if out.header.Get("Cache-Control") != "no-store" && (out.status >= 400 || !strings.Contains(out.header.Get("Content-Type"), "json")) {
		faults = append(faults, "may be cached: "+out.header.Get("Cache-Control"))
	}
	if csp := out.header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") {
		faults = append(faults, "policy "+csp)
	}
	return faults
}

// publicly may be kept: what they answer is the same for everybody.
var publicly = []string{"jwks"}

// TestHeadersOfEveryRoute: on success and on every kind of refusal, for a page of another site too.
func TestHeadersOfEveryRoute(t *testing.T) {
	a := newAttack(t)
	const evil = "https://evil.example"
	a.walk(t, func(rt endpoint.Route) bool { return only[rt.ID] == nil }, func(t *testing.T, rt endpoint.Route) {
		q, token := a.target(t, rt)
		with := append(slices.Clone(q.headers), "Origin", evil, "Access-Control-Request-Method", rt.Method, "Access-Control-Request-Headers", "authorization")
		if preflight := a.send("", "OPTIONS", q.path, nil, with...); preflight.status >= 500 || headerFaults(preflight) != nil {
			t.Errorf("preflight: %d %v", preflight.status, headerFaults(preflight))
		}
		if rt.Permission != endpoint.Public {
			a.refusal(t, "nobody", a.send("", q.method, q.path, q.body, with...), 401)
		}
		a.refusal(t, "query", a.send(token, q.method, joined(q.path, "nope=1"), q.body, with...), 422)
		out := a.send(token, q.method, q.path, q.body, with...)
		if out.status >= 300 {
			t.Errorf("%d %.300s", out.status, out.body)
		}
		for _, f := range headerFaults(out) {
			t.Errorf("success: %s", f)
		}
		if out.header.Get("Cache-Control") != "no-store" && !slices.Contains(publicly, rt.ID) {
			t.Errorf("may be kept: %s", out.header.Get("Cache-Control"))
		}
		if rt.Permission == endpoint.Public && strings.Contains(strings.Join(out.header.Values("Set-Cookie"), ""), "spectra_rt") {
			t.Errorf("a page of %s gets a cookie", evil)
		}
	})
}

// asPage are routes that answer a page to who asks for text/html, as the API document says.
var asPage = map[string]bool{"render-entry": true}

// TestAcceptOddities: what a client would rather have changes neither the answer nor its type.
func TestAcceptOddities(t *testing.T) {
	a := newAttack(t)
	a.walk(t, func(rt endpoint.Route) bool { return rt.Method == http.MethodGet && only[rt.ID] == nil }, func(t *testing.T, rt endpoint.Route) {
		q, token := a.target(t, rt)
		plain := a.send(token, "GET", q.path, nil)
		for _, accept := range []string{"text/html", "application/xml", "application/cbor", "*/*;q=0", "application/json;q=0", ";;;", ",", "a/b;q=x", "application/json;charset=utf-16", strings.Repeat("a/b,", 3000), "\u00e9", "../../x", "application/vnd.spectra+json"} {
			out := a.send(token, "GET", q.path, nil, "Accept", accept, "Accept-Encoding", "br;q=x, *;q=0", "Accept-Language", "xx", "If-None-Match", "zz", "If-Modified-Since", "never", "Range", "bytes=zz")
			if rt.ID == "download-file" && out.status == 416 {
				a.refusal(t, accept, out, 416)
				continue
			}
			if out.status != plain.status || out.header.Get("Content-Type") != plain.header.Get("Content-Type") && !(accept == "text/html" && asPage[rt.ID]) {
				t.Errorf("%.40s: %d %s: %.200s", accept, out.status, out.header.Get("Content-Type"), out.body)
			}
		}
	})
}

// TestIfMatchOddities: a change without condition is 428, with one that fits no version 412; X-18 has the races.
func TestIfMatchOddities(t *testing.T) {
	a := newAttack(t)
	met := 0
	a.walk(t, func(rt endpoint.Route) bool { return rt.Method == "PATCH" || rt.Method == "DELETE" }, func(t *testing.T, rt endpoint.Route) {
		q, token := a.target(t, rt)
		i := slices.Index(q.headers, "If-Match")
		if i < 0 {
			return // has no version: sessions, keys, metadata
		}
		met++
		try := func(value string, status int) {
			t.Helper()
			headers := slices.Clone(q.headers)
			headers[i+1] = value
			if value == "" {
				headers = slices.Delete(headers, i, i+2)
			}
			a.refusal(t, "If-Match: "+value, a.send(token, q.method, q.path, q.body, headers...), status)
		}
		try("", 428)
		for _, tag := range []string{`"0"`, `"-1"`, `"999999"`, `"99999999999999999999999"`, `abc`, `""`, `"1" OR 1=1`, `"1", "2"`, `"+1"`, `"01"`, `"1.0"`, `"1e0"`, `" 1"`, `"0x1"`, `*"1"`, `W/`, "\u00e9", strings.Repeat("1", 5000)} {
			try(tag, 412)
		}
		if out := a.send(token, q.method, q.path, q.body, append(slices.Clone(q.headers), "If-Match", `"77"`)...); out.get("current_version") == nil {
			t.Errorf("a stale change is not told the current version: %s", out.body)
		}
	})
	if met < 8 {
		t.Errorf("only %d routes with a version", met)
	}
}

// TestReasonOddities: on every route that writes.
func TestReasonOddities(t *testing.T) {
	a := newAttack(t)
	a.walk(t, func(rt endpoint.Route) bool { return rt.Method != http.MethodGet }, func(t *testing.T, rt endpoint.Route) {
		q, token := a.target(t, rt)
		for _, reason := range []string{"ab", strings.Repeat("y", 501), strings.Repeat("\u00e9", 501), "abc\xff", "\xc0\xafab", "\xed\xa0\x80ab"} {
			a.refusal(t, "reason "+reason, a.send(token, q.method, q.path, q.body, append(slices.Clone(q.headers), "X-Change-Reason", reason)...), 422)
		}
		if rt.Reason {
			a.refusal(t, "no reason", a.send(token, q.method, q.path, q.body, "X-Change-Reason", ""), 422)
		}
	})
}

// TestIdempotencyOddities: on every POST. Keys that are none are refused; the same call under the same key has one
// effect and one answer, another body under it is refused.
func TestIdempotencyOddities(t *testing.T) {
	a := newAttack(t)
	a.walk(t, func(rt endpoint.Route) bool { return rt.Method == http.MethodPost }, func(t *testing.T, rt endpoint.Route) {
		q, token := a.target(t, rt)
		with := func(key string) []string { return append(slices.Clone(q.headers), "Idempotency-Key", key) }
		for _, key := range []string{strings.Repeat("k", 201), "two words", "tab\tkey", "\u00e9", "\xff"} {
			a.refusal(t, "key "+key, a.send(token, q.method, q.path, q.body, with(key)...), 422)
		}
		if unrepeatable[rt.ID] != "" || only[rt.ID] != nil {
			return
		}
		key := "key-of-" + rt.ID
		first := a.send(token, q.method, q.path, q.body, with(key)...)
		again := a.send(token, q.method, q.path, q.body, with(key)...)
		if first.status >= 300 || first.status != again.status || !bytes.Equal(first.body, again.body) {
			n := 0
			for n < min(len(first.body), len(again.body)) && first.body[n] == again.body[n] {
				n++
			}
			t.Errorf("%d, then %d; the bodies differ at %d: …%.100q, then …%.100q", first.status, again.status, n, first.body[n:], again.body[n:])
		}
		for _, h := range []string{"Location", "Etag", "Content-Type"} {
			if first.header.Get(h) != again.header.Get(h) {
				t.Errorf("%s was %q, then %q", h, first.header.Get(h), again.header.Get(h))
			}
		}
		if again.header.Get("Idempotent-Replayed") != "true" {
			t.Error("the repeat is not marked")
		}
		if left := a.events(t, again.header.Get("X-Request-ID")); len(left) > 0 {
			t.Errorf("the repeat wrote %v", left)
		}
		if _, ok := q.body.(map[string]any); ok {
			other := strings.Replace(encode(t, q.body), "{", "{ ", 1)
			a.refusal(t, "another body", a.send(token, q.method, q.path, other, with(key)...), 422)
		}
	})
}

// unrepeatable are calls whose repeat must not be answered from memory, and why.
var unrepeatable = map[string]string{
	"login":                   "a session must not be handed out again: nobody is signed in yet, so there is no caller to bind a key to",
	"refresh":                 "has rotation of its own, with a grace for lost answers (API.md §2)",
	"redeem-link":             "the link works once; nobody is signed in",
	"logout":                  "the session that would own the key is gone",
	"logout-all":              "the session that would own the key is gone",
	"create-user":             "answers a secret, which is not stored",
	"reset-user-password":     "answers a secret, which is not stored",
	"create-api-key":          "answers a secret, which is not stored",
	"create-calendar-feed":    "answers a secret, which is not stored",
	"print-sample-labels":     "answers a file; printing again changes nothing",
	"print-instrument-labels": "answers a file; printing again changes nothing",
	"print-location-labels":   "answers a file; printing again changes nothing",
	"begin-reauth":            "answers where a browser goes, with secrets that are not stored",
	"fetch-reauth-token":      "answers a secret, which is not stored",
	"enroll-totp":             "answers a secret, which is not stored",
	"confirm-totp":            "answers secrets, which are not stored",
	"disable-totp":            "the code is used up whatever becomes of the rest; the repeat finds no second factor",
	"review-audit":            "asks for the password each time; reviewing again answers 409 with how far the trail is reviewed",
	"sign":                    "asks for the password each time; signing again answers 409 with the signature there is",
	"verify-evidence":         "stores nothing; checking again changes nothing",
	"withdraw-signature":      "the same: withdrawing again answers 409",
	"change-password":         "runs without the route's transaction; the repeat fails by its old password",
}
