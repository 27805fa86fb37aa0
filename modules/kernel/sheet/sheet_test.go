package sheet_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/spectra-lab/spectra/modules/kernel/sheet"
)

// TestSafe: no text is a formula to a spreadsheet, numbers stay numbers, and all of it comes back as it was.
func TestSafe(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a": "a", "007": "007", "-1.5": "-1.5", "-1e-9": "-1e-9", "1.10": "1.10", "=1+1": "'=1+1", "+1": "'+1", "-1+1": "'-1+1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1",
		"\r=1": "'\r=1", "\n=1": "'\n=1", "＝1": "'＝1", "'=1": "''=1", "'a": "'a", "--1": "'--1", "-": "'-", "a=1": "a=1", "-cmd|' /C calc'!A0": "'-cmd|' /C calc'!A0",
	} {
		if got := sheet.Safe(in); got != want {
			t.Errorf("%q is written %q, want %q", in, got, want)
		}
		if got := sheet.Plain(want); got != in {
			t.Errorf("%q comes back as %q, want %q", want, got, in)
		}
	}
}

func FuzzSafe(f *testing.F) {
	f.Add("=1")
	f.Add("'-1.5")
	f.Add("''=")
	f.Fuzz(func(t *testing.T, s string) {
		w := sheet.Safe(s)
		if sheet.Plain(w) != s {
			t.Errorf("%q is written %q and comes back as %q", s, w, sheet.Plain(w))
		}
		if w != "" && strings.ContainsAny(w[:1], "=+@\t\r\n") {
			t.Errorf("%q is written %q", s, w)
		}
	})
}

func rows() [][]sheet.Cell {
	return [][]sheet.Cell{sheet.Texts("code", "d", "note"), {{Text: "007"}, {Text: "-1.10", Number: true}, {Text: "=HYPERLINK(\"http://x\")"}},
		{{Text: "a,\"b\"\nc"}, {Text: "0.1234567890123456789", Number: true}, {Text: "ﬁ 漢 🧪"}}}
}

func write(t *testing.T, w sheet.Writer, err error) {
	t.Helper()
	for _, r := range rows() {
		if err == nil {
			err = w.Row(r)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	write(t, sheet.CSV(&b), nil)
	text, marked := strings.CutPrefix(b.String(), "\ufeff")
	got, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || !marked || len(got) != 3 || got[1][0] != "007" || got[1][1] != "-1.10" || got[1][2] != `'=HYPERLINK("http://x")` || got[2][0] != "a,\"b\"\nc" || got[2][2] != "ﬁ 漢 🧪" {
		t.Errorf("%q %v", got, err)
	}
}

// TestXLSX: numbers are numbers that show every decimal as written; what a double would change, and lots such as 007,
// are text; a formula is text.
func TestXLSX(t *testing.T) {
	var b bytes.Buffer
	w, err := sheet.XLSX(&b, "Export", [][]sheet.Cell{sheet.Texts("who", "=A. Weber")})
	write(t, w, err)
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]struct {
		text string
		kind excelize.CellType
	}{"A2": {"007", excelize.CellTypeInlineString}, "B2": {"-1.10", excelize.CellTypeUnset}, "C2": {"=HYPERLINK(\"http://x\")", excelize.CellTypeInlineString},
		"B3": {"0.1234567890123456789", excelize.CellTypeInlineString}, "C3": {"ﬁ 漢 🧪", excelize.CellTypeInlineString}} {
		text, err := f.GetCellValue("Export", at)
		kind, kerr := f.GetCellType("Export", at)
		formula, ferr := f.GetCellFormula("Export", at)
		if err != nil || kerr != nil || ferr != nil || text != want.text || kind != want.kind || formula != "" {
			t.Errorf("%s is %q of type %v with formula %q, want %+v", at, text, kind, formula, want)
		}
	}
	if text, err := f.GetCellValue("About", "B1"); err != nil || text != "=A. Weber" {
		t.Errorf("%q %v", text, err)
	}
}
