package localpg

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNoBinaries means that no PostgreSQL server program could be found; `serve` exits 3 with this text.
var ErrNoBinaries = errors.New(`no PostgreSQL server (15 or newer) found, and this spectra was built without one.
Do one of these, then start again:
  Debian, Ubuntu:  apt-get install --no-install-recommends postgresql
  Fedora, RHEL:    dnf install postgresql-server
  macOS:           brew install postgresql@17
  any Linux x64:   build spectra with "make embedpg" (packs PostgreSQL into the executable)
or give the address of a server: DATABASE_URL=postgres://user:password@host:5432/spectra`)

// ErrNotRunning means that Attach found no running server for the state directory.
var ErrNotRunning = errors.New("the embedded database is not running: start it with \"spectra serve\"")

// MajorError refuses to open a data directory with another major version's
// programs; PostgreSQL's on-disk format differs between majors.
type MajorError struct {
	DataDir string
	Want    int
	Found   []string
}

func (e *MajorError) Error() string {
	found := "none was found"
	if len(e.Found) > 0 {
		found = "found only " + strings.Join(e.Found, ", ")
	}
	return fmt.Sprintf("%s was made by PostgreSQL %d, which must also run it, but %s.\n"+
		"Install PostgreSQL %d (Debian: apt-get install postgresql-%d), or move the data with that version's pg_dump; "+
		"nothing was changed", e.DataDir, e.Want, found, e.Want, e.Want)
}

// ServerError is a server that did not come up, with the end of its own log.
type ServerError struct {
	Step    string
	LogTail string
	Err     error
}

func (e *ServerError) Error() string {
	msg := fmt.Sprintf("embedded PostgreSQL: %s: %v", e.Step, e.Err)
	if e.LogTail != "" {
		msg += "\n" + e.LogTail
	}
	return msg
}

func (e *ServerError) Unwrap() error { return e.Err }
