package views

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// query reads filter words and sort of a list; words that the list does not know are at fault.
func query(ctx context.Context, f *values.Faults, l *endpoint.List, in map[string]json.RawMessage) (map[string]any, error) {
	out := map[string]any{}
	for _, word := range slices.Sorted(maps.Keys(in)) {
		at := "/query/" + values.Escape(word)
		v, ok := value(in[word])
		switch {
		case word == "sort":
			if err := sorts(ctx, f, l, v); err != nil {
				return nil, err
			}
		case !l.FiltersBy(word):
			f.Add(at, "unknown_filter", "%s cannot be filtered by this; the words are: sort, %s.", l.Resource, strings.Join(l.Filters, ", "))
		case !ok:
			f.Add(at, "invalid", "A filter is a text of at most 500 characters, a number, true or false, or a list of at most 50 texts.")
		}
		out[word] = v
	}
	return out, nil
}

func sorts(ctx context.Context, f *values.Faults, l *endpoint.List, v any) error {
	word, ok := v.(string)
	if ok && word != "" {
		var err error
		if ok, err = l.SortsBy(ctx, word); err != nil {
			return err
		}
	}
	if !ok || word == "" {
		f.Add("/query/sort", "unknown_sort", "%s cannot be sorted by this.", l.Resource)
	}
	return nil
}

// value reads one filter word.
func value(raw json.RawMessage) (any, bool) {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return nil, false
	}
	switch v := v.(type) {
	case string:
		return v, short(v)
	case bool:
		return v, true
	case float64:
		return json.Number(raw), len(raw) <= 40
	case []any:
		return v, len(v) <= 50 && !slices.ContainsFunc(v, func(e any) bool { s, ok := e.(string); return !ok || !short(s) })
	}
	return nil, false
}

func short(s string) bool { return len([]rune(s)) <= 500 }

// columns checks that the list has them, each once.
func columns(f *values.Faults, l *endpoint.List, in []string) []string {
	for i, name := range in {
		switch at := "/columns/" + strconv.Itoa(i); {
		case !slices.Contains(l.Columns, name):
			f.Add(at, "unknown_column", "%s have no such column.", l.Resource)
		case slices.Contains(in[:i], name):
			f.Add(at, "duplicate", "Name a column once.")
		}
	}
	return append([]string{}, in...)
}
