package endpoint

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Tx says which transaction a route runs in.
type Tx uint8

const (
	// None opens no transaction: single reads, and handlers that manage their own.
	None Tx = iota
	// Snapshot is for several reads that must agree.
	Snapshot
	// ReadWrite is one transaction around the whole handler.
	ReadWrite
)

// Public marks routes anybody may call; it must be written out.
const Public = "public"

// Route is everything about a route but its handler.
type Route struct {
	ID         string // operation id, and action in the access log: create-sample
	Method     string
	Path       string // {name} parameters
	Status     int    // 200 when zero
	Permission string // object:action, or Public
	Event      string // audit event of a writing route: sample.created
	NoEvent    string // why a writing route leaves no audit event (a computation that stores nothing)
	Tx         Tx
	Record     string // record-type word for the access log (API.md §6.1)
	Summary    string
	Tag        string
	Reason     bool          // X-Change-Reason is always required
	Quiet      bool          // not in the access log (health and documents, never records)
	Timeout    time.Duration // 30 s when zero
	Accepts    string        // content type of the body; application/json when empty
	// Ticket authenticates the secret in ?token= of an address that programs poll which can send no header; nil without
	// error is nobody. It may only read.
	Ticket func(ctx context.Context, token string) (*tenancy.Actor, error)
	Doc    Doc // what the API document cannot take from types
	// Free are query parameters named by what the records have, as meta.thickness; FreeParameters gives them.
	Free Free
	// OtherQuery lets parameters pass that the route does not name: what another server sends a browser back with is not
	// ours to decide. Nothing about the parameters is checked then but that they can be read.
	OtherQuery bool

	// Shared lets the route answer what other organisations share with the caller's: GET by id by itself, a list with
	// ?scope=shared. Record is a type that can be shared.
	Shared bool

	raw      bool // reads and writes bytes itself
	bodyless bool // takes no body
	several  bool // its body names the records it changes
	exports  bool // reads, and leaves an audit event all the same
}

var (
	eventForm      = regexp.MustCompile(`^[a-z_]+(\.[a-z_]+)+$`)
	permissionForm = regexp.MustCompile(`^[a-z_]+:[a-z_]+$`)
	parameters     = regexp.MustCompile(`\{([^}]*)\}`)
)

// check panics on a route that must not exist. It runs at start, so that every test sees it.
func (rt *Route) check(known map[string]string) {
	fail := func(format string, args ...any) {
		panic(fmt.Sprintf("endpoint: %s %s: ", rt.Method, rt.Path) + fmt.Sprintf(format, args...))
	}
	if rt.ID == "" || rt.Method == "" || !strings.HasPrefix(rt.Path, "/") {
		fail("ID, Method and Path are required")
	}
	if prev, dup := known[rt.ID]; dup {
		fail("operation id %q is already taken by %s", rt.ID, prev)
	}
	place := rt.Method + " " + parameters.ReplaceAllString(rt.Path, "{}")
	if prev, dup := known[place]; dup {
		fail("the address is already taken by %s", prev)
	}
	known[rt.ID], known[place] = rt.Method+" "+rt.Path, rt.ID
	if rt.Permission == "" {
		fail("no Permission (write endpoint.Public if anybody may call it)")
	}
	if rt.Permission != Public && !permissionForm.MatchString(rt.Permission) {
		fail("Permission %q is not of the form object:action", rt.Permission)
	}
	if rt.Writes() && !eventForm.MatchString(rt.Event) && rt.NoEvent == "" {
		fail("writes without an Event such as %q", "sample.created")
	}
	if rt.Ticket != nil && rt.Writes() {
		fail("a secret in an address must not write")
	}
	if rt.Event != "" && !rt.Writes() && !rt.exports {
		fail("a reading route has no Event")
	}
}

// Writes reports whether the route changes data.
func (rt *Route) Writes() bool {
	return rt.Tx == ReadWrite || rt.Method != http.MethodGet && rt.Method != http.MethodHead
}

// Changes reports whether the route changes or removes a record that is there already.
func (rt *Route) Changes() bool {
	return rt.Writes() && (rt.Method != http.MethodPost || rt.several || strings.Contains(rt.Path, "{id}") || strings.Contains(rt.Path, "{key}"))
}

func (rt *Route) defaults() {
	if rt.Status == 0 {
		rt.Status = http.StatusOK
	}
	if rt.Timeout == 0 {
		rt.Timeout = 30 * time.Second
	}
	if rt.Accepts == "" {
		rt.Accepts = "application/json"
	}
	if rt.Summary == "" {
		rt.Summary = strings.ToUpper(rt.ID[:1]) + strings.ReplaceAll(rt.ID[1:], "-", " ")
	}
}
