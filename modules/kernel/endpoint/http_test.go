package endpoint_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// TestOrderOfRefusals: who you are, what you may, what you sent.
func TestOrderOfRefusals(t *testing.T) {
	_, api := serve(t)
	const bad = `{"nonsense":1,"nonsense":2}`
	for _, tc := range []struct {
		actor  string
		status int
		code   string
	}{{"", 401, "unauthenticated"}, {"a/nobody", 401, "unauthenticated"}, {"a/viewer", 403, "forbidden"}, {"a/scientist", 422, "invalid"}} {
		r := api.Do(tc.actor, "POST", "/things", bad)
		if r.Status != tc.status || r.Get("code") != tc.code {
			t.Errorf("%q: %d %s", tc.actor, r.Status, r.Body)
		}
		if (r.Header.Get("WWW-Authenticate") != "") != (tc.status == 401) {
			t.Errorf("%q: WWW-Authenticate %q", tc.actor, r.Header.Get("WWW-Authenticate"))
		}
		problem(t, r)
	}
}

// problem checks what every problem document has.
func problem(t *testing.T, r *apptest.Answer) {
	t.Helper()
	doc := r.JSON()
	if ct := r.Header.Get("Content-Type"); ct != "application/problem+json" {
		t.Errorf("content type %q", ct)
	}
	if doc["type"] != "about:blank" || doc["title"] == "" || doc["title"] == nil || doc["detail"] == "" || doc["detail"] == nil || doc["status"] != json.Number(fmt.Sprint(r.Status)) {
		t.Errorf("document %s", r.Body)
	}
	if doc["request_id"] == "" || doc["request_id"] != r.Header.Get("X-Request-ID") {
		t.Errorf("request id %v, header %s", doc["request_id"], r.Header.Get("X-Request-ID"))
	}
}

// TestStrictInput is through real HTTP: each is refused with a pointer, nothing is written, nothing that
// was sent comes back.
func TestStrictInput(t *testing.T) {
	lab, api := serve(t)
	nest := func(n int) string {
		return `{"name":"x","meta":` + strings.Repeat(`{"a":`, n) + "1" + strings.Repeat("}", n) + "}"
	}
	const echo = "hunter2"
	for _, tc := range []struct {
		name, path, body string
		headers          []string
		status           int
		code, pointer    string
	}{
		{"duplicate key", "", `{"name":"hunter2","name":"b"}`, nil, 422, "duplicate_key", "/name"},
		{"duplicate key by case", "", `{"name":"hunter2","NAME":"b"}`, nil, 422, "unknown_field", "/NAME"},
		{"other case", "", `{"name":"x","Kind":"hunter2"}`, nil, 422, "unknown_field", "/Kind"},
		{"trailing bytes", "", `{"name":"hunter2"} {}`, nil, 422, "trailing_bytes", ""},
		{"bad UTF-8", "", "{\"name\":\"hunter2\xff\"}", nil, 422, "invalid_utf8", "/name"},
		{"lone surrogate", "", `{"name":"hunter2\ud800"}`, nil, 422, "lone_surrogate", "/name"},
		{"NUL", "", `{"name":"hunter2\u0000"}`, nil, 422, "nul", "/name"},
		{"1e400", "", `{"name":"x","meta":{"v":1e400}}`, nil, 422, "number_range", "/meta/v"},
		{"NaN", "", `{"name":"x","meta":{"v":NaN}}`, nil, 422, "not_finite", "/meta/v"},
		{"depth 65", "", nest(64), nil, 422, "too_deep", ""},
		{"unknown field", "", `{"name":"x","org_id":"hunter2"}`, nil, 422, "unknown_field", "/org_id"},
		{"unknown inner field", "", `{"name":"x","inner":{"deep":"d","hunter":1}}`, nil, 422, "unknown_field", "/inner/hunter"},
		{"wrong type", "", `{"name":17}`, nil, 422, "wrong_type", "/name"},
		{"wrong type in a patch", "", `{"name":"x","secret":{"hunter2":1}}`, nil, 422, "wrong_type", "/secret"},
		{"number as text", "", `{"name":"x","level":"hunter2"}`, nil, 422, "wrong_type", "/level"},
		{"too long", "", `{"name":"hunter2hunter2hunter2hunter2"}`, nil, 422, "out_of_range", "/name"},
		{"missing", "", `{}`, nil, 422, "required", "/name"},
		{"not in the list", "", `{"name":"x","kind":"hunter2"}`, nil, 422, "not_allowed", "/kind"},
		{"beyond int32", "", `{"name":"x","count":3000000000}`, nil, 422, "", ""},
		{"fraction", "", `{"name":"x","count":1.5}`, nil, 422, "", "/count"},
		{"null body", "", `null`, nil, 422, "", ""},
		{"a list", "", `["hunter2"]`, nil, 422, "", ""},
		{"unknown query parameter", "?dry=hunter2", `{"name":"x"}`, nil, 422, "unknown_field", "?dry"},
		{"no JSON", "", `hunter2`, nil, 400, "malformed", ""},
		{"no body", "", ``, nil, 400, "malformed", ""},
		{"text", "", `{"name":"x"}`, []string{"Content-Type", "text/plain"}, 415, "unsupported_media_type", ""},
		{"form", "", `name=x`, []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "unsupported_media_type", ""},
		{"latin-1", "", `{"name":"x"}`, []string{"Content-Type", "application/json; charset=latin1"}, 415, "unsupported_media_type", ""},
		{"no type", "", `{"name":"x"}`, []string{"Content-Type", ""}, 415, "unsupported_media_type", ""},
		{"broken type", "", `{"name":"x"}`, []string{"Content-Type", "application/json; ="}, 415, "unsupported_media_type", ""},
		{"too large", "", `{"name":"` + strings.Repeat("a", 1<<20) + `"}`, nil, 413, "too_large", ""},
		{"reason too short", "", `{"name":"x"}`, []string{"X-Change-Reason", "ab"}, 422, "out_of_range", "header:X-Change-Reason"},
		{"reason of bad bytes", "", `{"name":"x"}`, []string{"X-Change-Reason", "abc\xff"}, 422, "invalid_utf8", "header:X-Change-Reason"},
		{"key too long", "", `{"name":"x"}`, []string{"Idempotency-Key", strings.Repeat("k", 201)}, 422, "invalid", "header:Idempotency-Key"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := api.Do("a/scientist", "POST", "/things"+tc.path, tc.body, tc.headers...).Want(tc.status)
			problem(t, r)
			code, pointer := r.Get("errors.0.code"), r.Get("errors.0.pointer")
			if tc.status != 422 {
				code = r.Get("code")
			}
			if tc.code != "" && code != tc.code || tc.pointer != "" && pointer != tc.pointer {
				t.Errorf("got %v at %v: %s", code, pointer, r.Body)
			}
			if bytes.Contains(r.Body, []byte(echo)) || bytes.Contains(r.Body, []byte("Go ")) || bytes.Contains(r.Body, []byte("json:")) {
				t.Errorf("what was sent, or how it is parsed, comes back: %s", r.Body)
			}
		})
	}
	if n := (things{lab.DB}).count(t, lab); n != 0 {
		t.Errorf("%d rows written", n)
	}
	for _, ok := range [][]string{{"application/json; charset=UTF-8"}, {"application/merge-patch+json"}, {`application/json; a="b+c;d"`}, {"Application/JSON"}} {
		api.Do("a/scientist", "POST", "/things", `{"name":"é \ud83d\ude00","meta":{"depth":`+strings.Repeat("[", 62)+strings.Repeat("]", 62)+`}}`, "Content-Type", ok[0]).Want(201)
	}
}

// TestQueryAndPath: parameters are as strict, and what is no id is an id nobody has.
func TestQueryAndPath(t *testing.T) {
	_, api := serve(t)
	k := "/things/" + id.New().String()
	for path, status := range map[string]int{k: 200, k + "?limit=9&q=a": 200, k + "?limit=0": 422, k + "?limit=x": 422, k + "?limit=1e9": 422, k + "?limit=" + strings.Repeat("9", 40): 422,
		k + "?q=" + strings.Repeat("a", 11): 422, k + "?Q=a": 422, k + "?sort=(select+1)": 422, "/things/x": 404, "/things/" + strings.ToUpper("{0}"): 404, "/things/%00": 404, "/things/%ff": 404,
		"/things/" + strings.Repeat("a", 99): 404, "/things/..%2f..%2fetc": 404} {
		r := api.Do("a/viewer", "GET", path, nil)
		if r.Status != status {
			t.Errorf("%s: %d, want %d: %s", path, r.Status, status, r.Body)
		}
		if status != 200 {
			problem(t, r)
		}
	}
}

// TestChunkedTooLarge: X-07, no Content-Length to warn of it.
func TestChunkedTooLarge(t *testing.T) {
	_, api := serve(t)
	body := io.MultiReader(strings.NewReader(`{"name":"`), strings.NewReader(strings.Repeat("a", 2<<20)), strings.NewReader(`"}`))
	r := api.Do("a/scientist", "POST", "/things", io.NopCloser(body)).Want(413)
	problem(t, r)
}

// TestF13Panic: 500 with an id, nothing written, nothing told, and the server goes on.
func TestF13Panic(t *testing.T) {
	lab, api := serve(t)
	for range 20 { // more often than there are connections
		r := api.Do("a/scientist", "POST", "/panic", nil).Want(500)
		problem(t, r)
		if bytes.Contains(r.Body, []byte("hunter2")) || bytes.Contains(r.Body, []byte("goroutine")) {
			t.Fatalf("told: %s", r.Body)
		}
		api.Do("a/scientist", "PUT", "/raw/panic", "x").Want(500)
	}
	r := api.Do("a/scientist", "POST", "/broken", nil).Want(500)
	if problem(t, r); bytes.Contains(r.Body, []byte("secret_column")) {
		t.Errorf("SQL in the answer: %s", r.Body)
	}
	if n := (things{lab.DB}).count(t, lab); n != 0 {
		t.Errorf("%d rows left", n)
	}
	api.Do("a/scientist", "POST", "/things", `{"name":"x"}`).Want(201)
}

// TestF06Timeout: rolled back, 503 with Retry-After.
func TestF06Timeout(t *testing.T) {
	lab, api := serve(t)
	r := api.Do("a/scientist", "POST", "/slow", nil).Want(503)
	problem(t, r)
	if r.Get("code") != "timeout" || r.Header.Get("Retry-After") == "" {
		t.Errorf("%s, Retry-After %q", r.Body, r.Header.Get("Retry-After"))
	}
	if r := api.Do("", "GET", "/busy", nil).Want(429); r.Header.Get("Retry-After") != "2" {
		t.Errorf("Retry-After %q", r.Header.Get("Retry-After"))
	}
	if n := (things{lab.DB}).count(t, lab); n != 0 {
		t.Errorf("%d rows left", n)
	}
}

// TestF06SlowBody: a body that never ends is given up with its request.
func TestF06SlowBody(t *testing.T) {
	_, api := serve(t)
	c, err := net.Dial("tcp", strings.TrimPrefix(api.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	began := time.Now()
	fmt.Fprintf(c, "POST /slow HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a/scientist\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
	_ = c.SetReadDeadline(time.Now().Add(5 * time.Second))
	answer := make([]byte, 64)
	n, _ := c.Read(answer)
	if took := time.Since(began); !strings.HasPrefix(string(answer[:n]), "HTTP/1.1 503") || took > 3*time.Second {
		t.Errorf("after %v: %q", took, answer[:n])
	}
}

func TestReasonRequired(t *testing.T) {
	lab, api := serve(t)
	for _, reason := range []string{"", "   "} {
		if r := api.Do("a/scientist", "POST", "/why", nil, "X-Change-Reason", reason).Want(422); r.Get("code") != "reason_required" {
			t.Errorf("%q: %s", reason, r.Body)
		}
	}
	api.Do("a/scientist", "POST", "/why", nil, "X-Change-Reason", "  because ü ").Want(200)
	list := lab.Audit(t, "a")
	if e := list[len(list)-1]; e.Reason != "because ü" || e.Action != "project.created" {
		t.Errorf("entry %+v", e)
	}
}

// TestF19Replay: the repeat of an answer is the answer, byte for byte, with its headers; the effect is one.
func TestF19Replay(t *testing.T) {
	lab, api := serve(t)
	for _, tc := range []struct{ method, path, body string }{{"POST", "/things", `{"name":"x"}`}, {"POST", "/empty", ""}, {"POST", "/raw/1", "bytes"}} {
		var body any
		if tc.body != "" {
			body = tc.body
		}
		first := api.Do("a/scientist", tc.method, tc.path, body, "Idempotency-Key", "k"+tc.path)
		again := api.Do("a/scientist", tc.method, tc.path, body, "Idempotency-Key", "k"+tc.path)
		if first.Status >= 300 || again.Status != first.Status || !bytes.Equal(first.Body, again.Body) {
			t.Errorf("%s: %d %q, then %d %q", tc.path, first.Status, first.Body, again.Status, again.Body)
		}
		for _, h := range []string{"Location", "ETag", "Content-Type"} {
			if first.Header.Get(h) != again.Header.Get(h) && len(first.Body) > 0 {
				t.Errorf("%s: %s %q, then %q", tc.path, h, first.Header.Get(h), again.Header.Get(h))
			}
		}
		if again.Header.Get("Idempotent-Replayed") != "true" || first.Header.Get("Idempotent-Replayed") != "" {
			t.Errorf("%s: not marked", tc.path)
		}
	}
	if n := (things{lab.DB}).count(t, lab); n != 3 {
		t.Errorf("%d effects, want 3", n)
	}
	if r := api.Do("a/scientist", "POST", "/things", `{"name":"y"}`, "Idempotency-Key", "k/things").Want(422); r.Get("code") != "idempotency_mismatch" {
		t.Errorf("%s", r.Body)
	}
	api.Do("a/scientist", "POST", "/raw/2", "bytes", "Idempotency-Key", "k/raw/1").Want(422) // the same content at another address
	api.Do("a/manager", "POST", "/things", `{"name":"x"}`, "Idempotency-Key", "k/things").Want(201)
	api.Do("a/viewer", "POST", "/things", `{"name":"x"}`, "Idempotency-Key", "k/things").Want(403)
	api.Do("a/scientist", "POST", "/panic", nil, "Idempotency-Key", "p").Want(500)
	api.Do("a/scientist", "POST", "/panic", nil, "Idempotency-Key", "p").Want(500) // a 5xx is not stored
}

// TestP11_45AccessLog: one entry for every request, refusals and panics too, none for quiet routes.
func TestP11_45AccessLog(t *testing.T) {
	lab, api := serve(t)
	api.Do("", "POST", "/things", `{}`).Want(401)
	api.Do("a/viewer", "POST", "/things", `{}`).Want(403)
	api.Do("a/scientist", "POST", "/things", `{}`).Want(422)
	made := api.Do("a/scientist", "POST", "/things", `{"name":"x"}`, "User-Agent", "test\x80agent").Want(201)
	api.Do("a/scientist", "GET", "/things/"+made.ID()+"?q=private", nil).Want(200)
	api.Do("a/scientist", "POST", "/panic", nil).Want(500)
	api.Do("a/scientist", "PUT", "/raw/1", "x").Want(201)
	api.Do("", "GET", "/quiet", nil)
	var got []string
	for _, e := range lab.Access(t, "a") {
		got = append(got, fmt.Sprint(e.Action, " ", e.Status))
		if strings.Contains(fmt.Sprint(e), "private") {
			t.Errorf("the query is in the log: %+v", e)
		}
	}
	if want := "[create-thing 403 create-thing 422 create-thing 201 get-thing 200 panic-thing 500 raw-thing 201]"; fmt.Sprint(got) != want {
		t.Errorf("got %v\nwant %s", got, want)
	}
	type row struct{ Record, Path, Who string }
	var rows []row
	if err := lab.DB.Q(lab.Ctx("a", "auditor")).Raw(`select coalesce(record_id::text,'') record, path, actor_name who from access_logs where record_id is not null`).Scan(&rows).Error; err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 || rows[0].Record != made.ID() || rows[1].Record != made.ID() || rows[0].Who != lab.Actor("a", "scientist").Name {
		t.Errorf("records %+v", rows)
	}
}

// TestVerbs: X-14, and no document or address of huma's own.
func TestVerbs(t *testing.T) {
	_, api := serve(t)
	for _, m := range []string{"PUT", "PATCH", "DELETE", "TRACE"} {
		if r := api.Do("a/admin", m, "/things", `{}`, "X-HTTP-Method-Override", "POST"); r.Status != 405 {
			t.Errorf("%s: %d", m, r.Status)
		}
	}
	if r := api.Do("a/admin", "GET", "/openapi.json", nil); r.Status != http.StatusNotFound {
		t.Errorf("huma serves its own document: %d", r.Status)
	}
}
