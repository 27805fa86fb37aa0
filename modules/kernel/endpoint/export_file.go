package endpoint

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/sheet"
)

type urlOf = url.URL

// exported is a finished file in the temporary directory, without a name there.
type exported struct {
	file            *os.File
	name, mediaType string
	size            int64
}

func (f *exported) close() { _ = f.file.Close() } // only read from

// pages gives the JSON of the page that a cursor begins.
type pages func(ctx context.Context, cursor string) ([]byte, error)

// export makes the whole file before the first byte is sent: a slow line holds no connection and no snapshot of the
// database, and a fault half way is a problem document, not a short file that looks complete.
func (r *Router) export(ctx context.Context, rt *Route, list pages) (*exported, error) {
	o, ok := ctx.Value(exportKey{}).(*exportOrder)
	if !ok {
		return nil, errors.New("endpoint: an export without its order")
	}
	leave, err := r.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	f, err := spool(r.Clock().UTC(), o)
	if err != nil {
		return nil, err
	}
	var rows int
	err = r.DB.InSnapshot(ctx, func(ctx context.Context) error {
		var err error
		rows, err = r.fill(ctx, f.file, o, list)
		return err
	})
	if err == nil {
		err = r.chained(ctx, rt, map[string]any{"list": o.list, "format": o.format, "rows": rows, "filter": o.filter, "columns": columnNames(o.columns)})
	}
	if err == nil {
		f.size, err = f.file.Seek(0, io.SeekCurrent)
	}
	if err == nil {
		_, err = f.file.Seek(0, io.SeekStart)
	}
	if err != nil {
		f.close()
		return nil, refusedFile(err)
	}
	callFrom(ctx).detail = o.remark(rows)
	return f, nil
}

// turn waits until fewer than exportsAtOnce exports run.
func (r *Router) turn(ctx context.Context) (leave func(), err error) {
	late := time.NewTimer(time.Minute)
	defer late.Stop()
	select {
	case r.exporting <- struct{}{}:
		return func() { <-r.exporting }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-late.C:
		busy := apperr.New(apperr.Unavailable, "busy", "The server is making other exports. Try again shortly.")
		busy.RetryAfter = 30 * time.Second
		return nil, busy
	}
}

func spool(now time.Time, o *exportOrder) (*exported, error) {
	file, err := nameless()
	if err != nil {
		return nil, refusedFile(err)
	}
	f := &exported{file: file, mediaType: csvType + "; charset=utf-8"}
	switch o.format {
	case "xlsx":
		f.mediaType = xlsxType
	case "json":
		f.mediaType = "application/json"
	}
	var words []string
	for word := range strings.SplitSeq(o.list, "/") {
		if _, isID := id.Parse(word); !isID {
			words = append(words, word)
		}
	}
	f.name = strings.Join(words, "-") + now.Format("-2006-01-02-150405.") + o.format
	return f, nil
}

// nameless is an open file of the temporary directory that has no name there: nothing is left behind, however the server
// ends.
func nameless() (*os.File, error) {
	file, err := os.CreateTemp("", "spectra-export-*")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

func refusedFile(err error) error {
	var path *os.PathError
	switch {
	case errors.Is(err, sheet.ErrTooManyRows):
		return apperr.New(apperr.Invalid, "too_many_rows", "A workbook holds at most 1048576 rows. Narrow the filter, or export as csv or json.")
	case errors.As(err, &path): // the temporary directory is full or not writable
		e := apperr.New(apperr.Unavailable, "storage_unavailable", "The file cannot be made right now. Try again later.")
		e.RetryAfter = 30 * time.Second
		return e.Because(err)
	}
	return err
}

// fill writes page after page and counts the rows.
func (r *Router) fill(ctx context.Context, to io.Writer, o *exportOrder, list pages) (rows int, err error) {
	buffered := bufio.NewWriterSize(to, 64<<10)
	if o.spreads() {
		rows, err = r.fillSpread(ctx, buffered, r.about(ctx, o), o, list)
		return rows, errors.Join(err, buffered.Flush())
	}
	w, err := o.writer(buffered, r.about(ctx, o))
	if err != nil {
		return 0, err
	}
	rows, err = each(ctx, list, w.item)
	return rows, errors.Join(err, w.Close(), buffered.Flush())
}

// each calls f with every item, page after page.
func each(ctx context.Context, list pages, f func(json.RawMessage) error) (rows int, err error) {
	for cursor := ""; ; {
		text, err := list(ctx, cursor)
		if err != nil {
			return rows, err
		}
		var p struct {
			Items      []json.RawMessage `json:"items"`
			NextCursor *string           `json:"next_cursor"`
		}
		if err := json.Unmarshal(text, &p); err != nil {
			return rows, err
		}
		for _, item := range p.Items {
			if err := f(item); err != nil {
				return rows, err
			}
		}
		if rows += len(p.Items); p.NextCursor == nil {
			return rows, nil
		}
		cursor = *p.NextCursor
	}
}

// itemWriter takes the items of a list as JSON.
type itemWriter interface {
	item(raw json.RawMessage) error
	Close() error
}

func (o *exportOrder) writer(to io.Writer, about [][]string) (itemWriter, error) {
	if o.format == "json" {
		return &arrayWriter{to: to, o: o}, nil
	}
	lines := make([][]sheet.Cell, len(about))
	for i, l := range about {
		lines[i] = sheet.Texts(l...)
	}
	t := &tableWriter{o: o}
	var err error
	if o.format == "xlsx" {
		t.Writer, err = sheet.XLSX(to, "Export", lines)
		lines = nil
	} else {
		t.Writer = sheet.CSV(to)
	}
	if !o.about {
		lines = nil
	}
	for _, line := range append(lines, sheet.Texts(columnNames(o.columns)...)) {
		if err == nil {
			err = t.Row(line)
		}
	}
	return t, err
}

// tableWriter makes rows of items.
type tableWriter struct {
	sheet.Writer
	o   *exportOrder
	row []sheet.Cell
}

func (t *tableWriter) item(raw json.RawMessage) error {
	members, err := decoded(raw)
	if err != nil {
		return err
	}
	t.row = t.row[:0]
	spread := t.o.spreadOf(members)
	for i := range t.o.columns {
		c := &t.o.columns[i]
		if c.of != "" {
			t.row = append(t.row, spread[c.name])
		} else {
			t.row = append(t.row, c.cell(members))
		}
	}
	return t.Row(t.row)
}

// spreadOf are the cells of an item that are named values.
func (o *exportOrder) spreadOf(members map[string]any) map[string]sheet.Cell {
	var out map[string]sheet.Cell
	for i, last := 0, ""; i < len(o.columns); i++ {
		if c := &o.columns[i]; c.of != "" && c.of != last {
			if out == nil {
				out = map[string]sheet.Cell{}
			}
			spreadCells(c.of, c.value(members), out)
			last = c.of
		}
	}
	return out
}

// decoded keeps numbers as they are written.
func decoded(raw json.RawMessage) (map[string]any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var members map[string]any
	err := d.Decode(&members)
	return members, err
}

// arrayWriter makes one JSON array: the items themselves, or of each the chosen columns.
type arrayWriter struct {
	to io.Writer
	o  *exportOrder
	n  int
}

func (a *arrayWriter) item(raw json.RawMessage) error {
	if a.o.chosen {
		members, err := decoded(raw)
		if err != nil {
			return err
		}
		raw = a.o.part(members)
	}
	before := ",\n"
	if a.n == 0 {
		before = "["
	}
	a.n++
	_, err := io.WriteString(a.to, before+string(raw))
	return err
}

func (o *exportOrder) part(members map[string]any) json.RawMessage {
	out := []byte{'{'}
	spread := o.spreadOf(members)
	for i := range o.columns {
		if i > 0 {
			out = append(out, ',')
		}
		c := &o.columns[i]
		v := c.value(members)
		if c.of != "" {
			if v = nil; spread[c.name].Text != "" {
				v = spread[c.name].Text
			}
		}
		out = append(out, compact(c.name)+":"+compact(v)...)
	}
	return append(out, '}')
}

func (a *arrayWriter) Close() error {
	end := "]\n"
	if a.n == 0 {
		end = "[]\n"
	}
	_, err := io.WriteString(a.to, end)
	return err
}
