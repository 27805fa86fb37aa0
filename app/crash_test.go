package app

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// TestMain lets this test binary be the executable: a crash needs a process of its own.
func TestMain(m *testing.M) {
	if os.Getenv("ACT_AS_SPECTRA") != "" {
		_ = os.Unsetenv("ACT_AS_SPECTRA")
		os.Exit(Main(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// process is the executable on a state directory.
type process struct {
	cmd *exec.Cmd
	url string
}

func spectra(t *testing.T, state string, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, append(args, "--state-dir", state)...)
	cmd.Env = append(os.Environ(), "ACT_AS_SPECTRA=1", "SPECTRA_AUTH_BCRYPT_COST=4", "LOG_LEVEL=warn")
	cmd.Stderr = os.Stderr
	return cmd
}

// boot starts serving and waits for the greeting.
func boot(t *testing.T, state string) *process {
	t.Helper()
	p := &process{cmd: spectra(t, state, "serve", "--addr", "127.0.0.1:0")}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Signal(syscall.SIGTERM); _ = p.cmd.Wait() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, url, ok := strings.Cut(lines.Text(), "is ready: "); ok {
			p.url = url
			go func() { // the rest of the greeting must not fill the pipe
				for lines.Scan() {
				}
			}()
			return p
		}
	}
	t.Fatal("the server ended without a greeting")
	return nil
}

// relatives lists the processes whose command line names the state directory.
func relatives(t *testing.T, state string) (out []string) {
	t.Helper()
	all, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if text, err := os.ReadFile(f); err == nil && strings.Contains(string(text), state) && !strings.Contains(f, fmt.Sprint("/", os.Getpid(), "/")) {
			out = append(out, f+" "+strings.ReplaceAll(string(text), "\x00", " "))
		}
	}
	return out
}

// stateDir is one that the unprivileged account of the database may pass through.
func stateDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "spectra-crash-") //nolint:usetesting // the account cannot enter t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestF01_KillServer: after kill -9 under load no child is left, and the next start has every acknowledged write
// exactly once, with its audit entry, in a gapless chain.
func TestF01_KillServer(t *testing.T) {
	state := stateDir(t)
	acknowledged := map[string]bool{}
	for round := range 3 {
		p := boot(t, state)
		r := &running{url: p.url, t: t, tok: map[string]string{}}
		if round == 0 {
			cmd := spectra(t, state, "user", "create", "--org", "org-a", "--org-name", "Lab", "--email", "admin@a.example", "--name", "Admin", "--role", "admin", "--password-stdin")
			cmd.Stdin = strings.NewReader(testPassword + "\n")
			if out, err := cmd.Output(); err != nil || !strings.Contains(string(out), "created admin@a.example") {
				t.Fatalf("user create beside the running server: %v %s", err, out)
			}
		}
		for name := range burst(t, r, p, round) {
			acknowledged[name] = true
		}
		left := relatives(t, state)
		for deadline := time.Now().Add(20 * time.Second); len(left) > 0 && time.Now().Before(deadline); left = relatives(t, state) {
			time.Sleep(50 * time.Millisecond)
		}
		if len(left) > 0 {
			t.Fatalf("after kill -9 there is still:\n%s", strings.Join(left, "\n"))
		}
	}
	if len(acknowledged) < 20 {
		t.Fatalf("only %d writes were acknowledged: the test proves nothing", len(acknowledged))
	}
	verifyAfterCrash(t, boot(t, state), acknowledged)
}

// burst writes from four clients, kills the server in the middle, and gives the names of the acknowledged samples.
func burst(t *testing.T, r *running, p *process, round int) map[string]bool {
	token := r.login("a/admin")
	var mu sync.Mutex
	done, wg := map[string]bool{}, sync.WaitGroup{}
	for client := range 4 {
		wg.Go(func() {
			for n := 0; ; n++ {
				name := fmt.Sprintf("round %d client %d sample %d", round, client, n)
				status, err := try(t, p.url, token, name)
				if err != nil {
					return // the server is gone
				}
				if status == 201 {
					mu.Lock()
					done[name] = true
					mu.Unlock()
				}
			}
		})
	}
	time.Sleep(700 * time.Millisecond)
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = p.cmd.Wait() // killed
	wg.Wait()
	return done
}

func verifyAfterCrash(t *testing.T, p *process, acknowledged map[string]bool) {
	t.Helper()
	r := &running{url: p.url, t: t, tok: map[string]string{}}
	token := r.login("a/admin")
	found := map[string]int{}
	for cursor := ""; ; {
		page := r.send(token, "GET", "/samples?limit=200"+cursor, nil)
		for _, name := range strings.Split(string(page.body), `"name":"`)[1:] {
			name, _, _ = strings.Cut(name, `"`)
			found[name]++
		}
		next, _ := page.get("next_cursor").(string)
		if next == "" {
			break
		}
		cursor = "&cursor=" + next
	}
	for name := range acknowledged {
		if found[name] != 1 {
			t.Errorf("%q was acknowledged and is there %d times", name, found[name])
		}
	}
	entries, last := 0, ""
	for cursor := ""; ; {
		page := r.send(token, "GET", "/audit?sort=seq&limit=200&action=sample.created"+cursor, nil)
		entries += strings.Count(string(page.body), `"operation":"insert"`)
		next, _ := page.get("next_cursor").(string)
		if next == "" {
			break
		}
		cursor = "&cursor=" + next
	}
	if entries != len(found) {
		t.Errorf("%d samples and %d audit entries of their creation", len(found), entries)
	}
	page := r.send(token, "GET", "/audit?limit=1&count=true", nil)
	if last = fmt.Sprint(page.get("items.0.seq")); last != fmt.Sprint(page.get("total")) {
		t.Errorf("the chain ends at %s and has %v entries", last, page.get("total"))
	}
}

// try sends one write and reports the transport's error instead of ending the test.
func try(t *testing.T, url, token, name string) (int, error) {
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/samples", strings.NewReader(`{"name":"`+name+`","sample_type":"wafer"}`))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	_, err = io.Copy(io.Discard, res.Body)
	return res.StatusCode, err
}

// TestRotateKeysAndReload (T-10): after rotation and SIGHUP new tokens carry the new key, and old ones still work.
func TestRotateKeysAndReload(t *testing.T) {
	state := stateDir(t)
	t.Setenv("JWT_ALGORITHM", "RS256")
	p := boot(t, state)
	cmd := spectra(t, state, "user", "create", "--org", "org-a", "--org-name", "Lab", "--email", "admin@a.example", "--name", "Admin", "--role", "admin", "--password-stdin")
	cmd.Stdin = strings.NewReader(testPassword + "\n")
	if out, err := cmd.Output(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	r := &running{url: p.url, t: t, tok: map[string]string{}}
	keys := func() int {
		return strings.Count(string(r.send("", "GET", "/.well-known/jwks.json", nil).body), `"kid"`)
	}
	old := r.login("a/admin")
	if out, err := spectra(t, state, "keys", "rotate").Output(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	if n := keys(); n != 1 {
		t.Errorf("%d keys before the reload, want 1", n)
	}
	if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(5 * time.Second); keys() != 2; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d keys after the reload, want 2", keys())
		}
	}
	header := func(token string) string { head, _, _ := strings.Cut(token, "."); return head }
	if fresh := r.login("a/admin"); header(fresh) == header(old) {
		t.Error("a new token is signed by the old key")
	}
	if out := r.send(old, "GET", "/auth/me", nil); out.status != 200 {
		t.Errorf("a token of before: %d %s", out.status, out.body)
	}
}

// TestF02_KillDatabase: while the embedded database is away requests are refused with 503, and it comes back by itself
// with every acknowledged write.
func TestF02_KillDatabase(t *testing.T) {
	state := stateDir(t)
	p := boot(t, state)
	cmd := spectra(t, state, "user", "create", "--org", "org-a", "--org-name", "Lab", "--email", "admin@a.example", "--name", "Admin", "--role", "admin", "--password-stdin")
	cmd.Stdin = strings.NewReader(testPassword + "\n")
	if out, err := cmd.Output(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	r := &running{url: p.url, t: t, tok: map[string]string{}}
	token := r.login("a/admin")
	made := r.send(token, "POST", "/samples", map[string]any{"name": "Before", "sample_type": "wafer"})
	if made.status != 201 {
		t.Fatalf("%d %s", made.status, made.body)
	}
	kill9(t, filepath.Join(state, "pg", "postmaster.pid"))
	refused := false
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		out := r.send(token, "GET", "/samples/"+made.id(), nil)
		switch {
		case out.status == 503 && out.header.Get("Retry-After") != "":
			refused = true
		case out.status == 200 && refused:
			if out := r.send(token, "POST", "/samples", map[string]any{"name": "After", "sample_type": "wafer"}); out.status != 201 {
				t.Errorf("a write afterwards: %d %s", out.status, out.body)
			}
			return
		case out.status != 200:
			t.Fatalf("without a database: %d %s", out.status, out.body)
		}
		if time.Now().After(deadline) {
			t.Fatalf("not back after 15 s (seen a refusal: %v)", refused)
		}
	}
}

// kill9 ends the server named in a pid file and its children.
func kill9(t *testing.T, pidFile string) {
	t.Helper()
	text, err := os.ReadFile(pidFile)
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(line)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}
