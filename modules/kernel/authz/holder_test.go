package authz

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// holder opens a policy file of its own.
func holder(t *testing.T, poll time.Duration) (*Holder, string, []byte) {
	t.Helper()
	c, bundle := shipped(t)
	file := filepath.Join(t.TempDir(), "policy.csv")
	if err := os.WriteFile(file, bundle.Policy, 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := Open(Options{Catalogue: c, Model: bundle.Model, File: file, Log: slog.New(slog.DiscardHandler), Poll: poll, Settle: 5 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return h, file, bundle.Policy
}

func grants(policy []byte) []byte {
	return slices.Concat(policy, []byte("\np, viewer, project, create\n"))
}

// becomes waits until viewers may create projects, or may no longer.
func becomes(t *testing.T, h *Holder, want bool) {
	t.Helper()
	for range 400 {
		if h.Allowed([]string{"viewer"}, "project:create") == want {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("viewer project:create never became %v (%v)", want, h.LastError())
}

// TestHotReload changes the file in the ways files are changed; once told by the file system, once only looked at.
func TestHotReload(t *testing.T) {
	for kind, poll := range map[string]time.Duration{"events": time.Hour, "poll": 20 * time.Millisecond} {
		for way, change := range map[string]func(file string, text []byte) error{
			"write": func(file string, text []byte) error { return os.WriteFile(file, text, 0o600) },
			"rename": func(file string, text []byte) error {
				if err := os.WriteFile(file+".new", text, 0o600); err != nil {
					return err
				}
				return os.Rename(file+".new", file)
			},
			"remove and create": func(file string, text []byte) error {
				if err := os.Remove(file); err != nil {
					return err
				}
				return os.WriteFile(file, text, 0o600)
			},
		} {
			t.Run(kind+"/"+way, func(t *testing.T) {
				h, file, policy := holder(t, poll)
				watch(t, h)
				becomes(t, h, false)
				for range 2 {
					if err := change(file, grants(policy)); err != nil {
						t.Fatal(err)
					}
					becomes(t, h, true)
					if err := change(file, policy); err != nil {
						t.Fatal(err)
					}
					becomes(t, h, false)
				}
			})
		}
		t.Run(kind+"/symlink swap", func(t *testing.T) { symlinkSwap(t, poll) })
	}
}

func watch(t *testing.T, h *Holder) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); h.Watch(t.Context()) }()
	t.Cleanup(func() { <-done })
	time.Sleep(20 * time.Millisecond)
}

// symlinkSwap is how Kubernetes changes a mounted ConfigMap: policy.csv → ..data/policy.csv, ..data → a new directory.
func symlinkSwap(t *testing.T, poll time.Duration) {
	t.Helper()
	c, bundle := shipped(t)
	dir := t.TempDir()
	put := func(version string, text []byte) {
		if err := errors.Join(os.MkdirAll(filepath.Join(dir, version), 0o700), os.WriteFile(filepath.Join(dir, version, "policy.csv"), text, 0o600),
			os.Symlink(version, filepath.Join(dir, "..tmp")), os.Rename(filepath.Join(dir, "..tmp"), filepath.Join(dir, "..data"))); err != nil {
			t.Fatal(err)
		}
	}
	put("v1", bundle.Policy)
	if err := os.Symlink("..data/policy.csv", filepath.Join(dir, "policy.csv")); err != nil {
		t.Fatal(err)
	}
	h, err := Open(Options{Catalogue: c, Model: bundle.Model, File: filepath.Join(dir, "policy.csv"), Log: slog.New(slog.DiscardHandler), Poll: poll, Settle: 5 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	watch(t, h)
	for n := range 3 {
		put(fmt.Sprint("w", n), grants(bundle.Policy))
		becomes(t, h, true)
		put(fmt.Sprint("v", n+2), bundle.Policy)
		becomes(t, h, false)
	}
}

// TestBadFileChangesNothing: the last good policy stays, the fault is kept and said once.
func TestBadFileChangesNothing(t *testing.T) {
	h, file, policy := holder(t, time.Hour)
	var log strings.Builder
	h.o.Log = slog.New(slog.NewTextHandler(&log, nil))
	if err := os.WriteFile(file, grants(policy), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := h.Reload(); err != nil || !h.Allowed([]string{"viewer"}, "project:create") {
		t.Fatal(err)
	}
	good := h.SHA256()
	refuse := func(name string, change func() error) {
		t.Helper()
		if err := change(); err != nil {
			t.Fatal(err)
		}
		before := strings.Count(log.String(), "refused")
		for range 3 {
			if h.Reload() == nil || h.LastError() == nil {
				t.Errorf("%s: no error", name)
			}
		}
		if h.SHA256() != good || !h.Allowed([]string{"viewer"}, "project:create") {
			t.Errorf("%s: another policy is in force", name)
		}
		if said := strings.Count(log.String(), "refused") - before; said > 1 {
			t.Errorf("%s: said %d times", name, said)
		}
	}
	for _, tc := range bad(string(policy)) {
		refuse(tc.name, func() error { return os.WriteFile(file, []byte(tc.text), 0o600) })
	}
	refuse("gone", func() error { return os.Remove(file) })
	refuse("a directory", func() error { return os.Mkdir(file, 0o700) })
	if err := errors.Join(os.Remove(file), os.WriteFile(file, policy, 0o600), h.Reload(), h.LastError()); err != nil || h.Allowed([]string{"viewer"}, "project:create") {
		t.Errorf("good again: %v", err)
	}
	if _, err := Open(Options{Catalogue: h.o.Catalogue, Model: h.o.Model, File: file + ".none", Log: h.o.Log}); err == nil {
		t.Error("started without its policy file")
	}
}

// TestReloadWhileDeciding: decisions of one policy agree with each other, whatever is swapped meanwhile.
func TestReloadWhileDeciding(t *testing.T) {
	h, file, policy := holder(t, time.Hour)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				p := h.Current()
				a, b := p.Allowed([]string{"viewer"}, "project:create"), slices.Contains(p.PermissionsOf([]string{"viewer"}), "project:create")
				if a != b || !h.Allowed([]string{"admin"}, "user:read") {
					t.Error("a decision of two policies, or of none")
					return
				}
			}
		})
	}
	for n := range 100 {
		text := policy
		if n%2 == 0 {
			text = grants(policy)
		}
		if n%7 == 0 {
			text = []byte("p, broken")
		}
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		_ = h.Reload()
	}
	close(stop)
	wg.Wait()
}
