package authz

import (
	"context"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Watch reloads the file whenever it changes, until the context ends. It watches directories, not the file: editors
// replace a file by rename, and Kubernetes swaps a symbolic link two levels up. File systems that tell nothing
// (network and some container mounts) are covered by looking at the file every few seconds.
func (h *Holder) Watch(ctx context.Context) {
	if h.o.File == "" {
		<-ctx.Done()
		return
	}
	w := &watcher{file: h.o.File}
	if notify, err := fsnotify.NewWatcher(); err != nil {
		h.o.Log.Warn("policy file is only looked at from time to time", "every", h.o.Poll, "error", err)
	} else {
		defer func() { _ = notify.Close() }() // nothing is lost with it
		w.notify, w.events, w.errors = notify, notify.Events, notify.Errors
	}
	w.follow()
	_ = h.Reload() // what changed since Open; the fault is logged and kept
	h.o.Log.Debug("watching policy file", "file", h.o.File)
	h.loop(ctx, w)
}

func (h *Holder) loop(ctx context.Context, w *watcher) {
	poll := time.NewTicker(h.o.Poll)
	defer poll.Stop()
	var settled <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.events:
			if settled == nil { // not restarted by more events: a busy directory must not put it off for ever
				settled = time.After(h.o.Settle)
			}
			continue
		case err := <-w.errors:
			h.o.Log.Warn("watching policy file", "file", h.o.File, "error", err)
		case <-settled:
			settled = nil
		case <-poll.C:
		}
		w.follow()
		_ = h.Reload() // the fault is logged and kept
	}
}

// watcher follows the directories through which the file is reached. Without notify its channels are nil and silent.
type watcher struct {
	file   string
	notify *fsnotify.Watcher
	events chan fsnotify.Event
	errors chan error
}

// follow watches the directory of the name and of the file it finally leads to, and lets go of others.
func (w *watcher) follow() {
	if w.notify == nil {
		return
	}
	dirs := []string{filepath.Dir(w.file)}
	if real, err := filepath.EvalSymlinks(w.file); err == nil {
		dirs = append(dirs, filepath.Dir(real))
	}
	for _, old := range w.notify.WatchList() {
		if !slices.Contains(dirs, old) {
			_ = w.notify.Remove(old) // gone already when the directory is
		}
	}
	for _, dir := range dirs {
		_ = w.notify.Add(dir) // a directory that is not there yet is tried again at the next look
	}
}
