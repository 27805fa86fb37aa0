package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"
)

// packed makes a zip of name, content pairs.
func packed(t testing.TB, pairs ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.Create(pairs[i])
		if err == nil {
			_, err = w.Write([]byte(pairs[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func take(t testing.TB, name, content string) (string, error) {
	t.Helper()
	return Text(t.Context(), strings.NewReader(content), int64(len(content)), name)
}

func TestText(t *testing.T) {
	for name, tc := range map[string]struct{ content, want string }{
		"plain.txt":   {"Operator: A. Weber\r\n1.0, 2.0\n3e5\t4E+2\nGrüße \x00", ""},
		"header.csv":  {"Operator: A. Weber\r\n1.0, 2.0\n3e5\t4E+2\n\"x\",\"nm\"\n", "Operator: A. Weber\n\"x\",\"nm\""},
		"latin.txt":   {"Gr\xf6\xdfe der Probe\n", "Größe der Probe"},
		"utf16.txt":   {"\xff\xfeR\x00a\x00m\x00a\x00n\x00\n\x00", "Raman"},
		"mark.txt":    {"\xef\xbb\xbfRaman map", "Raman map"},
		"peak.jdx":    {"##TITLE=Silicon wafer\n##OWNER=Lab\n##XYDATA=(X++(Y..Y))\n100 1 2 3\n##END=\n", "##TITLE=Silicon wafer\n##OWNER=Lab\n##XYDATA=(X++(Y..Y))\n##END="},
		"page.html":   {"<html><head><style>p{}</style><script>evil()</script></head><body><p>Thin <b>fi</b>lm</p><p>gold&amp;silver</p></body>", "Thin film gold&silver"},
		"a.docx":      {packed(t, "[Content_Types].xml", "<x/>", "word/document.xml", `<w:document><w:p><w:r><w:t>Perov</w:t></w:r><w:r><w:t>skite</w:t></w:r></w:p><w:p><w:t>second</w:t></w:p></w:document>`, "docProps/core.xml", "<c><title>Annealing</title></c>"), "Annealing Perovskite second"},
		"b.xlsx":      {packed(t, "xl/sharedStrings.xml", `<sst><si><t>thickness</t></si><si><t>nm</t></si></sst>`, "xl/worksheets/sheet1.xml", `<worksheet><c><v>123</v></c><c t="inlineStr"><is><t>inline</t></is></c></worksheet>`, "xl/workbook.xml", `<workbook><sheet name="Wafer list"/></workbook>`), "Wafer list thickness nm inline"},
		"c.pptx":      {packed(t, "ppt/slides/slide1.xml", `<p:sld><a:p><a:r><a:t>Results</a:t></a:r></a:p></p:sld>`), "Results"},
		"d.odt":       {packed(t, "content.xml", `<office><text:p>Open<text:span>Document</text:span></text:p></office>`), "OpenDocument"},
		"image.png":   {"\x89PNG\r\n\x1a\n\x00\x00", ""},
		"numbers.csv": {"1,2\n3,4\n", ""},
		"empty":       {"", ""},
		"other.zip":   {packed(t, "a.txt", "secret words"), ""},
	} {
		if got, err := take(t, name, tc.content); got != tc.want || err != nil && !errors.Is(err, ErrUnsupported) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := take(t, "x.pdf", "%PDF-1.4"); !errors.Is(err, ErrPDF) {
		t.Error(err)
	}
	if _, err := take(t, "locked.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"); !errors.Is(err, ErrEncrypted) {
		t.Error(err)
	}
}

// TestX10_HostileText: bombs, depth and false sizes cost a bounded amount, and only the text.
func TestX10_HostileText(t *testing.T) {
	deep := strings.Repeat("<a>", 100_000)
	zeros := strings.Repeat("\x00", 200<<20)
	spaces := "<w>" + strings.Repeat(" ", 200<<20) + "</w>"
	parts := make([]string, 0, 8000)
	for i := range 4000 {
		parts = append(parts, fmt.Sprintf("ppt/slides/slide%d.xml", i), "<a>"+strings.Repeat("word ", 2000)+"</a>")
	}
	declared := []byte(packed(t, "word/document.xml", "<a>text</a>"))
	for i := 0; i+4 < len(declared); i++ { // a directory that promises a gigabyte
		if bytes.Equal(declared[i:i+4], []byte("PK\x01\x02")) {
			copy(declared[i+24:], "\x00\x00\x00\x40")
		}
	}
	for name, content := range map[string]string{"deep.docx": packed(t, "word/document.xml", deep), "zeros.docx": packed(t, "word/document.xml", zeros), "spaces.docx": packed(t, "word/document.xml", spaces),
		"many.pptx": packed(t, parts...), "declared.docx": string(declared), "entities.docx": packed(t, "word/document.xml", `<!DOCTYPE a [<!ENTITY b "x">]><a>&b;&c;</a>`),
		"cut.docx": packed(t, "word/document.xml", "<a>text</a>")[:40], "line.txt": strings.Repeat("word", 10<<20), "long.html": "<html>" + strings.Repeat("<p", 5<<20)} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		text, err := take(t, name, content)
		runtime.ReadMemStats(&after)
		if len(text) > MaxText || !utf8.ValidString(text) {
			t.Errorf("%s: %d bytes", name, len(text))
		}
		if used := after.HeapSys - before.HeapSys; after.HeapSys > before.HeapSys && used > 100<<20 {
			t.Errorf("%s took %d MB (%v)", name, used>>20, err)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("a.docx", packed(f, "word/document.xml", "<a>text</a>"))
	f.Add("a.html", "<html><p>x")
	f.Add("a.txt", "\xff\xfea\x00")
	f.Fuzz(func(t *testing.T, name, content string) {
		text, _ := Text(t.Context(), strings.NewReader(content), int64(len(content)), name)
		if !utf8.ValidString(text) || len(text) > MaxText || strings.ContainsRune(text, 0) {
			t.Errorf("%q", text)
		}
	})
}
