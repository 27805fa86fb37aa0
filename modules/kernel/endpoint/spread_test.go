package endpoint_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

type reading struct {
	Name        string   `json:"name"`
	Value       string   `json:"value"`
	Unit        string   `json:"unit"`
	Uncertainty *string  `json:"uncertainty"`
	K           *float64 `json:"k"`
}

type setting struct {
	Value any     `json:"value"`
	Unit  *string `json:"unit"`
	Type  string  `json:"type"`
}

type measured struct {
	Code     string             `json:"code"`
	Values   []reading          `json:"values" sheet:"spread"`
	Settings map[string]setting `json:"settings" sheet:"spread"`
}

type row struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// tables are lists made up on the way: some measured items, many with values of their own names, and any number of rows.
type tables struct {
	things
	rows    int
	highest atomic.Uint64 // of the heap, while pages are read
}

type listIn struct{ page.Request }

func (m *tables) Routes(r *endpoint.Router) {
	ptr := func(s string) *string { return &s }
	k := 2.0
	items := []measured{
		{"A", []reading{{"d", "1.10", "um", ptr("0.02"), &k}, {"n", "3", "1", nil, nil}}, map[string]setting{"lot": {"007", nil, "string"}, "t": {"0.50", ptr("mm"), "quantity"}}},
		{"B", []reading{{"d", "-1100", "nm", nil, nil}, {"d2", "1e-9", "", nil, nil}}, map[string]setting{"=x": {true, nil, "boolean"}, "lot": {"@1", nil, "string"}}},
		{"C", nil, nil},
	}
	endpoint.RegisterList(r, endpoint.Route{ID: "list-measured", Method: "GET", Path: "/measured", Permission: "project:read", Record: "project"},
		func(context.Context, *listIn) (*endpoint.Listed[page.List[measured]], error) {
			return &endpoint.Listed[page.List[measured]]{Body: page.List[measured]{Items: items}}, nil
		})
	endpoint.RegisterList(r, endpoint.Route{ID: "list-too-many", Method: "GET", Path: "/too-many", Permission: "project:read", Record: "project"},
		func(context.Context, *listIn) (*endpoint.Listed[page.List[measured]], error) {
			var all []measured
			for i := range 1001 {
				all = append(all, measured{Code: "X", Values: []reading{{fmt.Sprintf("v%d", i), "1", "", nil, nil}}})
			}
			return &endpoint.Listed[page.List[measured]]{Body: page.List[measured]{Items: all}}, nil
		})
	endpoint.RegisterList(r, endpoint.Route{ID: "list-few", Method: "GET", Path: "/things/{id}/few", Permission: "instrument:read", Record: "project"},
		func(_ context.Context, in *endpoint.Param) (*endpoint.Listed[page.List[row]], error) {
			of, err := in.Record("thing")
			return &endpoint.Listed[page.List[row]]{Body: page.List[row]{Items: []row{{"A", of.String()}}}}, err
		})
	endpoint.RegisterList(r, endpoint.Route{ID: "list-rows", Method: "GET", Path: "/rows", Permission: "project:read", Record: "project"}, m.page)
}

// page makes the next rows and looks at the heap.
func (m *tables) page(_ context.Context, in *listIn) (*endpoint.Listed[page.List[row]], error) {
	var at int
	_, _ = fmt.Sscan(in.Cursor, &at)
	if at%20_000 == 0 {
		var s runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&s)
		m.highest.Store(max(m.highest.Load(), s.HeapAlloc))
	}
	out := page.List[row]{Items: []row{}}
	for range min(in.Limit, m.rows-at) {
		at++
		out.Items = append(out.Items, row{fmt.Sprint(at), strings.Repeat("x", 300)})
	}
	if at < m.rows {
		next := fmt.Sprint(at)
		out.NextCursor = &next
	}
	return &endpoint.Listed[page.List[row]]{Body: out}, nil
}

func lines(t *testing.T, body []byte) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	out, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func joinedLines(t *testing.T, body []byte) string {
	t.Helper()
	var out []string
	for _, l := range lines(t, body) {
		out = append(out, strings.Join(l, ";"))
	}
	return strings.Join(out, "\n")
}

// TestSpread: each name and unit has its column, and uncertainty and k where there are some; values as written.
func TestSpread(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, &tables{things: things{lab.DB}})
	for query, want := range map[string]string{
		"?preamble=false": "code;values.d [um];values.d [um] | uncertainty;values.d [um] | k;values.n;values.d [nm];values.d2;settings.lot;settings.t [mm];settings.=x\n" +
			"A;1.10;0.02;2;3;;;007;0.50;\nB;;;;;-1100;1e-9;'@1;;true\nC;;;;;;;;;",
		"?preamble=false&columns=settings.lot,code":             "settings.lot;code\n007;A\n'@1;B\n;C",
		"?preamble=false&columns=values.d [um] | k,values.gone": "values.d [um] | k;values.gone\n2;\n;\n;",
		"?preamble=false&columns=values.d2,values.d [nm],code":  "values.d2;values.d [nm];code\n;;A\n1e-9;-1100;B\n;;C",
		"?preamble=false&columns=code,settings,settings.t [mm]": "code;settings.lot;settings.t [mm];settings.=x;settings.t [mm]\nA;007;0.50;;0.50\nB;'@1;;true;\nC;;;;",
		"?format=json&columns=code,values.d [um],settings.lot":  `[{"code":"A";"values.d [um]":"1.10";"settings.lot":"007"}` + ";\n" + `{"code":"B";"values.d [um]":null;"settings.lot":"@1"}` + ";\n" + `{"code":"C";"values.d [um]":null;"settings.lot":null}]` + "\n",
	} {
		body := api.Do("a/viewer", "GET", "/measured/export"+strings.NewReplacer(" ", "%20", "[", "%5B", "]", "%5D", "|", "%7C").Replace(query), nil).Want(200).Body
		got := strings.ReplaceAll(string(body), ",", ";")
		if !strings.Contains(query, "json") {
			got = joinedLines(t, body)
		}
		if got != want {
			t.Errorf("%s:\n%s\nwant\n%s", query, got, want)
		}
	}
	for query, code := range map[string]string{"columns=values.": "unknown_column", "columns=nothing.d": "unknown_column", "columns=code.d": "unknown_column"} {
		if r := api.Do("a/viewer", "GET", "/measured/export?"+query, nil).Want(422); r.Get("errors.0.code") != code {
			t.Errorf("%s: %s", query, r.Body)
		}
	}
}

func TestSpreadWorkbook(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, &tables{things: things{lab.DB}})
	f, err := excelize.OpenReader(bytes.NewReader(api.Do("a/viewer", "GET", "/measured/export?format=xlsx", nil).Want(200).Body))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]struct {
		text string
		kind excelize.CellType
	}{"B2": {"1.10", excelize.CellTypeUnset}, "F3": {"-1100", excelize.CellTypeUnset}, "H2": {"007", excelize.CellTypeInlineString}, "I2": {"0.50", excelize.CellTypeUnset},
		"H3": {"@1", excelize.CellTypeInlineString}, "J1": {"settings.=x", excelize.CellTypeInlineString}} {
		text, err := f.GetCellValue("Export", cell)
		kind, kerr := f.GetCellType("Export", cell)
		if err != nil || kerr != nil || text != want.text || kind != want.kind {
			t.Errorf("%s is %q of type %v, want %+v (%v %v)", cell, text, kind, want, err, kerr)
		}
	}
}

// TestSpreadTooWide: a clear answer, and the ways out of it work.
func TestSpreadTooWide(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, &tables{things: things{lab.DB}})
	for _, format := range []string{"csv", "xlsx"} {
		r := api.Do("a/viewer", "GET", "/too-many/export?format="+format, nil).Want(422)
		if r.Get("errors.0.code") != "too_many_columns" || r.Get("errors.0.pointer") != "?columns" || !strings.Contains(string(r.Body), "values.v0") {
			t.Errorf("%s", r.Body)
		}
	}
	var own []any
	if err := json.Unmarshal(api.Do("a/viewer", "GET", "/too-many/export?format=json", nil).Want(200).Body, &own); err != nil || len(own) != 1001 {
		t.Errorf("%d %v", len(own), err)
	}
	if got := lines(t, api.Do("a/viewer", "GET", "/too-many/export?preamble=false&columns=values.v0,code", nil).Want(200).Body); len(got) != 1002 || got[1][0] != "1" {
		t.Errorf("%d lines", len(got))
	}
}

// TestExportBelowARecord: the file, the trail and the access log say whose list it is; a list without pages is whole.
func TestExportBelowARecord(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, &tables{things: things{lab.DB}})
	const of = "0199aaaa-0000-7000-8000-000000000001"
	r := api.Do("a/viewer", "GET", "/things/"+of+"/few/export", nil).Want(200)
	if got := lines(t, r.Body); got[0][1] != "things/"+of+"/few" || got[len(got)-1][1] != of || !strings.HasPrefix(r.Header.Get("Content-Disposition"), `attachment; filename="things-few-2`) {
		t.Errorf("%v %v", got, r.Header)
	}
	api.Do("a/viewer", "GET", "/things/nope/few/export", nil).Want(404)
	told := false
	for _, e := range lab.Audit(t, "a") {
		told = told || e.Action == "instrument.exported" && strings.Contains(fmt.Sprint(e.Payload), of)
	}
	if !told {
		t.Error("the trail does not tell")
	}
	told = false
	for _, e := range lab.Access(t, "a") {
		told = told || e.Action == "export-few" && strings.Contains(fmt.Sprint(e), of)
	}
	if !told {
		t.Error("the access log does not tell")
	}
}

// TestExportOfHundredThousandRows: what is held does not grow with them.
func TestExportOfHundredThousandRows(t *testing.T) {
	lab := apptest.New(t)
	const n = 100_000 // 30 MB of text
	m := &tables{things: things{lab.DB}, rows: n}
	api := lab.Serve(t, m)
	for _, format := range []string{"csv", "json", "xlsx"} {
		runtime.GC()
		var before runtime.MemStats
		runtime.ReadMemStats(&before)
		m.highest.Store(0)
		body := api.Do("a/viewer", "GET", "/rows/export?format="+format, nil).Want(200).Body
		if grew := int64(m.highest.Load()) - int64(before.HeapAlloc); grew > 24<<20 {
			t.Errorf("%s: %d MB held while the file was made", format, grew>>20)
		}
		if rows := bytes.Count(body, []byte("\n")); format != "xlsx" && rows < n {
			t.Errorf("%s: %d lines", format, rows)
		}
	}
}
