package app

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/analysis/files"
	"github.com/spectra-lab/spectra/modules/audit/checkpoints"
	"github.com/spectra-lab/spectra/modules/auth"
	"github.com/spectra-lab/spectra/modules/auth/sso"
	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/logging"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/outbox"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// core is everything below HTTP: database, modules, policy, jobs. Commands that work on data use it, too.
type core struct {
	cfg      config.Config
	log      *slog.Logger
	database *database
	pool     *db.DB
	storage  *files.Storage
	access   *audittrail.AccessLog
	jobs     *jobs.Client
	mail     *outbox.Outbox // nil without a mail server
	policy   *authz.Holder
	points   *checkpoints.Service // of the audit trail
	modules  *modules
	kit      module.Kit
}

// openCore opens the database, brings the schema up to date where that is asked for, refuses a wrong one and an
// unsafe role, and builds the modules.
func openCore(ctx context.Context, cfg config.Config, log *slog.Logger, o Options) (_ *core, err error) {
	c := &core{cfg: cfg, log: log}
	defer func() {
		if err != nil {
			err = errors.Join(err, c.close(ctx))
		}
	}()
	if c.database, err = openDatabase(ctx, cfg, log); err != nil {
		return nil, err
	}
	if o.AutoMigrate || o.Demo || cfg.Embedded() {
		if err = c.database.migrate(ctx, log); err != nil {
			return nil, err
		}
	}
	if c.policy, err = openPolicy(cfg, authz.Options{Log: log}); err != nil {
		return nil, err
	}
	if c.pool, err = db.Open(db.Options{URL: c.database.app, MaxConns: cfg.Database.MaxConns, Clock: clock.System, Can: c.policy.Can, Observe: o.Observe}); err != nil {
		return nil, err
	}
	if err = c.pool.Ping(ctx); err != nil {
		return nil, &unreachableError{err}
	}
	if err = checkSchema(ctx, c.pool.SQL()); err != nil {
		return nil, err
	}
	if err = c.pool.Guard(ctx); err != nil {
		return nil, err
	}
	if c.storage, err = files.OpenStorage(ctx, cfg.Storage.URL); err != nil {
		return nil, err
	}
	return c, c.build(ctx)
}

// build wires the modules.
func (c *core) build(ctx context.Context) error {
	secrets, err := loadSecrets(c.cfg)
	if err != nil {
		return err
	}
	c.access = audittrail.NewAccessLog(c.pool, c.log)
	go c.access.Run(context.WithoutCancel(ctx))
	reg := jobs.NewRegistry()
	actor := func(ctx context.Context, org, user id.ID) (*tenancy.Actor, error) {
		return c.modules.auth.JobActor(ctx, org, user)
	}
	if c.jobs, err = jobs.New(ctx, c.pool, reg, jobs.Options{WorkerURL: c.database.worker, Workers: max(c.cfg.Jobs.Workers, 1), Log: c.log, Actor: actor, Failed: c.tellOfFailure}); err != nil {
		return err
	}
	if c.mail, err = newOutbox(c.cfg, c.pool, c.jobs, secrets); err != nil {
		return err
	}
	options := authOptions(c.cfg, secrets)
	options.Policy, options.Access = c.policy, c.write
	c.kit = module.Kit{DB: c.pool, Cursors: page.NewCodec(secrets.cursors), Clock: clock.System, Can: c.policy.Can, Log: c.log, Jobs: c.jobs, Mail: c.mail, Pages: options.Pages()}
	outside, err := c.openProofs()
	if err != nil {
		return err
	}
	if c.modules, err = newModules(c.cfg, c.kit, c.storage, options, outside); err != nil {
		return err
	}
	if err := c.modules.connectSigning(c.cfg, c.points.Wake); err != nil {
		return err
	}
	c.modules.registerJobs(reg)
	return c.modules.auth.SyncCatalogue(ctx)
}

// write hands an entry to the access log.
func (c *core) write(e audittrail.Entry) { c.access.Write(e) }

func authOptions(cfg config.Config, s secrets) auth.Options {
	a := cfg.Auth
	o := auth.Options{Algorithm: a.JWTAlgorithm, Secret: s.tokens, KeysDir: a.KeysDir, KeyFile: a.JWTKeyFile, Issuer: a.JWTIssuer, Audience: a.JWTAudience,
		AccessTTL: a.AccessTTL, RefreshTTL: a.RefreshTTL, FamilyTTL: a.FamilyTTL, BcryptCost: a.BcryptCost, BcryptConcurrency: a.BcryptConcurrency,
		PasswordMinLength: a.PasswordMinLength, Pepper: a.Pepper, Production: cfg.Production(), PublicURL: cfg.Server.PublicURL, BasePath: cfg.Server.BasePath}
	if cfg.Compliance.Profile == config.Part11 {
		o.InactiveDays = 90
	}
	if p := cfg.OIDC; p.Enabled {
		o.SSO = &auth.SSO{Org: p.Org, RoleMap: p.RoleMap, Domains: p.TrustedDomains, Provider: sso.Options{Issuer: p.Issuer, ClientID: p.ClientID, ClientSecret: p.ClientSecret,
			RedirectURL: p.RedirectURL, Scopes: p.Scopes, GroupsClaim: p.GroupsClaim, VerifiedClaim: p.VerifiedClaim, AllowPrivate: p.AllowPrivate}}
	}
	return o
}

// close ends everything in the reverse order. Nothing acknowledged is lost: the access log is flushed.
func (c *core) close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 40*time.Second)
	defer cancel()
	var errs []error
	if c.access != nil {
		c.access.Close()
	}
	if c.storage != nil {
		errs = append(errs, c.storage.Close())
	}
	if c.pool != nil {
		errs = append(errs, c.pool.Close())
	}
	if c.database != nil {
		errs = append(errs, c.database.close(ctx))
	}
	return errors.Join(errs...)
}

// unreachableError marks a database that may yet come up.
type unreachableError struct{ err error }

// Error is one line; pgx lists every address it tried on a line of its own.
func (e *unreachableError) Error() string {
	return "the database cannot be reached: " + strings.Join(strings.Fields(e.err.Error()), " ")
}

func (e *unreachableError) Unwrap() error { return e.err }

// withCore runs a command on the data of the installation: the schema must be current.
func withCore(ctx context.Context, cfg config.Config, c console, f func(*core) error) error {
	core, err := openCore(ctx, cfg, commandLog(cfg, c), Options{})
	if err != nil {
		return err
	}
	return errors.Join(f(core), core.close(ctx))
}

// serverLog writes to standard error; requestID joins lines of one request.
func serverLog(cfg config.Config, w io.Writer) *slog.Logger {
	return logging.New(w, logging.Options{Level: cfg.Log.Level, Format: cfg.Log.Format, RequestID: requestID})
}

// commandLog is quieter: a command's own output matters.
func commandLog(cfg config.Config, c console) *slog.Logger {
	if cfg.Log.Level == "info" {
		cfg.Log.Level = "warn"
	}
	return serverLog(cfg, c.err)
}

func requestID(ctx context.Context) string {
	if v := endpoint.RequestID(ctx); v != id.Nil {
		return v.String()
	}
	return ""
}
