package files_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/analysis/files"
	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/all"
	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/analysis/traces"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
)

const limit = 80 << 20

// lab is an installation with files, traces and lineage over a temporary directory.
type lab struct {
	*apptest.Lab
	api    *apptest.API
	dir    string
	files  *files.Service
	traces *traces.Service
}

func open(t testing.TB) *lab {
	t.Helper()
	dir := t.TempDir()
	storage, err := files.OpenStorage(t.Context(), "file://"+dir+"/blobs")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = storage.Close() })
	l := with(t, storage, limit)
	l.dir = filepath.Join(dir, "blobs")
	return l
}

func with(t testing.TB, storage *files.Storage, limit int64) *lab {
	t.Helper()
	l := &lab{Lab: apptest.New(t)}
	l.traces = traces.NewService(l.Kit)
	edges := lineage.NewService(l.Kit)
	l.files = files.NewService(l.Kit, files.Options{Storage: storage, Registry: formats.NewRegistry(append(all.Registry().Readers(), fake{})...), Traces: l.traces, Lineage: edges, Limit: limit, ReadTime: 2 * time.Second})
	l.api = l.Serve(t, parts{l.files, l.traces, edges})
	return l
}

// parts mounts the resources under test.
type parts struct {
	f *files.Service
	t *traces.Service
	l *lineage.Service
}

func (parts) Name() string                    { return "analysis" }
func (p parts) Routes(r *endpoint.Router)     { p.f.Routes(r); p.t.Routes(r); p.l.Routes(r) }
func (parts) Permissions() []authz.Permission { return nil }
func (parts) Tables() []db.Table              { return nil }
func (parts) Jobs(*jobs.Registry)             {}

// fake reads "FAKE mode n": what real readers do only with files that are hard to make.
type fake struct{}

func (fake) Name() string    { return "fake" }
func (fake) Version() string { return "1" }

func (fake) Sniff(head []byte, _ int64, _ string) formats.Score {
	if bytes.HasPrefix(head, []byte("FAKE ")) {
		return formats.ScoreSure
	}
	return formats.ScoreNo
}

func (fake) Read(ctx context.Context, r io.ReaderAt, size int64, _ formats.Limits) ([]formats.Dataset, []formats.Warning, error) {
	line := make([]byte, min(size, 100))
	if _, err := r.ReadAt(line, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	var mode string
	var n int
	if _, err := fmt.Sscanf(string(line), "FAKE %s %d", &mode, &n); err != nil {
		return nil, nil, &formats.NotThisFormatError{Format: "fake", Detail: err.Error()}
	}
	switch mode {
	case "panic":
		panic("index out of range")
	case "slow":
		<-ctx.Done()
		return nil, nil, ctx.Err()
	case "hostile":
		return hostile(), nil, nil
	case "half":
		return grid(n), nil, &formats.DamagedError{Offset: 17, Reason: "cut"}
	case "limit":
		return grid(n), nil, &formats.LimitError{Limit: "points", Max: 1, Got: 2 << 30}
	case "variant":
		return nil, nil, &formats.UnsupportedError{Format: "fake", Variant: "7"}
	}
	return grid(n), nil, nil
}

// grid is a map of n traces of 400 points on one axis.
func grid(n int) []formats.Dataset {
	x := make([]float64, 400)
	for i := range x {
		x[i] = 100 + 1.7*float64(i)
	}
	d := formats.Dataset{Title: "map", Meta: []formats.MetaItem{{Key: "Laser", Value: "532 nm"}}, Source: formats.Source{Format: "fake", Block: "0"}}
	for i := range n {
		y := make([]float64, len(x))
		for j := range y {
			y[j] = float64(i*j%997) / 3
		}
		d.Traces = append(d.Traces, formats.Trace{Technique: "raman", X: formats.Listed(formats.Quantity{Kind: "raman_shift", Unit: "cm-1"}, x),
			Y: formats.Quantity{Kind: "counts", Unit: "counts"}, Data: y, Coord: map[string]formats.Value{"x": {Number: float64(i), Unit: "um"}}})
	}
	return []formats.Dataset{d}
}

// records registers what files refer to, without the modules that own it.
func (l *lab) sample(t testing.TB, org string) id.ID {
	return l.insert(t, org, "insert into samples (org_id, id, name, sample_type) values (?,?,'Wafer 7','wafer')")
}

func (l *lab) instrument(t testing.TB, org string) id.ID {
	return l.insert(t, org, "insert into instruments (org_id, id, name) values (?,?,'Raman 1')")
}

func (l *lab) experiment(t testing.TB, org, status string) id.ID {
	return l.insert(t, org, "insert into experiments (org_id, id, title, method, status) values (?,?,'Stress map','raman','"+status+"')")
}

func (l *lab) insert(t testing.TB, org, statement string) id.ID {
	t.Helper()
	recordID, ctx := id.New(), l.Ctx(org, "admin")
	if err := l.DB.InTx(ctx, func(ctx context.Context) error { return l.DB.Q(ctx).Exec(statement, l.Org(org), recordID).Error }); err != nil {
		t.Fatal(err)
	}
	return recordID
}

// part is one part of a form; a plain one has no file name.
type part struct {
	field, name, text string
	header            map[string]string
	plain             bool
}

func content(name, text string) part { return part{field: "file", name: name, text: text} }
func value(field string, v fmt.Stringer) part {
	return part{field: field, text: v.String(), plain: true}
}

// encode writes a form as curl and browsers do.
func encode(t testing.TB, parts ...part) (body, contentType string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, p := range parts {
		h := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="` + p.field + `"`}}
		if !p.plain {
			h.Set("Content-Disposition", `form-data; name="`+p.field+`"; filename="`+p.name+`"`)
		}
		for k, v := range p.header {
			h.Set(k, v)
		}
		out, err := w.CreatePart(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(out, p.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

func (l *lab) post(t testing.TB, actor string, parts []part, headers ...string) *apptest.Answer {
	t.Helper()
	body, kind := encode(t, parts...)
	return l.api.Do(actor, "POST", "/files", body, append([]string{"Content-Type", kind}, headers...)...)
}

func (l *lab) upload(t testing.TB, name, text string) *apptest.Answer {
	t.Helper()
	return l.post(t, "a/scientist", []part{content(name, text)}).Want(201)
}

// see reads as a viewer; t may be a subtest's.
func (l *lab) see(t testing.TB, path string) *apptest.Answer {
	t.Helper()
	r := l.api.Do("a/viewer", "GET", path, nil)
	if r.Status != 200 {
		t.Fatalf("%s: %d: %s", path, r.Status, r.Body)
	}
	return r
}

// blobs lists everything below the bucket, half-written files too.
func (l *lab) blobs(t testing.TB) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(l.dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// rows counts what the tables of files hold.
func (l *lab) rows(t testing.TB) (n int) {
	t.Helper()
	err := l.DB.Q(l.Ctx("a", "admin")).Raw(`select (select count(*) from files) + (select count(*) from traces) + (select count(*) from trace_data) + (select count(*) from data_lineage)`).Row().Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// nothing ends the test when anything was kept.
func (l *lab) nothing(t testing.TB) {
	t.Helper()
	if b, n := l.blobs(t), l.rows(t); len(b) != 0 || n != 0 {
		t.Errorf("%d blobs and %d rows left behind: %v", len(b), n, b)
	}
}

// spectrum is a JCAMP-DX file of a line on a flat ground, n points.
func spectrum(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "##TITLE=Silicon\n##JCAMP-DX=4.24\n##DATA TYPE=RAMAN SPECTRUM\n##ORIGIN=test\n##OWNER=test\n##XUNITS=1/CM\n##YUNITS=COUNTS\n"+
		"##XFACTOR=1\n##YFACTOR=1\n##FIRSTX=100\n##LASTX=%d\n##NPOINTS=%d\n##FIRSTY=%d\n##DELTAX=1\n##XYDATA=(X++(Y..Y))\n", 99+n, n, level(0))
	for i := 0; i < n; i += 8 {
		fmt.Fprintf(&b, "%d", 100+i)
		for j := i; j < min(i+8, n); j++ {
			fmt.Fprintf(&b, " %d", level(j))
		}
		b.WriteByte('\n')
	}
	b.WriteString("##END=\n")
	return b.String()
}

func level(i int) int {
	if i == 421 {
		return 9000
	}
	return 100 + i%7
}

func traceIDs(t testing.TB, r *apptest.Answer) []string {
	t.Helper()
	var doc struct{ Traces []struct{ ID string } }
	if err := json.Unmarshal(r.Body, &doc); err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(doc.Traces))
	for i, x := range doc.Traces {
		out[i] = x.ID
	}
	return out
}
