package signatures_test

import (
	"context"
	"database/sql"
	"fmt"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/lims"
	"github.com/spectra-lab/spectra/modules/lims/signatures"
)

type m = map[string]any

const password = "right"

// bench is a laboratory whose people sign with one password.
type bench struct {
	*apptest.API
	t        *testing.T
	lab      *apptest.Lab
	mod      *lims.Module
	deps     signatures.Deps
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
	b.use(signatures.Deps{Key: key, Reauthenticate: check})
	b.API = b.lab.Serve(t, b.mod)
	b.notebook = b.Do("a/scientist", "POST", "/notebooks", m{"title": "Book"}).Want(201).ID()
	return b
}

func (b *bench) use(d signatures.Deps) { b.deps = d; b.mod.Signatures.Use(d) }

func check(_ context.Context, p signing.Proof) (string, error) {
	if p.Password == "" {
		return "", apperr.New(apperr.Unauthenticated, "reauth_required", "again")
	}
	if p.Password != password {
		return "", apperr.New(apperr.Unauthenticated, "invalid_credentials", "wrong")
	}
	if p.TOTP != "" {
		return "password+totp", nil
	}
	return "password", nil
}

// entry is a page of the scientist.
func (b *bench) entry() string {
	b.t.Helper()
	b.n++
	return b.Do("a/scientist", "POST", "/notebooks/entries", m{"notebook_id": b.notebook, "title": fmt.Sprint("Day ", b.n), "body": "read 1.10 um"}).Want(201).ID()
}

const entries = "/notebooks/entries/"

func (b *bench) signable(who, entry string) *apptest.Answer {
	b.t.Helper()
	return b.Do(who, "GET", entries+entry+"/signable", nil).Want(200)
}

// body is what signs the entry as it is now.
func (b *bench) body(who, entry, meaning string) m {
	b.t.Helper()
	s := b.signable(who, entry)
	return m{"record_type": "notebook_entry", "record_id": entry, "record_version": s.Get("record_version"), "record_hash": s.Get("record_hash"), "meaning": meaning, "password": password}
}

func (b *bench) sign(who, entry, meaning string) *apptest.Answer {
	b.t.Helper()
	return b.Do(who, "POST", "/signatures", b.body(who, entry, meaning))
}

func (b *bench) status(signature string) any {
	b.t.Helper()
	return b.Do("a/viewer", "GET", "/signatures/"+signature+"/verify", nil).Want(200).Get("status")
}

// setting sets what the organisation demands.
func (b *bench) setting(value string) { b.t.Helper(); b.set("signing", value) }

// secondFactor demands one for signing.
func (b *bench) secondFactor() { b.t.Helper(); b.set("signing_requires_mfa", `{"enabled":true}`) }

func (b *bench) set(key, value string) {
	b.t.Helper()
	err := b.lab.DB.InTx(b.lab.Ctx("a", "admin"), func(ctx context.Context) error {
		return b.lab.DB.Q(ctx).Exec("insert into settings (org_id, id, key, value) values (?, gen_random_uuid(), ?, ?::jsonb) on conflict (org_id, key) do update set value = excluded.value",
			b.lab.Org("a"), key, value).Error
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// owner runs statements as the owner of the database, in one transaction.
func (b *bench) owner(statements ...string) error {
	b.t.Helper()
	admin, err := sql.Open("pgx", b.lab.Pg.AdminURL)
	if err != nil {
		b.t.Fatal(err)
	}
	defer admin.Close()
	tx, err := admin.BeginTx(b.t.Context(), nil)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.Exec("select set_config('app.org_id', $1, true), set_config('app.actor_id', $2, true), set_config('app.actor_name', 'owner', true)",
		b.lab.Org("a").String(), b.lab.User("a", "admin").String()); err != nil {
		return err
	}
	for _, q := range statements {
		if _, err := tx.Exec(q); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (b *bench) mustOwner(statements ...string) {
	b.t.Helper()
	if err := b.owner(statements...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) events(action string) (out []apptest.AuditEntry) {
	b.t.Helper()
	for _, e := range b.lab.Audit(b.t, "a") {
		if e.Action == action {
			out = append(out, e)
		}
	}
	return out
}
