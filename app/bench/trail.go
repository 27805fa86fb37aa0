package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// proveTrail is B9: spectra audit verify over the trails of all organisations, its time from the command's start to its
// end and the most memory it had. It comes last: the bench's rows got a trail without true hashes, which is made good first,
// and what was signed before no longer fits. The server is stopped: it would find the chain broken, and is no part of this.
func proveTrail(ctx context.Context, w *workload) ([]line, error) {
	if err := w.server.stop(); err != nil {
		return nil, err
	}
	w.server = nil
	if err := makeGood(ctx, w.c.admin(w.database)); err != nil {
		return nil, err
	}
	var seconds, memory series
	entries := int64(0)
	for range w.o.rounds {
		began := time.Now()
		cmd := exec.CommandContext(ctx, w.bin, "audit", "verify", "--json", "--anchors", filepath.Join(w.c.dir, "none"))
		cmd.Env = w.environment()
		out, err := cmd.Output()
		took := time.Since(began)
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			return nil, err
		}
		var r struct {
			Entries  int64
			Status   string
			Findings []struct{ Class, Detail string }
		}
		if err := json.Unmarshal(out, &r); err != nil {
			return nil, fmt.Errorf("spectra audit verify: %w\n%s", err, out)
		}
		for _, f := range r.Findings {
			if f.Class != "STALE" { // the entries were made in the past, and the server has had no minute for its checkpoint
				return nil, fmt.Errorf("the trail is %s: %s %s", r.Status, f.Class, f.Detail)
			}
		}
		usage, _ := cmd.ProcessState.SysUsage().(*syscall.Rusage)
		seconds, memory, entries = append(seconds, took.Seconds()), append(memory, float64(usage.Maxrss)/1024), r.Entries
	}
	per := 1e6 / float64(entries)
	for i := range seconds {
		seconds[i] *= per
	}
	return []line{
		w.o.figure("B9", fmt.Sprintf("spectra audit verify, time for 1000000 of %d entries", entries), seconds, 3, false, " s"),
		w.o.figure("B9", "most memory it had", memory, 200, false, " MB"),
	}, nil
}

// makeGood gives every entry and place the hashes that triggers and seal would have given.
func makeGood(ctx context.Context, adminURL string) error {
	conn, err := pgx.Connect(ctx, adminURL)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	if err := execFile(ctx, conn, "trail"); err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "vacuum analyze audit.audit_logs, audit.audit_chain")
	return err
}
