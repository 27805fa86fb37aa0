package files_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

func sum(s string) (hexed, digest string) {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:]), "sha-256=:" + base64.StdEncoding.EncodeToString(h[:]) + ":"
}

func want(t *testing.T, r interface{ Get(string) any }, path string, expected any) {
	t.Helper()
	if got := r.Get(path); fmt.Sprint(got) != fmt.Sprint(expected) {
		t.Errorf("%s = %v, want %v", path, got, expected)
	}
}

// TestP11_41_Upload walks from the bytes to the numbers and back to the bytes.
func TestP11_41_Upload(t *testing.T) {
	l := open(t)
	sampleID, instrumentID, experimentID := l.sample(t, "a"), l.instrument(t, "a"), l.experiment(t, "a", "running")
	text := spectrum(1000)
	r := l.post(t, "a/technician", []part{value("sample_id", sampleID), content("Si line.jdx", text), value("instrument_id", instrumentID), value("experiment_id", experimentID)}).Want(201)
	hash, digest := sum(text)
	for path, v := range map[string]any{"filename": "Si line.jdx", "size": len(text), "sha256": hash, "parser": "jcamp", "status": "parsed", "warnings": "[]", "trace_count": 1,
		"sample_id": sampleID, "sample_name": "Wafer 7", "experiment_title": "Stress map", "instrument_name": "Raman 1", "version": 1, "created_by": l.User("a", "technician"),
		"traces.0.title": "Silicon", "traces.0.technique": "raman", "traces.0.n": 1000, "traces.0.x_unit": "cm-1", "traces.0.x_kind": "raman_shift", "traces.0.y_unit": "counts",
		"traces.0.x_min": 100, "traces.0.x_max": 1099, "traces.0.y_min": 100, "traces.0.y_max": 9000, "_actions.delete": false} {
		want(t, r, path, v)
	}
	if strings.Contains(string(r.Body), "storage_key") {
		t.Error("the answer tells where the bytes lie")
	}
	if code, _ := r.Get("code").(string); !strings.HasPrefix(code, "FIL-") || r.Header.Get("Location") != "/files/"+r.ID() || r.Header.Get("ETag") != `"1"` {
		t.Errorf("code %v, headers %v", r.Get("code"), r.Header)
	}
	again := l.api.Do("a/viewer", "GET", "/files/"+r.ID(), nil).Want(200)
	if strings.TrimSpace(string(again.Body)) != string(r.Body) {
		t.Errorf("reading answers otherwise than uploading:\n%s\n%s", again.Body, r.Body)
	}
	down := l.api.Do("a/viewer", "GET", "/files/"+r.ID()+"/content", nil).Want(200)
	if string(down.Body) != text || down.Header.Get("Repr-Digest") != digest || down.Header.Get("ETag") != `"`+hash+`"` {
		t.Errorf("other bytes or headers: %v", down.Header)
	}
	l.checkLineage(t, r.ID(), sampleID, experimentID, fmt.Sprint(r.Get("traces.0.id")))
	l.checkAudit(t, r.ID())
}

func (l *lab) checkLineage(t *testing.T, fileID string, sampleID, experimentID id.ID, traceID string) {
	t.Helper()
	g := l.api.Do("a/viewer", "GET", "/lineage/file/"+fileID, nil).Want(200)
	var graph struct {
		Edges []struct{ From, To, Relation string }
	}
	if err := json.Unmarshal(g.Body, &graph); err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, e := range graph.Edges {
		found[e.From+" "+e.Relation+" "+e.To] = true
	}
	for _, e := range []string{sampleID.String() + " file_of " + fileID, experimentID.String() + " file_of " + fileID, fileID + " parsed " + traceID} {
		if !found[e] {
			t.Errorf("no edge %s in %s", e, g.Body)
		}
	}
}

func (l *lab) checkAudit(t *testing.T, fileID string) {
	t.Helper()
	n := map[string]int{}
	for _, e := range l.Audit(t, "a") {
		if e.Action == "file.created" {
			n[e.TableName]++
			if e.ActorName != "Technician A" {
				t.Errorf("%s by %s", e.TableName, e.ActorName)
			}
			if e.TableName == "files" && e.RecordID != fileID {
				t.Errorf("entry about %s", e.RecordID)
			}
		}
	}
	if n["files"] != 1 || n["traces"] != 1 || n["data_lineage"] != 3 {
		t.Errorf("audit entries %v", n)
	}
}

// TestOutcomes: whatever the content is, the file is kept with a clear word about it, or nothing is.
func TestOutcomes(t *testing.T) {
	l := open(t)
	good := spectrum(1000)
	flipped := []byte(good)
	for i := 400; i < len(flipped); i += 97 {
		flipped[i] ^= 0x40
	}
	for name, c := range map[string]struct {
		text, status, parser, warning string
		traces                        int
	}{
		"empty":              {"", "unreadable", "<nil>", "empty_file", 0},
		"junk":               {"\x00\x01\x02\xff\xfe" + strings.Repeat("\x93\x00", 5000), "unreadable", "<nil>", "no_reader", 0},
		"script":             {`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, "unreadable", "<nil>", "no_reader", 0},
		"half a reader":      {"FAKE half 2", "damaged", "fake", "damaged", 2},
		"over a limit":       {"FAKE limit 1", "damaged", "fake", "over_limit", 1},
		"unknown variant":    {"FAKE variant 0", "unreadable", "<nil>", "unsupported_variant", 0},
		"failing reader":     {"FAKE panic 0", "damaged", "fake", "reader_failed", 0},
		"hostile numbers":    {"FAKE hostile 0", "parsed", "fake", "", 2},
		"endless reading":    {"FAKE slow 0", "unreadable", "<nil>", "reading_timeout", 0},
		"truncated":          {good[:len(good)/2], "", "jcamp", "", -1},
		"bits flipped":       {string(flipped), "", "", "", -1},
		"claims two billion": {strings.Replace(good, "##NPOINTS=1000", "##NPOINTS=2147483647", 1), "", "jcamp", "", -1},
	} {
		t.Run(name, func(t *testing.T) {
			r := l.upload(t, name+".jdx", c.text)
			if c.status != "" {
				want(t, r, "status", c.status)
			}
			if c.parser != "" {
				want(t, r, "parser", c.parser)
			}
			if c.warning != "" && !strings.Contains(string(r.Body), `"code":"`+c.warning+`"`) {
				t.Errorf("no warning %s in %s", c.warning, r.Body)
			}
			if c.traces >= 0 {
				want(t, r, "trace_count", c.traces)
			}
			if fmt.Sprint(r.Get("status")) != "parsed" && fmt.Sprint(r.Get("warnings")) == "[]" {
				t.Errorf("no word about what is wrong: %s", r.Body)
			}
			if down := l.see(t, "/files/"+r.ID()+"/content"); string(down.Body) != c.text {
				t.Error("other bytes come back")
			}
			l.see(t, "/files/"+r.ID())
			for i := range max(0, c.traces) {
				traceID := fmt.Sprint(r.Get(fmt.Sprintf("traces.%d.id", i)))
				l.see(t, "/traces/"+traceID)
				l.see(t, "/traces/"+traceID+"/data?points=10")
			}
		})
	}
}

// TestForms: what is no upload is refused in clear words, and nothing stays.
func TestForms(t *testing.T) {
	l := open(t)
	f := content("a.jdx", spectrum(10))
	named := func(name string) part { p := f; p.name = name; return p }
	for name, c := range map[string]struct {
		parts   []part
		status  int
		pointer string
	}{
		"no file":             {[]part{value("sample_id", id.New())}, 422, "/file"},
		"path after its file": {[]part{f, {field: "path", text: "a/a.jdx", plain: true}}, 422, "/path"},
		"two files, other":    {[]part{f, {field: "file2", name: "b", text: "b"}}, 422, "/file2"},
		"unknown field":       {[]part{f, {field: "org_id", text: "x", plain: true}}, 422, "/org_id"},
		"field twice":         {[]part{{field: "sample_id", plain: true}, {field: "sample_id", plain: true}, f}, 422, "/sample_id"},
		"file without name":   {[]part{{field: "file", text: "x", plain: true}}, 422, "/file"},
		"empty name":          {[]part{named("")}, 422, "/file"},
		"blank name":          {[]part{named("  ")}, 422, "/file"},
		"path":                {[]part{named("../../etc/passwd")}, 422, "/file"},
		"windows path":        {[]part{named(`..\\..\\boot.ini`)}, 422, "/file"},
		"dots":                {[]part{named("..")}, 422, "/file"},
		"direction":           {[]part{named("spectrum\u202Egpj.exe")}, 422, "/file"},
		"invalid utf-8":       {[]part{named("a\xff\xfe.jdx")}, 422, "/file"},
		"long name":           {[]part{named(strings.Repeat("é", 128))}, 422, "/file"},
		"not an id":           {[]part{f, {field: "sample_id", text: "1 or 1=1", plain: true}}, 422, "/sample_id"},
		"not an id, huge":     {[]part{f, {field: "sample_id", text: strings.Repeat("a", 50_000), plain: true}}, 422, "/sample_id"},
		"nobody's sample":     {[]part{f, value("sample_id", id.New())}, 422, "/sample_id"},
		"nobody's instrument": {[]part{f, value("instrument_id", id.New())}, 422, "/instrument_id"},
		"nobody's experiment": {[]part{f, value("experiment_id", id.New())}, 422, "/experiment_id"},
		"their sample":        {[]part{f, value("sample_id", l.sample(t, "b"))}, 422, "/sample_id"},
		"their instrument":    {[]part{f, value("instrument_id", l.instrument(t, "b"))}, 422, "/instrument_id"},
		"their experiment":    {[]part{f, value("experiment_id", l.experiment(t, "b", "running"))}, 422, "/experiment_id"},
		"base64":              {[]part{{field: "file", name: "a", text: "YQ==", header: map[string]string{"Content-Transfer-Encoding": "base64"}}}, 422, "/file"},
		"approved experiment": {[]part{f, value("experiment_id", l.experiment(t, "a", "approved"))}, 409, ""},
		"voided experiment":   {[]part{f, value("experiment_id", l.experiment(t, "a", "voided"))}, 409, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := l.post(t, "a/scientist", c.parts).Want(c.status)
			if c.pointer != "" {
				want(t, r, "errors.0.pointer", c.pointer)
			}
			l.nothing(t)
		})
	}
}

// TestRawBodies: bodies that no client library writes.
func TestRawBodies(t *testing.T) {
	l := open(t)
	whole, kind := encode(t, content("a.jdx", spectrum(100)))
	head := "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n"
	for name, c := range map[string]struct {
		kind, body string
		status     int
	}{
		"json":                {"application/json", `{"file":"x"}`, 415},
		"no content type":     {"", "x", 415},
		"urlencoded":          {"application/x-www-form-urlencoded", "file=x", 415},
		"no boundary":         {"multipart/form-data", whole, 400},
		"long boundary":       {"multipart/form-data; boundary=" + strings.Repeat("b", 200), whole, 400},
		"other boundary":      {"multipart/form-data; boundary=zzz", whole, 400},
		"empty":               {kind, "", 400},
		"cut in the file":     {kind, whole[:len(whole)/2], 400},
		"cut at the boundary": {kind, whole[:len(whole)-6], 400},
		"no disposition":      {"multipart/form-data; boundary=B", "--B\r\n\r\nx\r\n--B--\r\n", 400},
		"attachment":          {"multipart/form-data; boundary=B", "--B\r\nContent-Disposition: attachment; name=\"file\"; filename=\"a\"\r\n\r\nx\r\n--B--\r\n", 400},
		"NUL in the name":     {"multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\x00.jdx\"\r\n\r\nx\r\n--B--\r\n", 400},
		"header without end":  {"multipart/form-data; boundary=B", head, 400},
		"too many headers":    {"multipart/form-data; boundary=B", head + strings.Repeat("X-A: b\r\n", 20_000) + "\r\nx\r\n--B--\r\n", 400},
		"next header cut":     {"multipart/form-data; boundary=B", head + "\r\nx\r\n--B\r\nContent-Disposition: form-data; na", 400},
		"next part cut":       {"multipart/form-data; boundary=B", head + "\r\nx\r\n--B\r\nContent-Disposition: form-data; name=\"sample_id\"\r\n\r\n", 400},
		"endless epilogue":    {"multipart/form-data; boundary=B", head + "\r\nx\r\n--B--\r\n" + strings.Repeat("y", 50_000), 400},
		"many empty parts":    {"multipart/form-data; boundary=B", strings.Repeat("--B\r\n\r\n\r\n", 5000) + "--B--\r\n", 400},
	} {
		t.Run(name, func(t *testing.T) {
			r := l.api.Do("a/scientist", "POST", "/files", c.body, "Content-Type", c.kind)
			if r.Status != c.status {
				t.Errorf("%d: %s", r.Status, r.Body)
			}
			if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/problem+json") {
				t.Errorf("content type %s", r.Header.Get("Content-Type"))
			}
			l.nothing(t)
		})
	}
}

// TestX07_Size: over the limit is 413, told or found, with and without a length, and nothing stays.
func TestX07_Size(t *testing.T) {
	l := openLimited(t, 10_000)
	at, kind := encode(t, content("a.bin", strings.Repeat("x", 10_000)))
	l.api.Do("a/scientist", "POST", "/files", at, "Content-Type", kind).Want(201)
	before := l.rows(t)
	over, kind := encode(t, content("a.bin", strings.Repeat("x", 10_001)))
	far, farKind := encode(t, content("a.bin", strings.Repeat("x", 200_000)))
	for name, call := range map[string]int{
		"one byte":        l.api.Do("a/scientist", "POST", "/files", over, "Content-Type", kind).Status,
		"chunked":         l.api.Do("a/scientist", "POST", "/files", unsized{strings.NewReader(far)}, "Content-Type", farKind).Status,
		"length tells it": l.api.Do("a/scientist", "POST", "/files", far, "Content-Type", farKind).Status,
	} {
		if call != 413 {
			t.Errorf("%s: %d", name, call)
		}
	}
	if n := l.rows(t); n != before || len(l.blobs(t)) != 1 {
		t.Errorf("%d rows, before %d; blobs %v", n, before, l.blobs(t))
	}
}

// TestP11_32_Digest: a wrong digest stores nothing; a right one, of the file or of the whole body, is fine.
func TestP11_32_Digest(t *testing.T) {
	l := open(t)
	text := spectrum(50)
	body, kind := encode(t, content("a.jdx", text))
	_, ofFile := sum(text)
	_, ofBody := sum(body)
	_, other := sum("other")
	post := func(headers ...string) int {
		return l.api.Do("a/scientist", "POST", "/files", body, append([]string{"Content-Type", kind}, headers...)...).Status
	}
	for _, header := range []string{"Content-Digest", "Repr-Digest"} {
		for _, wrong := range []string{other, "sha-256=:AAAA:", "sha-256=" + strings.Repeat("A", 44), "sha-512=:AAAA:", "sha-256=::", "sha-256", "nonsense", "sha-256=:!:"} {
			if s := post(header, wrong); s != 422 {
				t.Errorf("%s: %s: %d", header, wrong, s)
			}
		}
	}
	if r := l.post(t, "a/scientist", []part{{field: "file", name: "a", text: text, header: map[string]string{"Content-Digest": other}}}); r.Status != 422 {
		t.Errorf("wrong digest of the part: %d", r.Status)
	}
	l.nothing(t)
	for _, right := range []string{ofFile, ofBody, "sha-512=:AAAA:, " + ofFile, "SHA-256=" + strings.TrimPrefix(ofFile, "sha-256=") + ";x=1"} {
		if s := post("Content-Digest", right); s != 201 {
			t.Errorf("%s: %d", right, s)
		}
	}
	if r := l.post(t, "a/scientist", []part{{field: "file", name: "a", text: text, header: map[string]string{"Content-Digest": ofFile}}}); r.Status != 201 {
		t.Errorf("right digest of the part: %d", r.Status)
	}
}

// TestF19_Repeat: the same key and content answer the same file, whatever the boundary; other content is refused.
func TestF19_Repeat(t *testing.T) {
	l := open(t)
	f := content("a.jdx", spectrum(50))
	first := l.post(t, "a/scientist", []part{f}, "Idempotency-Key", "k1").Want(201)
	second := l.post(t, "a/scientist", []part{f}, "Idempotency-Key", "k1").Want(201)
	if first.ID() != second.ID() || second.Header.Get("Idempotent-Replayed") != "true" || string(first.Body) != string(second.Body) {
		t.Errorf("another answer: %v %s", second.Header, second.Body)
	}
	l.post(t, "a/scientist", []part{content("a.jdx", spectrum(51))}, "Idempotency-Key", "k1").Want(422)
	l.post(t, "a/scientist", []part{content("b.jdx", spectrum(50))}, "Idempotency-Key", "k1").Want(422)
	if b := l.blobs(t); len(b) != 1 {
		t.Errorf("blobs of repeats stayed: %v", b)
	}
	// Without a key the same bytes may come twice: two measurements can be equal.
	l.post(t, "a/scientist", []part{f}).Want(201)
	list := l.api.Do("a/viewer", "GET", "/files?sha256="+fmt.Sprint(first.Get("sha256")), nil).Want(200)
	if items, _ := list.Get("items").([]any); len(items) != 2 {
		t.Errorf("%d files of these bytes, want 2", len(items))
	}
}

func TestRoles(t *testing.T) {
	l := open(t)
	f := []part{content("a.jdx", spectrum(50))}
	l.post(t, "", f).Want(401)
	l.post(t, "a/viewer", f).Want(403)
	l.post(t, "a/auditor", f).Want(403)
	l.nothing(t)
	r := l.post(t, "a/technician", f).Want(201)
	l.api.Do("a/scientist", "DELETE", "/files/"+r.ID(), nil, "If-Match", `"1"`).Want(403)
}
