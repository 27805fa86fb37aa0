package logging

import (
	"context"
	"io"
	"log/slog"
	"os"

	"golang.org/x/term"
)

// Options of the log.
type Options struct {
	Level  string // debug, info, warn, error; info when empty or unknown
	Format string // json, text, or auto: text on a terminal, JSON otherwise
	// RequestID gives the id of the request in the context, "" when there is none.
	RequestID func(ctx context.Context) string
}

// New makes a logger that writes to w.
func New(w io.Writer, o Options) *slog.Logger {
	ho := &slog.HandlerOptions{Level: level(o.Level), ReplaceAttr: redact}
	var h slog.Handler
	if o.Format == "text" || o.Format != "json" && terminal(w) {
		h = slog.NewTextHandler(w, ho)
	} else {
		h = slog.NewJSONHandler(w, ho)
	}
	return slog.New(&identified{Handler: h, id: o.RequestID})
}

func level(s string) slog.Level {
	var l slog.Level
	if l.UnmarshalText([]byte(s)) != nil {
		return slog.LevelInfo
	}
	return l
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

const requestID = "request_id"

// identified adds the request id to lines that do not carry it yet.
type identified struct {
	slog.Handler
	id    func(ctx context.Context) string
	named bool // the logger itself has a request id
}

func (h *identified) Handle(ctx context.Context, r slog.Record) error {
	if h.id == nil || h.named || carries(r) {
		return h.Handler.Handle(ctx, r)
	}
	if v := h.id(ctx); v != "" {
		r = r.Clone() // the attributes of a record are shared between handlers
		r.AddAttrs(slog.String(requestID, v))
	}
	return h.Handler.Handle(ctx, r)
}

func (h *identified) WithAttrs(attrs []slog.Attr) slog.Handler {
	next := &identified{Handler: h.Handler.WithAttrs(attrs), id: h.id, named: h.named}
	for _, a := range attrs {
		next.named = next.named || a.Key == requestID
	}
	return next
}

func (h *identified) WithGroup(name string) slog.Handler {
	return &identified{Handler: h.Handler.WithGroup(name), id: h.id, named: h.named}
}

func carries(r slog.Record) (found bool) {
	r.Attrs(func(a slog.Attr) bool {
		found = a.Key == requestID
		return !found
	})
	return found
}
