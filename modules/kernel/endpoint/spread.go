package endpoint

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/sheet"
)

// A member with the tag sheet:"spread" holds named values: a list of {name, value, unit, uncertainty, k, dof}, or an
// object of {value, unit, type}. In a table each name and unit has columns of its own, as values.d [um] and, where
// anything has one, values.d [um] | uncertainty. Which there are is known when all items have been seen, so these wait
// in a temporary file.

// mostSpread bounds the columns of one member; a spreadsheet has 16384 and people give up long before.
const mostSpread = 1000

// parts are what is told about one value beside itself; the names cannot have the bar (values.Faults.Name).
func parts() [4]string { return [...]string{"", " | uncertainty", " | k", " | dof"} }

// heading names the columns of a value: d [um].
func heading(name, unit any) string {
	n, _ := name.(string)
	if u, _ := unit.(string); u != "" && u != "1" {
		return n + " [" + u + "]"
	}
	return n
}

// eachValue calls f with the heading and the parts of every named value of a member.
func eachValue(member any, f func(heading string, parts [4]any)) {
	switch m := member.(type) {
	case []any:
		for _, v := range m {
			if v, ok := v.(map[string]any); ok {
				value := v["value"]
				if kind, told := v["type"]; told && value != nil {
					value = typed{value, kind}
				}
				f(heading(v["name"], v["unit"]), [4]any{value, v["uncertainty"], v["k"], v["dof"]})
			}
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if v, ok := m[name].(map[string]any); ok {
				f(heading(name, v["unit"]), [4]any{typed{v["value"], v["type"]}})
			}
		}
	}
}

// typed is a custom value: only its type tells a number from a lot 007.
type typed struct{ value, kind any }

// spreadCells are the cells of one member of an item by the names of their columns.
func spreadCells(member string, v any, into map[string]sheet.Cell) {
	names := parts()
	eachValue(v, func(heading string, found [4]any) {
		for i, part := range found {
			if part == nil {
				continue
			}
			number := true
			if t, ok := part.(typed); ok {
				part, number = t.value, t.kind == "number" || t.kind == "quantity"
			}
			c := cellOf(part)
			c.Number = number
			into[member+"."+heading+names[i]] = c
		}
	})
}

// survey collects which columns the values of one member need.
type survey struct {
	column  tableColumn
	order   []string
	seen    map[string]*[4]bool
	columns int
}

func (s *survey) add(item map[string]any) error {
	eachValue(s.column.value(item), func(heading string, found [4]any) {
		known := s.seen[heading]
		if known == nil {
			known = &[4]bool{true}
			s.seen[heading], s.order = known, append(s.order, heading)
			s.columns++
		}
		for i, part := range found {
			if part != nil && !known[i] {
				known[i] = true
				s.columns++
			}
		}
	})
	if s.columns > mostSpread {
		return apperr.InvalidField("?columns", "too_many_columns",
			"%s would need more than %d columns. Narrow the filter, name the columns you need, such as %s.%s, or export as json.", s.column.name, mostSpread, s.column.name, clipped(s.order[:1]))
	}
	return nil
}

// found are the columns in the order in which the values were first seen.
func (s *survey) found() (out []tableColumn) {
	names := parts()
	for _, h := range s.order {
		for i, there := range s.seen[h] {
			if there {
				out = append(out, tableColumn{name: s.column.name + "." + h + names[i], path: s.column.path, of: s.column.name})
			}
		}
	}
	return out
}

// spreads tells whether columns are only known when all items have been seen.
func (o *exportOrder) spreads() bool {
	return o.format != "json" && slices.ContainsFunc(o.columns, func(c tableColumn) bool { return c.spread })
}

// fillSpread keeps the items in a temporary file until their columns are known.
func (r *Router) fillSpread(ctx context.Context, to io.Writer, about [][]string, o *exportOrder, list pages) (rows int, err error) {
	file, err := os.CreateTemp("", "spectra-export-*")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := os.Remove(file.Name()); err != nil {
		return 0, err
	}
	kept := bufio.NewWriterSize(file, 64<<10)
	surveys := o.surveys()
	rows, err = each(ctx, list, func(raw json.RawMessage) error {
		item, err := decoded(raw)
		for _, s := range surveys {
			if err == nil {
				err = s.add(item)
			}
		}
		if err == nil {
			_, err = kept.Write(append(raw, '\n'))
		}
		return err
	})
	if err == nil {
		err = kept.Flush()
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return rows, err
	}
	w, err := o.expanded(surveys).writer(to, about)
	if err != nil {
		return rows, err
	}
	lines := json.NewDecoder(bufio.NewReaderSize(file, 64<<10))
	for err == nil {
		var raw json.RawMessage
		if err = lines.Decode(&raw); err == nil {
			err = w.item(raw)
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return rows, errors.Join(err, w.Close())
}

func (o *exportOrder) surveys() map[string]*survey {
	out := map[string]*survey{}
	for _, c := range o.columns {
		if c.spread {
			out[c.name] = &survey{column: c, seen: map[string]*[4]bool{}}
		}
	}
	return out
}

// expanded is the order with the columns that were found.
func (o *exportOrder) expanded(surveys map[string]*survey) *exportOrder {
	out := *o
	out.columns = nil
	for _, c := range o.columns {
		if s := surveys[c.name]; s != nil {
			out.columns = append(out.columns, s.found()...)
			continue
		}
		out.columns = append(out.columns, c)
	}
	return &out
}

// within finds the column of one value of a member that spreads: values.d [um].
func within(name string, columns []tableColumn) (tableColumn, bool) {
	for _, c := range columns {
		if rest, ok := strings.CutPrefix(name, c.name+"."); c.spread && ok && rest != "" {
			return tableColumn{name: name, path: c.path, of: c.name}, true
		}
	}
	return tableColumn{}, false
}

// Exports reports whether the list makes a file that wants the column. What only files have, pages need not read.
func Exports(ctx context.Context, column string) bool {
	o, ok := ctx.Value(exportKey{}).(*exportOrder)
	return ok && slices.ContainsFunc(o.columns, func(c tableColumn) bool { return c.name == column || c.of == column })
}
