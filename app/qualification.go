package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/app/qualify"
	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/audit/checkpoints"
	"github.com/spectra-lab/spectra/modules/audit/verify"
	"github.com/spectra-lab/spectra/modules/auth"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
)

// qualification looks at the installation and works through the requirements in a scratch one.
func qualification(ctx context.Context, cfg config.Config, c console) (*qualify.Report, error) {
	r := &qualify.Report{Product: fmt.Sprintf("spectra %s, %s %s/%s", Version, runtime.Version(), runtime.GOOS, runtime.GOARCH), StartedAt: clock.System().UTC()}
	fmt.Fprintln(c.err, "Looking at the installation …")
	r.Installation = installed(ctx, cfg, c)
	fmt.Fprintln(c.err, "Making a scratch installation …")
	err := inScratch(ctx, cfg, func(s qualify.Scratch) (err error) {
		r.Operation, err = qualify.Operate(ctx, s, func(o qualify.Outcome) {
			fmt.Fprintf(c.err, "  %-8s %s %s\n", o.Result, o.ID, o.Requirement)
		})
		return err
	})
	r.FinishedAt = clock.System().UTC()
	r.Count()
	return r, err
}

// installed are the facts of the installation qualification. The database is only read.
func installed(ctx context.Context, cfg config.Config, c console) []qualify.Fact {
	var out []qualify.Fact
	add := func(name, value string, err error) {
		f := qualify.Fact{Name: name, Value: value, Result: qualify.Passed}
		if err != nil {
			f.Value, f.Result = err.Error(), qualify.Failed
		}
		out = append(out, f)
	}
	sha, err := executable()
	add("executable", "SHA-256 "+sha, err)
	add("built from", builtFrom(), nil)
	add("configuration", "environment "+cfg.Env+", profile "+cfg.Compliance.Profile, cfg.Validate())
	if p, err := policyFrom(cfg, nil); err != nil {
		add("policy", "", err)
	} else {
		add("policy", p.File()+", SHA-256 "+p.SHA256(), nil)
	}
	for _, f := range []finding{examineStorage(ctx, cfg), examineMail(ctx, cfg)} {
		add(f.what, f.state, f.err)
	}
	key := checkpoints.PublicFile(cfg.Audit.KeyFile)
	_, err = checkpoints.ReadVerifiers(key)
	add("key of checkpoints", key, err)
	d, err := openDatabase(ctx, cfg, commandLog(cfg, c))
	if err != nil {
		add("database", "", err)
		return out
	}
	for _, f := range d.examine(ctx) {
		add(f.what, f.state, f.err)
	}
	sha, err = d.asInstalled(ctx)
	add("triggers, functions, grants", "as installed, SHA-256 "+sha, err)
	add("close", "the database was only read", d.close(ctx))
	return out
}

// asInstalled compares what guards the data with what this executable installs.
func (d *database) asInstalled(ctx context.Context) (sha string, err error) {
	err = inSnapshot(ctx, d.admin, func(_ *pgx.ConnConfig, tx pgx.Tx) error {
		found, differences, err := verify.Installation(ctx, tx)
		if err == nil && len(differences) > 0 {
			err = fmt.Errorf("%d differences from what this version installs, the first: %s", len(differences), differences[0].Detail)
		}
		sha = found
		return err
	})
	return sha, err
}

func executable() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// builtFrom names the revision and counts the libraries that go.sum pins.
func builtFrom() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	out := "revision unknown"
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			out = "revision " + s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			out += " with changes"
		}
	}
	return out + ", " + strconv.Itoa(len(info.Deps)) + " libraries"
}

// inScratch starts a server on a database of its own, with the policy of this installation, and throws both away.
func inScratch(ctx context.Context, cfg config.Config, f func(qualify.Scratch) error) (err error) {
	dir, err := os.MkdirTemp("", "spectra-qualify-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := os.Chmod(dir, 0o711); err != nil { // the account of the database passes through; what is in it is closed
		return err
	}
	scratch, err := config.Load(nil, []string{"SPECTRA_STATE_DIR=" + filepath.Join(dir, "state"), "SPECTRA_SERVER_ADDR=127.0.0.1:0", "LOG_LEVEL=error", "SPECTRA_AUTH_POLICY_FILE=" + cfg.Auth.PolicyFile,
		"SPECTRA_AUTH_BCRYPT_COST=" + strconv.Itoa(cfg.Auth.BcryptCost)}, os.DevNull)
	if err != nil {
		return err
	}
	var log bytes.Buffer
	a, err := New(ctx, scratch, Options{Console: &log})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- a.Run(ctx, func(url string) { ready <- url }) }()
	select {
	case url := <-ready:
		err = a.lend(ctx, url, f)
		cancel()
		return errors.Join(err, <-ended)
	case err := <-ended:
		return fmt.Errorf("the scratch installation does not start: %w", err)
	}
}

// lend gives the server to a qualification.
func (a *App) lend(ctx context.Context, url string, f func(qualify.Scratch) error) error {
	for _, org := range []string{"qualify", "other"} {
		if _, _, err := a.core.modules.auth.EnsureOrganization(ctx, org, "Organisation "+org); err != nil {
			return err
		}
	}
	keys, err := checkpoints.ReadVerifiers(checkpoints.PublicFile(a.cfg.Audit.KeyFile))
	if err != nil {
		return err
	}
	admin, err := sql.Open("pgx", a.core.database.admin)
	if err != nil {
		return err
	}
	defer admin.Close()
	return f(qualify.Scratch{URL: url, Admin: admin, Now: clock.System,
		Person: func(ctx context.Context, org, email, name, role, password string) error {
			_, err := a.core.modules.auth.CreateUser(ctx, auth.NewUser{Org: org, Email: email, Name: name, Roles: []string{role}, Password: password})
			return err
		},
		Verify: func(ctx context.Context) (int, []string, error) {
			r, err := verifyDatabase(ctx, a.core.database.admin, keys, verifyOrder{reconcile: true, anchors: a.cfg.Audit.AnchorDir}, console{err: io.Discard})
			if err != nil {
				return 2, nil, err
			}
			var classes []string
			for _, x := range r.Findings {
				classes = append(classes, string(x.Class))
			}
			return r.ExitCode, classes, nil
		},
		VerifyExport: func(file []byte) (int, error) {
			r, err := verify.Export(bytes.NewReader(file), keys, clock.System())
			if err != nil {
				return 2, err
			}
			return r.ExitCode, nil
		}})
}
