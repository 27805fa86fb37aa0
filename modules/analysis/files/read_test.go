package files_test

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// TestX09_Download: what a browser could run arrives as bytes to be saved, under the name it was given.
func TestX09_Download(t *testing.T) {
	l := open(t)
	script := `<html><script>alert(1)</script></html>`
	for name, declared := range map[string]string{"a.svg": "image/svg+xml", "b.html": "text/html; charset=utf-8", "c.js": "text/javascript", "d.xhtml": "application/xhtml+xml",
		"e": "TEXT/HTML", "f": "", "g.mhtml": "multipart/related", "h": "nonsense", "i": "text/html\t"} {
		r := l.post(t, "a/scientist", []part{{field: "file", name: name, text: script, header: map[string]string{"Content-Type": declared}}}).Want(201)
		h := l.see(t, "/files/"+r.ID()+"/content").Header
		if h.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment;") ||
			h.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(h.Get("Content-Security-Policy"), "sandbox;") {
			t.Errorf("%s as %q: %v", name, declared, h)
		}
	}
	for name, form := range map[string]string{
		"Messung Nr. 5 µm.spc": `attachment; filename="Messung Nr. 5 _m.spc"; filename*=UTF-8''Messung%20Nr.%205%20%C2%B5m.spc`,
		"a;b=c'd%e.txt":        `attachment; filename="a;b=c'd_e.txt"; filename*=UTF-8''a%3Bb%3Dc%27d%25e.txt`,
		"シリコン.dx":              `attachment; filename="____.dx"; filename*=UTF-8''%E3%82%B7%E3%83%AA%E3%82%B3%E3%83%B3.dx`,
	} {
		r := l.upload(t, name, "x")
		want(t, r, "filename", name)
		if got := l.see(t, "/files/"+r.ID()+"/content").Header.Get("Content-Disposition"); got != form {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestDownloadParts(t *testing.T) {
	l := open(t)
	r := l.upload(t, "a.txt", "0123456789")
	path := "/files/" + r.ID() + "/content"
	got := l.api.Do("a/viewer", "GET", path, nil, "Range", "bytes=2-4").Want(206)
	if string(got.Body) != "234" || got.Header.Get("Content-Range") != "bytes 2-4/10" {
		t.Errorf("%q %v", got.Body, got.Header)
	}
	l.api.Do("a/viewer", "GET", path, nil, "Range", "bytes=20-").Want(416)
	l.api.Do("a/viewer", "GET", path, nil, "If-None-Match", got.Header.Get("ETag")).Want(304)
	if e := l.see(t, "/files/"+l.upload(t, "empty", "").ID()+"/content"); len(e.Body) != 0 {
		t.Errorf("%q", e.Body)
	}
}

// TestX01_OtherOrganisation: what is not yours looks like what is not there.
func TestX01_OtherOrganisation(t *testing.T) {
	l := open(t)
	r := l.upload(t, "a.jdx", spectrum(20))
	file, trace := "/files/"+r.ID(), "/traces/"+fmt.Sprint(r.Get("traces.0.id"))
	for _, path := range []string{file, file + "/content", trace, trace + "/data"} {
		l.see(t, path)
		theirs := l.api.Do("b/admin", "GET", path, nil).Want(404)
		kind := map[bool]string{true: "/files/", false: "/traces/"}[strings.HasPrefix(path, "/files/")]
		rest := strings.TrimPrefix(strings.TrimPrefix(path, file), trace)
		random := l.api.Do("b/admin", "GET", kind+id.New().String()+rest, nil).Want(404)
		if theirs.Get("detail") != random.Get("detail") || theirs.Get("code") != random.Get("code") {
			t.Errorf("%s: %s and %s", path, theirs.Body, random.Body)
		}
		for _, bad := range []string{"x", "00000000000000000000000000000000", "%00", "..%2f..%2fetc"} {
			if s := l.api.Do("a/viewer", "GET", kind+bad+rest, nil).Status; s != 404 {
				t.Errorf("%s: %d", kind+bad+rest, s)
			}
		}
	}
	l.api.Do("b/admin", "DELETE", file, nil, "If-Match", `"1"`).Want(404)
	for _, list := range []string{"/files", "/traces", "/files?sha256=" + fmt.Sprint(r.Get("sha256")), "/traces?file_id=" + r.ID()} {
		want(t, l.api.Do("b/admin", "GET", list, nil).Want(200), "items", "[]")
	}
	traceID, _ := id.Parse(fmt.Sprint(r.Get("traces.0.id")))
	if _, err := l.traces.Load(l.Ctx("b", "scientist"), traceID); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("loaded by another organisation: %v", err)
	}
}

func TestList(t *testing.T) {
	l := open(t)
	sampleID := l.sample(t, "a")
	first := l.post(t, "a/scientist", []part{content("Alpha_1.jdx", spectrum(20)), value("sample_id", sampleID)}).Want(201)
	l.upload(t, "beta%2.txt", "FAKE half 1")
	l.upload(t, "gamma.bin", "\x00\x01")
	for query, names := range map[string]string{
		"":                                    "gamma.bin beta%2.txt Alpha_1.jdx",
		"?sort=filename":                      "Alpha_1.jdx beta%2.txt gamma.bin",
		"?sort=size":                          "gamma.bin beta%2.txt Alpha_1.jdx",
		"?q=ALPHA_":                           "Alpha_1.jdx",
		"?q=%25":                              "beta%2.txt",
		"?q=_":                                "Alpha_1.jdx",
		"?q=" + fmt.Sprint(first.Get("code")): "Alpha_1.jdx",
		"?parser=jcamp":                       "Alpha_1.jdx",
		"?status=damaged,unreadable":          "gamma.bin beta%2.txt",
		"?sample_id=" + sampleID.String():     "Alpha_1.jdx",
		"?sample_id=" + id.New().String():     "",
		"?sha256=" + fmt.Sprint(first.Get("sha256")): "Alpha_1.jdx",
	} {
		var list struct{ Items []struct{ Filename string } }
		if err := json.Unmarshal(l.see(t, "/files"+query).Body, &list); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, i := range list.Items {
			got = append(got, i.Filename)
		}
		if strings.Join(got, " ") != names {
			t.Errorf("%s: %v, want %s", query, got, names)
		}
	}
	item := l.see(t, "/files?parser=jcamp&count=true")
	want(t, item, "items.0.sample_name", "Wafer 7")
	want(t, item, "items.0.trace_count", 1)
	want(t, item, "total", 1)
	for _, bad := range []string{"?parser=nobody", "?status=lost", "?sha256=abc", "?sample_id=7", "?sort=storage_key", "?unknown=1", "?limit=0", "?cursor=x"} {
		l.api.Do("a/viewer", "GET", "/files"+bad, nil).Want(422)
	}
	l.pages(t)
}

func TestTraceList(t *testing.T) {
	l := open(t)
	sampleID := l.sample(t, "a")
	first := l.post(t, "a/scientist", []part{content("alpha.jdx", spectrum(20)), value("sample_id", sampleID)}).Want(201)
	l.upload(t, "beta.fake", "FAKE map 3")
	for query, n := range map[string]int{"": 4, "?file_id=" + first.ID(): 1, "?sample_id=" + sampleID.String(): 1, "?q=SILICON": 1, "?q=beta.f": 3, "?q=%25": 0, "?technique=raman": 4, "?technique=xrd": 0,
		"?file_id=" + id.New().String(): 0, "?sort=title": 4, "?limit=2": 2} {
		if items, _ := l.see(t, "/traces"+query).Get("items").([]any); len(items) != n {
			t.Errorf("%s: %d traces, want %d", query, len(items), n)
		}
	}
	item := l.see(t, "/traces?file_id="+first.ID())
	for path, v := range map[string]any{"items.0.filename": "alpha.jdx", "items.0.file_code": first.Get("code"), "items.0.sample_name": "Wafer 7", "items.0.reader": "jcamp", "items.0.x_min": 100} {
		want(t, item, path, v)
	}
	for _, bad := range []string{"?file_id=1", "?sample_id=x", "?sort=meta", "?unknown=1", "?limit=1000"} {
		l.api.Do("a/viewer", "GET", "/traces"+bad, nil).Want(422)
	}
}

// pages walks the list one by one in each direction and finds every file once.
func (l *lab) pages(t *testing.T) {
	t.Helper()
	for _, sort := range []string{"-created_at", "created_at", "filename", "-size", "code"} {
		seen, cursor := map[string]bool{}, ""
		for range 4 {
			r := l.see(t, "/files?limit=1&sort="+sort+cursor)
			if name := fmt.Sprint(r.Get("items.0.filename")); name != "<nil>" {
				seen[name] = true
			}
			next, more := r.Get("next_cursor").(string)
			if !more {
				break
			}
			cursor = "&cursor=" + next
		}
		if len(seen) != 3 {
			t.Errorf("sorted by %s: %v", sort, seen)
		}
	}
}

func TestArchive(t *testing.T) {
	l := open(t)
	r := l.upload(t, "a.jdx", spectrum(20))
	path := "/files/" + r.ID()
	l.api.Do("a/manager", "DELETE", path, nil).Want(428)
	l.api.Do("a/manager", "DELETE", path, nil, "If-Match", `"7"`).Want(412)
	l.api.Do("a/manager", "DELETE", path, nil, "If-Match", `"1"`, "X-Change-Reason", "wrong sample").Want(204)
	want(t, l.see(t, "/files"), "items", "[]")
	want(t, l.see(t, "/files?include_archived=true"), "items.0.filename", "a.jdx")
	want(t, l.see(t, path), "version", 2)
	l.see(t, path+"/content")
	l.api.Do("a/manager", "DELETE", path, nil, "If-Match", `"2"`).Want(204)
	n := 0
	for _, e := range l.Audit(t, "a") {
		if e.Action == "file.archived" {
			n++
			if e.Reason != "wrong sample" || e.RecordID != r.ID() {
				t.Errorf("%+v", e)
			}
		}
	}
	if n != 1 {
		t.Errorf("%d audit entries, want 1: archiving again changes nothing", n)
	}
}

// TestArchiveUsed: raw data that a result stands on goes only with a reason; that of a closed experiment not at all.
func TestArchiveUsed(t *testing.T) {
	l := open(t)
	r := l.upload(t, "a.jdx", spectrum(20))
	traceID, _ := id.Parse(fmt.Sprint(r.Get("traces.0.id")))
	err := lineage.NewService(l.Kit).Record(l.Ctx("a", "scientist"), lineage.Edge{From: lineage.Node{Type: lineage.Trace, ID: traceID},
		To: lineage.Node{Type: lineage.Result, ID: id.New()}, Relation: lineage.Input})
	if err != nil {
		t.Fatal(err)
	}
	want(t, l.api.Do("a/manager", "DELETE", "/files/"+r.ID(), nil, "If-Match", `"1"`).Want(422), "code", "reason_required")
	l.api.Do("a/manager", "DELETE", "/files/"+r.ID(), nil, "If-Match", `"1"`, "X-Change-Reason", "measured twice").Want(204)

	experimentID := l.experiment(t, "a", "running")
	r = l.post(t, "a/scientist", []part{content("b", "x"), value("experiment_id", experimentID)}).Want(201)
	l.set(t, "update experiments set status = 'approved' where id = ?", experimentID)
	l.api.Do("a/manager", "DELETE", "/files/"+r.ID(), nil, "If-Match", `"1"`, "X-Change-Reason", "why not").Want(409)
	l.set(t, "update experiments set status = 'running', locked_at = now() where id = ?", experimentID)
	l.api.Do("a/manager", "DELETE", "/files/"+r.ID(), nil, "If-Match", `"1"`, "X-Change-Reason", "why not").Want(423)
	l.post(t, "a/scientist", []part{content("c", "x"), value("experiment_id", experimentID)}).Want(423)
	l.set(t, "update files set locked_at = now() where id = ?", uuid(t, r.ID()))
	l.api.Do("a/manager", "DELETE", "/files/"+r.ID(), nil, "If-Match", `"1"`, "X-Change-Reason", "why not").Want(423)
	want(t, l.api.Do("a/manager", "GET", "/files/"+r.ID(), nil).Want(200), "_actions.delete.reason", "locked")
}

func uuid(t *testing.T, s string) id.ID {
	t.Helper()
	v, ok := id.Parse(s)
	if !ok {
		t.Fatalf("%q is no id", s)
	}
	return v
}

// set writes what another module would.
func (l *lab) set(t *testing.T, statement string, recordID id.ID) {
	t.Helper()
	ctx := tenancy.WithStamp(l.Ctx("a", "admin"), tenancy.Stamp{Event: "signature.created"}) // what is locked changes by signing alone
	if err := l.DB.InTx(ctx, func(ctx context.Context) error { return l.DB.Q(ctx).Exec(statement, recordID).Error }); err != nil {
		t.Fatal(err)
	}
}

// points reads a window both ways and fails when they differ.
func (l *lab) points(t *testing.T, traceID, query string) (x, y []float64) {
	t.Helper()
	path := "/traces/" + traceID + "/data" + query
	var doc struct{ X, Y []*float64 }
	if err := json.Unmarshal(l.see(t, path).Body, &doc); err != nil {
		t.Fatal(err)
	}
	raw := l.api.Do("a/viewer", "GET", path, nil, "Accept", "application/octet-stream").Want(200)
	if raw.Header.Get("Content-Type") != "application/octet-stream" || raw.Header.Get("Vary") != "Accept" || len(raw.Body) != 16*len(doc.X) || len(doc.X) != len(doc.Y) {
		t.Fatalf("%s: %d x, %d y, %d bytes, %v", path, len(doc.X), len(doc.Y), len(raw.Body), raw.Header)
	}
	for i := range doc.X {
		px := math.Float64frombits(binary.LittleEndian.Uint64(raw.Body[16*i:]))
		py := math.Float64frombits(binary.LittleEndian.Uint64(raw.Body[16*i+8:]))
		if !agree(doc.X[i], px) || !agree(doc.Y[i], py) {
			t.Fatalf("%s: point %d differs between JSON and bytes", path, i)
		}
		x, y = append(x, px), append(y, py)
	}
	return x, y
}

func agree(text *float64, v float64) bool {
	if text == nil {
		return math.IsNaN(v) || math.IsInf(v, 0)
	}
	return *text == v
}

// TestData: full resolution, windows, thinning that keeps a spike of one sample.
func TestData(t *testing.T) {
	l := open(t)
	traceID := fmt.Sprint(l.upload(t, "a.jdx", spectrum(5000)).Get("traces.0.id"))
	x, y := l.points(t, traceID, "")
	if len(x) != 5000 || x[0] != 100 || x[4999] != 5099 || y[421] != 9000 {
		t.Fatalf("%d points from %v", len(x), x[:min(3, len(x))])
	}
	for _, n := range []int{1, 7, 100, 1600} {
		x, y := l.points(t, traceID, fmt.Sprintf("?points=%d", n))
		if len(x) > 2*n+2 || x[0] != 100 || x[len(x)-1] != 5099 {
			t.Errorf("points=%d: %d values from %v to %v", n, len(x), x[0], x[len(x)-1])
		}
		at := -1
		for i := range y {
			if y[i] == 9000 {
				at = i
			}
		}
		if at < 0 || x[at] != 521 {
			t.Errorf("points=%d lost the spike", n)
		}
	}
	for query, w := range map[string][3]float64{"?x0=200&x1=210": {200, 210, 11}, "?x0=5000": {5000, 5099, 100}, "?x1=100.5": {100, 100, 1}, "?x0=1e3&x1=1e3": {1000, 1000, 1}, "?x0=200&x1=4200&points=50": {200, 4200, 102}} {
		x, _ := l.points(t, traceID, query)
		if len(x) != int(w[2]) || x[0] != w[0] || x[len(x)-1] != w[1] {
			t.Errorf("%s: %d points", query, len(x))
		}
	}
	if x, _ := l.points(t, traceID, "?x0=-10&x1=-5&points=9"); len(x) != 0 {
		t.Errorf("%d points outside the curve", len(x))
	}
	for _, bad := range []string{"?x0=2&x1=1", "?x0=NaN", "?x1=Inf", "?x0=-infinity", "?x0=", "?x0=1e999", "?x0=1,5", "?points=0", "?points=-5", "?points=1.5", "?points=100001", "?points=99999999999999999999",
		"?points=", "?x0=1&x0=2", "?y0=1", "?x0=%zz", "?x0=1;x1=2"} {
		r := l.api.Do("a/viewer", "GET", "/traces/"+traceID+"/data"+bad, nil)
		if r.Status != 422 {
			t.Errorf("%s: %d", bad, r.Status)
		}
	}
}

func TestAccept(t *testing.T) {
	l := open(t)
	traceID := fmt.Sprint(l.upload(t, "a.jdx", spectrum(10)).Get("traces.0.id"))
	for accept, kind := range map[string]string{"": "application/json", "*/*": "application/json", "text/html": "application/json", "application/json": "application/json",
		"application/octet-stream": "application/octet-stream", "application/octet-stream, */*;q=0.1": "application/octet-stream", "application/json;q=0.5, application/octet-stream": "application/octet-stream",
		"application/octet-stream;q=0.1, application/json": "application/json", "application/octet-stream;q=0": "application/json", ";;": "application/json"} {
		r := l.api.Do("a/viewer", "GET", "/traces/"+traceID+"/data", nil, "Accept", accept).Want(http.StatusOK)
		if got := r.Header.Get("Content-Type"); got != kind {
			t.Errorf("Accept %q: %s", accept, got)
		}
	}
}

// TestMap: many traces in one file keep their order, coordinates and one header.
func TestMap(t *testing.T) {
	l := open(t)
	r := l.upload(t, "map.fake", "FAKE map 2000")
	want(t, r, "trace_count", 2000)
	if list, _ := r.Get("traces").([]any); len(list) != 1000 {
		t.Errorf("%d traces in the answer", len(list))
	}
	cursor, n := "", 0
	for {
		p := l.see(t, "/traces?limit=200&file_id="+r.ID()+cursor)
		var list struct {
			Items []struct {
				TraceIndex int `json:"trace_index"`
			}
		}
		if err := json.Unmarshal(p.Body, &list); err != nil {
			t.Fatal(err)
		}
		for _, i := range list.Items {
			if i.TraceIndex != n {
				t.Fatalf("trace %d at place %d", i.TraceIndex, n)
			}
			n++
		}
		next, more := p.Get("next_cursor").(string)
		if !more {
			break
		}
		cursor = "&cursor=" + next
	}
	if n != 2000 {
		t.Errorf("%d traces listed", n)
	}
	last := l.see(t, "/traces/"+fmt.Sprint(r.Get("traces.999.id")))
	for path, v := range map[string]any{"coord.x.value": 999, "coord.x.unit": "um", "meta.0.key": "Laser", "meta.0.value": "532 nm", "title": "map", "n": 400, "filename": "map.fake"} {
		want(t, last, path, v)
	}
	loaded, err := l.traces.Load(l.Ctx("a", "scientist"), uuid(t, fmt.Sprint(r.Get("traces.999.id"))))
	if err != nil {
		t.Fatal(err)
	}
	if len(loaded.X) != 400 || loaded.Y[3] != float64(999*3%997)/3 || loaded.FileSHA256 != r.Get("sha256") || len(loaded.Meta) != 1 || loaded.XAxis.Unit != "cm-1" || loaded.Reader != "fake" {
		t.Errorf("%+v", loaded)
	}
}

// TestDamagedTrace: numbers that changed in the database are refused, not computed with.
func TestDamagedTrace(t *testing.T) {
	l := open(t)
	traceID := fmt.Sprint(l.upload(t, "a.jdx", spectrum(100)).Get("traces.0.id"))
	l.owner(t, "update trace_data set x = set_byte(x, 7, get_byte(x, 7) # 1)") // start of the axis: no checksum of zstd over it
	if _, err := l.traces.Load(l.Ctx("a", "scientist"), uuid(t, traceID)); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("loaded: %v", err)
	}
	l.owner(t, "update trace_data set y = '\\x00'")
	want(t, l.api.Do("a/viewer", "GET", "/traces/"+traceID+"/data", nil).Want(409), "code", "content_damaged")
}

// owner changes rows behind the server's back.
func (l *lab) owner(t *testing.T, statement string) {
	t.Helper()
	admin, err := sql.Open("pgx", l.Pg.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	if _, err := admin.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}
