package verify

import (
	"context"
	"crypto/ed25519"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/note"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/audit/checkpoints"
	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

var (
	update = flag.Bool("update", false, "write installed.txt")
	bulk   = flag.Int("bulk", 10_000, "entries of the test of writing in bulk")
)

// database is a lab's database, seen as its owner, with a key and an anchor directory outside it.
type database struct {
	t         *testing.T
	lab       *apptest.Lab
	owner     *pgx.Conn
	keys      note.Verifiers
	directory checkpoints.Directory
	points    *checkpoints.Service
	now       time.Time
	signing   func(keyID string) ed25519.PublicKey
	signable  []signing.Type
}

func newDatabase(t *testing.T) *database {
	t.Helper()
	lab := apptest.New(t)
	owner, err := pgx.Connect(t.Context(), lab.Pg.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = owner.Close(context.Background()) })
	d := &database{t: t, lab: lab, owner: owner, directory: checkpoints.Directory{Path: filepath.Join(t.TempDir(), "anchors")}, now: time.Now()}
	key := filepath.Join(t.TempDir(), "audit.key")
	signer, err := checkpoints.LoadKey(key)
	if err != nil {
		t.Fatal(err)
	}
	if d.keys, err = checkpoints.ReadVerifiers(checkpoints.PublicFile(key)); err != nil {
		t.Fatal(err)
	}
	d.points = checkpoints.New(checkpoints.Options{URL: lab.Pg.CheckpointerURL, Signer: signer, Directory: d.directory, Every: time.Minute,
		Clock: func() time.Time { return d.now }, Log: slog.New(slog.DiscardHandler)})
	return d
}

// checkpoint makes checkpoints of everything so far.
func (d *database) checkpoint() {
	d.t.Helper()
	if err := d.points.Round(d.t.Context(), true); err != nil {
		d.t.Fatal(err)
	}
}

// all is a check with everything that is known outside the database.
func (d *database) all() *Result {
	d.t.Helper()
	var instance id.ID
	if err := d.owner.QueryRow(d.t.Context(), "select audit.instance_id()").Scan(&instance); err != nil {
		d.t.Fatal(err)
	}
	witnesses, err := d.directory.Read(instance)
	if err != nil {
		d.t.Fatal(err)
	}
	return d.verify(Options{Keys: d.keys, Witnesses: witnesses, Config: true, Now: d.now, Signing: d.signing, Signable: d.signable})
}

// write makes n projects, a transaction each, and gives their ids.
func (d *database) write(n int) []id.ID {
	d.t.Helper()
	out := make([]id.ID, n)
	for i := range out {
		out[i] = id.New()
		ctx := tenancy.WithStamp(tenancy.With(d.t.Context(), d.lab.Actor("a", "scientist")), tenancy.Stamp{Event: "project.created", Reason: "Überprüfung 測定"})
		err := d.lab.DB.InTx(ctx, func(ctx context.Context) error {
			return d.lab.DB.Q(ctx).Exec(`insert into projects (org_id, id, code, name, owner_id, created_by) values (?, ?, app.next_code('PRJ'), 'Projekt µ', ?, ?)`,
				d.lab.Org("a"), out[i], d.lab.User("a", "scientist"), d.lab.User("a", "scientist")).Error
		})
		if err != nil {
			d.t.Fatal(err)
		}
	}
	return out
}

// reads leaves n lines in the access log, as one batch of organisation a.
func (d *database) reads(n int) {
	d.t.Helper()
	log := audittrail.NewAccessLog(d.lab.DB, slog.New(slog.DiscardHandler))
	go log.Run(context.WithoutCancel(d.t.Context()))
	for i := range n {
		log.Write(audittrail.Entry{Actor: d.lab.Actor("a", "viewer"), OccurredAt: d.now, Action: "get-sample", Method: "GET", Path: "/samples/µ", Status: 200, RequestID: id.New(), IP: "::1",
			UserAgent: "lab \"reader\" 測定 " + string(rune('a'+i))})
	}
	log.Close()
}

// tamper does something that only the owner of the database can: with all triggers off, then on again.
func (d *database) tamper(statements ...string) {
	d.t.Helper()
	tables := []string{"audit.audit_logs", "audit.audit_chain", "audit.audit_checkpoints", "audit.audit_heads", "audit.access_logs", "spectra.signatures", "spectra.projects"}
	tx, err := d.owner.Begin(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	run := func(sql string) int64 {
		tag, err := tx.Exec(d.t.Context(), sql, pgx.QueryExecModeSimpleProtocol)
		if err != nil {
			d.t.Fatalf("%s: %v", sql, err)
		}
		return tag.RowsAffected()
	}
	for _, s := range tables {
		run("alter table " + s + " disable trigger all")
	}
	for _, s := range statements {
		if run(s) == 0 && !strings.HasPrefix(s, "do ") && !strings.HasPrefix(s, "alter ") {
			d.t.Fatalf("%s: no row", s)
		}
	}
	for _, s := range tables {
		run("alter table " + s + " enable trigger all")
		run(always(s))
	}
	if err := tx.Commit(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
}

// sign signs a project, and lets the checks look at signatures.
func (d *database) sign(project id.ID) {
	d.t.Helper()
	key, err := signing.OpenKey(filepath.Join(d.t.TempDir(), "keys"))
	if err != nil {
		d.t.Fatal(err)
	}
	kind := signing.Type{Word: "project", Table: "projects", Content: `select json_build_object('fields', json_build_object('name', p.name, 'description', p.description))::text
 from projects p where p.org_id = @org and p.id = @id`}
	d.signing, d.signable = key.Public, []signing.Type{kind}
	who := d.lab.Actor("a", "scientist")
	ctx := tenancy.WithStamp(tenancy.With(d.t.Context(), who), tenancy.Stamp{Event: "signature.created"})
	err = d.lab.DB.InTx(ctx, func(ctx context.Context) error {
		var code string
		if err := d.lab.DB.Q(ctx).Raw("select code from projects where org_id = ? and id = ?", who.Org, project).Row().Scan(&code); err != nil {
			return err
		}
		built, err := kind.Build(ctx, d.lab.DB, project, code, 1)
		if err != nil {
			return err
		}
		m := signing.Manifest{ID: id.New(), Code: "SIG-1", Org: who.Org, RecordType: "project", RecordID: project, RecordCode: code, RecordVersion: 1, RecordHash: signing.Hash(built.Whole),
			Meaning: signing.Authorship, Statement: "It binds.", StatementVersion: "1", SignerID: who.ID, SignerName: "Scientist A", SignerEmail: "s@a.example",
			SignedAt: d.now.Truncate(time.Microsecond), SignedZone: "UTC", Method: "password", KeyID: key.ID}
		text, err := m.Canonical()
		if err != nil {
			return err
		}
		return d.lab.DB.Q(ctx).Exec(`insert into signatures (org_id, id, code, record_type, record_id, record_code, record_version, record_hash, meaning, statement, statement_version, signer_id, signer_name, signer_email, signed_at, signed_zone, method, snapshot, key_id, signature)
 values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`, m.Org, m.ID, m.Code, m.RecordType, m.RecordID, m.RecordCode, m.RecordVersion, m.RecordHash, m.Meaning, m.Statement, m.StatementVersion,
			m.SignerID, m.SignerName, m.SignerEmail, m.SignedAt, m.SignedZone, m.Method, string(built.Whole), m.KeyID, key.Sign(text)).Error
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

// verify checks all, as the owner.
func (d *database) verify(o Options) *Result {
	d.t.Helper()
	if o.Now.IsZero() {
		o.Now = d.now
	}
	tx, err := d.owner.BeginTx(d.t.Context(), pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.Background()) }()
	r, err := Run(d.t.Context(), tx, o)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

// classes lists what was found, in order.
func classes(r *Result) string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, string(f.Class))
	}
	return strings.Join(out, " ")
}

// TestInstalled holds the list of guards of a migrated database; -update writes it.
func TestInstalled(t *testing.T) {
	d := newDatabase(t)
	rows, err := d.owner.Query(t.Context(), installation)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.WriteFile("installed.txt", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if text != installed {
		t.Errorf("the guards of the schema are not those of installed.txt; go test ./modules/audit/verify -run Installed -update\n%s",
			strings.Join(differences(strings.Split(strings.TrimSpace(installed), "\n"), lines), "\n"))
	}
}

func TestClean(t *testing.T) {
	d := newDatabase(t)
	d.write(20)
	r := d.verify(Options{Config: true, Reconcile: true})
	if r.Status != "clean" || r.ExitCode != 0 || r.Entries < 20 || len(r.Organizations) < 2 {
		t.Errorf("%+v", r)
	}
	for _, f := range r.Findings {
		t.Errorf("%+v", f)
	}
}
