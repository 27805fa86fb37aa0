package proofs_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/note"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/audit"
	"github.com/spectra-lab/spectra/modules/audit/checkpoints"
	"github.com/spectra-lab/spectra/modules/audit/proofs"
	"github.com/spectra-lab/spectra/modules/audit/verify"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type bench struct {
	t      *testing.T
	lab    *apptest.Lab
	api    *apptest.API
	keys   note.Verifiers
	points *checkpoints.Service
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, lab: apptest.New(t)}
	file := filepath.Join(t.TempDir(), "audit.key")
	signer, err := checkpoints.LoadKey(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.keys, err = checkpoints.ReadVerifiers(checkpoints.PublicFile(file)); err != nil {
		t.Fatal(err)
	}
	o := checkpoints.Options{URL: b.lab.Pg.CheckpointerURL, Signer: signer, Directory: checkpoints.Directory{Path: t.TempDir()}, Every: time.Second, Clock: clock.System, Log: slog.New(slog.DiscardHandler)}
	b.points = checkpoints.New(o)
	b.api = b.lab.Serve(t, audit.New(b.lab.Kit, proofs.Options{Keys: b.keys, Public: "# comment\nkey\n", Directory: o.Directory, Points: b.points}))
	return b
}

func (b *bench) run() {
	ctx, stop := context.WithCancel(context.WithoutCancel(b.t.Context()))
	ended := make(chan struct{})
	go func() { b.points.Run(ctx); close(ended) }()
	b.t.Cleanup(func() { stop(); <-ended })
}

// write makes projects with names that are hard on CSV and JSON.
func (b *bench) write(org string, names ...string) (last id.ID) {
	b.t.Helper()
	for _, name := range names {
		last = id.New()
		ctx := tenancy.WithStamp(tenancy.With(b.t.Context(), b.lab.Actor(org, "scientist")), tenancy.Stamp{Event: "project.created", Reason: name})
		if err := b.lab.DB.InTx(ctx, func(ctx context.Context) error {
			return b.lab.DB.Q(ctx).Exec(`insert into projects (org_id, id, name) values (?, ?, ?)`, b.lab.Org(org), last, name).Error
		}); err != nil {
			b.t.Fatal(err)
		}
	}
	return last
}

var hard = []string{"plain", "=1+1", "'=quoted", `\N`, "line\nbreak \"quoted\", comma", "Prüfung 測定 µ", "<b>&amp;</b>", "-5", "+x", "@y", "tab\there", "'"}

func (b *bench) offline(file []byte) *verify.Result {
	b.t.Helper()
	r, err := verify.Export(bytes.NewReader(file), b.keys, time.Now())
	if err != nil {
		b.t.Fatalf("%v in\n%.3000s", err, file)
	}
	return r
}

// TestP11_10_ExportVerifiesOffline: the whole trail and any part of it, as JSON lines and CSV, verify with the public
// key alone; one byte changed does not (P11-16).
func TestP11_10_ExportVerifiesOffline(t *testing.T) {
	b := newBench(t)
	b.run()
	b.write("b", "other organisation")
	last := b.write("a", hard...)
	for _, format := range []string{"jsonl", "csv"} {
		for query, want := range map[string]int{"": 0, "&record_type=project": len(hard), "&record_id=" + last.String(): 1, "&action=nothing.done": 0, "&from=2100-01-01T00:00:00Z": 0} {
			file := b.api.Do("a/auditor", "GET", "/audit/export?format="+format+query, nil).Want(200).Body
			if query == "" {
				want = len(b.lab.Audit(t, "a")) - 1 // the export itself is an entry of the next one
			}
			r := b.offline(file)
			if r.ExitCode != 0 || int(r.Entries) != want {
				t.Errorf("%s%s: %d entries, want %d, %+v", format, query, r.Entries, want, r.Findings)
			}
			if bytes.Contains(file, []byte("other organisation")) {
				t.Errorf("%s%s shows another organisation", format, query)
			}
			b.damage(format+query, file, want)
		}
	}
	if access := fmt.Sprint(b.lab.Access(t, "a")); !strings.Contains(access, "export-audit") {
		t.Error("the export is not in the access log")
	}
}

// damage changes what a file says, one place at a time: each must be found, or be no longer readable.
func (b *bench) damage(name string, file []byte, rows int) {
	b.t.Helper()
	if rows == 0 {
		return
	}
	for from, to := range map[string]string{"project.created": "project.updated", "Scientist A": "Scientist B", "plain": "plane", "2026-": "2025-", "line": "lime"} {
		changed := bytes.ReplaceAll(file, []byte(from), []byte(to))
		if bytes.Equal(changed, file) {
			continue
		}
		r, err := verify.Export(bytes.NewReader(changed), b.keys, time.Now())
		if err == nil && r.ExitCode != 1 {
			b.t.Errorf("%s: %s for %s is not found: %+v", name, to, from, r.Findings)
		}
	}
	cut := file[:len(file)/2]
	if r, err := verify.Export(bytes.NewReader(cut), b.keys, time.Now()); err == nil && r.ExitCode == 0 {
		b.t.Errorf("%s: half the file passes", name)
	}
	if r, err := verify.Export(bytes.NewReader(file), nil, time.Now()); err != nil || r.ExitCode != 2 {
		b.t.Errorf("%s: without a key: %+v, %v", name, r, err)
	}
	_, public, err := note.GenerateKey(rand.Reader, "spectra-audit")
	if err != nil {
		b.t.Fatal(err)
	}
	strangers, err := checkpoints.ParseVerifiers(public, "another key")
	if err != nil {
		b.t.Fatal(err)
	}
	if r, err := verify.Export(bytes.NewReader(file), strangers, time.Now()); err != nil || r.ExitCode != 1 {
		b.t.Errorf("%s: with another key: %+v, %v", name, r, err)
	}
}

// TestVerifyAndCheckpoint: each organisation sees its own chain only, and how far it is proven.
func TestVerifyAndCheckpoint(t *testing.T) {
	b := newBench(t)
	b.api.Do("a/auditor", "GET", "/audit/checkpoint", nil).Want(404)
	b.write("a", "one", "two")
	if err := b.points.Round(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	r := b.api.Do("a/auditor", "GET", "/audit/verify", nil).Want(200)
	if r.Get("status") != "clean" || r.Get("organizations.0.org_id") != b.lab.Org("a").String() || r.Get("organizations.1") != nil {
		t.Errorf("%s", r.Body)
	}
	c := b.api.Do("a/auditor", "GET", "/audit/checkpoint", nil).Want(200)
	text, _ := c.Get("note").(string)
	if _, err := note.Open([]byte(text), b.keys); err != nil || !strings.Contains(text, b.lab.Org("a").String()) || c.Get("anchors.0.kind") != "directory" ||
		c.Get("public_keys.0") != "key" || c.Get("verified_at") == nil || c.Get("problem") != nil {
		t.Errorf("%v: %s", err, c.Body)
	}
	for _, path := range []string{"/audit/verify", "/audit/checkpoint", "/audit/export"} {
		b.api.Do("a/viewer", "GET", path, nil).Want(403)
	}
	b.api.Do("a/auditor", "GET", "/audit/export?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", nil).Want(422)
	b.api.Do("a/auditor", "GET", "/audit/export?format=pdf", nil).Want(422)
}

// TestBrokenChainGetsNoCheckpoint: the checkpointer signs nothing that does not follow what it signed before.
func TestBrokenChainGetsNoCheckpoint(t *testing.T) {
	b := newBench(t)
	b.write("a", "one", "two", "three")
	if err := b.points.Round(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	owner, err := pgx.Connect(t.Context(), b.lab.Pg.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = owner.Close(context.Background()) }()
	for _, s := range []string{"alter table audit.audit_chain disable trigger immutable",
		"update audit.audit_chain set hash = sha256('x') where (org_id, seq) = (select org_id, seq from audit.audit_heads where org_id = '" + b.lab.Org("a").String() + "')",
		"update audit.audit_heads set hash = sha256('x') where org_id = '" + b.lab.Org("a").String() + "'", "alter table audit.audit_chain enable always trigger immutable"} {
		if _, err := owner.Exec(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	b.write("a", "four")
	if err := b.points.Round(t.Context(), true); err == nil || !strings.Contains(err.Error(), "broken at place") {
		t.Errorf("%v", err)
	}
	if b.points.Failure() == "" {
		t.Error("health knows nothing of it")
	}
	if c := b.api.Do("a/auditor", "GET", "/audit/checkpoint", nil).Want(200); c.Get("problem") == nil {
		t.Errorf("%s", c.Body)
	}
}
