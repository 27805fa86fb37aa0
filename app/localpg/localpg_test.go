package localpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// stateDir is a state directory that the unprivileged account can reach: the
// parent of t.TempDir is closed to others.
func stateDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, d := range []string{dir, filepath.Dir(dir)} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "state")
}

func testCtx(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func start(t *testing.T, o Options) *Server {
	t.Helper()
	s, err := Start(testCtx(t), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

// query returns the single text value of a statement.
func query(t *testing.T, url, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(testCtx(t), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	var v string
	if err := conn.QueryRow(testCtx(t), sql).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// exec1 runs statements in a session of their own.
func exec1(t *testing.T, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(testCtx(t), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	if _, err := conn.Exec(testCtx(t), sql); err != nil {
		t.Fatal(err)
	}
}

// waitFor polls a condition with the test's deadline.
func waitFor(t *testing.T, what string, cond func() bool) {
	t.Helper()
	ctx := testCtx(t)
	for !cond() {
		if pause(ctx, 5*time.Millisecond) != nil {
			t.Fatalf("never happened: %s", what)
		}
	}
}

func gone(pid int) bool {
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		return syscall.Kill(pid, 0) != nil
	}
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || strings.Contains(string(b), ") Z ")
}

func TestStartMakesAWorkingPrivateServer(t *testing.T) {
	dir := stateDir(t)
	s := start(t, Options{StateDir: dir})
	if !s.Owned() {
		t.Error("the starter must own the server")
	}
	admin := s.URL(RoleAdmin, "")
	for setting, want := range map[string]string{
		"listen_addresses": "", "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on",
		"data_checksums": "on", "server_encoding": "UTF8", "jit": "off", "max_connections": "40",
		"shared_buffers": "64MB", "TimeZone": "UTC",
	} {
		if got := query(t, admin, "SHOW "+setting); got != want {
			t.Errorf("%s = %q, want %q", setting, got, want)
		}
	}
	if got := query(t, admin, "SELECT lower('ÅÄÖΩ')"); got != "åäöω" {
		t.Errorf("lower() knows no Unicode: %q", got)
	}
	if !strings.HasPrefix(query(t, admin, "SHOW server_version"), s.Version()) {
		t.Errorf("Version() = %q is not the server's", s.Version())
	}
	for _, role := range []string{RoleApp, RoleWorker} {
		got := query(t, s.URL(role, ""), "SELECT current_user || rolsuper || rolbypassrls FROM pg_roles WHERE rolname = current_user")
		if got != role+"falsefalse" {
			t.Errorf("role %s: %s", role, got)
		}
	}
	wrong := strings.Replace(s.URL(RoleApp, ""), s.Passwords()[RoleApp], "guess", 1)
	if _, err := pgx.Connect(testCtx(t), wrong); err == nil {
		t.Error("a wrong password was accepted")
	}
	checkModes(t, s)
}

// checkModes: keys for their owner alone, the server never as root.
func checkModes(t *testing.T, s *Server) {
	t.Helper()
	for path, want := range map[string]os.FileMode{
		s.KeyFile(RoleAdmin): 0o600, s.KeyFile(RoleApp): 0o600, s.KeyFile(RoleWorker): 0o600,
		filepath.Join(s.StateDir(), "keys"): 0o700 | os.ModeDir, s.DataDir(): 0o700 | os.ModeDir,
		s.SocketDir(): 0o700 | os.ModeDir, s.LogFile(): 0o600,
	} {
		info, err := os.Lstat(path)
		if err != nil || info.Mode() != want {
			t.Errorf("%s: mode %v, want %v (%v)", path, info.Mode(), want, err)
		}
	}
	uid, _, err := dataOwner(s.DataDir())
	if err != nil || uid == 0 {
		t.Errorf("data directory of uid %d (%v)", uid, err)
	}
	if uid, _, _ = dataOwner(s.StateDir()); uid != os.Geteuid() {
		t.Errorf("state directory given away to uid %d", uid)
	}
}

func TestRestartKeepsDataAndIsQuick(t *testing.T) {
	dir := stateDir(t)
	s := start(t, Options{StateDir: dir})
	exec1(t, s.URL(RoleAdmin, ""), "CREATE TABLE kept AS SELECT 'wafer 7' AS v")
	if _, err := pgx.Connect(testCtx(t), s.URL(RoleApp, "")); err != nil {
		t.Fatal(err)
	}
	pid := livePostmaster(s.DataDir())
	if err := s.Stop(testCtx(t)); err != nil { // with a session still open
		t.Fatal(err)
	}
	if !gone(pid) {
		t.Error("the server survived Stop")
	}
	if _, err := Attach(testCtx(t), Options{StateDir: dir}); !errors.Is(err, ErrNotRunning) {
		t.Errorf("Attach after Stop: %v, want ErrNotRunning", err)
	}
	begin := time.Now()
	s = start(t, Options{StateDir: dir})
	t.Logf("second start: %v", time.Since(begin))
	if got := query(t, s.URL(RoleAdmin, ""), "SELECT v FROM kept"); got != "wafer 7" {
		t.Errorf("data after restart: %q", got)
	}
}

func TestASecondProcessAttaches(t *testing.T) {
	dir := stateDir(t)
	owner := start(t, Options{StateDir: dir})
	for name, open := range map[string]func(context.Context, Options) (*Server, error){"Start": Start, "Attach": Attach} {
		s, err := open(testCtx(t), Options{StateDir: dir})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if s.Owned() || s.URL(RoleApp, "x") != owner.URL(RoleApp, "x") || s.Version() != owner.Version() {
			t.Errorf("%s: owned %v, version %q", name, s.Owned(), s.Version())
		}
		if err := s.Stop(testCtx(t)); err != nil {
			t.Errorf("%s: Stop of an attached server: %v", name, err)
		}
	}
	if got := query(t, owner.URL(RoleApp, ""), "SELECT 'up'"); got != "up" {
		t.Error("Stop of an attached server ended the owner's")
	}
}

func TestSimultaneousStartsEndInOneServer(t *testing.T) {
	dir := stateDir(t)
	type result struct {
		s   *Server
		err error
	}
	results := make(chan result)
	for range 6 {
		go func() {
			s, err := Start(testCtx(t), Options{StateDir: dir, Fast: true})
			results <- result{s, err}
		}()
	}
	owners := 0
	for range 6 {
		r := <-results
		if r.err != nil {
			t.Error(r.err)
			continue
		}
		if r.s.Owned() {
			owners++
			t.Cleanup(func() { _ = r.s.Stop(context.Background()) })
		}
	}
	if owners != 1 {
		t.Errorf("%d owners, want 1", owners)
	}
}

func TestServerComesBackAfterItsOwnDeath(t *testing.T) {
	s := start(t, Options{StateDir: stateDir(t)})
	pid := livePostmaster(s.DataDir())
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "a new server", func() bool {
		conn, err := pgx.Connect(testCtx(t), s.URL(RoleApp, ""))
		if err != nil {
			return false
		}
		_ = conn.Close(context.Background())
		return livePostmaster(s.DataDir()) != pid
	})
	if !s.Owned() {
		t.Error("the restarted server is not owned")
	}
}

func TestStalePIDFileOfAnotherProcess(t *testing.T) {
	dir := stateDir(t)
	s := start(t, Options{StateDir: dir})
	pidFile := filepath.Join(s.DataDir(), "postmaster.pid")
	content, err := os.ReadFile(pidFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Stop(testCtx(t)); err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(content), "\n")
	other := strconv.Itoa(os.Getppid()) // alive, and certainly not this server
	if err := os.WriteFile(pidFile, []byte(other+"\n"+rest), 0o644); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "linux" {
		t.Skip("needs /proc to tell the two apart")
	}
	start(t, Options{StateDir: dir})
}

func TestHalfMadeDataDirectoryIsMadeAgain(t *testing.T) {
	dir := stateDir(t)
	draft := filepath.Join(dir, "pg.new")
	if err := os.MkdirAll(filepath.Join(draft, "base"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(draft, "PG_VERSION"), []byte("15\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, Options{StateDir: dir, Fast: true})
	if _, err := os.Stat(draft); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the half-made directory is still there: %v", err)
	}
}

func TestForeignDirectoryIsNeverInitialised(t *testing.T) {
	dir := stateDir(t)
	precious := filepath.Join(dir, "pg", "precious")
	if err := os.MkdirAll(filepath.Dir(precious), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(precious, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(testCtx(t), Options{StateDir: dir}); err == nil || !strings.Contains(err.Error(), "PG_VERSION") {
		t.Errorf("Start on a foreign directory: %v", err)
	}
	if _, err := os.Stat(precious); err != nil {
		t.Error(err)
	}
}

func TestOtherMajorIsRefusedAndUntouched(t *testing.T) {
	dir := stateDir(t)
	s := start(t, Options{StateDir: dir, Fast: true})
	if err := s.Stop(testCtx(t)); err != nil {
		t.Fatal(err)
	}
	version := filepath.Join(s.DataDir(), "PG_VERSION")
	if err := os.WriteFile(version, []byte("14\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Start(testCtx(t), Options{StateDir: dir})
	var major *MajorError
	if !errors.As(err, &major) || major.Want != 14 || len(major.Found) == 0 {
		t.Errorf("Start: %v, want a MajorError that names 14 and what was found", err)
	}
	if b, err := os.ReadFile(version); err != nil || string(b) != "14\n" {
		t.Errorf("data directory was touched: %q %v", b, err)
	}
}

func TestNoBinaries(t *testing.T) {
	_, err := Start(testCtx(t), Options{StateDir: stateDir(t), binDirs: []string{}, noEmbed: true})
	if !errors.Is(err, ErrNoBinaries) || !strings.Contains(err.Error(), "apt-get install") {
		t.Errorf("Start: %v, want ErrNoBinaries with the fix", err)
	}
}

func TestLongStateDirectory(t *testing.T) {
	dir := filepath.Join(stateDir(t), strings.Repeat("a-long-name/", 10))
	s := start(t, Options{StateDir: dir, Fast: true})
	t.Cleanup(func() { _ = os.RemoveAll(s.SocketDir()) })
	if len(filepath.Join(s.SocketDir(), socketName)) > maxSocketPath() {
		t.Errorf("socket directory %s is too long", s.SocketDir())
	}
	if got := query(t, s.URL(RoleApp, ""), "SELECT 'up'"); got != "up" {
		t.Error(got)
	}
	if _, err := Attach(testCtx(t), Options{StateDir: dir}); err != nil {
		t.Errorf("Attach: %v", err)
	}
}

func TestFallbackSocketDirectoryOfAnotherUserIsRefused(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root to make another user's directory")
	}
	dir := filepath.Join(t.TempDir(), "run")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(dir, 4242, 4242); err != nil {
		t.Fatal(err)
	}
	if err := makeOwned(dir, account{uid: 101, gid: 101, drop: true}); err == nil {
		t.Error("a directory prepared by uid 4242 was accepted")
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink("/etc", link); err != nil {
		t.Fatal(err)
	}
	if err := makeOwned(link, account{uid: 101, gid: 101, drop: true}); err == nil {
		t.Error("a link was accepted")
	}
}

func TestLostKeysAreMadeAgain(t *testing.T) {
	dir := stateDir(t)
	s := start(t, Options{StateDir: dir, Fast: true})
	old := s.Passwords()[RoleApp]
	if err := s.Stop(testCtx(t)); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "keys")); err != nil {
		t.Fatal(err)
	}
	s = start(t, Options{StateDir: dir, Fast: true})
	if s.Passwords()[RoleApp] == old {
		t.Error("the lost password was guessed")
	}
	if got := query(t, s.URL(RoleWorker, ""), "SELECT 'up'"); got != "up" {
		t.Error(got)
	}
}
