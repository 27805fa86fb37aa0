package endpoint

import (
	"context"
	"reflect"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// run executes a handler in the route's transaction. Nothing is sent before the commit.
func run[O any](ctx context.Context, r *Router, rt *Route, h func(context.Context) (*O, error)) (out *O, err error) {
	c := callFrom(ctx)
	if rt.Writes() {
		ctx = tenancy.WithStamp(ctx, tenancy.Stamp{Event: rt.Event, Reason: c.reason})
	}
	switch rt.Tx {
	case ReadWrite:
		if c.idempotencyKey == "" && c.policy == nil { // otherwise something follows in the same transaction, after the handler
			ctx = db.ToLast(ctx)
		}
		err = r.DB.InTx(ctx, func(ctx context.Context) error {
			out, err = once(ctx, r, rt, c, func(ctx context.Context) (out *O, err error) {
				err = r.explained(ctx, rt, func(ctx context.Context) error { out, err = h(ctx); return err })
				return out, err
			})
			return err
		})
	case Snapshot:
		err = r.DB.InSnapshot(ctx, func(ctx context.Context) error { out, err = h(ctx); return err })
	default:
		if err = r.beforehand(ctx, rt); err == nil {
			out, err = h(ctx)
		}
	}
	return out, err
}

// once runs the handler, or answers again what the same Idempotency-Key was answered first. The record of the
// answer lives in the effect's own transaction, so the two cannot differ.
func once[O any](ctx context.Context, r *Router, rt *Route, c *call, h func(context.Context) (*O, error)) (*O, error) {
	if c.idempotencyKey == "" || tenancy.From(ctx) == nil {
		return h(ctx)
	}
	stored, err := r.Idempotency.Find(ctx, c.idempotencyKey, c.requestHash)
	if err != nil {
		return nil, err
	}
	if stored != nil {
		return nil, &replay{Answer: stored}
	}
	out, err := h(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := r.remember(rt, out)
	if err != nil {
		return nil, apperr.New(apperr.Internal, "internal", "An unexpected error occurred.").Because(err)
	}
	return out, r.Idempotency.Store(ctx, c.idempotencyKey, c.requestHash, rt.Method, c.path, answer)
}

// remember turns an output struct into what will be sent: headers by tag, body, status.
func (r *Router) remember(rt *Route, out any) (db.Answer, error) {
	a := db.Answer{Status: rt.Status, Headers: map[string]string{}}
	v := reflect.Indirect(reflect.ValueOf(out))
	if !v.IsValid() {
		return a, nil
	}
	for _, f := range reflect.VisibleFields(v.Type()) {
		if name := f.Tag.Get("header"); name != "" && v.FieldByIndex(f.Index).Kind() == reflect.String {
			a.Headers[name] = v.FieldByIndex(f.Index).String()
		}
	}
	if s := v.FieldByName("Status"); s.IsValid() && s.Kind() == reflect.Int {
		a.Status = int(s.Int())
	}
	body := v.FieldByName("Body")
	if !body.IsValid() {
		return a, nil
	}
	text, err := r.times.marshal(body.Interface())
	a.Body = text
	return a, err
}
