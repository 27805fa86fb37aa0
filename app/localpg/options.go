package localpg

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"
)

// MinMajor is the oldest PostgreSQL major version the schema runs on.
const MinMajor = 15

// Options says where the server lives and how it is tuned.
type Options struct {
	// StateDir holds pg/ (data), run/ (socket), keys/ (passwords), pgbin/
	// (unpacked payload) and postgres.log. Empty means DefaultStateDir.
	StateDir string
	Log      *slog.Logger
	// Fast gives up durability (fsync off, minimal WAL). For throw-away test clusters only.
	Fast           bool
	MaxConnections int
	// Lease > 0 makes the server outlive the process that started it: it stops,
	// and its data is deleted, once no process has called Renew for that long.
	// Only throw-away clusters use it.
	Lease time.Duration

	binDirs []string // tests: replaces the search path; non-nil and empty hides the system's PostgreSQL
	noEmbed bool     // tests: hides the embedded payload
}

// DefaultStateDir is /var/lib/spectra for root, otherwise the user's XDG data directory.
func DefaultStateDir() string {
	if os.Geteuid() == 0 {
		return "/var/lib/spectra"
	}
	if d := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(d) {
		return filepath.Join(d, "spectra")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return filepath.Join(os.TempDir(), fmt.Sprintf("spectra-%d", os.Geteuid()))
	}
	return filepath.Join(home, ".local", "share", "spectra")
}

func (o Options) withDefaults() (Options, error) {
	if o.StateDir == "" {
		o.StateDir = DefaultStateDir()
	}
	abs, err := filepath.Abs(o.StateDir)
	if err != nil {
		return o, fmt.Errorf("state directory: %w", err)
	}
	o.StateDir = abs
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.MaxConnections == 0 {
		o.MaxConnections = 40
	}
	return o, nil
}

// layout is the set of paths below one state directory.
type layout struct{ state, data, run, keys, bin, log, lock string }

func newLayout(state string) layout {
	return layout{
		state: state,
		data:  filepath.Join(state, "pg"),
		run:   socketDir(state),
		keys:  filepath.Join(state, "keys"),
		bin:   filepath.Join(state, "pgbin"),
		log:   filepath.Join(state, "postgres.log"),
		lock:  filepath.Join(state, "localpg.lock"),
	}
}
