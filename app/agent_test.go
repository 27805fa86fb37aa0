package app

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// turnstile stands before the server: shut, it refuses connections like a server that is down.
type turnstile struct {
	url  string
	open atomic.Bool
	n    atomic.Int64 // uploads let through
}

func turnstileTo(t *testing.T, target string) *turnstile {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	g := &turnstile{}
	proxy := httputil.NewSingleHostReverseProxy(u)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !g.open.Load() {
			panic(http.ErrAbortHandler)
		}
		g.n.Add(1)
		proxy.ServeHTTP(w, r)
	})}
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	g.url = "http://" + l.Addr().String()
	return g
}

// agentOn starts the agent as a process of its own.
func agentOn(t testing.TB, dir, server, key, state string, more ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, append([]string{"agent", dir, "--server", server, "--state", state, "--settle", "200ms", "--scan", "300ms"}, more...)...)
	cmd.Env = append(os.Environ(), "ACT_AS_SPECTRA=1", "SPECTRA_AGENT_KEY="+key)
	cmd.Stdout, cmd.Stderr = &logged{}, os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return cmd
}

// instrumentKey is an API key that belongs to an instrument.
func (r *running) instrumentKey() (key, instrument string) {
	r.t.Helper()
	instrument = r.as("a/manager", "POST", "/instruments", map[string]any{"name": "Raman 1"}).id()
	out := r.as("a/scientist", "POST", "/api-keys", map[string]any{"name": "agent", "scopes": []string{"file:create"}, "instrument_id": instrument})
	key, _ = out.get("key").(string)
	if out.get("instrument_id") != instrument {
		r.t.Errorf("the key is not the instrument's: %s", out.body)
	}
	return key, instrument
}

// drop puts n files into the instrument's folder, every third one without a sample in its name.
func drop(t *testing.T, dir, sample string, n int) {
	t.Helper()
	for i := range n {
		name := fmt.Sprintf("day%d/%s_%03d.txt", i%5, sample, i)
		if i%3 == 0 {
			name = fmt.Sprintf("day%d/scan_%03d.txt", i%5, i)
		}
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(fmt.Sprintf("measurement %d of operator Weber\n", i)), 0o444); err != nil {
			t.Fatal(err)
		}
	}
}

func (r *running) total(query string) int {
	r.t.Helper()
	n, _ := r.as("a/viewer", "GET", "/files?count=true&limit=1&"+query, nil).get("total").(float64)
	return int(n)
}

// until waits for a condition.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 1200 {
		if ok() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("never: " + what)
}

// TestF21Agent: 200 files dropped while the server is down, the agent killed in the middle and started again: each is
// there exactly once, with its sample, and the originals are as they were.
func TestF21Agent(t *testing.T) {
	r := start(t)
	g := turnstileTo(t, r.url)
	key, instrument := r.instrumentKey()
	sample := r.as("a/technician", "POST", "/samples", map[string]any{"name": "Wafer", "sample_type": "wafer"})
	code, _ := sample.get("code").(string)
	dir, state := t.TempDir(), filepath.Join(t.TempDir(), "queue.json")
	drop(t, dir, strings.ToLower(code), 200)
	first := agentOn(t, dir, g.url, key, state)
	until(t, "a queue on disk", func() bool { _, err := os.Stat(state); return err == nil })
	g.open.Store(true)
	until(t, "half of it", func() bool { return g.n.Load() > 60 })
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait()
	if err := os.WriteFile(filepath.Join(dir, "half.tmp"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := agentOn(t, dir, g.url, key, state, "--once").Wait(); err != nil {
		t.Fatal(err)
	}
	if all, mine := r.total("source=agent&instrument_id="+instrument), r.total("sample_id="+sample.id()); all != 200 || mine != 133 {
		t.Errorf("%d files, %d of the sample", all, mine)
	}
	if lost := r.total("unassigned=true"); lost != 67 {
		t.Errorf("%d wait to be assigned", lost)
	}
	sent := g.n.Load()
	if err := agentOn(t, dir, g.url, key, state, "--once").Wait(); err != nil || g.n.Load() != sent {
		t.Errorf("a third run sends %d again: %v", g.n.Load()-sent, err)
	}
	if err := agentOn(t, dir, g.url, key, state+"2", "--once").Wait(); err != nil || r.total("source=agent") != 200 { // the queue is lost
		t.Errorf("without its queue the agent makes %d files: %v", r.total("source=agent"), err)
	}
	entries, err := filepath.Glob(filepath.Join(dir, "day*", "*.txt"))
	if err != nil || len(entries) != 200 {
		t.Errorf("%d originals left", len(entries))
	}
	until(t, "the words of the files", func() bool { return r.total("q=weber") == 200 })
	hit := r.as("a/viewer", "GET", "/search?type=file&q=operator+weber", nil)
	if hit.get("items.0.match") != "content" || !strings.Contains(fmt.Sprint(hit.get("items.0.snippet")), "operator Weber") {
		t.Errorf("%s", hit.body)
	}
	if got := r.as("b/viewer", "GET", "/search?type=file&q=weber", nil); got.get("items.0") != nil {
		t.Errorf("another organisation finds %s", got.body)
	}
}

// TestP11_13_P11_38_ResultsOfAnInstrument: the key of A records for A, and for B it is refused; the trail names the key.
func TestP11_13_P11_38_ResultsOfAnInstrument(t *testing.T) {
	r := start(t)
	mine := r.as("a/manager", "POST", "/instruments", map[string]any{"name": "Raman 1"}).id()
	other := r.as("a/manager", "POST", "/instruments", map[string]any{"name": "Raman 2"}).id()
	made := r.as("a/scientist", "POST", "/api-keys", map[string]any{"name": "run", "scopes": []string{"result:create"}, "instrument_id": mine})
	key, _ := made.get("key").(string)
	for _, unknown := range []string{"018f0000-0000-7000-8000-000000000001", r.as("b/manager", "POST", "/instruments", map[string]any{"name": "Theirs"}).id()} {
		if out := r.send(r.token("a/scientist"), "POST", "/api-keys", map[string]any{"name": "x", "scopes": []string{"file:create"}, "instrument_id": unknown}); out.status != 422 || out.get("errors.0.code") != "unknown_reference" {
			t.Errorf("%d %s", out.status, out.body)
		}
	}
	e := r.as("a/scientist", "POST", "/experiments", map[string]any{"title": "Run", "method": "raman"}).id()
	r.as("a/scientist", "POST", "/experiments/"+e+"/transition", map[string]any{"to": "running"})
	body := func(instrument any) map[string]any {
		return map[string]any{"experiment_id": e, "result_type": "shift", "instrument_id": instrument, "values": []any{map[string]any{"name": "x", "value": "520.7", "unit": "cm-1"}}}
	}
	if out := r.send("", "POST", "/results", body(other), "X-API-Key", key); out.status != 403 || out.get("code") != "other_instrument" {
		t.Errorf("for another: %d %s", out.status, out.body)
	}
	for _, own := range []any{mine, nil} {
		out := r.send("", "POST", "/results", body(own), "X-API-Key", key)
		if out.status != 201 || out.get("instrument_id") != mine {
			t.Errorf("for its own: %d %s", out.status, out.body)
		}
		entry := r.as("a/admin", "GET", "/audit?record_type=result&record_id="+out.id(), nil) // P11-38: key and owner
		if entry.get("items.0.actor.api_key_id") != made.get("id") || entry.get("items.0.actor.name") != "scientist of a" || entry.get("items.0.actor.kind") != "api_key" {
			t.Errorf("trail: %s", entry.body)
		}
	}
}

// TestAgentDryRun sends nothing and leaves no queue.
func TestAgentDryRun(t *testing.T) {
	dir, state := t.TempDir(), filepath.Join(t.TempDir(), "queue.json")
	drop(t, dir, "SMP-2026-000007", 4)
	cmd := agentOn(t, dir, "https://nowhere.invalid", "", state, "--dry-run")
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	out, _ := cmd.Stdout.(*logged)
	if text := out.text(); strings.Count(text, "sample SMP-2026-000007") != 2 || strings.Count(text, "sample (none)") != 2 {
		t.Errorf("%s", text)
	}
	if _, err := os.Stat(state); err == nil {
		t.Error("a dry run leaves a queue")
	}
}

// TestAgentRefuses what would send the key in the clear, or cannot work.
func TestAgentRefuses(t *testing.T) {
	dir := t.TempDir()
	for _, args := range [][]string{{"agent", dir}, {"agent", dir, "--server", "http://10.0.0.1"}, {"agent", dir + "/none", "--server", "https://x.example"},
		{"agent", dir, "--server", "https://x.example", "--rule", "("}, {"agent", dir, "--server", "https://x.example", "--rule", "a"}, {"agent", dir, "--server", "https://x.example"}} {
		out := &logged{}
		if code := Run(t.Context(), append(args, "--state", filepath.Join(dir, "s.json")), console{out: out, err: out}); code == exitOK {
			t.Errorf("%v: %s", args, out.text())
		}
	}
}

// TestX10_PDFText: the text of a PDF is taken by a process that a hostile one cannot grow.
func TestX10_PDFText(t *testing.T) {
	t.Setenv("ACT_AS_SPECTRA", "") // the child sets its own
	text, err := pdfText(t.Context(), strings.NewReader(smallPDF("BT /F1 12 Tf (Perovskite stack) Tj 0 -14 Td (second line) Tj ET")))
	if err != nil || strings.Join(strings.Fields(text), " ") != "Perovskite stack second line" {
		t.Errorf("%q %v", text, err)
	}
	for _, bad := range []string{"", "%PDF-1.4\n", "%PDF-1.4\n" + strings.Repeat("[", 1<<20) + "\nstartxref\n9\n%%EOF\n", strings.Replace(smallPDF("BT ET"), "/Size 6", "/Size 4000000000", 1), strings.Replace(smallPDF("BT ET"), "/Root", "/Encrypt 1 0 R /Root", 1)} {
		if text, err := pdfText(t.Context(), strings.NewReader(bad)); err == nil && text != "" {
			t.Errorf("%.40q: %q", bad, text)
		}
	}
}

// smallPDF is one page with a content stream.
func smallPDF(stream string) string {
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(stream), stream), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"}
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	xref := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, o := range objects {
		xref += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", xref, len(objects)+1, at)
	return b.String()
}
