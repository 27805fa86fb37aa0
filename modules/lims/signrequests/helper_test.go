package signrequests_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/lims"
	"github.com/spectra-lab/spectra/modules/lims/signatures"
)

type m = map[string]any

// bench is a laboratory whose people sign with any password.
type bench struct {
	*apptest.API
	t        *testing.T
	lab      *apptest.Lab
	mod      *lims.Module
	notebook string
	n        int
}

func open(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, lab: apptest.New(t)}
	key, err := signing.OpenKey(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b.mod = lims.New(b.lab.Kit)
	b.mod.Signatures.Use(signatures.Deps{Key: key, Reauthenticate: func(context.Context, signing.Proof) (string, error) { return "password", nil }})
	b.API = b.lab.Serve(t, b.mod)
	b.notebook = b.Do("a/scientist", "POST", "/notebooks", m{"title": "Book"}).Want(201).ID()
	return b
}

// entry is a page of the scientist.
func (b *bench) entry() string {
	b.t.Helper()
	b.n++
	return b.Do("a/scientist", "POST", "/notebooks/entries", m{"notebook_id": b.notebook, "title": fmt.Sprint("Day ", b.n), "body": "read 1.10 um"}).Want(201).ID()
}

// by is a stage of a person, as is one of a role.
func (b *bench) by(role, meaning string) m {
	return m{"user_id": b.lab.User("a", role), "meaning": meaning}
}

func as(role, meaning string) m { return m{"role": role, "meaning": meaning} }

func (b *bench) asking(entry, mode string, stages ...m) m {
	return m{"record_type": "notebook_entry", "record_id": entry, "mode": mode, "stages": stages}
}

func (b *bench) ask(entry, mode string, stages ...m) string {
	b.t.Helper()
	return b.Do("a/scientist", "POST", "/signature-requests", b.asking(entry, mode, stages...)).Want(201).ID()
}

func (b *bench) body(who, entry, meaning string) m {
	b.t.Helper()
	s := b.Do(who, "GET", "/notebooks/entries/"+entry+"/signable", nil).Want(200)
	out := m{"record_type": "notebook_entry", "record_id": entry, "record_version": s.Get("record_version"), "record_hash": s.Get("record_hash"), "meaning": meaning, "password": "right"}
	if meaning == "rejection" {
		out["comment"] = "the unit is missing"
	}
	return out
}

func (b *bench) sign(who, entry, meaning string) *apptest.Answer {
	b.t.Helper()
	return b.Do(who, "POST", "/signatures", b.body(who, entry, meaning))
}

// state is the request in one line: its own state and those of its stages.
func (b *bench) state(request string) string {
	b.t.Helper()
	r := b.Do("a/viewer", "GET", "/signature-requests/"+request, nil).Want(200)
	out := []string{fmt.Sprint(r.Get("status"))}
	for i := range 20 {
		if s := r.Get(fmt.Sprintf("stages.%d.status", i)); s != nil {
			out = append(out, fmt.Sprint(s))
		}
	}
	return strings.Join(out, " ")
}

func (b *bench) want(request, state string) {
	b.t.Helper()
	if got := b.state(request); got != state {
		b.t.Errorf("%s, want %s", got, state)
	}
}

// inbox is what waits for somebody, by kind and title.
func (b *bench) inbox(who string) string {
	b.t.Helper()
	r := b.Do(who, "GET", "/inbox", nil).Want(200)
	var out []string
	for i := range 20 {
		if k := r.Get(fmt.Sprintf("items.%d.kind", i)); k != nil && strings.HasPrefix(fmt.Sprint(k), "signature") {
			out = append(out, fmt.Sprint(k, " ", r.Get(fmt.Sprintf("items.%d.title", i))))
		}
	}
	return strings.Join(out, "|")
}

func (b *bench) sees(who, want string) {
	b.t.Helper()
	if got := b.inbox(who); got != want {
		b.t.Errorf("%s sees %q, want %q", who, got, want)
	}
}

func (b *bench) run(sql string, args ...any) {
	b.t.Helper()
	if err := b.lab.DB.InTx(b.lab.Ctx("a", "admin"), func(ctx context.Context) error { return b.lab.DB.Q(ctx).Exec(sql, args...).Error }); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) remind() {
	b.t.Helper()
	if err := b.mod.Requests.Remind(tenancy.WithStamp(tenancy.With(b.t.Context(), tenancy.Job(b.lab.Org("a"), "inbox")), tenancy.Stamp{Event: "signature_request.reminded"})); err != nil {
		b.t.Fatal(err)
	}
}

// refused asks for something and gives the pointer and code of the refusal.
func (b *bench) refused(status int, in m) string {
	b.t.Helper()
	r := b.Do("a/scientist", "POST", "/signature-requests", in).Want(status)
	return fmt.Sprint(r.Get("code"), " ", r.Get("errors.0.pointer"), " ", r.Get("errors.0.code"))
}

func fresh() string { return id.New().String() }
