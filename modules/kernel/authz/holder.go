package authz

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Options says where the policy comes from.
type Options struct {
	Catalogue   *Catalogue
	Model       []byte        // rbac_model.conf
	Builtin     []byte        // the policy inside the executable, used when File is empty
	BuiltinName string        // its name in messages
	File        string        // policy file of the operator
	Log         *slog.Logger  // where a changed or refused file is told
	Poll        time.Duration // how often the file is looked at besides its events; 0: 5 s
	Settle      time.Duration // how long after an event it is read, so that a save is seen whole; 0: 150 ms
}

// Holder holds the policy in force. Decisions read one atomic pointer; a reload swaps it as a whole.
type Holder struct {
	o       Options
	current atomic.Pointer[Policy]

	mu      sync.Mutex // one reload at a time
	tried   []byte     // bytes of the last attempt, good or bad
	lastErr error
}

// Open loads the policy; the server does not start without a good one.
func Open(o Options) (*Holder, error) {
	if o.Poll == 0 {
		o.Poll = 5 * time.Second
	}
	if o.Settle == 0 {
		o.Settle = 150 * time.Millisecond
	}
	h := &Holder{o: o}
	data, name := o.Builtin, o.BuiltinName
	if o.File != "" {
		var err error
		if data, err = readPolicy(o.File); err != nil {
			return nil, err
		}
		name = o.File
	}
	p, err := Compile(o.Catalogue, o.Model, data, name)
	if err != nil {
		return nil, err
	}
	h.tried = data
	h.current.Store(p)
	return h, nil
}

// Current is the policy in force; use one for decisions that must agree with each other.
func (h *Holder) Current() *Policy { return h.current.Load() }

// Allowed reports whether any of the roles holds the permission, named object:action.
func (h *Holder) Allowed(roles []string, permission string) bool {
	return h.current.Load().Allowed(roles, permission)
}

// Allows is Allowed for a permission looked up in the catalogue before.
func (h *Holder) Allows(roles []string, p PermissionID) bool {
	return h.current.Load().Allows(roles, p)
}

// Can decides for the actor of the context: by roles, and for an API key also by its scopes (SECURITY.md ID-13).
func (h *Holder) Can(ctx context.Context, permission string) bool {
	a := tenancy.From(ctx)
	return a != nil && a.InScope(permission) && h.Allowed(a.Roles, permission)
}

// PermissionsOf lists what the roles may do together.
func (h *Holder) PermissionsOf(roles []string) []string {
	return h.current.Load().PermissionsOf(roles)
}

// SHA256 is the digest of the policy in force.
func (h *Holder) SHA256() string { return h.current.Load().SHA256() }

// LastError says why the file as it is now is not in force; nil when it is.
func (h *Holder) LastError() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.lastErr
}

// Reload reads the file again if its bytes changed. A bad file changes nothing: the policy in force stays, the fault
// is logged once, returned and kept for LastError.
func (h *Holder) Reload() error {
	if h.o.File == "" {
		return nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	data, err := readPolicy(h.o.File)
	if err != nil {
		h.tried = nil
		return h.refuse(err)
	}
	if h.tried != nil && bytes.Equal(data, h.tried) {
		return h.lastErr
	}
	p, err := Compile(h.o.Catalogue, h.o.Model, data, h.o.File)
	h.tried = data
	if err != nil {
		return h.refuse(err)
	}
	before := h.current.Swap(p)
	h.lastErr = nil
	h.o.Log.Info("policy loaded", "file", h.o.File, "sha256", p.SHA256(), "before", before.SHA256(), "changes", changes(before, p))
	return nil
}

// refuse keeps the fault; the same one is not logged again at every look.
func (h *Holder) refuse(err error) error {
	if h.lastErr == nil || h.lastErr.Error() != err.Error() {
		h.o.Log.Error("policy file refused; the last good policy stays in force", "file", h.o.File, "in_force", h.current.Load().SHA256(), "problems", problems(err))
	}
	h.lastErr = err
	return err
}

func problems(err error) []string {
	var invalid *InvalidError
	if !errors.As(err, &invalid) {
		return []string{err.Error()}
	}
	out := make([]string, len(invalid.Problems))
	for i, p := range invalid.Problems {
		out[i] = p.String()
	}
	return out
}

func changes(before, after *Policy) []string {
	out := []string{}
	for _, c := range Diff(before, after) {
		out = append(out, c.String())
	}
	return out
}

// readPolicy refuses what is no plain file (a pipe would block) and what is too large before reading it.
func readPolicy(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("policy file: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxPolicy {
		return nil, fmt.Errorf("policy file: %s is not a plain file of at most 1 MiB", path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("policy file: %w", err)
	}
	return data, nil
}
