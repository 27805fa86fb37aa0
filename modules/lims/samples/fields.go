package samples

import (
	"context"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/criteria"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Queryable is a field that lists of samples can be filtered by, or shown with.
type Queryable struct {
	Name        string   `json:"name" doc:"As a query and a filter name it: lot, meta.thickness."`
	Label       string   `json:"label"`
	Custom      bool     `json:"custom"`
	Kind        string   `json:"kind" enum:"text,number,quantity,choice,date,reference,boolean,calculated,time,integer"`
	Unit        *string  `json:"unit" nullable:"true"`
	Choices     []string `json:"choices"`
	Operators   []string `json:"operators" doc:"Of the query language; empty: it cannot be filtered by. * is any value."`
	SampleTypes []string `json:"sample_types" doc:"The kinds of samples that have a custom field."`
	Sortable    bool     `json:"sortable"`
}

// Queryables lists what a filter builder and a chooser of columns offer: built-in fields, then custom ones by key.
func (s *Service) Queryables(ctx context.Context) (page.List[Queryable], error) {
	out := []Queryable{}
	for _, f := range terms() {
		_, sortable := sortKeys()[f.Name]
		out = append(out, Queryable{Name: f.Name, Label: f.Name, Kind: kindOf(&f), Choices: append([]string{}, f.Words...), Operators: spelled(f.Ops()), SampleTypes: []string{}, Sortable: sortable})
	}
	types, err := s.types.List(ctx, false)
	if err != nil {
		return page.List[Queryable]{}, err
	}
	from := len(out)
	for i := range types {
		for _, fd := range types[i].Fields {
			name := "meta." + fd.Key
			at := slices.IndexFunc(out[from:], func(q Queryable) bool { return q.Name == name })
			if at < 0 {
				out = append(out, Queryable{Name: name, Label: fd.Label, Custom: true, Kind: fd.Kind, Unit: fd.Unit, Choices: fd.Choices, Operators: spelled(customOps(fd.ValueType()))})
				at = len(out) - from - 1
			}
			out[from+at].SampleTypes = append(out[from+at].SampleTypes, types[i].Key)
		}
	}
	slices.SortStableFunc(out[from:], func(a, b Queryable) int { return strings.Compare(a.Name, b.Name) })
	return page.List[Queryable]{Items: out}, nil
}

func kindOf(f *criteria.Field) string {
	return map[criteria.Type]string{criteria.Text: "text", criteria.Word: "choice", criteria.Time: "time", criteria.Int: "integer", criteria.Flag: "boolean"}[f.Type]
}

func customOps(kind string) []criteria.Op {
	switch kind {
	case "":
		return nil
	case "number", "quantity", "date":
		return []criteria.Op{criteria.Eq, criteria.Lt, criteria.Le, criteria.Gt, criteria.Ge, criteria.Has}
	case "boolean":
		return []criteria.Op{criteria.Eq, criteria.Has}
	}
	return []criteria.Op{criteria.Eq, criteria.Contains, criteria.Has}
}

// spelled writes operators; what can be equal can be unequal.
func spelled(ops []criteria.Op) []string {
	out := []string{}
	for _, o := range ops {
		out = append(out, string(o))
		if o == criteria.Eq {
			out = append(out, string(criteria.Ne))
		}
	}
	return out
}
