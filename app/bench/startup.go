package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// startUp is B10 and B11: the embedded default, from an empty state directory and again, and what it keeps in memory
// with nothing to do.
func startUp(ctx context.Context, bin, parent string, o options) ([]line, error) {
	var first, second, serverMB, databaseMB series
	for range o.rounds {
		v, err := startTwice(ctx, bin, parent, o)
		if err != nil {
			return nil, err
		}
		first, second = append(first, v[0]), append(second, v[1])
		serverMB, databaseMB = append(serverMB, v[2]), append(databaseMB, v[3])
	}
	return []line{
		o.figure("B10", "first start to GET /health 200 (initdb, migrations)", first, 2, false, " s"),
		o.figure("B10", "second start to GET /health 200", second, .5, false, " s"),
		o.figure("B11", "memory idle: server (resident)", serverMB, 60, false, " MB"),
		o.figure("B11", "memory idle: its PostgreSQL (proportional, all processes)", databaseMB, 40, false, " MB"),
	}, nil
}

func startTwice(ctx context.Context, bin, parent string, o options) (v [4]float64, err error) {
	dir, err := os.MkdirTemp(parent, "spectra-start-")
	if err != nil {
		return v, err
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o711); err != nil {
		return v, err
	}
	env := []string{"PATH=" + os.Getenv("PATH"), "SPECTRA_STATE_DIR=" + filepath.Join(dir, "state"), "LOG_LEVEL=warn"}
	for n := range 2 {
		s, err := launch(ctx, env, "/health", bin, func(addr string) []string { return []string{"serve", "--addr", addr} })
		if err != nil {
			return v, err
		}
		v[n] = s.up.Seconds()
		if n == 1 {
			time.Sleep(o.idle)
			v[2], v[3], err = memoryOf(s.cmd.Process.Pid)
		}
		if serr := s.stop(); err == nil {
			err = serr
		}
		if err != nil {
			return v, err
		}
	}
	return v, nil
}

// memoryOf gives megabytes of the process and of all its descendants. Descendants share memory, which is counted once.
func memoryOf(pid int) (own, below float64, err error) {
	if own, err = status(pid, "status", "VmRSS"); err != nil {
		return 0, 0, err
	}
	parents, err := processes()
	if err != nil {
		return 0, 0, err
	}
	for p := range parents {
		if !descends(parents, p, pid) {
			continue
		}
		mb, err := status(p, "smaps_rollup", "Pss")
		if err != nil {
			continue // ended meanwhile
		}
		below += mb
	}
	if below == 0 {
		return 0, 0, fmt.Errorf("process %d has no children: is its PostgreSQL running?", pid)
	}
	return own, below, nil
}

// status reads "name: n kB" of a process in megabytes.
func status(pid int, file, name string) (float64, error) {
	var kb float64
	if _, err := fmt.Sscanf(field(fmt.Sprintf("/proc/%d/%s", pid, file), name), "%f kB", &kb); err != nil {
		return 0, fmt.Errorf("%s of process %d: %w", name, pid, err)
	}
	return kb * 1024 / 1e6, nil
}

// processes maps every process to its parent.
func processes() (map[int]int, error) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	out := map[int]int{}
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		if parent, err := strconv.Atoi(strings.TrimSpace(field("/proc/"+e.Name()+"/status", "PPid"))); err == nil {
			out[pid] = parent
		}
	}
	return out, nil
}

func descends(parents map[int]int, pid, from int) bool {
	for range 64 {
		parent, ok := parents[pid]
		if !ok || parent == 0 {
			return false
		}
		if parent == from {
			return true
		}
		pid = parent
	}
	return false
}
