package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// line is one measured figure beside its target.
type line struct {
	id, what   string
	ours       string // measured
	theirs     string // what it is compared with, "" for an absolute figure
	value      float64
	shown      string // the figure that is judged
	target     float64
	least      bool // the figure must be at least the target, otherwise at most
	unit       string
	judged     bool // false in a smoke test: the sizes say nothing
	background bool // context beside a target, never judged
}

func (l line) met() bool {
	if l.least {
		return l.value >= l.target
	}
	return l.value <= l.target
}

func (l line) verdict() string {
	switch {
	case l.background:
		return ""
	case !l.judged:
		return "not judged"
	case l.met():
		return "met"
	}
	return "MISSED"
}

func (l line) goal() string {
	if l.background {
		return ""
	}
	sign := map[bool]string{true: "≥", false: "≤"}[l.least]
	return sign + " " + number(l.target) + l.unit
}

// notesMark divides what is measured from what people wrote about it; a new run keeps the latter.
const notesMark = "<!-- Notes below this line are kept by the next run. -->"

// write replaces the measured part of the results file.
func write(path string, m machine, o options, lines []line) error {
	notes := "\n"
	if old, err := os.ReadFile(path); err == nil {
		if _, kept, ok := strings.Cut(string(old), notesMark); ok {
			notes = kept
		}
	}
	var b strings.Builder
	report(&b, m, o, lines)
	b.WriteString("\n" + notesMark + notes)
	return os.WriteFile(path, []byte(b.String()), 0o644)
}

func report(w io.Writer, m machine, o options, lines []line) {
	fmt.Fprintf(w, `# Results of make bench

Every ratio is taken side by side in one run: both sides turn about in every round, each round gives one ratio, and the
median of %d rounds stands before the smallest and largest. %s a side, %d connections, %d samples in %d organisations.

| | |
|---|---|
| date | %s |
| machine | %s |
| spectra | %s |
| PostgreSQL | %s |
| load | this program and pgbench, on the same processors |

| # | what | spectra | compared with | result | target | |
|---|---|---|---|---|---|---|
`, o.rounds, o.duration, o.connections, o.rows, o.orgs, m.date.Format(time.DateOnly), m.hardware, m.spectra, m.postgres)
	for _, l := range lines {
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s | %s | %s |\n", l.id, l.what, l.ours, l.theirs, l.shown, l.goal(), l.verdict())
	}
}

// machine is what figures depend on.
type machine struct {
	date                        time.Time
	hardware, spectra, postgres string
}

func thisMachine(bin, postgres string) machine {
	m := machine{date: time.Now(), postgres: postgres}
	m.hardware = fmt.Sprintf("%s, %d processors, %s memory, %s/%s, Linux %s", field("/proc/cpuinfo", "model name"), runtime.NumCPU(),
		memory(), runtime.GOOS, runtime.GOARCH, kernel())
	if out, err := exec.Command(bin, "version").Output(); err == nil {
		m.spectra = strings.TrimSpace(string(out))
	}
	return m
}

// field finds "name : value" in a file of /proc.
func field(file, name string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return "unknown"
	}
	for l := range strings.Lines(string(text)) {
		if k, v, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(k) == name {
			return strings.TrimSpace(v)
		}
	}
	return "unknown"
}

func memory() string {
	var kb float64
	if _, err := fmt.Sscanf(field("/proc/meminfo", "MemTotal"), "%f", &kb); err != nil {
		return "unknown"
	}
	return fmt.Sprintf("%.0f GiB", kb/(1<<20))
}

func kernel() string {
	text, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(text))
}
