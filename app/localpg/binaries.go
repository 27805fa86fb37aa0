package localpg

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// binaries is one installation of the server programs.
type binaries struct {
	dir     string
	version string
	major   int
}

// findBinaries returns the installation that may run the data directory: the
// one of its own major version when it exists (want > 0), otherwise the
// system's, otherwise the embedded payload.
func (o Options) findBinaries(ctx context.Context, l layout, want int) (binaries, error) {
	var found []string
	for _, dir := range o.searchDirs() {
		b, err := inspect(ctx, dir)
		if err != nil {
			continue
		}
		if b.major == want || (want == 0 && b.major >= MinMajor) {
			return b, nil
		}
		found = append(found, b.version)
	}
	if p, ok := embedded(); ok && !o.noEmbed {
		if want == 0 || p.major() == want {
			dir, err := p.unpack(l.bin)
			if err != nil {
				return binaries{}, err
			}
			return inspect(ctx, dir)
		}
		found = append(found, p.version+" (embedded)")
	}
	if want > 0 {
		return binaries{}, &MajorError{DataDir: l.data, Want: want, Found: found}
	}
	return binaries{}, ErrNoBinaries
}

// searchDirs lists PATH first, then the places where distributions put servers
// that are not in PATH, newest version first.
func (o Options) searchDirs() []string {
	if o.binDirs != nil {
		return o.binDirs
	}
	dirs := filepath.SplitList(os.Getenv("PATH"))
	var installed []string
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin",              // Debian, Ubuntu
		"/usr/pgsql-*/bin",                       // PGDG on RHEL
		"/opt/homebrew/opt/postgresql@*/bin",     // macOS, Apple silicon
		"/usr/local/opt/postgresql@*/bin",        // macOS, Intel
		"/Applications/Postgres.app/*/*/bin",     // macOS, Postgres.app
		"/usr/lib/postgresql*/bin",               // openSUSE, Alpine
		"/usr/local/pgsql/bin", "/usr/pgsql/bin", // built from source
	} {
		m, _ := filepath.Glob(pattern)
		installed = append(installed, m...)
	}
	slices.SortStableFunc(installed, func(a, b string) int { return pathMajor(b) - pathMajor(a) })
	return append(dirs, installed...)
}

var digits = regexp.MustCompile(`\d+`)

func pathMajor(path string) int {
	n, _ := strconv.Atoi(digits.FindString(path))
	return n
}

// inspect resolves links (a distribution may link single programs into PATH) and asks the server for its version.
func inspect(ctx context.Context, dir string) (binaries, error) {
	server, err := exec.LookPath(filepath.Join(dir, "postgres"))
	if err != nil {
		return binaries{}, fmt.Errorf("no server program in %s: %w", dir, err)
	}
	if server, err = filepath.EvalSymlinks(server); err != nil {
		return binaries{}, fmt.Errorf("no server program in %s: %w", dir, err)
	}
	home := filepath.Dir(server)
	if _, err = exec.LookPath(filepath.Join(home, "initdb")); err != nil {
		return binaries{}, fmt.Errorf("no initdb beside %s: %w", server, err)
	}
	out, err := exec.CommandContext(ctx, server, "--version").Output()
	if err != nil {
		return binaries{}, fmt.Errorf("%s --version: %w", server, err)
	}
	return parseVersion(home, string(out))
}

var versionLine = regexp.MustCompile(`\(PostgreSQL\) (\d+)(\S*)`)

// parseVersion reads "postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)", also "18beta1" and "19devel".
func parseVersion(dir, out string) (binaries, error) {
	m := versionLine.FindStringSubmatch(out)
	if m == nil {
		return binaries{}, fmt.Errorf("unreadable PostgreSQL version %q", out)
	}
	major, err := strconv.Atoi(m[1])
	if err != nil {
		return binaries{}, fmt.Errorf("unreadable PostgreSQL version %q: %w", out, err)
	}
	return binaries{dir: dir, version: m[1] + m[2], major: major}, nil
}
