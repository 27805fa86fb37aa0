package localpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// startOwned makes and starts the server. The caller holds the lock and knows that none runs.
func startOwned(ctx context.Context, o Options, l layout) (*Server, error) {
	s := &Server{o: o, l: l, keys: map[string]string{}, stop: make(chan struct{}), ended: make(chan struct{})}
	if o.Lease > 0 {
		if err := s.clearThrowAway(); err != nil {
			return nil, err
		}
	}
	if err := s.prepare(ctx); err != nil {
		return nil, err
	}
	pm, err := s.bringUp(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.ensureRoles(ctx); err != nil {
		_ = pm.terminate(ctx.Done())
		return nil, err
	}
	o.Log.Info("embedded PostgreSQL started", "version", s.bin.version, "bin", s.bin.dir, "data", l.data, "socket", l.run)
	if o.Lease <= 0 {
		s.pm = pm
		go s.keepRunning(pm)
	}
	return s, nil
}

// clearThrowAway: a cluster without fsync must not be used again after its end.
func (s *Server) clearThrowAway() error {
	for _, dir := range []string{s.l.data, s.l.run, s.l.keys} {
		if err := os.RemoveAll(dir); err != nil {
			return fmt.Errorf("old throw-away cluster: %w", err)
		}
	}
	return nil
}

// prepare brings account, programs, directories, keys and data directory into being.
func (s *Server) prepare(ctx context.Context) error {
	major, err := dataMajor(s.l)
	if err != nil {
		return err
	}
	if s.account, err = serverAccount(s.l); err != nil {
		return err
	}
	if s.bin, err = s.o.findBinaries(ctx, s.l, major); err != nil {
		return err
	}
	if err := s.account.canReach(s.l.state); err != nil {
		return err
	}
	if err := makeOwned(s.l.run, s.account); err != nil {
		return err
	}
	key, made, err := ensureKey(s.l, RoleAdmin)
	if err != nil {
		return err
	}
	s.keys[RoleAdmin] = key
	switch {
	case major == 0:
		s.o.Log.Info("creating the embedded PostgreSQL", "version", s.bin.version, "data", s.l.data)
		if err = s.o.initCluster(ctx, s.l, s.bin, s.account, key); err != nil {
			return err
		}
	case made:
		s.o.Log.Warn("the administrator's password file was missing: setting a new one", "keys", s.l.keys)
		if err = resetAdminPassword(ctx, s.l, s.bin, s.account, key); err != nil {
			return err
		}
	}
	if made {
		err = saveKey(s.l, RoleAdmin, key)
	}
	if err == nil && s.o.Lease > 0 {
		err = writeOwned(s.leaseFile(), []byte("."), s.account)
	}
	return err
}

// bringUp launches the server and waits until it answers, through crash recovery if need be.
func (s *Server) bringUp(ctx context.Context) (*postmaster, error) {
	pm, err := s.launch()
	if err != nil {
		return nil, err
	}
	url := s.URL(RoleAdmin, "postgres")
	ended := pm.done
	if s.o.Lease > 0 {
		ended = nil // only the shell that started it has ended
	}
	for {
		select {
		case <-ended:
			return nil, &ServerError{Step: "start", Err: errors.New(pm.cmd.ProcessState.String()), LogTail: logTail(s.l.log)}
		default:
		}
		state, err := probe(ctx, s.l, url)
		if err == nil && state == stateReady {
			return pm, nil
		}
		if err == nil {
			err = pause(ctx, pollStep)
		}
		if err != nil {
			_ = pm.terminate(closedChan())
			return nil, &ServerError{Step: "start", Err: err, LogTail: logTail(s.l.log)}
		}
	}
}

func closedChan() <-chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}

// ensureRoles lets the server's roles log in and creates the installation's
// database. A password is stored after the database knows it, so a crash in
// between only makes a new one at the next start.
func (s *Server) ensureRoles(ctx context.Context) error {
	conn, err := pgconn.Connect(ctx, s.URL(RoleAdmin, "postgres"))
	if err != nil {
		return fmt.Errorf("roles: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	for _, role := range ServerRoles() {
		key, made, err := ensureKey(s.l, role)
		if err != nil {
			return err
		}
		s.keys[role] = key
		exists, err := found(ctx, conn, "SELECT 1 FROM pg_roles WHERE rolname = '"+role+"'")
		if err != nil {
			return err
		}
		switch {
		case !exists:
			err = execute(ctx, conn, "CREATE ROLE "+role+" LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS PASSWORD '"+key+"'")
		case made:
			err = execute(ctx, conn, "ALTER ROLE "+role+" PASSWORD '"+key+"'")
		}
		if err == nil && made {
			err = saveKey(s.l, role, key)
		}
		if err != nil {
			return err
		}
	}
	if s.o.Lease > 0 {
		return nil // tests make their own databases
	}
	exists, err := found(ctx, conn, "SELECT 1 FROM pg_database WHERE datname = '"+Database+"'")
	if err != nil || exists {
		return err
	}
	return execute(ctx, conn, "CREATE DATABASE "+Database)
}

func found(ctx context.Context, conn *pgconn.PgConn, sql string) (bool, error) {
	res, err := conn.Exec(ctx, sql).ReadAll()
	if err != nil {
		return false, fmt.Errorf("embedded PostgreSQL: %w", err)
	}
	return len(res) == 1 && len(res[0].Rows) > 0, nil
}

func execute(ctx context.Context, conn *pgconn.PgConn, sql string) error {
	if _, err := conn.Exec(ctx, sql).ReadAll(); err != nil {
		return fmt.Errorf("embedded PostgreSQL: %w", err)
	}
	return nil
}

// keepRunning starts the server again when it ended by itself (out of memory,
// killed by hand). Backends of the old one may hold its shared memory for a
// moment, so the first tries may fail.
func (s *Server) keepRunning(pm *postmaster) {
	defer close(s.ended)
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, 5*time.Second) {
		if pm != nil {
			<-pm.done
			wait = 50 * time.Millisecond
		}
		select {
		case <-s.stop:
			return
		case <-time.After(wait):
		}
		if pm != nil {
			s.o.Log.Error("embedded PostgreSQL ended unexpectedly, starting it again", "state", pm.cmd.ProcessState.String(), "log", s.l.log)
		}
		var err error
		if pm, err = s.restart(); err != nil {
			s.o.Log.Error("embedded PostgreSQL does not start", "error", err)
			continue
		}
		if pm == nil {
			return // another process took over; this one is attached now
		}
	}
}

// restart launches without waiting for readiness: the callers' pools retry.
func (s *Server) restart() (*postmaster, error) {
	unlock, err := tryLock(s.l.lock)
	if err != nil {
		return nil, err
	}
	defer unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping {
		return nil, nil
	}
	if livePostmaster(s.l.data) != 0 {
		s.pm = nil
		return nil, nil
	}
	if _, err := os.Stat(filepath.Join(s.l.data, "PG_VERSION")); err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	pm, err := s.launch()
	if err == nil {
		s.pm = pm
	}
	return pm, err
}
