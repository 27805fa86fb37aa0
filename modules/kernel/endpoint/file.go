package endpoint

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"

	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// File is an answer that is saved or printed, and no document.
type File struct {
	Name, Type string
	Content    []byte
	Fill       func(ctx context.Context, to io.Writer) error // instead of Content: writes a long one
	Remark     string                                        // in the access log
	Facts      map[string]any                                // in the audit event

	spooled *exported
}

// RegisterFile adds a route that makes a file of what its input names. It changes nothing; the file leaves the house,
// though, which the access log and the audit trail tell as they do of exports (SECURITY.md P11-45). Route.Doc.Answers
// has its media types.
func RegisterFile[I any](r *Router, rt Route, make func(ctx context.Context, in *I) (*File, error)) {
	rt.exports, rt.Timeout = true, exportTime
	op := r.add(&rt)
	huma.Register(r.api, op, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
		f, err := r.file(ctx, &rt, func(ctx context.Context) (*File, error) { return make(ctx, in) })
		if err != nil {
			return nil, r.problem(ctx, err)
		}
		return &huma.StreamResponse{Body: func(hc huma.Context) {
			if f.spooled != nil {
				defer f.spooled.close()
				r.attach(hc, f.Name, f.Type, f.spooled.size, f.spooled.file)
				return
			}
			r.attach(hc, f.Name, f.Type, int64(len(f.Content)), bytes.NewReader(f.Content))
		}}, nil
	})
}

func (r *Router) file(ctx context.Context, rt *Route, make func(ctx context.Context) (*File, error)) (*File, error) {
	leave, err := r.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	f, err := make(ctx)
	if err != nil {
		return nil, err
	}
	if f.Fill != nil {
		if f.spooled, err = filled(ctx, f.Fill); err != nil {
			return nil, err
		}
	}
	callFrom(ctx).detail = clean(f.Remark)
	if err := r.chained(ctx, rt, f.Facts); err != nil {
		if f.spooled != nil {
			f.spooled.close()
		}
		return nil, err
	}
	return f, nil
}

// filled writes a long file whole before its first byte is sent, as exports do.
func filled(ctx context.Context, fill func(context.Context, io.Writer) error) (*exported, error) {
	file, err := nameless()
	if err != nil {
		return nil, refusedFile(err)
	}
	f := &exported{file: file}
	if err = fill(ctx, file); err == nil {
		f.size, err = file.Seek(0, io.SeekCurrent)
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		f.close()
		return nil, refusedFile(err)
	}
	return f, nil
}

// chained puts what leaves the house into the audit trail, too (SECURITY.md P11-45).
func (r *Router) chained(ctx context.Context, rt *Route, facts map[string]any) error {
	ctx = tenancy.WithStamp(ctx, tenancy.Stamp{Event: rt.Event, Reason: callFrom(ctx).reason})
	return r.DB.InTx(ctx, func(ctx context.Context) error { return audittrail.Event(ctx, r.DB, rt.Record, facts) })
}

// attach sends a file to be saved, not shown.
func (r *Router) attach(hc huma.Context, name, mediaType string, size int64, content io.Reader) {
	hc.SetHeader("Content-Type", mediaType)
	hc.SetHeader("Content-Disposition", `attachment; filename="`+name+`"`)
	hc.SetHeader("Content-Length", strconv.FormatInt(size, 10))
	hc.SetHeader("X-Content-Type-Options", "nosniff")
	hc.SetStatus(http.StatusOK)
	if _, err := io.Copy(humaecho.Unwrap(hc).Response(), content); err != nil {
		r.Log.LogAttrs(hc.Context(), slog.LevelWarn, "answer cut short", slog.String("file", name), slog.String("error", err.Error()))
	}
}
