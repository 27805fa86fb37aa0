package endpoint

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// exportTime is for making a file of a million rows and for a slow line to take it.
const exportTime = time.Hour

// exportsAtOnce bounds how many connections exports hold; the others wait their turn.
const exportsAtOnce = 2

// RegisterList adds a list route and its export at {path}/export: the same filters, sort and permission, all pages as
// one file (API.md §6.10). The columns are the members of the list's items.
func RegisterList[I, O any](r *Router, rt Route, list func(ctx context.Context, in *I) (*O, error)) {
	Register(r, rt, list)
	body, _ := reflect.TypeFor[O]().FieldByName("Body")
	items, ok := bare(body.Type).FieldByName("Items")
	if !ok {
		panic("endpoint: " + rt.ID + " answers no list")
	}
	columns := columnsOf(items.Type.Elem())
	if pagedInput[I]() {
		keepList(r, rt, columns, list)
	}
	e := exportRoute(rt, columns, reflect.SliceOf(items.Type.Elem()))
	op := r.add(&e)
	op.Middlewares = append(op.Middlewares, r.exportQuery(columns))
	r.free(&op, rt.Free)
	huma.Register(r.api, op, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
		one := func(ctx context.Context, cursor string) ([]byte, error) {
			if pagedInput[I]() {
				p := reflect.ValueOf(in).Elem().FieldByName("Request").Addr().Interface().(*page.Request) //nolint:errcheck // a list has no other
				p.Limit, p.Cursor, p.Count = 200, cursor, false
			}
			out, err := list(ctx, in)
			if err != nil {
				return nil, err
			}
			return r.times.marshal(reflect.ValueOf(out).Elem().FieldByName("Body").Interface())
		}
		file, err := r.export(ctx, &e, one)
		if err != nil {
			return nil, r.problem(ctx, err)
		}
		return &huma.StreamResponse{Body: func(hc huma.Context) { r.send(hc, file) }}, nil
	})
	r.describeExport(e.Path, columns)
}

// pagedInput tells whether a list has pages; few and complete ones, such as the members of a project, have not.
func pagedInput[I any]() bool {
	_, paged := reflect.TypeFor[I]().FieldByName("Request")
	return paged
}

func exportRoute(list Route, columns []tableColumn, items reflect.Type) Route {
	what := strings.TrimPrefix(list.Path, "/")
	if len(columns) == 0 || !strings.HasPrefix(list.ID, "list-") {
		panic("endpoint: " + list.ID + " cannot be exported: it needs items and an ID of the form list-things")
	}
	record, object := list.Record, ""
	if object, _, _ = strings.Cut(list.Permission, ":"); record == "" {
		record = object
	}
	if !strings.Contains(list.Path, "{") { // below a record, Record is whose list it is
		object = record
	}
	return Route{ID: "export-" + strings.TrimPrefix(list.ID, "list-"), Method: http.MethodGet, Path: list.Path + "/export", Permission: list.Permission,
		Event: object + ".exported", Record: record, Tag: list.Tag, Timeout: exportTime, exports: true,
		Summary: "All " + strings.ReplaceAll(parameters.ReplaceAllString(what, "…"), "-", " ") + " of a filter as one file",
		Doc:     Doc{Answers: map[int]Content{http.StatusOK: {csvType: nil, xlsxType: nil, "application/json": reflect.Zero(items).Interface()}}}}
}

const (
	csvType  = "text/csv"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// exportOrder is how a file is wanted.
type exportOrder struct {
	format  string
	columns []tableColumn
	chosen  bool   // the caller named columns
	about   bool   // CSV begins with what it is
	filter  string // as called
	list    string // the address of the list, as called
}

type exportKey struct{}

// exportQuery takes the parameters that belong to the file and not to the list.
func (r *Router) exportQuery(columns []tableColumn) func(huma.Context, func(huma.Context)) {
	return func(hc huma.Context, next func(huma.Context)) {
		u := hc.URL()
		q := u.Query()
		o, err := readOrder(q.Get, q.Has, columns)
		if err != nil {
			r.fail(hc.Context(), hc, err)
			return
		}
		for _, name := range []string{"format", "columns", "preamble"} {
			q.Del(name)
		}
		o.filter, o.list = q.Encode(), strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(u.Path, r.prefix), "/"), "/export")
		u.RawQuery = o.filter
		next(exportContext{huma.WithValue(hc, exportKey{}, o), u})
	}
}

func readOrder(get func(string) string, has func(string) bool, columns []tableColumn) (*exportOrder, error) {
	for _, name := range []string{"limit", "cursor", "count"} {
		if has(name) {
			return nil, apperr.InvalidField("?"+name, "unknown_field", "An export has no pages: it holds everything that the filter finds.")
		}
	}
	o := &exportOrder{format: "csv", columns: columns, about: true}
	if has("format") {
		o.format = get("format")
	}
	if !slices.Contains([]string{"csv", "xlsx", "json"}, o.format) {
		return nil, apperr.InvalidField("?format", "not_allowed", "A list is exported as csv, xlsx or json.")
	}
	if has("preamble") {
		switch get("preamble") {
		case "true":
		case "false":
			o.about = false
		default:
			return nil, apperr.InvalidField("?preamble", "invalid", "preamble is true or false.")
		}
	}
	if get("columns") == "" {
		return o, nil
	}
	o.columns, o.chosen = nil, true
	for name := range strings.SplitSeq(get("columns"), ",") {
		c, known := chosen(name, columns)
		if !known {
			return nil, apperr.InvalidField("?columns", "unknown_column", "There is no such column; choose among %s.", clipped(columnNames(columns)))
		}
		if slices.ContainsFunc(o.columns, func(c tableColumn) bool { return c.name == name }) {
			return nil, apperr.InvalidField("?columns", "duplicate", "Name a column once.")
		}
		o.columns = append(o.columns, c)
	}
	return o, nil
}

func chosen(name string, columns []tableColumn) (tableColumn, bool) {
	if i := slices.IndexFunc(columns, func(c tableColumn) bool { return c.name == name }); i >= 0 {
		return columns[i], true
	}
	return within(name, columns)
}

func columnNames(columns []tableColumn) []string {
	out := make([]string, len(columns))
	for i := range columns {
		out[i] = columns[i].name
	}
	return out
}

// clipped keeps a detail below what a problem document shows.
func clipped(names []string) string {
	s := strings.Join(names, ", ")
	if len(s) > 300 {
		s = s[:strings.LastIndex(s[:300], ",")] + " …"
	}
	return s
}

// exportContext hides from huma what the list itself does not know.
type exportContext struct {
	inner
	url urlOf
}

func (c exportContext) URL() urlOf { return c.url }

// Unwrap lets huma find the adapter's own context.
func (c exportContext) Unwrap() huma.Context { return c.inner }

// describeExport says in the API document which parameters the file has instead of pages.
func (r *Router) describeExport(path string, columns []tableColumn) {
	op := r.api.OpenAPI().Paths[path].Get
	op.Parameters = slices.DeleteFunc(op.Parameters, func(p *huma.Param) bool {
		return p.In == "query" && slices.Contains([]string{"limit", "cursor", "count"}, p.Name)
	})
	formats, which := []any{"csv", "xlsx", "json"}, columnSchema(columns)
	alone := false
	op.Parameters = append(op.Parameters,
		&huma.Param{Name: "format", In: "query", Description: "Kind of file.", Schema: &huma.Schema{Type: huma.TypeString, Enum: formats, Default: "csv"}},
		&huma.Param{Name: "columns", In: "query", Description: "Which columns, in this order; all when absent.", Explode: &alone,
			Schema: &huma.Schema{Type: huma.TypeArray, Items: which}},
		&huma.Param{Name: "preamble", In: "query", Description: "CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out.",
			Schema: &huma.Schema{Type: huma.TypeBoolean, Default: true}})
}

// columnSchema lists the columns; values of which each has its own are named below theirs: values.d [um].
func columnSchema(columns []tableColumn) *huma.Schema {
	one := &huma.Schema{Type: huma.TypeString}
	below := &huma.Schema{}
	for _, c := range columns {
		if one.Enum = append(one.Enum, c.name); c.spread {
			below.AnyOf = append(below.AnyOf, &huma.Schema{Type: huma.TypeString, Pattern: "^" + c.name + "\\..+", Description: "The column of one value: " + c.name + ".name [unit]."})
		}
	}
	if below.AnyOf == nil {
		return one
	}
	below.AnyOf = append(below.AnyOf, one)
	return below
}

// send writes a finished file.
func (r *Router) send(hc huma.Context, f *exported) {
	defer f.close()
	r.attach(hc, f.name, f.mediaType, f.size, f.file)
}

// about tells what the file is: the first lines of a CSV, the second sheet of a workbook (UX.md §4.9).
func (r *Router) about(ctx context.Context, o *exportOrder) [][]string {
	who := tenancy.Must(ctx)
	return [][]string{
		{"spectra_export", o.list}, {"spectra_filter", o.filter}, {"spectra_user", who.Name},
		{"spectra_organization", who.OrgSlug}, {"spectra_time", r.Clock().UTC().Format("2006-01-02T15:04:05.000000Z")}, {"spectra_zone", "UTC"},
	}
}

// remark is the line in the access log.
func (o *exportOrder) remark(rows int) string {
	return clean(fmt.Sprintf("%s, %d rows, filter %q", o.format, rows, o.filter))
}
