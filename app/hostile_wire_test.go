package app

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// wire sends bytes that no HTTP client would and reads one answer; status 0 means the connection was closed.
func (a *attack) wire(t *testing.T, text string) *reply {
	t.Helper()
	c, err := net.Dial("tcp", a.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(5 * time.Second))
	_, _ = io.WriteString(c, text) // the server may have closed already
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return &reply{}
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	return &reply{status: res.StatusCode, header: res.Header, body: body}
}

// TestHostileWire: broken and ambiguous HTTP. Whatever is answered is no success and no 5xx, and tells nothing.
func TestHostileWire(t *testing.T) {
	a := newAttack(t)
	w := a.world(t)
	token, sample := w.token("a/technician"), w.sample()
	auth := "Authorization: Bearer " + token + "\r\n"
	get := func(target, headers string) string {
		return "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n"
	}
	send := func(headers, body string) string {
		return "POST /samples HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n" + auth + headers + "\r\n" + body
	}
	valid := `{"name":"W","sample_type":"wafer"}`
	for _, tc := range []struct {
		name, text string
		statuses   []int
	}{
		{"no HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", []int{0, 400}},
		{"nonsense", canary + "\r\n\r\n", []int{0, 400}},
		{"HTTP/0.9", "GET /samples\r\n\r\n", []int{0, 400}},
		{"HTTP/9.9", "GET /samples HTTP/9.9\r\nHost: x\r\n\r\n", []int{505, 400, 0}},
		{"no host", "GET /samples HTTP/1.1\r\n" + auth + "\r\n", []int{400}},
		{"two hosts", get("/samples", "Host: y\r\n"+auth), []int{400}},
		{"bad escape in the path", get("/samples/%zz", auth), []int{400, 404}},
		{"bad escape in the query", get("/samples?q=%zz", auth), []int{422}},
		{"space in the path", get("/samples/a b", auth), []int{400, 404}},
		{"NUL in the path", get("/samples/a\x00b", auth), []int{400, 404}},
		{"absolute", get("http://evil.example/samples/"+sample, ""), []int{401, 404}},
		{"dots", get("/../../../../etc/passwd", ""), []int{404, 400}},
		{"dots in assets", get("/assets/..%2f..%2fspectra.yaml", ""), []int{404}},
		{"backslash dots in assets", get("/assets/..\\..\\spectra.yaml", ""), []int{404}},
		{"double slash", get("//samples", auth), []int{404}},
		{"star", "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", []int{200, 204, 404, 405, 400}},
		{"authority", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", []int{400, 404, 405}},
		{"NUL in a header", get("/samples", "X-A: a\x00b\r\n"+auth), []int{400}},
		{"bare CR in a header", get("/samples", "X-A: a\rSet-Cookie: b=c\r\n"+auth), []int{400}},
		{"folded header", get("/samples/"+sample, "X-A: a\r\n b\r\n"+auth), []int{200, 400}},
		{"space before the colon", get("/samples", "Authorization : x\r\n"), []int{400}},
		{"header of 64 KB and more", get("/samples", "X-A: "+strings.Repeat("a", 80<<10)+"\r\n"+auth), []int{431, 0}},
		{"10,000 headers", get("/samples", strings.Repeat("X-A: b\r\n", 10000)+auth), []int{431, 0}},
		{"path of 80 KB", get("/samples/"+strings.Repeat("a", 80<<10), auth), []int{414, 431, 0}},
		{"two lengths", send("Content-Length: 34\r\nContent-Length: 35\r\n", valid), []int{400}},
		{"negative length", send("Content-Length: -1\r\n", valid), []int{400}},
		{"length of no number", send("Content-Length: 0x22\r\n", valid), []int{400}},
		{"huge length", send("Content-Length: 99999999999999999999\r\n", valid), []int{400}},
		{"unknown coding", send("Transfer-Encoding: gzip\r\n", valid), []int{400, 501}},
		{"coding twice", send("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), []int{400, 501}},
		{"broken chunk", send("Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"), []int{400}},
		{"chunk of 2^64", send("Transfer-Encoding: chunked\r\n", "10000000000000000\r\n{}\r\n0\r\n\r\n"), []int{400}},
		{"nobody's token", get("/samples", "Authorization: Bearer\r\n"), []int{401}},
		{"two credentials", get("/samples", auth+"X-API-Key: spk_x\r\n"), []int{400, 401, 422}},
		{"two tokens", get("/samples", auth+"Authorization: Bearer x\r\n"), []int{400, 401, 422}},
		{"scheme Basic", get("/samples", "Authorization: Basic YTpi\r\n"), []int{401}},
		{"token of none", get("/samples", "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.\r\n"), []int{401}},
		{"token of bytes", get("/samples", "Authorization: Bearer \xff\xfe\r\n"), []int{401}},
		{"token of 50 KB", get("/samples", "Authorization: Bearer "+strings.Repeat("a.", 25<<10)+"\r\n"), []int{401}},
		{"key of bytes", get("/samples", "X-API-Key: \xff\r\n"), []int{401}},
		{"expects", send("Expect: 200-maybe\r\nContent-Length: 2\r\n", "{}"), []int{417, 422}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out := a.wire(t, tc.text)
			okay := false
			for _, s := range tc.statuses {
				okay = okay || s == out.status
			}
			if !okay || leak.Match(out.body) || out.header.Get("Set-Cookie") != "" {
				t.Errorf("%d, want one of %v: %.300s", out.status, tc.statuses, out.body)
			}
		})
	}
	if out := fetch(t, "GET", a.url+"/health", nil); out.status != 200 {
		t.Errorf("health after all that: %d", out.status)
	}
}

// TestNothingLeftBehind: what servers forget to switch off.
func TestNothingLeftBehind(t *testing.T) {
	a := newAttack(t)
	for _, path := range strings.Fields(`/debug/pprof/heap /debug/pprof/profile /debug/vars /.git/HEAD /.git/config /.env /actuator/health /admin /phpinfo.php /server-status /swagger.json /swagger/index.html
		/graphql /console /api/v1/samples /v1/samples /spectra.yaml /config/policy.csv /policy.csv /backup.sql /robots.txt~ /metrics/ /health/ /openapi.yaml /openapi-3.0.json /schemas/SamplesNew.json /docs/../.env`) {
		out := fetch(t, "GET", a.url+path, nil)
		if out.status != 404 && out.status != 401 {
			t.Errorf("%s: %d %.100s", path, out.status, out.body)
		}
		for _, f := range problemFaults(out) {
			t.Errorf("%s: %s", path, f)
		}
	}
}
