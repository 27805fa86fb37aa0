package app

import (
	"archive/zip"
	"bytes"
	"fmt"
	"mime/multipart"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// eventually is for what a job does a moment later.
func (s *story) eventually(what string, ok func() bool) {
	s.t.Helper()
	for range 300 {
		if ok() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.t.Errorf("never: %s", what)
}

// peerSchema: a kind of sample keeps every version of its fields, and each sample says which one it was checked against.
func peerSchema(s *story) {
	field := func(keys ...string) (out []any) {
		for _, k := range keys {
			out = append(out, map[string]any{"key": k, "kind": "text"})
		}
		return out
	}
	s.does("manager", "POST", "/sample-types", map[string]any{"key": "versioned", "label": "Versioned", "fields": field("supplier")})
	sample := s.does("technician", "POST", "/samples", map[string]any{"name": "Of version 1", "sample_type": "versioned", "metadata": map[string]any{"supplier": "X"}})
	s.want(sample, "type_version", "1")
	one := s.does("manager", "GET", "/sample-types/versioned", nil)
	s.does("manager", "PATCH", "/sample-types/versioned", map[string]any{"fields": field("supplier", "grower")}, "If-Match", one.header.Get("ETag"))
	s.want(s.does("viewer", "GET", "/sample-types/versioned/versions?count=true", nil), "total", "2")
	if old := s.does("viewer", "GET", "/sample-types/versioned/versions/1", nil); len(old.list("fields")) != 1 {
		s.t.Errorf("%s", old.body)
	}
	s.want(s.does("viewer", "GET", "/samples?query="+"type:versioned+AND+type_version<2", nil), "items.0.id", sample.id())
	s.problem(s.by("viewer", "GET", "/sample-types/versioned/versions/9", nil), 404)
}

// peerContents: words inside an attachment find it, with the place they stand in.
func peerContents(s *story) {
	file := s.post("technician", "/files", "protocol.txt", "The operator saw a zirconoid whisker at the edge of the wafer.\n")
	s.problem(file, 201)
	s.eventually("the words of the file are found", func() bool {
		return strings.Contains(string(s.does("viewer", "GET", "/search?q=zirconoid&type=file", nil).body), file.id())
	})
	hit := s.does("viewer", "GET", "/search?q=zirconoid+whisker&type=file", nil)
	if !strings.Contains(hit.text("items.0.snippet"), "whisker") {
		s.t.Errorf("%s", hit.body)
	}
	s.want(s.does("viewer", "GET", "/files?q=zirconoid&count=true", nil), "total", "1")
	if none := s.does("viewer", "GET", "/search?q=zirconoid+unicorn&type=file", nil).list("items"); len(none) != 0 {
		s.t.Errorf("%v", none)
	}
}

// peerQuery: conditions joined by AND, OR and NOT over fields and custom values, in any unit.
func peerQuery(s *story) {
	s.does("manager", "POST", "/sample-types", map[string]any{"key": "queried", "label": "Queried", "fields": []any{map[string]any{"key": "thickness", "kind": "quantity", "unit": "um"}}})
	for i, t := range []string{"400", "0.6", "900"} {
		unit := []string{"um", "mm", "um"}[i]
		s.does("technician", "POST", "/samples", map[string]any{"name": fmt.Sprint("Queried ", i), "sample_type": "queried", "lot": "Q" + fmt.Sprint(i), "metadata": map[string]any{"thickness": map[string]any{"value": t, "unit": unit, "type": "quantity"}}})
	}
	find := func(query string) *reply {
		return s.by("viewer", "GET", "/samples?sort=name&count=true&query="+strings.NewReplacer(" ", "+", `"`, "%22", ">", "%3E").Replace(query), nil)
	}
	s.want(find(`type:queried AND meta.thickness > 0.5 mm AND NOT lot:"Q2"`), "total", "1", "items.0.name", "Queried 1")
	s.want(find(`type:queried AND (lot:Q0 OR lot:Q2)`), "total", "2")
	s.problem(find(`type:queried AND (lot:Q0`), 422, "query")
	s.problem(find(`type:queried AND meta.thickness > 5 kg`), 422, "query")
	s.problem(find(`password = "x"`), 422, "query")
}

// peerFolder: a whole folder in one request, its structure kept, and back as one archive.
func peerFolder(s *story) {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for _, path := range []string{"run7/acqu.txt", "run7/pdata/1/proc.txt", "run7/../../etc/passwd"} {
		_ = m.WriteField("path", path)
		part, err := m.CreateFormFile("file", filepath.Base(path))
		if err != nil {
			s.t.Fatal(err)
		}
		fmt.Fprintf(part, "folder scenario %s\n", path)
	}
	_ = m.Close()
	out := s.by("technician", "POST", "/files", b.String(), "Content-Type", m.FormDataContentType())
	if strings.Contains(string(out.body), "etc/passwd\",\"status\":\"stored") || out.status >= 500 {
		s.t.Errorf("%d %s", out.status, out.body)
	}
	list := s.does("viewer", "GET", "/files?path_prefix=run7/&count=true", nil)
	if list.text("total") != "2" {
		s.t.Fatalf("%d %s\n%s", out.status, out.body, list.body)
	}
	archive := s.does("viewer", "GET", "/files/archive?ids="+list.text("items.0.id")+","+list.text("items.1.id"), nil)
	z, err := zip.NewReader(bytes.NewReader(archive.body), int64(len(archive.body)))
	if err != nil || len(z.File) != 4 { // the two, SHA256SUMS and manifest.json
		s.t.Errorf("%v %+v", err, z)
	}
}

// peerWatch: what an instrument writes into a folder is in the laboratory, named by instrument and sample.
func peerWatch(s *story) {
	sample := s.does("technician", "POST", "/samples", map[string]any{"name": "Watched", "sample_type": "wafer", "metadata": map[string]any{"diameter": map[string]any{"value": "100", "unit": "mm", "type": "quantity"}}})
	instrument := s.does("manager", "POST", "/instruments", map[string]any{"name": "Watched Raman"}).id()
	key := s.does("scientist", "POST", "/api-keys", map[string]any{"name": "agent", "scopes": []string{"file:create"}, "instrument_id": instrument}).text("key")
	dir := s.t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, sample.text("code")+"_map.csv"), []byte(spectrum+"525,77\n"), 0o444); err != nil {
		s.t.Fatal(err)
	}
	cmd := agentOn(s.t, dir, s.url, key, filepath.Join(s.t.TempDir(), "queue.json"), "--once")
	if err := cmd.Wait(); err != nil {
		s.t.Fatal(err)
	}
	s.want(s.does("viewer", "GET", "/files?source=agent&instrument_id="+instrument, nil), "items.0.sample_id", sample.id(), "items.0.filename", sample.text("code")+"_map.csv")
	s.problem(s.by("technician", "GET", "/files?source=nobody", nil), 422)
}
