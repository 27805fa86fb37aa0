package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Table gives the rows of a sheet one by one, with the number a spreadsheet shows beside each; io.EOF at the end.
type Table interface {
	Next() (row int, cells []string, err error)
	Close() error
}

// Refusal says why a file is not read.
type Refusal struct{ Code, Detail string }

func (r *Refusal) Error() string { return r.Code + ": " + r.Detail }

func refuse(code, format string, args ...any) error {
	return &Refusal{Code: code, Detail: fmt.Sprintf(format, args...)}
}

const (
	maxColumns  = 500
	maxUnpacked = 200 << 20 // of a workbook
	maxParts    = 2000
)

// Open reads a table by what its bytes are: XLSX, or CSV in the encoding ("" is UTF-8, or UTF-16 with its mark). Rows
// stream; formulas are not computed, what the spreadsheet last showed counts.
func Open(content []byte, encoding string) (Table, error) {
	switch {
	case len(content) == 0:
		return nil, refuse("empty", "The file is empty.")
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return openXLSX(content)
	case bytes.HasPrefix(content, []byte("\xd0\xcf\x11\xe0")):
		return nil, refuse("unsupported_format", "This is an old .xls or a workbook with a password. Save it as .xlsx without password, or as CSV.")
	}
	return openCSV(content, encoding)
}

func openCSV(content []byte, encoding string) (Table, error) {
	text, err := utf8Of(content, encoding)
	if err != nil {
		return nil, err
	}
	if bytes.ContainsRune(text, 0) {
		return nil, refuse("unsupported_format", "This is neither CSV nor XLSX.")
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord, r.Comma = -1, separator(text)
	return &csvTable{r: r}, nil
}

func utf8Of(content []byte, encoding string) ([]byte, error) {
	marked := bytes.HasPrefix(content, []byte{0xff, 0xfe}) || bytes.HasPrefix(content, []byte{0xfe, 0xff})
	var text []byte
	var err error
	switch strings.ToLower(encoding) {
	case "", "utf-8", "utf8", "utf-16":
		if text = content; marked {
			text, err = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(content)
		}
	case "windows-1252":
		text, err = charmap.Windows1252.NewDecoder().Bytes(content)
	case "iso-8859-1", "iso-8859-15":
		text, err = charmap.ISO8859_15.NewDecoder().Bytes(content)
		if encoding == "iso-8859-1" {
			text, err = charmap.ISO8859_1.NewDecoder().Bytes(content)
		}
	default:
		return nil, refuse("unknown_encoding", "Encodings are utf-8, utf-16, windows-1252, iso-8859-1 and iso-8859-15.")
	}
	if err != nil || !utf8.Valid(text) {
		return nil, refuse("invalid_utf8", "The file is not UTF-8. Save it as UTF-8, or name its encoding, such as windows-1252.")
	}
	return bytes.TrimPrefix(text, []byte("\ufeff")), nil
}

// separator is the one of , ; tab and | that the first line with any has most of, outside quotes.
func separator(text []byte) rune {
	count, quoted := map[rune]int{}, false
	for _, c := range string(text[:min(len(text), 64<<10)]) {
		if c == '"' {
			quoted = !quoted
		}
		if quoted {
			continue
		}
		if c == '\n' && len(count) > 0 {
			break
		}
		if strings.ContainsRune(",;\t|", c) {
			count[c]++
		}
	}
	best := ','
	for _, c := range ";\t|" {
		if count[c] > count[best] {
			best = c
		}
	}
	return best
}

type csvTable struct {
	r      *csv.Reader
	inside int // line ends within cells so far: a spreadsheet shows them in one row
}

func (t *csvTable) Next() (int, []string, error) {
	cells, err := t.r.Read()
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return broken.StartLine - t.inside, nil, refuse("malformed_csv", "Line %d cannot be read: a quotation mark is missing or in the wrong place. Nothing after it was looked at.", broken.Line)
	}
	if err != nil {
		return 0, nil, err
	}
	if len(cells) > maxColumns {
		return 0, nil, refuse("too_many_columns", "A table has at most %d columns.", maxColumns)
	}
	line, _ := t.r.FieldPos(0)
	row := line - t.inside
	for i, c := range cells {
		t.inside += strings.Count(c, "\n")
		cells[i] = Plain(c)
	}
	return row, cells, nil
}

func (*csvTable) Close() error { return nil }

func openXLSX(content []byte) (Table, error) {
	if err := inspect(content); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: 8 << 20,
		ShortDatePattern: "yyyy-mm-dd", LongDatePattern: "yyyy-mm-dd"})
	if err != nil {
		return nil, refuse("unsupported_format", "The workbook cannot be read; it is damaged or no .xlsx.")
	}
	names := f.GetSheetList()
	if len(names) == 0 {
		return nil, errors.Join(refuse("empty", "The workbook has no sheet."), f.Close())
	}
	rows, err := f.Rows(names[0])
	if err != nil {
		return nil, errors.Join(refuse("unsupported_format", "The first sheet of the workbook cannot be read."), f.Close())
	}
	return &xlsxTable{file: f, rows: rows}, nil
}

// inspect looks at the table of contents: macros and bombs are refused before anything is unpacked.
func inspect(content []byte) error {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return refuse("unsupported_format", "The workbook cannot be read; it is damaged or no .xlsx.")
	}
	var unpacked uint64
	book := false
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if strings.HasSuffix(name, "vbaproject.bin") {
			return refuse("macros", "The workbook has macros. Save it as .xlsx without macros.")
		}
		book = book || name == "xl/workbook.xml"
		unpacked += min(f.UncompressedSize64, maxUnpacked+1)
	}
	switch {
	case unpacked > maxUnpacked, len(z.File) > maxParts:
		return refuse("too_large_unpacked", "Unpacked, the workbook is larger than %d MB.", maxUnpacked>>20)
	case !book:
		return refuse("unsupported_format", "This is no .xlsx workbook.")
	}
	return nil
}

type xlsxTable struct {
	file *excelize.File
	rows *excelize.Rows
	row  int
}

func (t *xlsxTable) Next() (int, []string, error) {
	for t.rows.Next() {
		t.row++
		cells, err := t.rows.Columns()
		if err != nil {
			return t.row, nil, refuse("unsupported_format", "Row %d of the workbook cannot be read.", t.row)
		}
		if len(cells) > maxColumns {
			return t.row, nil, refuse("too_many_columns", "A table has at most %d columns.", maxColumns)
		}
		if strings.Join(cells, "") == "" {
			continue
		}
		return t.row, cells, nil
	}
	if t.rows.Error() != nil {
		return t.row, nil, refuse("unsupported_format", "The workbook cannot be read after row %d.", t.row)
	}
	return 0, nil, io.EOF
}

func (t *xlsxTable) Close() error { return errors.Join(t.rows.Close(), t.file.Close()) }
