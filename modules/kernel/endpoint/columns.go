package endpoint

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/sheet"
)

// tableColumn is one column of an exported list: a member of its items, or of an object within, as quantity.unit.
type tableColumn struct {
	name   string
	path   []string
	number bool   // a decimal that travels as text: the tag sheet:"number"
	spread bool   // holds named values, each of which becomes columns: the tag sheet:"spread"
	of     string // the member that spread into this column
}

// columnsOf lists the columns of a type's JSON, in the order of its members.
func columnsOf(t reflect.Type, prefix ...string) (out []tableColumn) {
	t = bare(t)
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		inner := bare(f.Type)
		switch {
		case name == "-", !f.IsExported() && !f.Anonymous:
		case f.Anonymous && name == "":
			if inner.Kind() == reflect.Struct {
				out = append(out, columnsOf(inner, prefix...)...)
			}
		case !f.IsExported():
		case inner.Kind() == reflect.Struct && !leaf(inner):
			out = append(out, columnsOf(inner, append(prefix, name)...)...)
		default:
			path := append(append([]string{}, prefix...), name)
			out = append(out, tableColumn{name: strings.Join(path, "."), path: path,
				number: f.Tag.Get("sheet") == "number", spread: f.Tag.Get("sheet") == "spread"})
		}
	}
	return out
}

// bare looks through pointers and OrNull.
func bare(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if wrapper, ok := reflect.Zero(t).Interface().(interface{ within() reflect.Type }); ok {
		return bare(wrapper.within())
	}
	return t
}

// leaf is a struct that is written as one value.
func leaf(t reflect.Type) bool {
	return t == timeType || t.Implements(ownJSON) || reflect.PointerTo(t).Implements(ownJSON)
}

// value finds the column in an item; nil where there is none.
func (c *tableColumn) value(item map[string]any) any {
	var v any = item
	for _, step := range c.path {
		members, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = members[step]
	}
	return v
}

// cell is the column's value as a spreadsheet shows it.
func (c *tableColumn) cell(item map[string]any) sheet.Cell {
	out := cellOf(c.value(item))
	out.Number = out.Number || c.number && out.Text != ""
	return out
}

func cellOf(v any) sheet.Cell {
	switch v := v.(type) {
	case nil:
		return sheet.Cell{}
	case string:
		return sheet.Cell{Text: v}
	case json.Number:
		return sheet.Cell{Text: v.String(), Number: true}
	case bool:
		if v {
			return sheet.Cell{Text: "true"}
		}
		return sheet.Cell{Text: "false"}
	case []any:
		if words, ok := joined(v); ok {
			return sheet.Cell{Text: words}
		}
	}
	return sheet.Cell{Text: compact(v)}
}

// joined writes a list of texts as one: "flammable; toxic".
func joined(list []any) (string, bool) {
	words := make([]string, len(list))
	for i, v := range list {
		w, ok := v.(string)
		if !ok || strings.Contains(w, ";") {
			return "", false
		}
		words[i] = w
	}
	return strings.Join(words, "; "), true
}

// compact writes what is no single value as JSON.
func compact(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(v) != nil {
		return ""
	}
	return strings.TrimSuffix(b.String(), "\n")
}
