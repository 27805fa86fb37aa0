package lims_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/spectra-lab/spectra/app/apptest"
)

// sendFile uploads a table; parts are pairs of further parts.
func sendFile(t *testing.T, api *apptest.API, who, query, filename string, content []byte, parts ...string) *apptest.Answer {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	w, err := m.CreateFormFile("file", filename)
	if err == nil {
		_, err = w.Write(content)
	}
	for i := 0; i+1 < len(parts) && err == nil; i += 2 {
		err = m.WriteField(parts[i], parts[i+1])
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return api.Do(who, "POST", "/samples/import"+query, body.Bytes(), "Content-Type", m.FormDataContentType())
}

func total(t *testing.T, api *apptest.API) string {
	t.Helper()
	return fmt.Sprint(api.Do("a/viewer", "GET", "/samples?count=true&limit=1", nil).Want(200).Get("total"))
}

func table5000(bad int) (csv []byte, rows map[int]string) {
	var b strings.Builder
	b.WriteString("name,sample_type,lot,barcode,quantity,die_row,hazards,doping\r\n")
	rows = map[int]string{}
	for i := range 5000 {
		row := i + 2
		name, kind, barcode, amount, die := fmt.Sprintf("W7-%04d", i), "wafer", fmt.Sprintf("BC%06d", i), "1.10 mm", "4"
		if bad > 0 && i%135 == 7 && len(rows) < bad {
			switch len(rows) % 6 {
			case 0:
				kind, rows[row] = "waver", "sample_type unknown_sample_type"
			case 1:
				name, rows[row] = "", "name required"
			case 2:
				barcode, rows[row] = "BC000000", "barcode barcode_taken"
			case 3:
				amount, rows[row] = `"1,10 mm"`, "quantity decimal_comma"
			case 4:
				die, rows[row] = "four", "die_row not_a_number"
			case 5:
				amount, rows[row] = "1.10", "quantity required"
			}
		}
		fmt.Fprintf(&b, "%s,%s,L7,%s,%s,%s,toxic; flammable,B\r\n", name, kind, barcode, amount, die)
	}
	return []byte(b.String()), rows
}

// TestImport5000With37BadRows: all 37 are named in one report, and nothing is written; without them the same file takes
// less than 10 s, audited.
func TestImport5000With37BadRows(t *testing.T) {
	lab, api := open(t)
	content, want := table5000(37)
	if len(want) != 37 {
		t.Fatalf("%d bad rows", len(want))
	}
	for _, query := range []string{"", "?dry_run=true"} {
		r := sendFile(t, api, "a/technician", query, "wafers.csv", content)
		var got struct {
			ID                   string
			Rows, Valid, Invalid int
			Errors               []struct {
				Pointer, Column, Code, Detail string
				Row                           int
			}
		}
		if err := json.Unmarshal(r.Body, &got); err != nil {
			t.Fatal(err)
		}
		if query == "" && r.Status != 422 || query != "" && r.Status != 200 || got.Rows != 5000 || got.Valid != 4963 || got.Invalid != 37 || len(got.Errors) != 37 {
			t.Fatalf("%d: %d rows, %d valid, %d invalid, %d errors: %.500s", r.Status, got.Rows, got.Valid, got.Invalid, len(got.Errors), r.Body)
		}
		for _, e := range got.Errors {
			if want[e.Row] != e.Column+" "+e.Code || e.Detail == "" || e.Pointer != fmt.Sprintf("/rows/%d/%s", e.Row, e.Column) {
				t.Errorf("row %d: %s %s, want %s", e.Row, e.Column, e.Code, want[e.Row])
			}
		}
		marked(t, api.Do("a/viewer", "GET", "/imports/"+got.ID+"/report.xlsx", nil).Want(200).Body, want)
	}
	if n := total(t, api); n != "0" {
		t.Errorf("%s samples were written", n)
	}
	for _, e := range lab.Audit(t, "a") {
		if strings.HasPrefix(e.Action, "sample") {
			t.Errorf("a refused import left %s in the trail", e.Action)
		}
	}
	content, _ = table5000(0)
	began := time.Now()
	r := sendFile(t, api, "a/technician", "", "wafers.csv", content).Want(201)
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("took %v", took)
	} else {
		t.Logf("5000 rows in %v", took)
	}
	if n := total(t, api); n != "5000" || r.Get("status") != "applied" || fmt.Sprint(r.Get("valid")) != "5000" {
		t.Errorf("%s samples: %.300s", n, r.Body)
	}
	entries := map[string]int{}
	for _, e := range lab.Audit(t, "a") {
		entries[e.Action]++
	}
	if entries["sample.imported"] != 10_001 { // samples, custom values, and the import itself
		t.Errorf("%v", entries)
	}
	if again := sendFile(t, api, "a/technician", "", "wafers.csv", content).Want(422); fmt.Sprint(again.Get("invalid")) != "5000" || again.Get("errors.0.code") != "barcode_taken" {
		t.Errorf("%.300s", again.Body)
	}
}

// marked: the bad cells of the report carry a comment that says why, and the good ones none.
func marked(t *testing.T, content []byte, want map[int]string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	notes, err := f.GetComments("Rows")
	if err != nil || len(notes) != len(want) {
		t.Fatalf("%d comments, want %d: %v", len(notes), len(want), err)
	}
	for _, c := range notes {
		_, row, _ := excelize.CellNameToCoordinates(c.Cell)
		_, code, _ := strings.Cut(want[row], " ")
		if code == "" || !strings.Contains(c.Text, code) {
			t.Errorf("%s: %q, want %s", c.Cell, c.Text, code)
		}
	}
	if rows, err := f.GetRows("Errors"); err != nil || len(rows) != len(want)+1 {
		t.Errorf("%d errors listed, %v", len(rows), err)
	}
}

// TestImportForms: what spreadsheets make is read, whatever separator, encoding and headings they use.
func TestImportForms(t *testing.T) {
	_, api := open(t)
	project := api.Do("a/scientist", "POST", "/projects", map[string]any{"name": "P"}).Want(201)
	code := project.Get("code").(string)
	one := func(content string, parts ...string) map[string]any {
		t.Helper()
		r := sendFile(t, api, "a/technician", "", "x.csv", []byte(content), parts...).Want(201)
		return api.Do("a/viewer", "GET", "/samples/"+r.Get("sample_ids.0").(string), nil).Want(200).JSON()
	}
	s := one("\ufeffName;Sample Type;Quantity [mg];thickness [um];meta.note;project_code;Hazards\nΩ-1;powder;1,10;525,50;a;"+code+";GHS02, toxic\n", "decimal", ",")
	if s["name"] != "Ω-1" || fmt.Sprint(s["quantity"]) != "map[unit:mg value:1.10]" || fmt.Sprint(s["metadata"].(map[string]any)["thickness"]) != "map[type:quantity unit:um value:525.50]" ||
		s["project_id"] != project.ID() || fmt.Sprint(s["hazards"]) != "[flammable toxic]" {
		t.Errorf("%v", s)
	}
	if s = one("name\tlot\n\"a\nb\"\tL\n"[0:9]+"x\t\xb5\n", "encoding", "windows-1252", "sample_type", "wafer"); s["lot"] != "µ" {
		t.Errorf("%v", s)
	}
	if s = one("name,lot\n'=1+1,'-1\n", "sample_type", "wafer"); s["name"] != "=1+1" || s["lot"] != "'-1" {
		t.Errorf("%v %v", s["name"], s["lot"])
	}
	if s = one("Bezeichnung,Los,egal\nx,7,y\n", "sample_type", "chip", "mapping", `{"Bezeichnung":"name","Los":"lot","egal":null}`); s["lot"] != "7" || len(s["metadata"].(map[string]any)) != 0 {
		t.Errorf("%v", s)
	}
	if s = one("Bezeichnung,Los\ny,8\n", "sample_type", "chip"); s["name"] != "y" || s["lot"] != "8" { // remembered
		t.Errorf("%v", s)
	}
	if s = one("\xff\xfen\x00a\x00m\x00e\x00,\x00l\x00o\x00t\x00\n\x00u\x00,\x00L\x00\n\x00", "sample_type", "chip"); s["name"] != "u" {
		t.Errorf("%v", s)
	}
}

// TestImportOfAnExport: what went out as a file comes in again, to the letter.
func TestImportOfAnExport(t *testing.T) {
	_, api := open(t)
	api.Do("a/technician", "POST", "/samples/bulk", map[string]any{"items": []any{
		map[string]any{"name": "=W1", "sample_type": "wafer", "lot": "-L", "quantity": map[string]any{"value": "1.10", "unit": "mm"}, "hazards": []string{"toxic"}, "die_col": -3, "description": "two\nlines, \"quoted\"",
			"metadata": map[string]any{"t": map[string]any{"value": "0.50", "unit": "mm"}, "doping": "B"}}}}).Want(201)
	for _, format := range []string{"csv", "xlsx"} {
		file := api.Do("a/viewer", "GET", "/samples/export?q=%3DW1&sort=created_at&format="+format, nil).Want(200).Body
		r := sendFile(t, api, "a/technician", "?dry_run=true", "back."+format, file).Want(200)
		if fmt.Sprint(r.Get("invalid")) != "0" {
			t.Fatalf("%s", r.Body)
		}
		made := sendFile(t, api, "a/technician", "", "back."+format, file).Want(201)
		s := api.Do("a/viewer", "GET", "/samples/"+made.Get("sample_ids.0").(string), nil).Want(200)
		if s.Get("name") != "=W1" || s.Get("lot") != "-L" || s.Get("quantity.value") != "1.10" || s.Get("quantity.unit") != "mm" || s.Get("hazards.0") != "toxic" || fmt.Sprint(s.Get("die_col")) != "-3" ||
			s.Get("description") != "two\nlines, \"quoted\"" || s.Get("metadata.t.value") != "0.50" || s.Get("metadata.t.unit") != "mm" || s.Get("metadata.doping.value") != "B" {
			t.Errorf("%s: %s", format, s.Body)
		}
	}
}

func workbook(t *testing.T, extra map[string]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for cell, v := range map[string]string{"A1": "name", "B1": "sample_type", "A2": "W", "B2": "wafer"} {
		if err := f.SetCellStr("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if extra == nil {
		return b.Bytes()
	}
	in, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, file := range in.File {
		if err := w.Copy(file); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range extra {
		p, err := w.Create(name)
		if err == nil {
			_, err = p.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestImportBadFiles: bombs, macros, too many rows, formats and headings: each has its clear answer, nothing is written.
func TestImportBadFiles(t *testing.T) {
	_, api := open(t)
	rows := func(n int) []byte { return []byte("name,sample_type\n" + strings.Repeat("x,wafer\n", n)) }
	for name, tc := range map[string]struct {
		file    string
		content []byte
		parts   []string
		code    string
	}{
		"100 000 rows":   {"a.csv", rows(100_000), nil, "too_many_rows"},
		"50 001 rows":    {"a.csv", rows(50_001), nil, "too_many_rows"},
		"empty":          {"a.csv", nil, nil, "empty"},
		"headings only":  {"a.csv", []byte("name,sample_type\n"), nil, "empty"},
		"no UTF-8":       {"a.csv", []byte("name,sample_type\n\xb5,wafer\n"), nil, "invalid_utf8"},
		"open quote":     {"a.csv", []byte("name,sample_type\n\"x,wafer\n"), nil, "malformed_csv"},
		"binary":         {"a.csv", []byte("\x7fELF\x00\x00"), nil, "unsupported_format"},
		"old workbook":   {"a.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), nil, "unsupported_format"},
		"some zip":       {"a.xlsx", []byte("PK\x03\x04nonsense"), nil, "unsupported_format"},
		"xlsm by name":   {"a.xlsm", workbook(t, nil), nil, "macros"},
		"macros inside":  {"a.xlsx", workbook(t, map[string]string{"xl/vbaProject.bin": "x"}), nil, "macros"},
		"bomb":           {"a.xlsx", workbook(t, map[string]string{"xl/media/x.xml": strings.Repeat("0", 210<<20)}), nil, "too_large_unpacked"},
		"two of a name":  {"a.csv", []byte("name,name,sample_type\nx,y,wafer\n"), nil, "duplicate_column"},
		"two of a field": {"a.csv", []byte("name,Name,sample_type\nx,y,wafer\n"), nil, "duplicate_column"},
		"no name":        {"a.csv", []byte("lot,sample_type\nx,wafer\n"), nil, "missing_column"},
		"no type":        {"a.csv", []byte("name\nx\n"), nil, "missing_column"},
		"501 columns":    {"a.csv", []byte(strings.Repeat("x,", 500) + "y\n"), nil, "too_many_columns"},
		"mapping":        {"a.csv", []byte("name,sample_type\nx,wafer\n"), []string{"mapping", `{"name":"name","nope":"lot"}`}, "unknown_column"},
		"mapping to":     {"a.csv", []byte("name,sample_type\nx,wafer\n"), []string{"mapping", `{"name":"name","sample_type":"version"}`}, "unknown_field"},
		"mapping twice":  {"a.csv", []byte("name,sample_type\nx,wafer\n"), []string{"mapping", `{"name":"name","name":"lot"}`}, "invalid"},
		"encoding":       {"a.csv", []byte("name,sample_type\nx,wafer\n"), []string{"encoding", "ebcdic"}, "unknown_encoding"},
		"decimal":        {"a.csv", []byte("name,sample_type\nx,wafer\n"), []string{"decimal", "'"}, "not_allowed"},
		"unknown part":   {"a.csv", []byte("name,sample_type\nx,wafer\n"), []string{"org_id", "x"}, "unknown_field"},
		"type":           {"a.csv", []byte("name\nx\n"), []string{"sample_type", "waver"}, "unknown_sample_type"},
		"long row":       {"a.csv", []byte("name,sample_type\nx,wafer,y\n"), nil, "too_many_cells"},
	} {
		for _, query := range []string{"", "?dry_run=true"} {
			r := sendFile(t, api, "a/technician", query, tc.file, tc.content, tc.parts...)
			want := 422
			if query != "" && (name == "type" || name == "long row") { // faults of rows
				want = 200
			}
			if r.Status != want || r.Get("errors.0.code") != tc.code {
				t.Errorf("%s%s: %d %.400s", name, query, r.Status, r.Body)
			}
		}
	}
	if r := sendFile(t, api, "a/technician", "", "a.csv", bytes.Repeat([]byte("x"), 26<<20)); r.Status != 413 {
		t.Errorf("26 MB: %d %.300s", r.Status, r.Body)
	}
	api.Do("a/technician", "POST", "/samples/import", "x", "Content-Type", "text/csv").Want(415)
	api.Do("a/technician", "POST", "/samples/import", "x", "Content-Type", "multipart/form-data; boundary=y").Want(400)
	sendFile(t, api, "a/viewer", "", "a.csv", rows(1)).Want(403)
	if n := total(t, api); n != "0" {
		t.Errorf("%s samples were written", n)
	}
}

// TestImportFormulas: a formula is never computed; what the spreadsheet last showed counts.
func TestImportFormulas(t *testing.T) {
	_, api := open(t)
	f := excelize.NewFile()
	for cell, v := range map[string]any{"A1": "name", "B1": "sample_type", "C1": "lot", "D1": "barcode", "E1": "received [d]", "A2": "W", "B2": "wafer", "C2": 7, "D2": 4006381333931} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellFormula("Sheet1", "C2", "1+1"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	r := sendFile(t, api, "a/technician", "", "f.xlsx", b.Bytes()).Want(201)
	s := api.Do("a/viewer", "GET", "/samples/"+r.Get("sample_ids.0").(string), nil).Want(200)
	if lot := s.Get("lot"); lot != "7" {
		t.Errorf("lot %v", lot)
	}
	if s.Get("barcode") != "4006381333931" {
		t.Errorf("barcode %v", s.Get("barcode"))
	}
}

// TestUndoImport: a batch goes as one while nobody has used it, and its barcodes are free again.
func TestUndoImport(t *testing.T) {
	lab, api := open(t)
	file := []byte("name,sample_type,barcode\nA,wafer,B1\nB,wafer,B2\nC,wafer,B3\n")
	r := sendFile(t, api, "a/technician", "", "a.csv", file).Want(201)
	undo := func(who string, r *apptest.Answer) *apptest.Answer {
		return api.Do(who, "POST", "/imports/"+r.ID()+"/undo", nil)
	}
	undo("a/viewer", r).Want(403)
	undo("a/scientist", r).Want(403) // not theirs
	undo("b/admin", r).Want(404)
	if a := undo("a/technician", r).Want(200); a.Get("status") != "undone" || a.Get("undone_at") == nil {
		t.Errorf("%s", a.Body)
	}
	if n := total(t, api); n != "0" {
		t.Errorf("%s samples are left", n)
	}
	if e := undo("a/technician", r).Want(409); e.Get("code") != "import_undone" {
		t.Errorf("%s", e.Body)
	}
	undone := 0
	for _, e := range lab.Audit(t, "a") {
		if e.Action == "sample.import_undone" {
			undone++
		}
	}
	if undone != 4 { // three samples and the undoing itself
		t.Errorf("%d entries", undone)
	}
	again := sendFile(t, api, "a/technician", "", "a.csv", file).Want(201)
	second := again.Get("sample_ids.1").(string)
	code := api.Do("a/viewer", "GET", "/samples/"+second, nil).Get("code").(string)
	api.Do("a/technician", "POST", "/samples/"+second+"/transition", map[string]any{"to": "received"}).Want(200)
	e := undo("a/manager", again).Want(409)
	if e.Get("code") != "import_in_use" || e.Get("codes.0") != code || !strings.Contains(string(e.Body), code) {
		t.Errorf("%s", e.Body)
	}
	if n := total(t, api); n != "3" {
		t.Errorf("%s samples", n)
	}
	list := api.Do("a/viewer", "GET", "/imports?status=applied", nil).Want(200)
	if list.Get("items.0.id") != again.ID() || list.Get("items.1") != nil {
		t.Errorf("%s", list.Body)
	}
}

// TestImportTwice: the same key and file are one import.
func TestImportTwice(t *testing.T) {
	_, api := open(t)
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	w, _ := m.CreateFormFile("file", "a.csv")
	_, _ = w.Write([]byte("name,sample_type\nA,wafer\n"))
	_ = m.Close()
	send := func() *apptest.Answer {
		return api.Do("a/technician", "POST", "/samples/import", body.Bytes(), "Content-Type", m.FormDataContentType(), "Idempotency-Key", "k1").Want(201)
	}
	if a, b := send(), send(); a.ID() != b.ID() || total(t, api) != "1" {
		t.Errorf("%s %s", a.Body, b.Body)
	}
}
