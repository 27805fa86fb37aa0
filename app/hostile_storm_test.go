package app

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

const (
	stormSize = 10_000
	stormTime = 20 * time.Second
)

// TestStorm: thousands of malformed requests from one seed over all routes. No 5xx, no panic, and afterwards the
// server is as well as before, with no more goroutines.
func TestStorm(t *testing.T) {
	a := newAttack(t)
	type gun struct {
		rt    endpoint.Route
		q     request
		token string
	}
	var guns []gun
	a.walk(t, func(rt endpoint.Route) bool { return !strings.HasPrefix(rt.ID, "logout") }, func(t *testing.T, rt endpoint.Route) {
		q, token := a.target(t, rt)
		guns = append(guns, gun{rt, q, token})
	})
	a.running.t = t
	before := goroutines()
	var mu sync.Mutex
	counts, sent, began := map[int]int{}, 0, time.Now()
	var wait sync.WaitGroup
	for worker := range 4 {
		rnd := rand.New(rand.NewPCG(20, uint64(worker)))
		wait.Go(func() {
			for range stormSize / 4 {
				if time.Since(began) > stormTime || t.Failed() {
					return
				}
				g := guns[rnd.IntN(len(guns))]
				token, q := storm(rnd, g.token, g.q)
				out := a.send(token, q.method, q.path, q.body, q.headers...)
				mu.Lock()
				counts[out.status]++
				sent++
				mu.Unlock()
				if out.status >= 500 || out.status >= 400 && leak.Match(out.body) {
					t.Errorf("%s %.200s %.300q %q: %d %.300s", q.method, q.path, fmt.Sprint(q.body), q.headers, out.status, out.body)
				}
			}
		})
	}
	wait.Wait()
	t.Logf("%d requests in %v: %v", sent, time.Since(began).Round(time.Millisecond), counts)
	if sent < 1000 || counts[422] == 0 || counts[404] == 0 || counts[401] == 0 {
		t.Errorf("no storm: %d requests, %v", sent, counts)
	}
	for path, status := range map[string]int{"/health": 200, "/readyz": 200} {
		if out := fetch(t, "GET", a.url+path, nil); out.status != status {
			t.Errorf("%s after the storm: %d %s", path, out.status, out.body)
		}
	}
	a.as("a/technician", "POST", "/samples", map[string]any{"name": "Afterwards", "sample_type": "wafer"})
	after := 0
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if after = goroutines(); after <= before+10 {
			return
		}
	}
	t.Errorf("%d goroutines before, %d after", before, after)
}

// goroutines counts those that are left when no connection is idle.
func goroutines() int {
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	time.Sleep(20 * time.Millisecond)
	return runtime.NumGoroutine()
}

// storm breaks a valid call in one to three places.
func storm(rnd *rand.Rand, token string, q request) (string, request) {
	q.headers = slices.Clone(q.headers)
	pick := func(from []string) string { return from[rnd.IntN(len(from))] }
	junk := []string{"", "\x00", "\xff\xfe", "'", "\"", "{}", "[]", "null", "-1", "1e999", "../..", "%", "\u202e", "\ud7ff", strings.Repeat("A", 3000), "<script>", "${x}", "\r\n", "0", "NaN", "true", " "}
	for range 1 + rnd.IntN(3) {
		switch rnd.IntN(9) {
		case 0:
			q.path = joined(q.path, url.QueryEscape(pick([]string{"limit", "sort", "cursor", "q", "status", "x0", "points", "up", "from", "id", "count", "dry_run", pick(junk)}))+"="+url.QueryEscape(pick(junk)))
		case 1:
			steps := strings.Split(q.path, "/")
			steps[rnd.IntN(len(steps))] = url.PathEscape(pick(junk))
			if q.path = strings.Join(steps, "/"); !strings.HasPrefix(q.path, "/") {
				q.path = "/" + q.path
			}
		case 2:
			q.method = pick([]string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"})
		case 3:
			q.headers = append(q.headers, pick([]string{"If-Match", "Idempotency-Key", "X-Change-Reason", "Accept", "Content-Type", "Range", "Origin", "Cookie", "Prefer", "Content-Encoding", "X-Forwarded-For", "If-None-Match", "Digest"}), printable(pick(junk)))
		case 4:
			token = pick([]string{"", "x", token + "x", strings.ToUpper(token), strings.Repeat("a.", 200)})
		default:
			q.body = mangled(rnd, q.body, junk)
		}
	}
	return token, q
}

// printable is what an HTTP client can send as a header.
func printable(s string) string { return strings.Map(func(r rune) rune { return max(r, ' ') }, s) }

// mangled changes a member, or the bytes.
func mangled(rnd *rand.Rand, body any, junk []string) any {
	object, ok := body.(map[string]any)
	if ok && rnd.IntN(3) > 0 {
		out := maps.Clone(object)
		names := slices.Sorted(maps.Keys(out))
		out[append(names, "zz")[rnd.IntN(len(names)+1)]] = wrong[rnd.IntN(len(wrong))]
		return out
	}
	text, isText := body.(string)
	if !isText {
		text = show(body)
	}
	if text == "" {
		return junk[rnd.IntN(len(junk))]
	}
	at := rnd.IntN(len(text))
	switch rnd.IntN(3) {
	case 0:
		return text[:at]
	case 1:
		return text[:at] + junk[rnd.IntN(len(junk))] + text[at:]
	}
	b := []byte(text)
	b[at] ^= 1 << rnd.IntN(8)
	return string(b)
}
