package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Task is one run of a job.
type Task struct {
	ID      id.ID
	Kind    string
	Payload json.RawMessage
	client  *Client
}

// Handler does the work. It loads, computes with no transaction open, and stores the effect and Finish in one write
// transaction; it may be run again after a crash, so an unfinished run must leave nothing behind.
type Handler func(ctx context.Context, t *Task) error

// ErrCancelled is what a handler returns once Cancelled told it to stop; the job then ends as cancelled.
var ErrCancelled = errors.New("jobs: cancelled")

// Registry maps kinds to handlers, and knows the work that is repeated.
type Registry struct {
	handlers map[string]Handler
	rounds   map[string]rounds
}

// NewRegistry makes an empty registry.
func NewRegistry() *Registry {
	return &Registry{handlers: map[string]Handler{}, rounds: map[string]rounds{}}
}

// Handle registers the handler of a kind; a second one is a programming error.
func (r *Registry) Handle(kind string, h Handler) {
	if _, dup := r.handlers[kind]; dup {
		panic(fmt.Sprintf("jobs: kind %q registered twice", kind))
	}
	r.handlers[kind] = h
}

// Progress tells how far the job is, 0 to 1. It has its own short transaction, so others see it at once.
func (t *Task) Progress(ctx context.Context, fraction float64) error {
	return t.client.progress(ctx, t.ID, fraction)
}

// Finish marks success with what was made. Call it in the transaction that stores the effect.
func (t *Task) Finish(ctx context.Context, results []id.ID) error {
	return t.client.finish(ctx, t.ID, results)
}

// Cancelled reports whether somebody asked to stop; handlers look between units of work.
func (t *Task) Cancelled(ctx context.Context) (bool, error) {
	j, err := t.client.Get(ctx, t.ID)
	return err == nil && j.CancelRequestedAt != nil, err
}
