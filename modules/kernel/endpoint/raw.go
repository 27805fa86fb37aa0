package endpoint

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"

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
	c := callFrom(ctx)
	keyed := c.idempotencyKey != "" && tenancy.From(ctx) != nil
	content = requestHash(x.route.Method, x.Request, content[:])
	ctx = tenancy.WithStamp(ctx, tenancy.Stamp{Event: x.route.Event, Reason: c.reason})
	var out db.Answer
	err := x.router.DB.InTx(ctx, func(ctx context.Context) error {
		if keyed {
			stored, err := x.router.Idempotency.Find(ctx, c.idempotencyKey, content)
			if err != nil {
				return err
			}
			if stored != nil {
				return &replay{stored}
			}
		}
		var err error
		if out, err = fn(ctx); err != nil || !keyed {
			return err
		}
		return x.router.Idempotency.Store(ctx, c.idempotencyKey, content, x.route.Method, c.path, out)
	})
	if err != nil {
		return err
	}
	for k, v := range out.Headers {
		x.Writer.Header().Set(k, v)
	}
	x.json(out.Status, out.Body)
	return nil
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
