package qualify

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Scratch is an installation of its own that may be ruined.
type Scratch struct {
	URL   string // of the API
	Admin *sql.DB
	Now   func() time.Time
	// Person makes an account in the organisation "qualify", or "other" when its address ends so.
	Person func(ctx context.Context, org, email, name, role, password string) error
	// Verify runs spectra audit verify --reconcile and gives its exit code with the classes of its findings.
	Verify func(ctx context.Context) (exit int, classes []string, err error)
	// VerifyExport runs spectra audit verify --export.
	VerifyExport func(file []byte) (exit int, err error)
}

// lab works in a scratch installation. The first thing that is not as it should be is kept; what follows does nothing then.
type lab struct {
	Scratch
	ctx      context.Context
	client   *http.Client
	password string
	tokens   map[string]string
	n        int
	err      error
}

func newLab(ctx context.Context, s Scratch) *lab {
	return &lab{Scratch: s, ctx: ctx, client: &http.Client{Timeout: 30 * time.Second}, password: rand.Text() + " qualify", tokens: map[string]string{}}
}

// roles are who works in the scratch laboratory.
func roles() []string {
	return []string{"admin", "manager", "scientist", "technician", "viewer", "auditor"}
}

// people makes accounts of every role, and one in another organisation.
func (l *lab) people() error {
	for _, role := range roles() {
		if err := l.Person(l.ctx, "qualify", role+"@qualify.example", role, role, l.password); err != nil {
			return err
		}
	}
	return l.Person(l.ctx, "other", "admin@other.example", "other", "admin", l.password)
}

func (l *lab) expect(ok bool, format string, args ...any) {
	if l.err == nil && !ok {
		l.err = fmt.Errorf(format, args...)
	}
}

// answer is what the server said.
type answer struct {
	lab    *lab
	call   string
	status int
	header http.Header
	body   []byte
}

// by calls as the person of a role; headers are pairs.
func (l *lab) by(role, method, path string, body any, headers ...string) *answer {
	if l.err == nil && l.tokens[role] == "" && role != "" {
		l.tokens[role] = l.login(role+"@qualify.example", l.password)
	}
	return l.with(l.tokens[role], role+" "+method+" "+path, method, path, body, headers...)
}

func (l *lab) login(email, password string) string {
	return l.with("", "sign-in of "+email, http.MethodPost, "/auth/login", m{"email": email, "password": password}).want(200).text("access_token")
}

// with calls with a token.
func (l *lab) with(token, call, method, path string, body any, headers ...string) *answer {
	out := &answer{lab: l, call: call, header: http.Header{}}
	if l.err != nil {
		return out
	}
	req, err := l.request(token, method, path, body, headers)
	if err == nil {
		err = out.send(l.client, req)
	}
	l.expect(err == nil, "%s: %v", call, err)
	return out
}

func (l *lab) request(token, method, path string, body any, headers []string) (*http.Request, error) {
	var from io.Reader
	kind := "application/json"
	switch b := body.(type) {
	case nil:
	case form:
		from, kind = bytes.NewReader(b.body), b.kind
	default:
		text, err := json.Marshal(b)
		if err != nil {
			return nil, err
		}
		from = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(l.ctx, method, l.URL+path, from)
	if err != nil {
		return nil, err
	}
	if from != nil {
		req.Header.Set("Content-Type", kind)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return req, nil
}

func (a *answer) send(c *http.Client, req *http.Request) error {
	res, err := c.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	a.status, a.header = res.StatusCode, res.Header
	a.body, err = io.ReadAll(res.Body)
	return err
}

// want expects a status and, when given, the code of a problem.
func (a *answer) want(status int, code ...string) *answer {
	a.lab.expect(a.status == status, "%s: status %d, want %d: %.300s", a.call, a.status, status, a.body)
	for _, c := range code {
		a.lab.expect(a.text("code") == c, "%s: code %q, want %q", a.call, a.text("code"), c)
	}
	return a
}

// shows expects members with these values: path, value, path, value.
func (a *answer) shows(pairs ...string) *answer {
	for i := 0; i+1 < len(pairs); i += 2 {
		a.lab.expect(a.text(pairs[i]) == pairs[i+1], "%s: %s is %q, want %q", a.call, pairs[i], a.text(pairs[i]), pairs[i+1])
	}
	return a
}

func (a *answer) holds(parts ...string) *answer {
	for _, p := range parts {
		a.lab.expect(bytes.Contains(a.body, []byte(p)), "%s: the answer lacks %q", a.call, p)
	}
	return a
}

func (a *answer) id() string { return a.text("id") }

// text is a member as text, "" when it is not there; lists have numbers: items.0.code.
func (a *answer) text(path string) string {
	var v any
	d := json.NewDecoder(bytes.NewReader(a.body))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return ""
	}
	for name := range strings.SplitSeq(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(x) {
				return ""
			}
			v = x[i]
		default:
			return ""
		}
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// sql runs statements as the owner of the database, in one transaction with the organisation's context.
func (l *lab) sql(statements ...string) error {
	tx, err := l.Admin.BeginTx(l.ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	begin := "select set_config('app.org_id', id::text, true), set_config('app.actor_id', id::text, true), set_config('app.event', 'qualify', true) from spectra.organizations where slug = 'qualify'"
	for _, q := range slices.Concat([]string{begin}, statements) {
		if _, err := tx.ExecContext(l.ctx, q); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// refuses expects the database to refuse, with an SQLSTATE.
func (l *lab) refuses(state string, statements ...string) {
	if l.err != nil {
		return
	}
	err := l.sql(statements...)
	var coded interface{ SQLState() string }
	l.expect(errors.As(err, &coded) && (state == "" || coded.SQLState() == state), "the database lets %q pass, or refuses it otherwise: %v", statements[len(statements)-1], err)
}

// name is a new one.
func (l *lab) name(what string) string {
	l.n++
	return what + " " + strconv.Itoa(l.n)
}

type m = map[string]any

// member is one of an answer as it is.
func (a *answer) member(name string) any {
	var v map[string]any
	if json.Unmarshal(a.body, &v) != nil {
		return nil
	}
	return v[name]
}
