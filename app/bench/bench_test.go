package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/localpg"
)

// TestSmoke runs the whole bench with tiny sizes on the real executable: every request, script and process of it works.
func TestSmoke(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []string{dir, filepath.Dir(dir)} { // PostgreSQL's own account passes through
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	bin := filepath.Join(dir, "spectra")
	args := slices.Concat([]string{"build", "-buildvcs=false"}, buildFlags(), []string{"-o", bin, "github.com/spectra-lab/spectra"})
	if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	b, err := newBench(t.Context(), bin, dir, smoke())
	if errors.Is(err, localpg.ErrNoBinaries) {
		t.Fatal("needs a PostgreSQL server: make deps installs it")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer b.close(context.Background())
	lines, err := b.all(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	measured := map[string]bool{}
	for _, l := range lines {
		measured[l.id] = true
		if !l.background && (l.value <= 0 || l.verdict() != "not judged") {
			t.Errorf("%s %s: %v, %s", l.id, l.what, l.value, l.verdict())
		}
	}
	for _, id := range []string{"B1", "B2", "B3", "B6", "B7", "B8", "B9", "B10", "B11", "B12"} {
		if !measured[id] {
			t.Errorf("%s was not measured", id)
		}
	}
}

func TestLoadCountsAnswersAndRefusesRefusals(t *testing.T) {
	answer := func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/long": // chunked
			for range 20 {
				_, _ = w.Write(make([]byte, 1000))
				w.(http.Flusher).Flush()
			}
		case "/full":
			http.Error(w, "too many", http.StatusTooManyRequests)
		default:
			_, _ = w.Write([]byte("hello"))
		}
	}
	s := httptest.NewServer(http.HandlerFunc(answer))
	defer s.Close()
	run := func(paths ...string) (outcome, error) {
		var one [][]byte
		for _, p := range paths {
			one = append(one, request("GET", p, "token", nil))
		}
		return load{addr: s.Listener.Addr().String(), requests: [][][]byte{one, one}, duration: 50 * time.Millisecond, warmup: time.Millisecond}.run(t.Context())
	}
	got, err := run("/short", "/long")
	if err != nil || got.answers == 0 || got.perSecond <= 0 || got.median <= 0 || got.p99 < got.median {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := run("/short", "/full"); err == nil || !strings.Contains(err.Error(), "429") || !strings.Contains(err.Error(), "too many") {
		t.Errorf("an answer that is no success passed: %v", err)
	}
}

func TestSeries(t *testing.T) {
	for _, c := range []struct {
		s    series
		want string
	}{{series{3}, "3.00"}, {series{1, 2}, "1.50 (1.00–2.00)"}, {series{9, 1, 5}, "5.00 (1.00–9.00)"}, {nil, "–"}, {series{0.0123}, "0.0123"}, {series{1234.5}, "1234"}} {
		if got := c.s.String(); got != c.want {
			t.Errorf("%v: %s, want %s", []float64(c.s), got, c.want)
		}
	}
}

func TestRoundsTakeTurns(t *testing.T) {
	var order []string
	side := func(name string, v float64) func(context.Context) (float64, error) {
		return func(context.Context) (float64, error) { order = append(order, name); return v, nil }
	}
	c, err := pair{side("ours", 3), side("theirs", 6)}.rounds(t.Context(), 3)
	if err != nil || c.ratio.median() != 0.5 || c.ours.median() != 3 {
		t.Errorf("%+v, %v", c, err)
	}
	if want := []string{"ours", "theirs", "theirs", "ours", "ours", "theirs"}; !slices.Equal(order, want) {
		t.Errorf("order %v, want %v", order, want)
	}
}

func TestTargetsCanBeMissed(t *testing.T) {
	for _, c := range []struct {
		l    line
		want string
	}{
		{line{value: .7, target: .7, least: true, judged: true}, "met"}, {line{value: .69, target: .7, least: true, judged: true}, "MISSED"},
		{line{value: 1.2, target: 1.2, judged: true}, "met"}, {line{value: 1.3, target: 1.2, judged: true}, "MISSED"},
		{line{value: 9, target: 1.2}, "not judged"}, {line{background: true}, ""},
	} {
		if got := c.l.verdict(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.l, got, c.want)
		}
	}
}

func TestParseTPS(t *testing.T) {
	good := "number of failed transactions: 0 (0.000%)\nlatency average = 1 ms\ntps = 1234.5 (without initial connection time)\n"
	if v, err := parseTPS(good); err != nil || v != 1234.5 {
		t.Errorf("%v, %v", v, err)
	}
	for _, bad := range []string{"", "tps = x", strings.Replace(good, "transactions: 0", "transactions: 3", 1)} {
		if v, err := parseTPS(bad); err == nil {
			t.Errorf("%q gave %v", bad, v)
		}
	}
}

func TestResultsKeepTheNotes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "RESULTS.md")
	lines := []line{{id: "B1", what: "read", value: .5, shown: "0.50×", target: .7, least: true, unit: "×", judged: true}}
	if err := write(file, machine{}, full(), lines); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), "| B1 | read |") || !strings.Contains(string(text), "MISSED") {
		t.Fatalf("%s, %v", text, err)
	}
	if err := os.WriteFile(file, append(text, "\nB1: waits for the access log.\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	lines[0].value, lines[0].shown = .8, "0.80×"
	if err := write(file, machine{}, full(), lines); err != nil {
		t.Fatal(err)
	}
	if text, _ = os.ReadFile(file); !strings.Contains(string(text), "waits for the access log") || !strings.Contains(string(text), "| 0.80× |") || strings.Contains(string(text), "MISSED") {
		t.Errorf("second run:\n%s", text)
	}
}
