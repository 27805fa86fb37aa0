package imports

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// maxNotes bounds the comments in a workbook; the second sheet lists what is beyond.
const maxNotes = 1000

// report sends the file with its faults: every faulty cell coloured and commented, and a second sheet that lists them.
func (s *Service) report(ctx context.Context, x *endpoint.Exchange) error {
	importID, ok := id.Parse(x.Param("id"))
	if !ok {
		return apperr.Missing("import")
	}
	i, err := db.Find[Import](ctx, s.kit.DB, "import", importID)
	if err != nil {
		return err
	}
	content, err := s.store.content(ctx, importID)
	if err != nil {
		return err
	}
	var o options
	var faults []Fault
	if err := errors.Join(json.Unmarshal(i.Options, &o), json.Unmarshal(i.Errors, &faults)); err != nil {
		return err
	}
	leave, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer leave()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // its temporary files
	if err := annotate(f, content, o, faults); err != nil {
		return err
	}
	x.Writer.Header().Set("Content-Type", xlsxType)
	x.Writer.Header().Set("Content-Disposition", `attachment; filename="import-report.xlsx"`)
	x.Writer.Header().Set("X-Content-Type-Options", "nosniff")
	return f.Write(x.Writer)
}

func annotate(f *excelize.File, content []byte, o options, faults []Fault) error {
	if err := f.SetSheetName("Sheet1", "Rows"); err != nil {
		return err
	}
	if err := listed(f, faults); err != nil {
		return err
	}
	red, err := f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FCE6E6"}}, Font: &excelize.Font{Color: "A6191E"}})
	if err != nil {
		return err
	}
	w, err := f.NewStreamWriter("Rows")
	if err != nil {
		return err
	}
	at := map[int]map[string]Fault{}
	for _, e := range faults {
		if at[e.Row] == nil {
			at[e.Row] = map[string]Fault{}
		}
		at[e.Row][e.Column] = e
	}
	if err := (&marked{file: f, w: w, red: red, at: at}).copy(content, o); err != nil {
		return err
	}
	return w.Flush()
}

// listed is the second sheet.
func listed(f *excelize.File, faults []Fault) error {
	if _, err := f.NewSheet("Errors"); err != nil {
		return err
	}
	w, err := f.NewStreamWriter("Errors")
	if err != nil {
		return err
	}
	rows := append([][]any{{"row", "column", "code", "detail"}}, make([][]any, 0, len(faults))...)
	for _, e := range faults {
		rows = append(rows, []any{e.Row, e.Column, e.Code, e.Detail})
	}
	for n, r := range rows {
		if err := w.SetRow("A"+strconv.Itoa(n+1), r); err != nil {
			return err
		}
	}
	return w.Flush()
}

// marked copies the file and marks its faults.
type marked struct {
	file   *excelize.File
	w      *excelize.StreamWriter
	red    int
	at     map[int]map[string]Fault
	header []string
	notes  int
}

func (m *marked) copy(content []byte, o options) error {
	t, header, err := begin(content, o)
	if err != nil {
		return err
	}
	defer func() { _ = t.Close() }() // only read from
	m.header = header
	head := []any{"row"}
	for _, h := range header {
		head = append(head, h)
	}
	if err := m.w.SetRow("A1", append(head, "error")); err != nil {
		return err
	}
	for n := 2; ; n++ {
		number, cells, err := t.Next()
		if errors.Is(err, io.EOF) || n > MaxRows+1 {
			return nil
		}
		if err != nil {
			return refusal(err)
		}
		if err := m.line(n, number, cells); err != nil {
			return err
		}
	}
}

// line writes one row: its number in the file that came, its cells, and what is wrong in words at the end.
func (m *marked) line(n, number int, cells []string) error {
	out, found, said := make([]any, len(m.header)+2), m.at[number], ""
	out[0] = number
	for c, name := range m.header {
		text := ""
		if c < len(cells) {
			text = cells[c]
		}
		e, bad := found[name]
		if !bad || name == "" {
			out[c+1] = text
			continue
		}
		out[c+1] = excelize.Cell{StyleID: m.red, Value: text}
		if err := m.note(c+2, n, e); err != nil {
			return err
		}
	}
	for column, e := range found {
		if said != "" {
			said += " · "
		}
		if column != "" {
			said += column + ": "
		}
		said += e.Detail
	}
	if said != "" {
		out[0] = excelize.Cell{StyleID: m.red, Value: number}
		out[len(out)-1] = excelize.Cell{StyleID: m.red, Value: said}
	}
	return m.w.SetRow("A"+strconv.Itoa(n), out)
}

func (m *marked) note(column, row int, e Fault) error {
	if m.notes++; m.notes > maxNotes {
		return nil
	}
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	return m.file.AddComment("Rows", excelize.Comment{Author: "SPECTRA-Lab", Cell: cell, Text: e.Code + ": " + e.Detail})
}
