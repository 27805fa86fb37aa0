package agent

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	saveEvery  = time.Second
	firstPause = time.Second
	lastPause  = 2 * time.Minute
)

// Run works until the context ends; with Once until everything that is complete is there.
func (a *Agent) Run(ctx context.Context) error {
	events, stop := a.watch()
	defer stop()
	pause := firstPause
	for {
		waiting, err := a.look()
		if err != nil {
			return err
		}
		err = a.sendAll(ctx)
		switch {
		case ctx.Err() != nil:
			return a.state.save()
		case err != nil:
			a.say("%v; trying again in %s", err, pause)
			if !a.sleep(ctx, nil, pause) {
				return a.state.save()
			}
			pause = min(2*pause, lastPause)
			continue
		}
		pause = firstPause
		if a.o.Once && waiting == 0 {
			return a.finish()
		}
		next := a.o.Scan
		if waiting > 0 {
			next = min(next, a.o.Settle)
		}
		if !a.sleep(ctx, events, next) {
			return a.state.save()
		}
	}
}

// finish says how a single run went.
func (a *Agent) finish() error {
	n, problems := a.count()
	a.say("%d files are on the server, %d were refused", n[done], n[refused])
	for _, p := range problems {
		a.say("%s", p)
	}
	err := error(nil)
	if !a.o.DryRun {
		err = a.state.save()
	}
	if n[refused] > 0 {
		err = errors.Join(err, fmt.Errorf("%d files were refused", n[refused]))
	}
	return err
}

func (a *Agent) count() (n map[string]int, problems []string) {
	n = map[string]int{}
	for path, r := range a.state.Files {
		if n[r.Status]++; r.Status == refused {
			problems = append(problems, path+": "+r.Error)
		}
	}
	slices.Sort(problems)
	return n, problems
}

// watch lets the system tell of changes; where it cannot, looking through the folder has to do.
func (a *Agent) watch() (events <-chan fsnotify.Event, stop func()) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		a.say("the system reports no changes (%v); the folder is looked through every %s", err, a.o.Scan)
		return nil, func() {}
	}
	_ = filepath.WalkDir(a.o.Dir, func(path string, e fs.DirEntry, err error) error { // what cannot be watched is found by looking
		if err == nil && e.IsDir() {
			_ = w.Add(path)
		}
		return nil
	})
	return w.Events, func() { _ = w.Close() }
}

// sleep waits for the time or for the first event; false when the agent shall end.
func (a *Agent) sleep(ctx context.Context, events <-chan fsnotify.Event, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	case <-events:
		settle := time.NewTimer(min(d, time.Second)) // a change rarely comes alone
		defer settle.Stop()
		for {
			select {
			case <-events:
			case <-ctx.Done():
				return false
			case <-settle.C:
				return true
			}
		}
	}
}

// look queues the files that are complete and says how many are not yet.
func (a *Agent) look() (waiting int, err error) {
	now := a.o.Clock()
	there := map[string]bool{}
	err = filepath.WalkDir(a.o.Dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			if path == a.o.Dir {
				return fmt.Errorf("the folder cannot be read: %w", err)
			}
			return nil // gone while it was looked through, or not ours to read
		}
		rel, _ := filepath.Rel(a.o.Dir, path)
		name := filepath.ToSlash(rel)
		switch {
		case e.IsDir() && path != a.o.Dir && strings.HasPrefix(e.Name(), "."):
			return fs.SkipDir
		case !e.Type().IsRegular() || passing(e.Name()) || path == a.o.State:
			return nil
		}
		info, err := e.Info()
		if err != nil {
			return nil //nolint:nilerr // gone meanwhile
		}
		there[name] = true
		if !a.settled(name, info, now) {
			waiting++
		}
		return nil
	})
	for name := range a.seen {
		if !there[name] {
			delete(a.seen, name)
		}
	}
	return waiting, err
}

// settled queues a file whose size and time have stayed the same for long enough; true when nothing is left to wait for.
func (a *Agent) settled(name string, info fs.FileInfo, now time.Time) bool {
	size, mtime := info.Size(), info.ModTime().UTC()
	if r := a.state.Files[name]; r != nil && r.Size == size && r.MTime.Equal(mtime) {
		return true
	}
	s, ok := a.seen[name]
	if !ok || s.size != size || !s.mtime.Equal(mtime) {
		a.seen[name] = sight{size, mtime, now}
		return a.o.Settle == 0 && a.enqueue(name, size, mtime)
	}
	return now.Sub(s.since) >= a.o.Settle && a.enqueue(name, size, mtime)
}

func (a *Agent) enqueue(name string, size int64, mtime time.Time) bool {
	a.state.Files[name] = &record{Size: size, MTime: mtime, Status: queued}
	return true
}

// passing tells names of files that programs make for themselves while they write.
func passing(name string) bool {
	low := strings.ToLower(name)
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") || low == "thumbs.db" || low == "desktop.ini" ||
		strings.HasSuffix(low, ".tmp") || strings.HasSuffix(low, ".part") || strings.HasSuffix(low, ".lock") || strings.HasSuffix(low, ".crdownload")
}

// sendAll empties the queue, oldest first. An error means that the server cannot take anything now.
func (a *Agent) sendAll(ctx context.Context) error {
	var names []string
	for name, r := range a.state.Files {
		if r.Status == queued {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	slices.SortFunc(names, func(x, y string) int {
		if c := a.state.Files[x].MTime.Compare(a.state.Files[y].MTime); c != 0 {
			return c
		}
		return strings.Compare(x, y)
	})
	if !a.o.DryRun {
		if err := a.state.save(); err != nil { // the queue survives before the first attempt
			return fmt.Errorf("the state file cannot be written: %w", err)
		}
	}
	for i, name := range names {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		a.progress(i, len(names), name)
		if err := a.send(ctx, name); err != nil {
			return errors.Join(err, a.noted(true))
		}
		if err := a.noted(i == len(names)-1); err != nil {
			return err
		}
	}
	a.progress(len(names), len(names), "")
	return nil
}

// noted saves the queue now and then: each time would cost more than sending.
func (a *Agent) noted(must bool) error {
	now := a.o.Clock()
	if a.o.DryRun || !must && now.Sub(a.state.saved) < saveEvery {
		return nil
	}
	a.state.saved = now
	return a.state.save()
}

func (a *Agent) say(format string, args ...any) {
	if a.o.Terminal {
		fmt.Fprint(a.o.Out, "\r\x1b[K")
	}
	fmt.Fprintf(a.o.Out, format+"\n", args...)
}

func (a *Agent) progress(i, n int, name string) {
	if !a.o.Terminal || a.o.DryRun {
		return
	}
	const width = 24
	bar := strings.Repeat("=", width*i/n) + strings.Repeat(" ", width-width*i/n)
	if len(name) > 50 {
		name = "…" + strings.ToValidUTF8(name[len(name)-48:], "")
	}
	fmt.Fprintf(a.o.Out, "\r\x1b[K[%s] %d of %d %s", bar, i, n, name)
	if i == n {
		fmt.Fprintln(a.o.Out)
	}
}

// open opens a queued file if it is still what was queued.
func (a *Agent) open(name string) (*os.File, bool, error) {
	f, err := os.Open(filepath.Join(a.o.Dir, filepath.FromSlash(name))) // for reading alone: the originals are the instrument's
	if err != nil {
		return nil, false, err
	}
	info, err := f.Stat()
	r := a.state.Files[name]
	if err != nil || info.Size() != r.Size || !info.ModTime().UTC().Equal(r.MTime) {
		return nil, false, errors.Join(err, f.Close())
	}
	return f, true, nil
}
