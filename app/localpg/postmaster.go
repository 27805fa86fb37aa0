package localpg

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// guardPrivate keeps the server from outliving this process, however that ends.
// A second process waits on a pipe whose only writer is spectra: a line means
// "ended in order", end of file means spectra is gone. PR_SET_PDEATHSIG would
// not do: it is tied to the starting thread and cleared by the change of user.
// The shell then becomes the server itself, so there is no moment without guard
// and the server is a direct child. The guard is forked twice: the server must
// not find a child that it did not start.
const guardPrivate = `pg=$$
( (
  exec </dev/null >/dev/null 2>&1
  read -r _ <&3 && exit 0
  kill -INT $pg
  i=0
  while kill -0 $pg && [ $i -lt 30 ]; do sleep 1; i=$((i+1)); done
  kill -QUIT $pg
) & )
exec 3<&-
exec "$@"`

// guardLease starts the server as nobody's child and stops it when nobody
// renewed the lease file for a while, then empties its data directory. The lease
// is moved away before the stop: a newcomer that finds it missing waits for the
// end and starts afresh.
const guardLease = `lease=$1 quiet=$2 data=$3
shift 3
exec 3<&-
"$@" </dev/null &
pg=$!
(
  exec </dev/null >/dev/null 2>&1
  while kill -0 $pg; do
    touch "$lease.stamp"
    sleep "$quiet"
    [ "$lease" -nt "$lease.stamp" ] && continue
    mv "$lease" "$lease.gone"
    if [ "$lease.gone" -nt "$lease.stamp" ]; then mv "$lease.gone" "$lease"; continue; fi
    kill -INT $pg
    i=0
    while kill -0 $pg && [ $i -lt 30 ]; do sleep 1; i=$((i+1)); done
    kill -QUIT $pg
    rm -rf "$data"/*
    exit
  done
) &`

// postmaster is one run of the server program.
type postmaster struct {
	cmd   *exec.Cmd
	guard *os.File
	done  chan struct{} // closed when the server has ended and was reaped
}

func (s *Server) launch() (*postmaster, error) {
	if err := s.prepareLaunch(); err != nil {
		return nil, err
	}
	logFile, err := openLog(s.l.log)
	if err != nil {
		return nil, err
	}
	defer func() { _ = logFile.Close() }()
	r, w, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("guard pipe: %w", err)
	}
	defer func() { _ = r.Close() }()
	cmd := s.account.command(s.l.data, "/bin/sh", append(s.guardArgs(), s.serverArgs()...)...)
	cmd.Stdout, cmd.Stderr, cmd.ExtraFiles = logFile, logFile, []*os.File{r}
	if err := cmd.Start(); err != nil {
		_ = w.Close()
		return nil, fmt.Errorf("start PostgreSQL as %s: %w", s.account.name, err)
	}
	p := &postmaster{cmd: cmd, guard: w, done: make(chan struct{})}
	go func() {
		_ = cmd.Wait()
		_, _ = w.WriteString("ended\n") // the number may be reused: the guard must not signal it any more
		_ = w.Close()
		close(p.done)
	}()
	return p, nil
}

func (s *Server) guardArgs() []string {
	if s.o.Lease <= 0 {
		return []string{"-c", guardPrivate, "spectra-postgres"}
	}
	quiet := strconv.Itoa(max(1, int(s.o.Lease.Seconds())))
	return []string{"-c", guardLease, "spectra-postgres", s.leaseFile(), quiet, s.l.data}
}

// serverArgs are the settings that no configuration file may change.
func (s *Server) serverArgs() []string {
	fsync := "on"
	if s.o.Fast {
		fsync = "off"
	}
	return []string{
		filepath.Join(s.bin.dir, "postgres"), "-D", s.l.data, "-c", "listen_addresses=",
		"-c", "unix_socket_directories=" + quoteList(s.l.run), "-c", "unix_socket_permissions=0700",
		"-c", "port=" + port, "-c", "fsync=" + fsync, "-c", "logging_collector=off",
	}
}

// quoteList quotes a path for a setting that is a list of identifiers.
func quoteList(path string) string { return `"` + strings.ReplaceAll(path, `"`, `""`) + `"` }

// prepareLaunch writes the settings and clears what a crash left. The caller
// holds the lock and knows that no server runs.
func (s *Server) prepareLaunch() error {
	if err := writeOwned(filepath.Join(s.l.data, "spectra.conf"), []byte(s.o.settings()), s.account); err != nil {
		return err
	}
	for _, name := range []string{socketName, socketName + ".lock"} {
		if err := os.Remove(filepath.Join(s.l.run, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("old socket: %w", err)
		}
	}
	return adoptStalePID(s.l.data, s.account)
}

// adoptStalePID handles a pid file whose number now belongs to some other
// process, which PostgreSQL would take for its predecessor. The file is not
// deleted, because its shared-memory key still protects against orphaned
// backends; the number is replaced by that of the new server's parent, which
// PostgreSQL knows not to be a server.
func adoptStalePID(dataDir string, a account) error {
	if postmasterPID(dataDir) == 0 {
		return nil
	}
	path := filepath.Join(dataDir, "postmaster.pid")
	b, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("stale pid file: %w", err)
	}
	_, rest, _ := strings.Cut(string(b), "\n")
	return writeOwned(path, []byte(strconv.Itoa(os.Getpid())+"\n"+rest), a)
}

const maxLog = 10 << 20

// openLog keeps the log below about twice maxLog. It lies in the state
// directory, which the unprivileged account cannot write.
func openLog(path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > maxLog {
		if err := os.Rename(path, path+".1"); err != nil {
			return nil, fmt.Errorf("rotate the log: %w", err)
		}
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("log: %w", err)
	}
	return f, nil
}

// logTail returns the last lines of the log for an error message.
func logTail(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err == nil && info.Size() > 1500 {
		_, _ = f.Seek(-1500, io.SeekEnd)
	}
	b, _ := io.ReadAll(f)
	return strings.TrimSpace(string(b))
}

// terminate shuts down fast (sessions are cut, a checkpoint is written), then
// harder when the caller's patience ends.
func (p *postmaster) terminate(patience <-chan struct{}) error {
	for _, step := range []struct {
		sig  syscall.Signal
		wait time.Duration
	}{{syscall.SIGINT, time.Minute}, {syscall.SIGQUIT, 5 * time.Second}, {syscall.SIGKILL, 5 * time.Second}} {
		if err := p.cmd.Process.Signal(step.sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return fmt.Errorf("stop PostgreSQL: %w", err)
		}
		limit := time.NewTimer(step.wait)
		select {
		case <-p.done:
			limit.Stop()
			return nil
		case <-limit.C:
		case <-patience:
			limit.Stop()
			patience = nil // the next steps have their own limits
		}
	}
	return errors.New("PostgreSQL does not end")
}
