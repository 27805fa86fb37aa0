package localpg

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
)

// postmasterPID reads the first line of postmaster.pid; 0 when there is none.
func postmasterPID(dataDir string) int {
	b, err := os.ReadFile(filepath.Join(dataDir, "postmaster.pid"))
	if err != nil {
		return 0
	}
	line, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		return 0
	}
	return max(pid, -pid) // negative: single-user mode
}

// livePostmaster returns the pid of the server that works in dataDir, or 0. A
// pid file alone proves nothing: after a crash of machine or container the
// number may belong to any other process, so its working directory decides.
func livePostmaster(dataDir string) int {
	pid := postmasterPID(dataDir)
	if pid == 0 || pid == os.Getpid() {
		return 0
	}
	if err := syscall.Kill(pid, 0); err != nil && !errors.Is(err, syscall.EPERM) {
		return 0
	}
	want, err := os.Stat(dataDir)
	if err != nil {
		return 0
	}
	got, err := os.Stat(fmt.Sprintf("/proc/%d/cwd", pid))
	if err == nil {
		if os.SameFile(want, got) {
			return pid
		}
		return 0
	}
	if _, perr := os.Stat("/proc/self/cwd"); perr == nil && errors.Is(err, os.ErrNotExist) {
		return 0 // gone, or a zombie, between the two looks
	}
	return pid // no /proc (macOS) or not ours to look into: believe the file
}

type serverState int

const (
	stateDown serverState = iota
	stateBusy             // starting, recovering or stopping
	stateReady
)

// probe asks the server itself, through its socket.
func probe(ctx context.Context, l layout, adminURL string) (serverState, error) {
	if livePostmaster(l.data) == 0 {
		return stateDown, nil
	}
	conn, err := pgconn.Connect(ctx, adminURL)
	if err == nil {
		return stateReady, conn.Close(ctx)
	}
	var pg *pgconn.PgError
	switch {
	case ctx.Err() != nil:
		return stateBusy, fmt.Errorf("waiting for PostgreSQL: %w", ctx.Err())
	case errors.As(err, &pg) && pg.Code == "53300": // too_many_connections: up and well used
		return stateReady, nil
	case errors.As(err, &pg) && pg.Code != "57P03": // anything but cannot_connect_now is final
		return stateBusy, fmt.Errorf("embedded PostgreSQL refuses its own key in %s: %w", l.keys, err)
	case errors.Is(err, os.ErrPermission):
		return stateBusy, fmt.Errorf("no access to %s: %w", l.run, err)
	}
	return stateBusy, nil
}

func socketURL(l layout, role, key, database string) string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword(role, key), Path: "/" + database,
		RawQuery: url.Values{"host": {l.run}, "port": {port}, "sslmode": {"disable"}}.Encode(),
	}
	return u.String()
}
