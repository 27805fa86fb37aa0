package localpg

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestMain lets the test binary play the other process of the crash and
// unprivileged tests.
func TestMain(m *testing.M) {
	if dir := os.Getenv("LOCALPG_TEST_SERVE"); dir != "" {
		os.Exit(serveUntilKilled(dir))
	}
	os.Exit(m.Run())
}

func serveUntilKilled(dir string) int {
	s, err := Start(context.Background(), Options{StateDir: dir})
	if err != nil {
		fmt.Println("failed", err)
		return 1
	}
	fmt.Println("ready", livePostmaster(s.DataDir()))
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	if err := s.Stop(context.Background()); err != nil {
		fmt.Println("failed", err)
		return 1
	}
	return 0
}

// helper starts the test binary as another process and returns the server's pid.
func helper(t *testing.T, dir string, adjust func(*exec.Cmd)) (cmd *exec.Cmd, pid int) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(exe)
	cmd.Env = append(os.Environ(), "LOCALPG_TEST_SERVE="+dir)
	if adjust != nil {
		adjust(cmd)
	}
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if _, serr := fmt.Sscanf(line, "ready %d", &pid); serr != nil {
		t.Fatalf("helper says %q (%v)", line, err)
	}
	return cmd, pid
}

func TestKilledParentLeavesNoServerAndNoLoss(t *testing.T) {
	dir := stateDir(t)
	for round := range 3 {
		cmd, pid := helper(t, dir, nil)
		s, err := Attach(testCtx(t), Options{StateDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		exec1(t, s.URL(RoleAdmin, ""), fmt.Sprintf(
			"CREATE TABLE IF NOT EXISTS kept (n int); INSERT INTO kept VALUES (%d)", round))
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		waitFor(t, "the end of the server", func() bool { return gone(pid) })
	}
	s := start(t, Options{StateDir: dir})
	if got := query(t, s.URL(RoleAdmin, ""), "SELECT string_agg(n::text, ',' ORDER BY n) FROM kept"); got != "0,1,2" {
		t.Errorf("after three kills: %q, want 0,1,2", got)
	}
}

// TestEverythingKilled is the power cut: server and parent end without a word.
func TestEverythingKilled(t *testing.T) {
	dir := stateDir(t)
	cmd, pid := helper(t, dir, nil)
	if err := cmd.Process.Signal(syscall.SIGSTOP); err != nil { // no restart in between
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	s := start(t, Options{StateDir: dir})
	if !s.Owned() {
		t.Error("attached to a dead server")
	}
}

// TestUnprivileged runs the same life as a user without root.
func TestUnprivileged(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("the other tests already run unprivileged")
	}
	users, err := readPasswd("/etc/passwd")
	if err != nil {
		t.Fatal(err)
	}
	dir := stateDir(t)
	if err := os.Chown(filepath.Dir(dir), users["nobody"].uid, users["nobody"].gid); err != nil {
		t.Fatal(err)
	}
	exe := readableCopy(t)
	cmd, pid := helper(t, dir, func(c *exec.Cmd) {
		c.Path, c.Args[0] = exe, exe
		c.Dir = "/"
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{
			Uid: uint32(users["nobody"].uid), Gid: uint32(users["nobody"].gid)}}
	})
	if uid, _, err := dataOwner(filepath.Join(dir, "pg")); err != nil || uid != users["nobody"].uid {
		t.Errorf("data directory of uid %d (%v)", uid, err)
	}
	s, err := Attach(testCtx(t), Options{StateDir: dir}) // root may join a user's server
	if err != nil {
		t.Fatal(err)
	}
	if got := query(t, s.URL(RoleApp, ""), "SELECT 'up'"); got != "up" {
		t.Error(got)
	}
	_ = cmd.Process.Kill()
	waitFor(t, "the end of the server", func() bool { return gone(pid) })
	s = start(t, Options{StateDir: dir}) // and root starts it as the data's owner, not as postgres
	if uid, _, _ := dataOwner(s.DataDir()); uid != users["nobody"].uid {
		t.Errorf("root changed the owner to uid %d", uid)
	}
}

// readableCopy: the go command builds test binaries where only their owner may look.
func readableCopy(t *testing.T) string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(exe)
	if err != nil {
		t.Fatal(err)
	}
	dst := filepath.Join(filepath.Dir(stateDir(t)), "helper")
	if err := os.WriteFile(dst, b, 0o755); err != nil {
		t.Fatal(err)
	}
	return dst
}

func TestUnreachableStateDirectoryIsNamed(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root changes to another account")
	}
	closed := filepath.Join(stateDir(t), "closed")
	if err := os.MkdirAll(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := Start(testCtx(t), Options{StateDir: filepath.Join(closed, "state")})
	if err == nil || !strings.Contains(err.Error(), "may not enter") {
		t.Errorf("Start below a closed directory: %v", err)
	}
}
