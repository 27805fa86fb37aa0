package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Writer takes rows one by one. Close writes the end; without it the file is not complete.
type Writer interface {
	Row(cells []Cell) error
	Close() error
}

// ErrTooManyRows is what XLSX answers beyond its last row.
var ErrTooManyRows = errors.New("sheet: more rows than XLSX has")

// CSV writes RFC 4180 with commas and the bytes of UTF-8 announced, without which spreadsheets guess at letters.
func CSV(w io.Writer) Writer {
	_, err := io.WriteString(w, "\ufeff")
	out := csv.NewWriter(w)
	out.UseCRLF = true
	return &csvWriter{w: out, err: err}
}

type csvWriter struct {
	w    *csv.Writer
	err  error
	line []string
}

// Row writes a blank cell of a row of one as "", which an empty line would not be.
func (c *csvWriter) Row(cells []Cell) error {
	if c.err != nil {
		return c.err
	}
	c.line = c.line[:0]
	for _, cell := range cells {
		c.line = append(c.line, Safe(cell.Text))
	}
	return c.w.Write(c.line)
}

func (c *csvWriter) Close() error {
	c.w.Flush()
	return errors.Join(c.err, c.w.Error())
}

// XLSX writes a workbook with the sheet name; about are the lines of a second sheet. Rows go to a temporary file, so
// that memory does not grow with them.
func XLSX(w io.Writer, name string, about [][]Cell) (Writer, error) {
	f := excelize.NewFile()
	x := &xlsxWriter{to: w, file: f, styles: map[int]int{}}
	if err := errors.Join(f.SetSheetName("Sheet1", name), x.about(about)); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	var err error
	x.rows, err = f.NewStreamWriter(name)
	if err == nil {
		err = x.rows.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return x, nil
}

type xlsxWriter struct {
	to     io.Writer
	file   *excelize.File
	rows   *excelize.StreamWriter
	styles map[int]int // number formats by decimals
	n      int
}

func (x *xlsxWriter) about(lines [][]Cell) error {
	if len(lines) == 0 {
		return nil
	}
	if _, err := x.file.NewSheet("About"); err != nil {
		return err
	}
	for i, line := range lines {
		for j, cell := range line {
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err == nil {
				err = x.file.SetCellStr("About", at, cell.Text)
			}
			if err != nil {
				return err
			}
		}
	}
	return x.file.SetColWidth("About", "A", "B", 32)
}

func (x *xlsxWriter) Row(cells []Cell) error {
	if x.n >= excelize.TotalRows {
		return ErrTooManyRows
	}
	x.n++
	line := make([]any, len(cells))
	for i, c := range cells {
		var err error
		if line[i], err = x.cell(c); err != nil {
			return err
		}
	}
	at, err := excelize.CoordinatesToCellName(1, x.n)
	if err != nil {
		return err
	}
	return x.rows.SetRow(at, line)
}

// cell writes a number as a number that is shown as it was written: 1.10 with two decimals. One that a double would
// change, or that is written with an exponent, stays text.
func (x *xlsxWriter) cell(c Cell) (any, error) {
	decimals, fits := plainNumber(c.Text)
	if !c.Number || !fits {
		if c.Text == "" {
			return nil, nil
		}
		return c.Text, nil
	}
	v, err := strconv.ParseFloat(c.Text, 64)
	if err != nil {
		return nil, err
	}
	style, err := x.style(decimals)
	return excelize.Cell{StyleID: style, Value: v}, err
}

// plainNumber tells the decimals of a number that a spreadsheet keeps: at most 15 digits, no exponent.
func plainNumber(s string) (decimals int, fits bool) {
	if !values.IsDecimal(s) || strings.ContainsAny(s, "eE") || len(strings.Trim(s, "-")) > 16 {
		return 0, false
	}
	_, fraction, _ := strings.Cut(s, ".")
	digits := len(strings.NewReplacer("-", "", ".", "").Replace(s))
	return len(fraction), digits <= 15 && s != "-0"
}

func (x *xlsxWriter) style(decimals int) (int, error) {
	if id, known := x.styles[decimals]; known {
		return id, nil
	}
	form := "0"
	if decimals > 0 {
		form = "0." + strings.Repeat("0", decimals)
	}
	id, err := x.file.NewStyle(&excelize.Style{CustomNumFmt: &form})
	x.styles[decimals] = id
	return id, err
}

func (x *xlsxWriter) Close() error {
	err := x.rows.Flush()
	if err == nil {
		_, err = x.file.WriteTo(x.to)
	}
	return errors.Join(err, x.file.Close())
}
