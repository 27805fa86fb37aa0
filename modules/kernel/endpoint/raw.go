package endpoint

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"

	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Exchange is a request whose body or answer is no JSON document: uploads, downloads, binary data.
type Exchange struct {
	Request *http.Request
	Writer  http.ResponseWriter
	Param   func(name string) string
	router  *Router
	route   *Route
}

// RegisterRaw adds a route that reads or writes bytes itself. Permission, access log, panics and problem documents
// are the router's as always; InTx runs the writing part. Route.Doc describes query, body and answers.
func RegisterRaw(r *Router, rt Route, h func(ctx context.Context, x *Exchange) error) {
	rt.raw = true
	op := r.add(&rt)
	if status := strconv.Itoa(rt.Status); op.Responses[status] == nil {
		op.Responses[status] = &huma.Response{Description: http.StatusText(rt.Status)}
	}
	guard := op.Middlewares[0]
	r.api.OpenAPI().AddOperation(&op)
	r.api.Adapter().Handle(&op, func(hc huma.Context) {
		guard(hc, func(hc huma.Context) {
			e := humaecho.Unwrap(hc)
			ctx := hc.Context()
			x := &Exchange{Request: e.Request().WithContext(ctx), Writer: e.Response(), Param: e.Param, router: r, route: &rt}
			err := h(ctx, x)
			if err != nil && !e.Response().Committed {
				err = x.orShared(ctx, err, h)
			}
			switch {
			case err == nil:
			case e.Response().Committed:
				r.Log.LogAttrs(ctx, slog.LevelWarn, "answer cut short", slog.String("route", rt.ID), slog.String("error", err.Error()))
			default:
				x.fail(ctx, hc, err)
			}
		})
	})
}

// RegisterRawExport adds a raw route that only reads and leaves an audit event all the same: what leaves the laboratory in
// bulk is in the trail, too (SECURITY.md P11-45). The handler calls Exported.
func RegisterRawExport(r *Router, rt Route, h func(ctx context.Context, x *Exchange) error) {
	rt.exports = true
	RegisterRaw(r, rt, h)
}

// Exported writes the event of an export before the first byte is sent.
func (x *Exchange) Exported(ctx context.Context, details map[string]any) error {
	ctx = tenancy.WithStamp(ctx, tenancy.Stamp{Event: x.route.Event, Reason: callFrom(ctx).reason})
	return x.router.DB.InTx(ctx, func(ctx context.Context) error { return audittrail.Event(ctx, x.router.DB, x.route.Record, details) })
}

func (x *Exchange) fail(ctx context.Context, hc huma.Context, err error) {
	var again *replay
	if errors.As(err, &again) {
		for k, v := range again.GetHeaders() {
			x.Writer.Header().Set(k, v[0])
		}
		x.json(again.Status, again.Body)
		return
	}
	x.router.fail(ctx, hc, err)
}

// InTx runs fn in one transaction with the route's audit event. With an Idempotency-Key and a hash of the content it
// answers a repeat with the first answer.
func (x *Exchange) InTx(ctx context.Context, content [32]byte, fn func(ctx context.Context) (db.Answer, error)) error {
	out, err := x.once(ctx, "", content, fn)
	if err != nil {
		return err
	}
	for k, v := range out.Headers {
		x.Writer.Header().Set(k, v)
	}
	x.json(out.Status, out.Body)
	return nil
}

// PartInTx does the same with one of several parts of a request and leaves it to the caller what to answer. With an
// Idempotency-Key a repeat finds the parts that were done and does the others.
func (x *Exchange) PartInTx(ctx context.Context, part string, content [32]byte, fn func(ctx context.Context) (db.Answer, error)) (db.Answer, error) {
	out, err := x.once(ctx, part, content, fn)
	var again *replay
	if errors.As(err, &again) {
		return *again.Answer, nil
	}
	return out, err
}

func (x *Exchange) once(ctx context.Context, part string, content [32]byte, fn func(ctx context.Context) (db.Answer, error)) (db.Answer, error) {
	c := callFrom(ctx)
	key := c.idempotencyKey
	if part != "" {
		key += "\n" + part // no header has a line break: the key of a part is nobody's own
	}
	keyed := c.idempotencyKey != "" && tenancy.From(ctx) != nil
	content = requestHash(x.route.Method, x.Request, content[:])
	ctx = tenancy.WithStamp(ctx, tenancy.Stamp{Event: x.route.Event, Reason: c.reason})
	var out db.Answer
	err := x.router.DB.InTx(ctx, func(ctx context.Context) error {
		if keyed {
			stored, err := x.router.Idempotency.Find(ctx, key, content)
			if err != nil {
				return err
			}
			if stored != nil {
				return &replay{Answer: stored}
			}
		}
		err := x.router.explained(ctx, x.route, func(ctx context.Context) (err error) { out, err = fn(ctx); return err })
		if err != nil || !keyed {
			return err
		}
		return x.router.Idempotency.Store(ctx, key, content, x.route.Method, c.path, out)
	})
	return out, err
}

// Answer encodes a body for InTx.
func Answer(status int, headers map[string]string, body any) (db.Answer, error) {
	text, err := plans{}.marshal(body)
	return db.Answer{Status: status, Headers: headers, Body: text}, err
}

// JSON writes a document.
func (x *Exchange) JSON(status int, body any) error {
	text, err := x.router.times.marshal(body)
	if err != nil {
		return err
	}
	x.json(status, text)
	return nil
}

func (x *Exchange) json(status int, body []byte) {
	x.Writer.Header().Set("Content-Type", "application/json")
	x.Writer.WriteHeader(status)
	_, _ = x.Writer.Write(body) // the client may have gone; the effect is committed either way
}
