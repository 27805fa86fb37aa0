package endpoint

import (
	"context"
	"crypto/sha256"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/reasons"
)

type callKey struct{}

// call is what the kernel knows about a request besides its actor.
type call struct {
	id             id.ID
	path           string
	reason         string
	idempotencyKey string
	requestHash    [sha256.Size]byte
	client         Client
	detail         string          // for the access log
	policy         *reasons.Policy // depends on the status of the records below
	records        []id.ID
}

// WithRequest puts the request id into the context; app/http.go does it first of all.
func WithRequest(ctx context.Context, requestID id.ID, path string) context.Context {
	return context.WithValue(ctx, callKey{}, &call{id: requestID, path: path})
}

// callFrom never gives nil, so that a problem can be written at any point.
func callFrom(ctx context.Context) *call {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return c
	}
	return &call{}
}

// RequestID gives the id of the request in the context.
func RequestID(ctx context.Context) id.ID { return callFrom(ctx).id }

func (c *call) requestID() string {
	if c.id == id.Nil {
		return ""
	}
	return c.id.String()
}

// readHeaders checks the headers every writing route understands.
func (c *call) readHeaders(rt *Route, h http.Header) error {
	c.reason = strings.TrimSpace(h.Get("X-Change-Reason"))
	if !utf8.ValidString(c.reason) {
		return apperr.InvalidField("header:X-Change-Reason", "invalid_utf8", "The reason is not valid UTF-8.")
	}
	if n := utf8.RuneCountInString(c.reason); c.reason != "" && (n < 3 || n > 500) {
		return apperr.InvalidField("header:X-Change-Reason", "out_of_range", "A reason has 3 to 500 characters; this one has %d.", n)
	}
	if rt.Reason && c.reason == "" {
		return ReasonRequired()
	}
	c.idempotencyKey = h.Get("Idempotency-Key")
	if rt.Method != http.MethodPost {
		c.idempotencyKey = ""
	}
	if len(c.idempotencyKey) > 200 || strings.ContainsFunc(c.idempotencyKey, func(r rune) bool { return r < 0x21 || r > 0x7e }) {
		return apperr.InvalidField("header:Idempotency-Key", "invalid", "An idempotency key has 1 to 200 printable ASCII characters.")
	}
	return nil
}

// ReasonRequired is the 422 of changes that must say why.
func ReasonRequired() error {
	return reasons.Missing()
}
