package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"
)

// pgbench runs a script as fast as the database can.
type pgbench struct {
	program string
	url     string
	script  string // file name
	clients int
}

// newPgbench writes the script into dir.
func newPgbench(binDir, dir, name, url string, clients int, text string) (pgbench, error) {
	p := pgbench{program: filepath.Join(binDir, "pgbench"), url: url, script: filepath.Join(dir, name+".pgbench"), clients: clients}
	if _, err := os.Stat(p.program); err != nil {
		return p, fmt.Errorf("pgbench is the limit that the server is measured against; it comes with the PostgreSQL server package: %w", err)
	}
	return p, os.WriteFile(p.script, []byte(text), 0o600)
}

// run gives transactions per second. What a caller types is a parameter, as it is for the server, so that both sides plan
// alike, without the time to connect.
func (p pgbench) run(ctx context.Context, d time.Duration) (float64, error) {
	seconds := max(1, int(d.Round(time.Second).Seconds()))
	args := []string{"-n", "-M", "prepared", "-D", "needle=delaminated", "-D", "common=wafer", "-D", "status=in_storage", "-c", strconv.Itoa(p.clients), "-j", "2", "-T", strconv.Itoa(seconds), "-f", p.script}
	cmd := exec.CommandContext(ctx, p.program, args...)
	env, err := libpq(p.url)
	if err != nil {
		return 0, err
	}
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("pgbench: %w\n%s", err, out)
	}
	return parseTPS(string(out))
}

var (
	tpsLine    = regexp.MustCompile(`(?m)^tps = ([0-9.]+) \(without initial connection time\)`)
	failedLine = regexp.MustCompile(`(?m)^number of failed transactions: ([1-9][0-9]*)`)
)

func parseTPS(out string) (float64, error) {
	if m := failedLine.FindStringSubmatch(out); m != nil {
		return 0, fmt.Errorf("pgbench: %s failed transactions", m[1])
	}
	m := tpsLine.FindStringSubmatch(out)
	if m == nil {
		return 0, errors.New("pgbench: no tps in its output:\n" + out)
	}
	return strconv.ParseFloat(m[1], 64)
}

// libpq spells an address as the environment of PostgreSQL's own programs, which keeps the password out of ps.
func libpq(address string) ([]string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	password, _ := u.User.Password()
	host, port := u.Hostname(), u.Port()
	if h := u.Query().Get("host"); h != "" {
		host = h
	}
	if p := u.Query().Get("port"); p != "" {
		port = p
	}
	env := []string{"PGHOST=" + host, "PGUSER=" + u.User.Username(), "PGPASSWORD=" + password, "PGDATABASE=" + u.Path[1:]}
	if port != "" {
		env = append(env, "PGPORT="+port)
	}
	return env, nil
}
