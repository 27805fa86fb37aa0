package localpg

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// Server is a running private PostgreSQL. The process that started it owns it:
// when the owner stops, the sessions of attached processes are cut.
type Server struct {
	o       Options
	l       layout
	account account
	bin     binaries
	keys    map[string]string

	mu       sync.Mutex
	pm       *postmaster // nil: attached
	stopping bool
	stop     chan struct{} // closed by Stop: ends the restart loop
	ended    chan struct{} // closed when the restart loop has ended
}

// Start runs the server of the state directory, making it first if needed, or
// attaches to it when another process runs it already. It returns when the
// server accepts connections; crash recovery may take as long as ctx allows.
func Start(ctx context.Context, o Options) (*Server, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	l := newLayout(o.StateDir)
	if err := makeState(l.state); err != nil {
		return nil, err
	}
	unlock, err := lock(ctx, l.lock)
	if err != nil {
		return nil, err
	}
	defer unlock()
	s, err := attach(ctx, o, l)
	if err == nil || !errors.Is(err, ErrNotRunning) {
		return s, err
	}
	return startOwned(ctx, o, l)
}

// makeState creates the state directory so that the unprivileged account may
// pass through it, whatever the umask; an existing one keeps its mode.
func makeState(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o711); err != nil {
		return fmt.Errorf("state directory: %w", err)
	}
	if err := os.Chmod(dir, 0o711); err != nil {
		return fmt.Errorf("state directory: %w", err)
	}
	return nil
}

// Attach uses the server that another process runs. ErrNotRunning when there is none.
func Attach(ctx context.Context, o Options) (*Server, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	return attach(ctx, o, newLayout(o.StateDir))
}

// attach waits while the server starts or stops.
func attach(ctx context.Context, o Options, l layout) (*Server, error) {
	if livePostmaster(l.data) == 0 {
		return nil, ErrNotRunning
	}
	s := &Server{o: o, l: l, keys: map[string]string{}}
	for {
		state := stateDown
		key, err := readKey(l, RoleAdmin)
		if err == nil {
			state, err = probe(ctx, l, socketURL(l, RoleAdmin, key, "postgres"))
		}
		if err != nil && (!errors.Is(err, fs.ErrNotExist) || livePostmaster(l.data) != 0) {
			return nil, err
		}
		if state == stateReady && o.Lease > 0 && s.Renew() != nil {
			state = stateBusy // the lease has ended: the server is about to go
		}
		switch state {
		case stateDown:
			return nil, ErrNotRunning
		case stateReady:
			return s, s.attached(ctx)
		case stateBusy:
			if err := pause(ctx, pollStep); err != nil {
				return nil, fmt.Errorf("waiting for the embedded PostgreSQL: %w", err)
			}
		}
	}
}

// attached fills in what an attached process can know: keys and version.
func (s *Server) attached(ctx context.Context) error {
	for _, role := range append(ServerRoles(), RoleAdmin) {
		key, err := s.awaitKey(ctx, role)
		if err != nil {
			return err
		}
		s.keys[role] = key
	}
	conn, err := pgconn.Connect(ctx, s.URL(RoleAdmin, "postgres"))
	if err != nil {
		return fmt.Errorf("attach to the embedded PostgreSQL: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	s.bin, err = parseVersion("", "(PostgreSQL) "+conn.ParameterStatus("server_version"))
	if pid := livePostmaster(s.l.data); pid != 0 {
		if exe, lerr := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid)); lerr == nil {
			s.bin.dir = filepath.Dir(exe)
		}
	}
	return err
}

// awaitKey waits for a starter that has the server up and is still making the roles.
func (s *Server) awaitKey(ctx context.Context, role string) (string, error) {
	for {
		key, err := readKey(s.l, role)
		if !errors.Is(err, fs.ErrNotExist) || livePostmaster(s.l.data) == 0 {
			return key, err
		}
		if perr := pause(ctx, pollStep); perr != nil {
			return "", errors.Join(err, perr)
		}
	}
}

// URL returns the address of a database for a role, in the spelling of pgx and
// libpq. An empty database is the installation's.
func (s *Server) URL(role, database string) string {
	if database == "" {
		database = Database
	}
	return socketURL(s.l, role, s.keys[role], database)
}

// Passwords gives the passwords of the roles that the server logs in as.
func (s *Server) Passwords() map[string]string {
	out := make(map[string]string)
	for _, role := range ServerRoles() {
		out[role] = s.keys[role]
	}
	return out
}

// Owned tells whether this process started the server (and must stop it).
func (s *Server) Owned() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pm != nil
}

// BinDir is the directory of the server programs (empty where the system hides it from an attached process).
func (s *Server) BinDir() string { return s.bin.dir }

// Version is the server's version, such as "15.13".
func (s *Server) Version() string { return s.bin.version }

// StateDir is the directory that holds everything else.
func (s *Server) StateDir() string { return s.l.state }

// DataDir is PostgreSQL's data directory.
func (s *Server) DataDir() string { return s.l.data }

// SocketDir is the directory of the unix socket, psql's -h.
func (s *Server) SocketDir() string { return s.l.run }

// LogFile is PostgreSQL's log.
func (s *Server) LogFile() string { return s.l.log }

// KeyFile is the file with a role's password.
func (s *Server) KeyFile(role string) string { return keyFile(s.l, role) }

func (s *Server) leaseFile() string { return filepath.Join(s.l.run, "lease") }

// Renew keeps a server with a lease alive; an error means that it is about to stop.
func (s *Server) Renew() error {
	f, err := os.OpenFile(s.leaseFile(), os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("lease: %w", err)
	}
	_, err = f.WriteAt([]byte("."), 0) // a write sets the time that the guard compares
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("lease: %w", err)
	}
	return nil
}

// Stop shuts the server down and waits for its end; when ctx ends first, it is
// cut off (the next start recovers). On an attached server, and on one with a
// lease, Stop does nothing.
func (s *Server) Stop(ctx context.Context) error {
	s.mu.Lock()
	if s.pm == nil || s.stopping {
		s.mu.Unlock()
		return nil
	}
	s.stopping = true
	close(s.stop)
	pm := s.pm
	s.mu.Unlock()
	err := pm.terminate(ctx.Done())
	select {
	case <-s.ended:
	case <-time.After(10 * time.Second):
		err = errors.Join(err, errors.New("PostgreSQL is still being restarted"))
	}
	if err == nil {
		s.o.Log.Info("embedded PostgreSQL stopped", "data", s.l.data)
	}
	return err
}
