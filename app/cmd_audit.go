package app

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"text/tabwriter"

	"github.com/jackc/pgx/v5"
	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/note"

	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/audit/checkpoints"
	"github.com/spectra-lab/spectra/modules/audit/verify"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

func auditCommand(c console, load loader) *cobra.Command {
	cmd := &cobra.Command{Use: "audit", Short: "Check the audit trail against everything known outside the database", Args: cobra.NoArgs,
		Example: "  spectra audit verify --reconcile\n  spectra audit verify --export trail.jsonl --key audit.pub",
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(auditVerifyCommand(c, load))
	return cmd
}

// verifyOrder is how a check is wanted.
type verifyOrder struct {
	database, export, key, anchors, signing string
	reconcile, signatures, asJSON           bool
}

func auditVerifyCommand(c console, load loader) *cobra.Command {
	var o verifyOrder
	cmd := &cobra.Command{
		Use: "verify", Short: "Check that no entry was changed, removed, inserted or reordered", Args: cobra.NoArgs,
		Long: `Check the audit trail: every hash, every link, every signed checkpoint and its copies outside the database, and that
triggers, functions and grants are those of this executable; that every line of the access log is under its root, and
that every review of the trail is signed. Nothing is written.

It checks the running installation, with --database a restored backup, with --export a file from GET /audit/export,
which needs neither database nor network. The public key comes from --key or lies beside audit.key_file.

Exit code 0: clean. 1: tampered. 2: cannot be verified. 3: entries wait for a checkpoint for more than 10 minutes.`,
		Example: `  spectra audit verify
  spectra audit verify --reconcile --signatures --json
  spectra audit verify --database postgres://postgres@localhost/restored
  spectra audit verify --export trail.jsonl --key audit.pub`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r, err := verifyTrail(cmd, c, load, o)
			if err != nil {
				return &exitError_{chain.ExitCannotVerify, err}
			}
			if err := printResult(c.out, r, o.asJSON); err != nil || r.ExitCode == chain.ExitClean {
				return err
			}
			return &exitError_{r.ExitCode, fmt.Errorf("the audit trail is %s", map[int]string{chain.ExitTampered: "not what it was: see the findings, change nothing, call quality assurance",
				chain.ExitCannotVerify: "not verified", chain.ExitStale: "whole, but entries wait for a checkpoint: is the server running?"}[r.ExitCode])}
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.database, "database", "", "check this database instead, as an owner or spectra_backup")
	f.StringVar(&o.export, "export", "", "check this file instead (- for standard input)")
	f.StringVar(&o.key, "key", "", "file of public keys (default: beside audit.key_file)")
	f.StringVar(&o.anchors, "anchors", "", "directory with copies of checkpoints (default: audit.anchor_dir)")
	f.StringVar(&o.signing, "signing-key", "", "file of public keys of signatures (default: "+signing.PublicFile+" in auth.keys_dir)")
	f.BoolVar(&o.reconcile, "reconcile", false, "also compare every record with its last entry")
	f.BoolVar(&o.signatures, "signatures", false, "also verify every electronic signature, and that what was signed is what is there")
	f.BoolVar(&o.asJSON, "json", false, "print the result as JSON")
	return cmd
}

func verifyTrail(cmd *cobra.Command, c console, load loader, o verifyOrder) (*verify.Result, error) {
	if o.export != "" {
		if o.signatures {
			return nil, errors.New("an export has entries, not signatures: --signatures needs the database")
		}
		return verifyFile(c, o)
	}
	cfg, err := load(cmd)
	if err != nil {
		return nil, err
	}
	if o.key == "" {
		o.key = checkpoints.PublicFile(cfg.Audit.KeyFile)
	}
	if o.anchors == "" {
		o.anchors = cfg.Audit.AnchorDir
	}
	if o.signing == "" {
		o.signing = filepath.Join(cfg.Auth.KeysDir, signing.PublicFile)
	}
	keys, err := checkpoints.ReadVerifiers(o.key)
	if err != nil {
		return nil, err
	}
	if o.database != "" {
		return verifyDatabase(cmd.Context(), o.database, keys, o, c)
	}
	return verifyLive(cmd.Context(), cfg, keys, o, c)
}

func verifyFile(c console, o verifyOrder) (*verify.Result, error) {
	from := c.in
	if o.export != "-" {
		f, err := os.Open(o.export)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		from = f
	}
	var keys note.Verifiers
	if o.key != "" {
		var err error
		if keys, err = checkpoints.ReadVerifiers(o.key); err != nil {
			return nil, err
		}
	}
	return verify.Export(from, keys, clock.System())
}

func verifyLive(ctx context.Context, cfg config.Config, keys note.Verifiers, o verifyOrder, c console) (r *verify.Result, err error) {
	d, err := openDatabase(ctx, cfg, commandLog(cfg, c))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.close(ctx)) }()
	return verifyDatabase(ctx, d.admin, keys, o, c)
}

// verifyDatabase reads everything in one snapshot, as spectra_backup where the connection may become it: that role sees
// all organisations and writes nothing.
func verifyDatabase(ctx context.Context, url string, keys note.Verifiers, o verifyOrder, c console) (r *verify.Result, err error) {
	err = inSnapshot(ctx, url, func(settings *pgx.ConnConfig, tx pgx.Tx) error {
		var instance id.ID
		if err := tx.QueryRow(ctx, "select audit.instance_id()").Scan(&instance); err != nil {
			return fmt.Errorf("this is no database of spectra: %w", err)
		}
		witnesses, err := checkpoints.Directory{Path: o.anchors}.Read(instance)
		if err != nil {
			return err
		}
		beside, end, err := sameSnapshot(ctx, settings, tx, min(runtime.GOMAXPROCS(0), 4)-1)
		if err != nil {
			return err
		}
		defer end()
		public, err := signingKeys(o.signing)
		if err != nil {
			return err
		}
		var signable []signing.Type
		if o.signatures {
			if signable = signables(); public == nil {
				return fmt.Errorf("no public keys of signatures in %s: name the file with --signing-key", o.signing)
			}
		}
		r, err = verify.Run(ctx, tx, verify.Options{Keys: keys, Witnesses: witnesses, Now: clock.System(), Config: true, Reconcile: o.reconcile, Signing: public, Signable: signable, Beside: beside, Progress: progress(c)})
		return err
	})
	return r, err
}

// inSnapshot reads a database as it is at one moment, all organisations.
func inSnapshot(ctx context.Context, url string, f func(settings *pgx.ConnConfig, tx pgx.Tx) error) error {
	settings, err := pgx.ParseConfig(url)
	if err != nil {
		return errors.New("the database URL cannot be parsed")
	}
	settings.RuntimeParams["application_name"], settings.RuntimeParams["timezone"] = "spectra-verify", "UTC"
	conn, err := pgx.ConnectConfig(ctx, settings)
	if err != nil {
		return &unreachableError{err}
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	if err := seesAll(ctx, tx); err != nil {
		return err
	}
	return f(settings, tx)
}

// sameSnapshot opens at most n more transactions that see what one sees. Where the database has no more connections to
// give, there are fewer.
func sameSnapshot(ctx context.Context, settings *pgx.ConnConfig, as pgx.Tx, n int) (out []pgx.Tx, end func(), err error) {
	var open []*pgx.Conn
	end = func() {
		for _, conn := range open {
			_ = conn.Close(context.WithoutCancel(ctx)) // ends its transaction
		}
	}
	var snapshot string
	if err := as.QueryRow(ctx, "select pg_export_snapshot()").Scan(&snapshot); err != nil {
		return nil, end, err
	}
	for range n {
		conn, refused := pgx.ConnectConfig(ctx, settings)
		if refused != nil {
			break
		}
		open = append(open, conn)
		tx, err := conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
		if err == nil {
			_, err = tx.Exec(ctx, "set transaction snapshot '"+snapshot+"'") // hexadecimal digits and hyphens
		}
		if err == nil {
			err = seesAll(ctx, tx)
		}
		if err != nil {
			end()
			return nil, func() {}, err
		}
		out = append(out, tx)
	}
	return out, end, nil //nolint:nilerr // a connection that was refused is one fewer
}

// signingKeys reads the public keys of signatures. A file that is not there is said only where something was signed.
func signingKeys(path string) (func(keyID string) ed25519.PublicKey, error) {
	known, err := signing.ReadPublic(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // nothing is known
	}
	if err != nil {
		return nil, err
	}
	return func(keyID string) ed25519.PublicKey { return known[keyID] }, nil
}

// seesAll makes sure that row-level security hides nothing: a check of what is shown would say that all is well.
func seesAll(ctx context.Context, tx pgx.Tx) error {
	var may, all bool
	if err := tx.QueryRow(ctx, `select exists (select from pg_roles where rolname = 'spectra_backup' and rolbypassrls and pg_has_role(oid, 'MEMBER')),
		(select rolsuper or rolbypassrls from pg_roles where rolname = current_user)`).Scan(&may, &all); err != nil {
		return err
	}
	if may {
		_, err := tx.Exec(ctx, "set local role spectra_backup")
		return err
	}
	if !all {
		return errors.New("this role sees only a part of the trail: connect as spectra_backup or as the database's administrator (database.admin_url)")
	}
	return nil
}

// progress shows on a terminal how far a long check is.
func progress(c console) func(int64) {
	f, ok := c.err.(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return func(n int64) { fmt.Fprintf(f, "\r%d entries checked", n) }
}

func printResult(w io.Writer, r *verify.Result, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
	fmt.Fprintf(w, "%s: %d entries of %d organisations, checked %s\n", r.Status, r.Entries, len(r.Organizations), r.VerifiedAt.Format("2006-01-02 15:04:05Z07:00"))
	if r.Signatures != nil {
		fmt.Fprintf(w, "%d signatures checked\n", *r.Signatures)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, o := range r.Organizations {
		fmt.Fprintf(t, "organisation %s\t%d entries\tsigned up to %d\thead %.16s\n", o.OrgID, o.Entries, o.CheckpointSize, o.HeadHash)
	}
	for _, f := range r.Findings {
		where := ""
		if f.OrgID != nil {
			where = " in " + f.OrgID.String()
		}
		fmt.Fprintf(t, "%s%s\tfrom place %d\t%d times\t%s\n", f.Class, where, f.Seq, f.Count, f.Detail)
	}
	return t.Flush()
}
