package lims_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/lims"
)

func open(t *testing.T) (*apptest.Lab, *apptest.API) {
	t.Helper()
	lab := apptest.New(t)
	return lab, lab.Serve(t, lims.New(lab.Kit))
}

// table reads a CSV with its preamble cut off.
func table(t *testing.T, text []byte) (about map[string]string, rows [][]string) {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	about = map[string]string{}
	for len(all) > 0 && strings.HasPrefix(all[0][0], "spectra_") {
		about[all[0][0]] = all[0][1]
		all = all[1:]
	}
	return about, all
}

// TestExport: the file covers the filter and not the page, in the order asked for, with the values as they were written.
func TestExport(t *testing.T) {
	lab, api := open(t)
	items := []any{}
	for i := range 450 {
		items = append(items, map[string]any{"name": fmt.Sprintf("W%03d", i), "sample_type": "wafer", "lot": "=cmd|' /C calc'!A0", "die_row": -i, "quantity": map[string]any{"value": "1.10", "unit": "mm"},
			"hazards": []string{"toxic", "flammable"}, "status": []string{"received", "in_use"}[i%2]})
	}
	api.Do("a/technician", "POST", "/samples/bulk", map[string]any{"items": items}).Want(201)
	r := api.Do("a/viewer", "GET", "/samples/export?status=received&sort=name", nil).Want(200)
	about, rows := table(t, r.Body)
	if len(rows) != 226 || about["spectra_filter"] != "sort=name&status=received" || about["spectra_user"] == "" || about["spectra_zone"] != "UTC" || about["spectra_time"] == "" {
		t.Fatalf("%d rows, %v", len(rows), about)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	last := rows[225]
	if last[at["name"]] != "W448" || last[at["lot"]] != "'=cmd|' /C calc'!A0" || last[at["die_row"]] != "-448" || last[at["quantity.value"]] != "1.10" || last[at["quantity.unit"]] != "mm" ||
		last[at["hazards"]] != "toxic; flammable" || !strings.HasSuffix(last[at["created_at"]], "Z") || last[at["archived_at"]] != "" {
		t.Errorf("%v", last)
	}
	if d := r.Header.Get("Content-Disposition"); !strings.HasPrefix(d, `attachment; filename="samples-`) || !strings.HasSuffix(d, `.csv"`) || r.Header.Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Errorf("%s %s", d, r.Header.Get("Content-Type"))
	}
	_, rows = table(t, api.Do("a/viewer", "GET", "/samples/export?columns=name,die_row&preamble=false&q=W44", nil).Want(200).Body)
	if len(rows) != 11 || len(rows[0]) != 2 || rows[0][0] != "name" || rows[0][1] != "die_row" {
		t.Errorf("%v", rows)
	}
	if _, rows = table(t, api.Do("b/viewer", "GET", "/samples/export", nil).Want(200).Body); len(rows) != 1 {
		t.Errorf("the other organisation gets %v", rows)
	}
	var own []map[string]any
	if err := json.Unmarshal(api.Do("a/viewer", "GET", "/samples/export?format=json&lot=%3Dcmd%7C%27%20%2FC%20calc%27%21A0", nil).Want(200).Body, &own); err != nil || len(own) != 450 ||
		own[0]["quantity"].(map[string]any)["value"] != "1.10" || own[0]["lot"] != "=cmd|' /C calc'!A0" {
		t.Errorf("%d items, %v", len(own), err)
	}
	exportsAreTold(t, lab)
}

// exportsAreTold: P11-45, in the access log and in the chain.
func exportsAreTold(t *testing.T, lab *apptest.Lab) {
	t.Helper()
	n := 0
	for _, e := range lab.Audit(t, "a") {
		if e.Action == "sample.exported" && e.RecordType == "sample" && strings.Contains(fmt.Sprint(e.Payload), "rows") {
			n++
		}
	}
	if n != 3 {
		t.Errorf("%d exports in the trail, want 3", n)
	}
	told := false
	for _, e := range lab.Access(t, "a") {
		told = told || e.Action == "export-samples" && e.Status == 200 && strings.Contains(fmt.Sprint(e), "225 rows")
	}
	if !told {
		t.Errorf("the access log does not tell of the export")
	}
}

func TestExportXLSX(t *testing.T) {
	_, api := open(t)
	api.Do("a/technician", "POST", "/samples", map[string]any{"name": "=1+1", "sample_type": "wafer", "barcode": "4006381333931", "quantity": map[string]any{"value": "-0.00"[1:], "unit": "g"}}).Want(201)
	f, err := excelize.OpenReader(bytes.NewReader(api.Do("a/viewer", "GET", "/samples/export?format=xlsx&columns=name,barcode,quantity.value,version", nil).Want(200).Body))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Export")
	if err != nil || len(rows) != 2 || strings.Join(rows[1], "|") != "=1+1|4006381333931|0.00|1" {
		t.Errorf("%v %v", rows, err)
	}
	for cell, want := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "B2": excelize.CellTypeInlineString, "C2": excelize.CellTypeUnset, "D2": excelize.CellTypeUnset} {
		if kind, err := f.GetCellType("Export", cell); err != nil || kind != want {
			t.Errorf("%s has type %v, want %v", cell, kind, want)
		}
	}
	if who, err := f.GetCellValue("About", "A3"); err != nil || who != "spectra_user" {
		t.Errorf("%q %v", who, err)
	}
}

func TestExportRefusals(t *testing.T) {
	_, api := open(t)
	for query, pointer := range map[string]string{"format=pdf": "?format", "format=": "?format", "columns=nope": "?columns", "columns=name,name": "?columns", "columns=name,,code": "?columns", "limit=5": "?limit",
		"cursor=x": "?cursor", "count=true": "?count", "preamble=1": "?preamble", "nope=1": "?nope", "status=lost": "?status[0]", "sort=secret": "?sort", "project_id=x": "?project_id"} {
		r := api.Do("a/viewer", "GET", "/samples/export?"+query, nil).Want(422)
		if got, _ := r.Get("errors.0.pointer").(string); got != pointer {
			t.Errorf("%s: pointer %q, want %q: %s", query, got, pointer, r.Body)
		}
	}
	for _, path := range []string{"projects", "instruments"} {
		if _, rows := table(t, api.Do("a/viewer", "GET", "/"+path+"/export", nil).Want(200).Body); len(rows) != 1 || len(rows[0]) < 8 {
			t.Errorf("%s: %v", path, rows)
		}
	}
	api.Do("", "GET", "/samples/export", nil).Want(401)
}

// TestExportOfCustomFields: each has a column, its unit in the heading; JSON has them as a single record has.
func TestExportOfCustomFields(t *testing.T) {
	_, api := open(t)
	for name, metadata := range map[string]map[string]any{
		"A": {"t": map[string]any{"value": "1.10", "unit": "mm"}, "doping": "=B", "n": map[string]any{"value": "3.0", "type": "number"}},
		"B": {"t": map[string]any{"value": "900", "unit": "um"}, "clean": true, "serial": "007"}, "C": {},
	} {
		api.Do("a/technician", "POST", "/samples", map[string]any{"name": name, "sample_type": "wafer", "metadata": metadata}).Want(201)
	}
	_, rows := table(t, api.Do("a/viewer", "GET", "/samples/export?sort=name&columns=name,metadata", nil).Want(200).Body)
	want := "name;metadata.doping;metadata.n;metadata.t [mm];metadata.clean;metadata.serial;metadata.t [um]|A;'=B;3.0;1.10;;;|B;;;;true;007;900|C;;;;;;"
	var got []string
	for _, r := range rows {
		got = append(got, strings.Join(r, ";"))
	}
	if strings.Join(got, "|") != want {
		t.Errorf("%s", strings.Join(got, "|"))
	}
	if _, rows = table(t, api.Do("a/viewer", "GET", "/samples/export", nil).Want(200).Body); !strings.Contains(strings.Join(rows[0], ";"), ";quantity.value;quantity.unit;") || !strings.Contains(strings.Join(rows[0], ";"), ";metadata.t [mm]") {
		t.Errorf("%v", rows[0])
	}
	var own []map[string]any
	if err := json.Unmarshal(api.Do("a/viewer", "GET", "/samples/export?sort=name&format=json", nil).Want(200).Body, &own); err != nil || len(own) != 3 || fmt.Sprint(own[0]["metadata"].(map[string]any)["t"]) != "map[type:quantity unit:mm value:1.10]" {
		t.Errorf("%v %v", err, own)
	}
	if r := api.Do("a/viewer", "GET", "/samples", nil).Want(200); strings.Contains(string(r.Body), "metadata") {
		t.Errorf("pages have grown: %s", r.Body)
	}
}

// TestExportsBelowRecords: what hangs on a record leaves the same way.
func TestExportsBelowRecords(t *testing.T) {
	lab, api := open(t)
	sample := api.Do("a/technician", "POST", "/samples", map[string]any{"name": "W", "sample_type": "wafer"}).Want(201).ID()
	api.Do("a/technician", "POST", "/samples/"+sample+"/transition", map[string]any{"to": "received", "note": "=1+1"}).Want(200)
	api.Do("a/technician", "POST", "/samples/"+sample+"/split", map[string]any{"count": 3, "pattern": "W-{##}"}).Want(201)
	api.Do("a/technician", "POST", "/samples/"+sample+"/custody", map[string]any{"to_user_id": lab.User("a", "scientist")}).Want(201)
	api.Do("a/manager", "POST", "/locations", map[string]any{"name": "@Room", "kind": "room"}).Want(201)
	instrument := api.Do("a/manager", "POST", "/instruments", map[string]any{"name": "Raman"}).Want(201).ID()
	api.Do("a/technician", "POST", "/instruments/"+instrument+"/maintenance", map[string]any{"kind": "preventive", "started_at": "2026-01-02T03:04:05Z", "description": "-cleaned", "performed_by": "x"}).Want(201)
	api.Do("a/technician", "POST", "/instruments/"+instrument+"/calibrations", map[string]any{"performed_at": "2026-01-02T03:04:05Z", "expires_at": "2026-12-02T03:04:05Z", "outcome": "pass", "certificate_number": "=C1"}).Want(201)
	project := api.Do("a/scientist", "POST", "/projects", map[string]any{"name": "P"}).Want(201).ID()
	for path, want := range map[string]struct {
		lines int
		text  string
	}{
		"samples/" + sample + "/history": {4, "'=1+1"}, "samples/" + sample + "/children": {3, "W-01"}, "samples/" + sample + "/custody": {1, "pending"}, "locations": {1, "'@Room"},
		"instruments/" + instrument + "/maintenance": {1, "'-cleaned"}, "instruments/" + instrument + "/calibrations": {1, "'=C1"}, "projects/" + project + "/members": {-1, ""},
	} {
		r := api.Do("a/viewer", "GET", "/"+path+"/export", nil).Want(200)
		about, rows := table(t, r.Body)
		if (len(rows) != want.lines+1 && want.lines >= 0) || !strings.Contains(string(r.Body), want.text) || about["spectra_export"] != path || strings.Contains(r.Header.Get("Content-Disposition"), "/") {
			t.Errorf("%s: %d lines, %v, %s\n%s", path, len(rows), about, r.Header.Get("Content-Disposition"), r.Body)
		}
		if strings.Count(path, "/") > 1 {
			api.Do("b/viewer", "GET", "/"+path+"/export", nil).Want(404)
		}
		api.Do("a/viewer", "GET", "/"+path+"/export?columns=nope", nil).Want(422)
		api.Do("a/viewer", "GET", "/"+path+"/export?format=xlsx", nil).Want(200)
	}
}
