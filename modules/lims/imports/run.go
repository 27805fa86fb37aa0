package imports

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/sheet"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/samples"
)

// part is how many rows are checked or written at once: memory does not grow with the file.
const part = 1000

// line is one row as it stands in the file.
type line struct {
	number int
	cells  []string
}

// open reads the headings and says what each column is for.
func (s *Service) open(f *form, remembered map[string]string) (*plan, error) {
	t, header, err := begin(f.content, f.options)
	if err != nil {
		return nil, err
	}
	defer func() { _ = t.Close() }() // only read from
	mapping := f.mapping
	if mapping == nil {
		mapping = remember(header, remembered)
	}
	p := &plan{header: header, sampleType: f.sampleType, options: f.options}
	if p.columns, p.mapping, err = columns(header, mapping); err != nil {
		return nil, err
	}
	var missing values.Faults
	for _, need := range []string{"name", "sample_type"} {
		if need == "sample_type" && f.sampleType != "" || p.has(need) {
			continue
		}
		missing.Add("/file", "missing_column", "No column is for %s. Name one so, or say in the mapping which it is.", need)
	}
	return p, missing.Err()
}

func (p *plan) has(member string) bool {
	for _, t := range p.columns {
		if t.kind == text && t.field == member {
			return true
		}
	}
	return false
}

// remember takes from an earlier mapping what fits this file.
func remember(header []string, mapping map[string]string) map[string]string {
	out := map[string]string{}
	for _, name := range header {
		if field, known := mapping[strings.TrimSpace(name)]; known {
			out[strings.TrimSpace(name)] = field
		}
	}
	return out
}

// begin opens a file behind its headings; lines that tell where an export came from are skipped.
func begin(content []byte, o options) (sheet.Table, []string, error) {
	t, err := sheet.Open(content, o.Encoding)
	if err != nil {
		return nil, nil, refusal(err)
	}
	for {
		_, cells, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil, nil, errors.Join(apperr.InvalidField("/file", "empty", "The file has no row of headings."), t.Close())
		case err != nil:
			return nil, nil, errors.Join(refusal(err), t.Close())
		case !strings.HasPrefix(cells[0], "spectra_"):
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			return t, cells, nil
		}
	}
}

// refusal is the 422 of a file that cannot be read.
func refusal(err error) error {
	var r *sheet.Refusal
	if errors.As(err, &r) {
		return apperr.InvalidField("/file", r.Code, "%s", r.Detail)
	}
	return err
}

// walk gives the rows of a file in parts. It stops before the first row too many.
func walk(content []byte, o options, each func(lines []line) error) error {
	t, _, err := begin(content, o)
	if err != nil {
		return err
	}
	defer func() { _ = t.Close() }() // only read from
	rows, lines := 0, make([]line, 0, part)
	for {
		number, cells, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return refusal(err)
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		if rows++; rows > MaxRows {
			return apperr.InvalidField("/file", "too_many_rows", "A file has at most %d rows. Divide it, and import the parts.", MaxRows)
		}
		if lines = append(lines, line{number, cells}); len(lines) == part {
			if err := each(lines); err != nil {
				return err
			}
			lines = lines[:0]
		}
	}
	if rows == 0 {
		return apperr.InvalidField("/file", "empty", "The file has headings and no row.")
	}
	if len(lines) == 0 {
		return nil
	}
	return each(lines)
}

// errEnough ends a walk early.
var errEnough = errors.New("imports: enough")

// long tells whether the file has so many rows that a job takes it.
func long(f *form) (bool, error) {
	rows := 0
	err := walk(f.content, f.options, func(lines []line) error {
		if rows += len(lines); rows > longRows {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return true, nil
	}
	return false, err
}

// check finds every fault of every row and writes nothing.
func (s *Service) check(ctx context.Context, p *plan, content []byte, step func(rows int) error) (*report, error) {
	p.report, p.barcodes = newReport(), map[string]int{}
	err := walk(content, p.options, func(lines []line) error {
		rows, err := s.bodies(ctx, p, lines)
		if err != nil {
			return err
		}
		p.report.rows += len(rows)
		out, err := s.samples.CreateAll(ctx, bulk(rows), true)
		if err != nil {
			return err
		}
		var found values.Report
		if err := json.Unmarshal(out.RawJSON(), &found); err != nil {
			return err
		}
		for _, e := range found.Errors {
			p.blame(rows, e)
		}
		return step(p.report.rows)
	})
	return p.report, err
}

// blame turns /items/{i}/field of a part into row and column of the file.
func (p *plan) blame(rows []row, e apperr.Field) {
	rest := strings.TrimPrefix(e.Pointer, "/items/")
	index, pointer, _ := strings.Cut(rest, "/")
	i := 0
	for _, c := range index {
		i = i*10 + int(c-'0')
	}
	if i >= len(rows) {
		return
	}
	column := ""
	if pointer != "" {
		column = p.columnOf(pointer)
	}
	p.report.add(rows[i].number, column, e.Code, e.Detail)
}

// write registers all rows.
func (s *Service) write(ctx context.Context, p *plan, content []byte, importID id.ID, step func(rows int) error) (made []id.ID, err error) {
	p.report, p.barcodes = newReport(), map[string]int{}
	err = walk(content, p.options, func(lines []line) error {
		rows, err := s.bodies(ctx, p, lines)
		if err != nil {
			return err
		}
		out, err := s.samples.CreateAll(ctx, bulk(rows), false)
		if err != nil {
			return err
		}
		var written struct {
			Items []struct {
				ID id.ID `json:"id"`
			} `json:"items"`
		}
		if err := json.Unmarshal(out.RawJSON(), &written); err != nil {
			return err
		}
		if err := s.store.lines(ctx, importID, rows, func(i int) id.ID { return written.Items[i].ID }); err != nil {
			return err
		}
		for _, item := range written.Items {
			made = append(made, item.ID)
		}
		return step(len(made))
	})
	return made, err
}

// bodies converts a part of the file; records that are named by code are looked up together.
func (s *Service) bodies(ctx context.Context, p *plan, lines []line) ([]row, error) {
	codes := map[string]bool{}
	for _, l := range lines {
		for i, t := range p.columns {
			if t.kind == codeOf && i < len(l.cells) {
				codes[strings.TrimSpace(l.cells[i])] = true
			}
		}
	}
	var err error
	if p.ids, err = s.store.byCode(ctx, codes); err != nil {
		return nil, err
	}
	if p.schemas, err = s.types.Schemas(ctx, p.types(lines)...); err != nil {
		return nil, err
	}
	out := make([]row, len(lines))
	for i, l := range lines {
		out[i] = p.convert(l.number, l.cells)
	}
	return out, nil
}

func bulk(rows []row) samples.Bulk {
	b := samples.Bulk{Items: make([]json.RawMessage, len(rows))}
	for i := range rows {
		b.Items[i] = rows[i].body
	}
	return b
}

// types are the sample types that a part of the file names.
func (p *plan) types(lines []line) []string {
	seen := map[string]bool{}
	if p.sampleType != "" {
		seen[p.sampleType] = true
	}
	for i, t := range p.columns {
		for _, l := range lines {
			if t.kind == text && t.field == "sample_type" && i < len(l.cells) {
				seen[strings.TrimSpace(l.cells[i])] = true
			}
		}
	}
	return slices.Collect(maps.Keys(seen))
}
