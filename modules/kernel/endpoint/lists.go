package endpoint

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// List is what can be said about how a list of records is shown.
type List struct {
	Resource   string // samples
	Permission string
	Filters    []string
	Free       string // beginning of filters that the records have themselves: meta.
	Columns    []string
	sorts      func(ctx context.Context, sort string) error
}

// FiltersBy tells whether the list knows the filter word.
func (l *List) FiltersBy(word string) bool {
	return slices.Contains(l.Filters, word) || l.Free != "" && strings.HasPrefix(word, l.Free) && word != l.Free
}

// SortsBy tells whether the list knows the sort word: the list itself is asked.
func (l *List) SortsBy(ctx context.Context, sort string) (bool, error) {
	err := l.sorts(ctx, sort)
	e, ok := apperr.As(err)
	if !ok {
		return err == nil, err
	}
	return !slices.ContainsFunc(e.Fields, func(f apperr.Field) bool { return f.Pointer == "?sort" }), nil
}

// Lists gives the lists registered with RegisterList, by resource.
func (r *Router) Lists() map[string]*List { return r.lists }

// keepList remembers a list at the root of the API.
func keepList[I, O any](r *Router, rt Route, columns []tableColumn, list func(ctx context.Context, in *I) (*O, error)) {
	resource := strings.TrimPrefix(rt.Path, "/")
	if strings.ContainsAny(resource, "/{") {
		return
	}
	l := &List{Free: rt.Free.Prefix, Resource: resource, Permission: rt.Permission, Columns: columnNames(columns)}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[I]()) {
		name := f.Tag.Get("query")
		if name != "" && !slices.Contains([]string{"limit", "cursor", "sort", "count"}, name) {
			l.Filters = append(l.Filters, name)
		}
	}
	l.sorts = func(ctx context.Context, sort string) error {
		in := new(I)
		p := reflect.ValueOf(in).Elem().FieldByName("Request").Addr().Interface().(*page.Request) //nolint:errcheck // a list has no other
		p.Sort, p.Limit = sort, 1
		_, err := list(ctx, in)
		return err
	}
	r.lists[resource] = l
}
