package endpoint

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"mime"
	"net/http"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// guard runs before huma looks at the request: who, may they, is the input strict. 401 and 403 come before 422.
func (r *Router) guard(rt Route) func(huma.Context, func(huma.Context)) {
	return func(hc huma.Context, next func(huma.Context)) {
		began := r.Clock()
		e := humaecho.Unwrap(hc)
		ctx, cancel := context.WithTimeout(hc.Context(), rt.Timeout)
		defer cancel()
		var actor *tenancy.Actor
		defer func() {
			if p := recover(); p != nil {
				r.Log.ErrorContext(ctx, "panic in handler", "request_id", callFrom(ctx).requestID(), "route", rt.ID, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				if !e.Response().Committed {
					r.fail(ctx, hc, apperr.New(apperr.Internal, "internal", "An unexpected error occurred. Quote the request id when you report it."))
				}
			}
			if !rt.Quiet {
				line := r.entry(&rt, e.Request(), e.Response().Header(), e.Response().Status, actor, callFrom(ctx).id, e.Param("id"), began.UnixMicro())
				line.Detail = callFrom(ctx).detail
				r.Access(line)
			}
		}()
		r.endBody(ctx, e.Response())
		callFrom(ctx).setClient(r.TrustedIP(e.Request()), e.Request())
		actor, err := r.admit(ctx, &rt, e.Request())
		if err == nil && actor != nil {
			ctx = tenancy.With(ctx, actor)
		}
		if err == nil {
			err = callFrom(ctx).readHeaders(&rt, e.Request().Header)
		}
		if err == nil && actor != nil {
			err = r.wantReason(ctx, &rt, e.Param("id"))
		}
		if err == nil {
			err = rt.readQuery(e.Request().URL)
		}
		var body []byte
		if err == nil && rt.Accepts == "application/json" {
			body, err = r.strictBody(&rt, e.Request())
		}
		if err != nil {
			r.fail(ctx, hc, err)
			return
		}
		next(strictContext{inner: huma.WithContext(hc, ctx), body: body})
	}
}

// endBody gives a body that trickles in no longer than its request (F-06). The second more leaves the request's own end
// to come first: net/http cancels it when reading ends.
func (r *Router) endBody(ctx context.Context, w http.ResponseWriter) {
	if deadline, ok := ctx.Deadline(); ok {
		_ = http.NewResponseController(w).SetReadDeadline(deadline.Add(time.Second)) // a writer that cannot is no network connection
	}
}

// unread is how long the rest of a refused body may take: net/http takes some of it in before it answers, and the
// route's own time may be hours, for people who were let in.
const unread = 5 * time.Second

func hurry(w http.ResponseWriter) {
	_ = http.NewResponseController(w).SetReadDeadline(clock.System().Add(unread)) // in time of the socket, as in endBody
}

// admit authenticates and authorises.
func (r *Router) admit(ctx context.Context, rt *Route, req *http.Request) (*tenancy.Actor, error) {
	actor, err := r.authenticate(ctx, rt, req)
	actor = callFrom(ctx).stamp(actor)
	if rt.Permission == Public {
		return actor, nil // a stale token must not keep anybody from signing in again
	}
	if err != nil {
		return nil, err
	}
	if actor == nil {
		return nil, apperr.New(apperr.Unauthenticated, "unauthenticated", "Sign in: send Authorization: Bearer <access token> or X-API-Key.")
	}
	if !actor.InScope(rt.Permission) {
		return actor, apperr.New(apperr.Forbidden, "out_of_scope", "This API key does not have the scope %s.", rt.Permission).With("permission", rt.Permission)
	}
	if !r.Policy.Allowed(actor.Roles, rt.Permission) {
		return actor, apperr.New(apperr.Forbidden, "forbidden", "Your role does not include %s.", rt.Permission).With("permission", rt.Permission)
	}
	return actor, nil
}

// authenticate asks who calls; where a route takes a ticket, the ticket alone decides when there is one.
func (r *Router) authenticate(ctx context.Context, rt *Route, req *http.Request) (*tenancy.Actor, error) {
	if rt.Ticket != nil && strictQuery(req.URL.RawQuery) == nil { // what cannot be read is refused later on
		if token := req.URL.Query().Get("token"); token != "" {
			return rt.Ticket(ctx, token)
		}
	}
	return r.Auth.Authenticate(ctx, req)
}

// strictBody reads the body of a JSON route whole, up to the limit, and checks it.
func (r *Router) strictBody(rt *Route, req *http.Request) ([]byte, error) {
	if req.Body == nil || rt.Method == http.MethodGet || rt.Method == http.MethodHead {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(req.Body, r.BodyLimit+1))
	if errors.Is(err, os.ErrDeadlineExceeded) {
		late := apperr.New(apperr.Unavailable, "timeout", "The body took too long to arrive.").Because(err)
		late.RetryAfter = time.Second
		return nil, late
	}
	if err != nil {
		return nil, apperr.New(apperr.Malformed, "malformed", "The body could not be read to its end.").Because(err)
	}
	if int64(len(body)) > r.BodyLimit {
		return nil, apperr.New(apperr.TooLarge, "too_large", "The body is larger than %d bytes.", r.BodyLimit)
	}
	callFrom(req.Context()).requestHash = requestHash(rt.Method, req, body)
	if len(body) == 0 {
		return nil, nil
	}
	if err := jsonType(req.Header.Get("Content-Type")); err != nil {
		return nil, err
	}
	if !utf8.Valid(body) && !bytes.ContainsRune(body, '"') {
		return nil, apperr.New(apperr.Malformed, "malformed", "The body is not JSON.")
	}
	if err := Strict(body); err != nil {
		return nil, err
	}
	if rt.bodyless {
		return nil, noMembers(body)
	}
	return body, nil
}

// requestHash names a request for Idempotency-Key: method, address and content (F-19).
func requestHash(method string, req *http.Request, content []byte) (sum [sha256.Size]byte) {
	h := sha256.New()
	_, _ = io.WriteString(h, method+"\x00"+req.URL.RequestURI()+"\x00") // a hash takes everything
	_, _ = h.Write(content)
	h.Sum(sum[:0])
	return sum
}

// noMembers lets {} pass where no body is expected; anything more would be ignored in silence.
func noMembers(body []byte) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(body, &members); err != nil || members == nil {
		return apperr.InvalidField("", "wrong_type", "This route takes no body.")
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		return apperr.InvalidField("/"+escape(name), "unknown_field", "This route takes no body.")
	}
	return nil
}

// escape makes one step of an RFC 6901 pointer of a client's key.
func escape(key string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(shown(key)) }

func jsonType(header string) error {
	t, params, err := mime.ParseMediaType(header)
	cs := strings.ToLower(params["charset"])
	if err != nil || t != "application/json" && t != "application/merge-patch+json" || cs != "" && cs != "utf-8" {
		return apperr.New(apperr.WrongType, "unsupported_media_type", "Send the body as application/json in UTF-8.")
	}
	return nil
}

// fail writes a problem document before huma took over.
func (r *Router) fail(ctx context.Context, hc huma.Context, err error) {
	var p *problem
	if !errors.As(r.problem(ctx, err), &p) {
		return
	}
	if ctx.Err() == nil { // otherwise its time is over already
		hurry(humaecho.Unwrap(hc).Response())
	}
	for k, v := range p.GetHeaders() {
		hc.SetHeader(k, v[0])
	}
	hc.SetHeader("Cache-Control", "no-store")
	hc.SetHeader("Content-Type", "application/problem+json")
	hc.SetStatus(p.GetStatus())
	if err := r.times.write(hc.BodyWriter(), p); err != nil {
		r.Log.LogAttrs(ctx, slog.LevelDebug, "client went away", slog.String("error", err.Error()))
	}
}

func (r *Router) entry(rt *Route, req *http.Request, out http.Header, status int, a *tenancy.Actor, rid id.ID, param string, beganMicros int64) audittrail.Entry {
	e := audittrail.Entry{Actor: a, OccurredAt: r.Clock(), Action: rt.ID, Method: rt.Method, Path: clean(req.URL.Path), Status: status,
		RequestID: rid, IP: r.TrustedIP(req), UserAgent: clean(req.UserAgent()), RecordType: rt.Record}
	if rt.Permission != Public {
		e.Permission = rt.Permission
	}
	if rt.Record != "" {
		if v, ok := id.Parse(param); ok {
			e.RecordID = v
		} else if loc := out.Get("Location"); loc != "" {
			e.RecordID, _ = id.Parse(loc[strings.LastIndexByte(loc, '/')+1:])
		}
	}
	return e
}

// clean makes client text storable: valid UTF-8 without NUL, of bounded length.
func clean(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
	if len(s) > 500 {
		s = strings.ToValidUTF8(s[:500], "")
	}
	return s
}

// strictContext gives huma the body that was already read and checked.
type strictContext struct {
	inner
	body []byte
}

// inner has another name than the interface's own method Context, so that it can be embedded.
type inner huma.Context

func (c strictContext) BodyReader() io.Reader {
	if c.body == nil {
		return c.inner.BodyReader()
	}
	return bytes.NewReader(c.body)
}

// Header gives the type of a checked body in its plain form: huma chooses its parser by it and knows neither
// merge-patch nor every parameter.
func (c strictContext) Header(name string) string {
	if c.body != nil && strings.EqualFold(name, "Content-Type") {
		return "application/json"
	}
	return c.inner.Header(name)
}

// Unwrap lets huma find the adapter's own context.
func (c strictContext) Unwrap() huma.Context { return c.inner }
