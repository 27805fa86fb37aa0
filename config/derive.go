package config

import (
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// derive fills in the defaults that depend on other settings and makes paths absolute.
func (l *loader) derive(c *Config) {
	if c.StateDir == "" {
		c.StateDir = l.stateDir()
	}
	c.StateDir = l.absolute("state_dir", c.StateDir)
	if c.Auth.KeysDir == "" {
		c.Auth.KeysDir = filepath.Join(c.StateDir, "keys")
	}
	c.Auth.KeysDir = l.absolute("auth.keys_dir", c.Auth.KeysDir)
	if c.Audit.KeyFile == "" {
		c.Audit.KeyFile = filepath.Join(c.Auth.KeysDir, "audit.key")
	}
	if c.Audit.AnchorDir == "" {
		c.Audit.AnchorDir = filepath.Join(c.StateDir, "anchors")
	}
	c.Audit.KeyFile, c.Audit.AnchorDir = l.absolute("audit.key_file", c.Audit.KeyFile), l.absolute("audit.anchor_dir", c.Audit.AnchorDir)
	c.Auth.PolicyFile = l.absolute("auth.policy_file", c.Auth.PolicyFile)
	c.Auth.JWTKeyFile = l.absolute("auth.jwt_key_file", c.Auth.JWTKeyFile)
	if c.Auth.BcryptConcurrency == 0 {
		c.Auth.BcryptConcurrency = max(1, runtime.NumCPU()/2)
	}
	if c.Storage.URL == "" {
		c.Storage.URL = fileBucket(filepath.Join(c.StateDir, "blobs"))
	}
	if c.Production() && l.origin["server.drain_delay"] == "default" {
		c.Server.DrainDelay = 5 * time.Second
	}
	if c.OIDC.RedirectURL == "" && c.Server.PublicURL != "" {
		c.OIDC.RedirectURL = c.Server.PublicURL + "/auth/oidc/callback"
	}
	if c.Mail.Port == 0 {
		c.Mail.Port = map[string]int{"tls": 465, "none": 25}[c.Mail.TLS]
		if c.Mail.Port == 0 {
			c.Mail.Port = 587
		}
	}
	l.database(&c.Database)
}

func (l *loader) stateDir() string {
	if os.Geteuid() == 0 {
		return "/var/lib/spectra"
	}
	if d := l.env["XDG_DATA_HOME"]; filepath.IsAbs(d) {
		return filepath.Join(d, "spectra")
	}
	if home := l.env["HOME"]; filepath.IsAbs(home) {
		return filepath.Join(home, ".local", "share", "spectra")
	}
	l.errs.add("state_dir: neither XDG_DATA_HOME nor HOME is set; set SPECTRA_STATE_DIR")
	return ""
}

func (l *loader) absolute(key, path string) string {
	if path == "" {
		return ""
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		l.errs.add("%s: %v", key, err)
	}
	return abs
}

// fileBucket is the Go CDK address of a directory. no_tmp_dir keeps half-written files on the same file system: a
// rename from /tmp fails across devices.
func fileBucket(dir string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(dir), RawQuery: "create_dir=true&no_tmp_dir=true"}
	return u.String()
}

// database normalises the addresses, fills in passwords and derives the other roles' addresses.
func (l *loader) database(d *Database) {
	app := l.postgres("database.url", d.URL)
	admin := l.postgres("database.admin_url", d.AdminURL)
	worker := l.other(app, "database.worker_url", d.WorkerURL, "spectra_worker", d.WorkerPassword)
	checkpointer := l.other(app, "database.checkpointer_url", d.CheckpointerURL, "spectra_checkpointer", d.CheckpointerPassword)
	d.URL, d.AdminURL = complete(app, d.AppPassword), complete(admin, "")
	d.WorkerURL, d.CheckpointerURL = complete(worker, d.WorkerPassword), complete(checkpointer, d.CheckpointerPassword)
}

// other is the address for another role: as configured, or the server's with that user.
func (l *loader) other(app *url.URL, key, text, user, password string) *url.URL {
	u := l.postgres(key, text)
	if u == nil && app != nil {
		u = withUser(app, user, password)
		l.origin[key] = "derived from database.url"
	}
	return u
}

// postgres reads an address in any usual spelling: SQLAlchemy names its driver in the scheme (postgresql+asyncpg://).
func (l *loader) postgres(key, text string) *url.URL {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Opaque != "" {
		l.errs.add("%s (%s): not an address of the form postgres://user:password@host/database; write special characters in the password as %%XX", key, l.origin[key])
		return nil
	}
	scheme, _, _ := strings.Cut(u.Scheme, "+")
	if scheme != "postgres" && scheme != "postgresql" {
		l.errs.add("%s (%s): %q is not PostgreSQL; write postgres://user:password@host/database", key, l.origin[key], u.Scheme)
		return nil
	}
	u.Scheme = "postgres"
	q := u.Query()
	if mode := q.Get("ssl"); mode != "" { // asyncpg's name for sslmode
		q.Set("sslmode", map[string]string{"true": "require", "false": "disable"}[mode])
		if q.Get("sslmode") == "" {
			q.Set("sslmode", mode)
		}
	}
	for _, name := range []string{"ssl", "prepared_statement_cache_size", "prepared_statement_name_func", "async_fallback"} {
		q.Del(name) // read by the Python driver; PostgreSQL would refuse them as settings
	}
	u.RawQuery = q.Encode()
	return u
}

// withUser is the same database as another user; with a password of its own or else the same one.
func withUser(u *url.URL, user, password string) *url.URL {
	out := *u
	if password == "" && u.User != nil {
		password, _ = u.User.Password()
	}
	out.User = url.User(user)
	if password != "" {
		out.User = url.UserPassword(user, password)
	}
	return &out
}

// complete writes the address, with the password when it names a user without one.
func complete(u *url.URL, password string) string {
	if u == nil {
		return ""
	}
	if u.User != nil && password != "" {
		if _, has := u.User.Password(); !has {
			u = withUser(u, u.User.Username(), password)
		}
	}
	return u.String()
}
