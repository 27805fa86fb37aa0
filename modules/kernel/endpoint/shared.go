package endpoint

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Shared is a record of another organisation.
type Shared struct{ Owner, Record id.ID }

// Shares tells what other organisations let the caller's own one read (SECURITY.md §5 "Sharing").
type Shares interface {
	// Owner gives the organisation that shares a record; id.Nil when nobody does.
	Owner(ctx context.Context, recordType string, record id.ID) (id.ID, error)
	// List gives one page of what is shared.
	List(ctx context.Context, recordType string, r page.Request) (page.List[Shared], error)
}

// reader reads one record the way GET by id does.
type reader func(ctx context.Context, record id.ID) (json.RawMessage, error)

// keepReader remembers how a shareable record is read, for lists of what is shared.
func keepReader[I, O any](r *Router, rt *Route, h func(context.Context, *I) (*O, error)) {
	if !rt.Shared || rt.raw || !strings.HasSuffix(rt.Path, "/{id}") {
		return
	}
	r.readers[rt.Record] = func(ctx context.Context, record id.ID) (json.RawMessage, error) {
		in := new(I)
		reflect.ValueOf(in).Elem().FieldByName("ID").SetString(record.String())
		out, err := run(ctx, r, rt, func(ctx context.Context) (*O, error) { return h(ctx, in) })
		if err != nil {
			return nil, err
		}
		return r.times.marshal(reflect.ValueOf(out).Elem().FieldByName("Body").Interface())
	}
}

// owner tells who shares the record that a call did not find; id.Nil when the answer stays "not found".
func (r *Router) owner(ctx context.Context, rt *Route, err error, param string) (id.ID, error) {
	a := tenancy.From(ctx)
	e, ok := apperr.As(err)
	if !ok || e.Kind != apperr.NotFound || r.Shares == nil || a == nil || !slices.Contains(Shareable(), rt.Record) {
		return id.Nil, nil
	}
	record, ok := id.Parse(param)
	if !ok {
		return id.Nil, nil
	}
	return r.Shares.Owner(ctx, rt.Record, record)
}

// Shareable lists the types of records that one organisation may let another one read: never a project (SH-4).
func Shareable() []string {
	return []string{"sample", "experiment", "result", "file", "notebook_entry", "protocol"}
}

// orShared answers a call that found no record of the own organisation from what others share: reading routes by reading
// again as their guest, writing ones with 403 (SH-2). Everything else stays as it was.
func orShared[O any](ctx context.Context, r *Router, rt *Route, in any, out *O, err error, again func(context.Context) (*O, error)) (*O, error) {
	p, ok := in.(interface{ recordParam() string })
	if err == nil || !ok || !rt.Shared && !rt.Changes() {
		return out, err
	}
	owner, lookup := r.owner(ctx, rt, err, p.recordParam())
	switch {
	case lookup != nil:
		return nil, lookup
	case owner == id.Nil:
		return out, err
	case rt.Writes():
		return nil, apperr.New(apperr.Forbidden, "shared_read_only", "Another organisation shares this record for reading. Changes go through its owner.")
	}
	return again(tenancy.With(ctx, tenancy.From(ctx).GuestOf(owner, rt.Permission)))
}

func (p Param) recordParam() string { return p.ID }

type sharedKey struct{}

// listsShared tells whether the route is a list with ?scope=shared.
func (rt *Route) listsShared() bool { return rt.Shared && !strings.Contains(rt.Path, "{") }

// scoped lets a list answer what other organisations share.
func (r *Router) scoped(op *huma.Operation, rt *Route) {
	if !rt.listsShared() {
		return
	}
	op.Parameters = append(op.Parameters, &huma.Param{Name: "scope", In: "query", Schema: &huma.Schema{Type: huma.TypeString, Enum: []any{"own", "shared"}},
		Description: "own, or shared: what other organisations let yours read, each as GET by id answers it; only limit, cursor, sort and count go with it."})
	op.Middlewares = append(op.Middlewares, func(hc huma.Context, next func(huma.Context)) {
		u := hc.URL()
		q := u.Query()
		shared, err := readScope(q)
		if err != nil {
			r.fail(hc.Context(), hc, err)
			return
		}
		q.Del("scope")
		u.RawQuery = q.Encode()
		next(exportContext{huma.WithValue(hc, sharedKey{}, shared), u})
	})
}

func readScope(q url.Values) (shared bool, err error) {
	if !q.Has("scope") || q.Get("scope") == "own" {
		return false, nil
	}
	if q.Get("scope") != "shared" {
		return false, apperr.InvalidField("?scope", "not_allowed", "scope is own or shared.")
	}
	for name := range q {
		if !slices.Contains([]string{"scope", "limit", "cursor", "sort", "count"}, name) {
			return false, apperr.InvalidField("?"+shown(name), "not_with_shared", "What is shared is listed whole: filters belong to the own records.")
		}
	}
	return true, nil
}

func wantsShared(ctx context.Context) bool {
	shared, _ := ctx.Value(sharedKey{}).(bool)
	return shared
}

// listShared answers a list with what is shared. A share that ends in between leaves its record out.
func (r *Router) listShared(ctx context.Context, rt *Route, in any) error {
	p := reflect.ValueOf(in).Elem().FieldByName("Request").Interface().(page.Request) //nolint:errcheck,forcetypeassert // a list has no other
	found, err := r.Shares.List(ctx, rt.Record, p)
	if err != nil {
		return err
	}
	out := page.List[json.RawMessage]{Items: []json.RawMessage{}, NextCursor: found.NextCursor, Total: found.Total}
	actor := tenancy.From(ctx)
	for _, s := range found.Items {
		item, err := r.readers[rt.Record](tenancy.With(ctx, actor.GuestOf(s.Owner, rt.Permission)), s.Record)
		if e, ok := apperr.As(err); ok && e.Kind == apperr.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		out.Items = append(out.Items, item)
	}
	body, err := json.Marshal(out)
	if err != nil {
		return err
	}
	return &replay{Answer: &db.Answer{Status: http.StatusOK, Body: body}, fresh: true}
}

// orShared does the same on a raw route that reads.
func (x *Exchange) orShared(ctx context.Context, err error, h func(context.Context, *Exchange) error) error {
	if !x.route.Shared {
		return err
	}
	owner, lookup := x.router.owner(ctx, x.route, err, x.Param("id"))
	if lookup != nil {
		return lookup
	}
	if owner == id.Nil {
		return err
	}
	return h(tenancy.With(ctx, tenancy.From(ctx).GuestOf(owner, x.route.Permission)), x)
}
