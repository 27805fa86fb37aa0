package files_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

func field(name, text string) part { return part{field: name, text: text, plain: true} }

// stored counts the files that are records.
func (l *lab) stored(t testing.TB) (n int) {
	t.Helper()
	if err := l.DB.Q(l.Ctx("a", "admin")).Raw("select count(*) from files").Row().Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// hide moves a file into a project that is for its members, of whom there are none.
func (l *lab) hide(t testing.TB, fileID string) {
	t.Helper()
	project := l.insert(t, "a", "insert into projects (org_id, id, name, access) values (?,?,'Closed','members')")
	ctx := l.Ctx("a", "admin")
	err := l.DB.InTx(ctx, func(ctx context.Context) error {
		return l.DB.Q(ctx).Exec("update samples set project_id = ? where id = (select sample_id from files where id = ?)", project, fileID).Error
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (l *lab) key(t testing.TB, instrument id.ID) id.ID {
	t.Helper()
	return l.insert(t, "a", "insert into api_keys (org_id, id, user_id, name, prefix, secret_hash, instrument_id, expires_at) values (?,?,'"+l.User("a", "technician").String()+"','k','spk_t_1','\\x00','"+instrument.String()+"', now() + interval '1 day')")
}

// damage changes the stored bytes behind the server's back.
func (l *lab) damage(t testing.TB) {
	t.Helper()
	if err := os.WriteFile(l.blobs(t)[0], []byte("tuxt"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// ask calls as a viewer and gives the file names that come.
func (l *lab) ask(t testing.TB, actor, query string) string {
	t.Helper()
	var names []string
	items, _ := l.api.Do(actor, "GET", "/files?sort=filename&"+query, nil).Want(200).Get("items").([]any)
	for _, x := range items {
		item, _ := x.(map[string]any)
		names = append(names, fmt.Sprint(item["filename"]))
	}
	return strings.Join(names, " ")
}

// TestTextOfFiles: what stands in a file finds it, for its own organisation alone; a hostile one costs only itself.
func TestTextOfFiles(t *testing.T) {
	l := open(t)
	l.upload(t, "notes.txt", "Annealed the perovskite stack at 140 C\n1.0 2.0\n")
	l.upload(t, "peak.jdx", spectrum(10))
	l.upload(t, "bomb.docx", "PK\x03\x04 not a zip at all")
	l.upload(t, "grid.csv", "FAKE half 3")
	if got := l.api.Do("a/viewer", "GET", "/files?sort=filename", nil).Want(200).Get("items.0.text_status"); got != "waiting" {
		t.Errorf("before: %v", got)
	}
	for _, org := range []string{"a", "b"} {
		for _, work := range []func(context.Context) error{l.files.QueueTexts, l.files.IndexTexts} {
			ctx := tenancy.WithStamp(tenancy.With(t.Context(), tenancy.Job(l.Org(org), "test")), tenancy.Stamp{Event: "file.indexed"})
			if err := work(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	for query, want := range map[string]string{
		"q=perovskite": "notes.txt", "q=STACK+perov": "notes.txt", "q=perovskite+gold": "", "q=silicon": "peak.jdx", "q=notes": "notes.txt", "q=perovskite&count=true": "notes.txt",
		"q=erovskite": "", "q=%25": "", "q='": "", "q=perovskite&status=damaged": "", "technique=raman": "grid.csv peak.jdx", "technique=xps": "", "q=silicon&technique=raman&limit=1": "peak.jdx",
		"q=perovskite&sort=-size": "notes.txt",
	} {
		if strings.Contains(query, "sort=") {
			if got := l.api.Do("a/viewer", "GET", "/files?"+query, nil).Want(200).Get("items.0.filename"); got != want {
				t.Errorf("%s: %v", query, got)
			}
			continue
		}
		if got := l.ask(t, "a/viewer", query); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	if got := l.ask(t, "b/viewer", "q=perovskite"); got != "" {
		t.Errorf("another organisation finds %q", got)
	}
	states := map[string]any{}
	items, _ := l.api.Do("a/viewer", "GET", "/files", nil).Get("items").([]any)
	for _, x := range items {
		item, _ := x.(map[string]any)
		states[fmt.Sprint(item["filename"])] = item["text_status"]
	}
	if fmt.Sprint(states) != "map[bomb.docx:failed grid.csv:indexed notes.txt:indexed peak.jdx:indexed]" {
		t.Errorf("%v", states)
	}
}

// TestFolder: several files in one request, each with its path and its own outcome.
func TestFolder(t *testing.T) {
	l := open(t)
	sample := l.sample(t, "a")
	parts := []part{value("sample_id", sample), field("path", `run7\1/fid`), content("fid", "raw"), field("path", "run7/acqus"), content("acqus", "##TITLE= x"),
		field("path", "../../etc/passwd"), content("passwd", "x"), field("path", "run7/NUL.txt"), content("NUL.txt", "x"), field("path", "run7/other"), content("name", "x"), content("plain.txt", "plain")}
	r := l.post(t, "a/scientist", parts, "Idempotency-Key", "folder").Want(201)
	if !strings.HasSuffix(string(r.Body), `"stored":3,"failed":3}`) || r.Get("items.0.file.path") != "run7/1/fid" || r.Get("items.0.file.sample_id") != sample.String() || strings.Count(string(r.Body), `"code":"invalid_path"`) != 3 {
		t.Fatalf("%s", r.Body)
	}
	again := l.post(t, "a/scientist", parts, "Idempotency-Key", "folder").Want(201)
	if again.Get("items.0.file.id") != r.Get("items.0.file.id") || l.stored(t) != 3 || len(l.blobs(t)) != 3 {
		t.Errorf("the repeat stored again: %d rows, %d blobs", l.stored(t), len(l.blobs(t)))
	}
	for query, want := range map[string]string{"path_prefix=run7/": "acqus fid", "path_prefix=run7/1": "fid", "path_prefix=run8": "", "path_prefix=%25": "", "q=fid&path_prefix=run7/1": "fid"} {
		if got := l.ask(t, "a/viewer", query); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	l.archive(t, sample, r)
	bad := l.post(t, "a/scientist", []part{field("path", "/a"), content("a", "x"), field("path", "C:/b"), content("b", "y")}).Want(422)
	if bad.Get("code") != "nothing_stored" || bad.Get("errors.0.pointer") != "/file/0" {
		t.Errorf("%s", bad.Body)
	}
	body, contentType := encode(t, content("a", "x"), content("b", "y"))
	cut := l.api.Do("a/scientist", "POST", "/files", body[:len(body)-30], "Content-Type", contentType)
	if cut.Status != 400 || l.stored(t) != 3 || len(l.blobs(t)) != 3 {
		t.Errorf("a body cut short: %d, %d rows, %d blobs", cut.Status, l.stored(t), len(l.blobs(t)))
	}
	wrong := l.post(t, "a/scientist", []part{content("a", "x"), content("b", "y")}, "Content-Digest", "sha-256=:"+strings.Repeat("A", 43)+"=:")
	if wrong.Status != 422 || len(l.blobs(t)) != 3 { // P11-32
		t.Errorf("a wrong digest: %d, %d blobs", wrong.Status, len(l.blobs(t)))
	}
}

func (l *lab) archive(t *testing.T, sample id.ID, r *apptest.Answer) {
	t.Helper()
	got := l.api.Do("a/viewer", "GET", "/files/archive?sample_id="+sample.String(), nil).Want(200)
	z, err := zip.NewReader(bytes.NewReader(got.Body), int64(len(got.Body)))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		texts[f.Name] = string(text)
	}
	sum, _ := r.Get("items.0.file.sha256").(string)
	if texts["run7/1/fid"] != "raw" || texts["plain.txt"] != "plain" || len(texts) != 5 || !strings.Contains(texts["SHA256SUMS"], sum+"  run7/1/fid\n") {
		t.Errorf("%v", texts)
	}
	entries := l.Audit(t, "a")
	if last := entries[len(entries)-1]; last.Action != "file.exported" {
		t.Errorf("the trail ends with %s", last.Action)
	}
	l.api.Do("b/viewer", "GET", "/files/archive?sample_id="+sample.String(), nil).Want(404)
	fileID, _ := r.Get("items.0.file.id").(string)
	for query, status := range map[string]int{"": 422, "?ids=x": 422, "?ids=" + id.New().String(): 404, "?ids=" + fileID + "," + id.New().String(): 404, "?ids=" + fileID + "&sample_id=" + sample.String(): 422, "?ids=" + fileID + "," + fileID: 200} {
		l.api.Do("a/viewer", "GET", "/files/archive"+query, nil).Want(status)
	}
}

// TestDamagedIsNotArchived: no archive begins with a file whose bytes are no longer the record's.
func TestDamagedIsNotArchived(t *testing.T) {
	l := open(t)
	fileID := l.upload(t, "a.txt", "text").ID()
	l.damage(t)
	if r := l.api.Do("a/viewer", "GET", "/files/archive?ids="+fileID, nil).Want(409); r.Get("code") != "content_damaged" {
		t.Errorf("%s", r.Body)
	}
}

// keyed signs in as the key of an instrument.
type keyed struct {
	l               *lab
	instrument, key id.ID
}

// Authenticate is what the real one does for such a key.
func (k keyed) Authenticate(ctx context.Context, _ *http.Request) (*tenancy.Actor, error) {
	a := *k.l.Actor("a", "technician")
	a.Kind, a.Instrument, a.Scopes, a.RequestID = tenancy.APIKey, &k.instrument, []string{"file:create", "file:read"}, endpoint.RequestID(ctx)
	a.APIKeyID = k.key
	return &a, nil
}

// TestP11_13IngestByTheInstrumentsKey: its own data alone, named with instrument and key, and never twice.
func TestP11_13IngestByTheInstrumentsKey(t *testing.T) {
	l := open(t)
	instrument, elsewhere, sample := l.instrument(t, "a"), l.instrument(t, "a"), l.sample(t, "a")
	var code string
	if err := l.DB.Q(l.Ctx("a", "viewer")).Raw("select code from samples where id = ?", sample).Row().Scan(&code); err != nil {
		t.Fatal(err)
	}
	l.api.Auth = keyed{l, instrument, l.key(t, instrument)}
	parts := []part{field("path", "day1/a.jdx"), field("sample", strings.ToLower(code)), content("a.jdx", spectrum(10))}
	r := l.post(t, "a/technician", parts).Want(201)
	if r.Get("source") != "agent" || r.Get("instrument_id") != instrument.String() || r.Get("sample_id") != sample.String() || r.Get("api_key_id") == nil {
		t.Fatalf("%s", r.Body)
	}
	if again := l.post(t, "a/technician", parts).Want(200); again.ID() != r.ID() || l.stored(t) != 1 || len(l.blobs(t)) != 1 { // F-21
		t.Errorf("delivered twice, stored twice: %s", again.Body)
	}
	done := make(chan *apptest.Answer, 8)
	other := []part{field("path", "day1/b.jdx"), content("b.jdx", spectrum(11))}
	body, contentType := encode(t, other...)
	for range cap(done) {
		go func() { done <- l.api.Do("a/technician", "POST", "/files", body, "Content-Type", contentType) }()
	}
	for range cap(done) {
		if got := <-done; got.Status >= 300 {
			t.Errorf("%d %s", got.Status, got.Body)
		}
	}
	if l.stored(t) != 2 || len(l.blobs(t)) != 2 {
		t.Errorf("eight deliveries at once: %d rows, %d blobs", l.stored(t), len(l.blobs(t)))
	}
	if got := l.post(t, "a/technician", append([]part{value("instrument_id", elsewhere)}, other...)).Want(403); got.Get("code") != "other_instrument" {
		t.Errorf("%s", got.Body)
	}
	l.hide(t, r.ID())
	if got := l.post(t, "a/technician", parts).Want(409); got.Get("code") != "already_delivered" || l.stored(t) != 2 || len(l.blobs(t)) != 2 {
		t.Errorf("hidden and delivered again: %s", got.Body)
	}
	lost := l.post(t, "a/technician", []part{field("sample", "NO-SUCH"), field("experiment", "EXP-1"), content("c.jdx", spectrum(12))}).Want(201)
	if lost.Get("sample_id") != nil || !strings.Contains(string(lost.Body), `"no_sample"`) || !strings.Contains(string(lost.Body), `"no_experiment"`) {
		t.Errorf("%s", lost.Body)
	}
	if got := l.ask(t, "a/viewer", "unassigned=true&source=agent"); got != "b.jdx c.jdx" {
		t.Errorf("waiting: %q", got)
	}
}

// TestAssign: a file that waits gets its sample; what was said before changes only with a reason.
func TestAssign(t *testing.T) {
	l := open(t)
	first, second, experiment := l.sample(t, "a"), l.sample(t, "a"), l.experiment(t, "a", "running")
	closed := l.experiment(t, "a", "approved")
	fileID := l.upload(t, "a.jdx", spectrum(10)).ID()
	to := func(status int, code string, body map[string]any, headers ...string) *apptest.Answer {
		t.Helper()
		r := l.api.Do("a/technician", "POST", "/files/"+fileID+"/assign", body, headers...).Want(status)
		if code != "" && r.Get("code") != code && r.Get("errors.0.code") != code {
			t.Errorf("%v: %s, want %s", body, r.Body, code)
		}
		return r
	}
	to(422, "required", map[string]any{})
	to(422, "unknown_reference", map[string]any{"sample_id": l.sample(t, "b")})
	to(422, "unknown_reference", map[string]any{"experiment_id": id.New()})
	to(409, "experiment_closed", map[string]any{"experiment_id": closed})
	if r := to(200, "", map[string]any{"sample_id": first, "experiment_id": experiment}); r.Get("sample_id") != first.String() || r.Header.Get("ETag") != `"2"` {
		t.Errorf("%s", r.Body)
	}
	to(200, "", map[string]any{"sample_id": first}) // nothing new
	to(422, "reason_required", map[string]any{"sample_id": second})
	if r := to(200, "", map[string]any{"sample_id": second}, "X-Change-Reason", "mixed up at the press"); r.Get("sample_id") != second.String() {
		t.Errorf("%s", r.Body)
	}
	l.api.Do("b/technician", "POST", "/files/"+fileID+"/assign", map[string]any{"sample_id": l.sample(t, "b")}).Want(404)
	l.api.Do("a/viewer", "POST", "/files/"+fileID+"/assign", map[string]any{"sample_id": first}).Want(403)
}
