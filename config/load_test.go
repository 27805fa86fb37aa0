package config

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// empty is an empty file, so that no spectra.yaml of the machine is read.
func load(t *testing.T, yaml string, env ...string) (Config, error) {
	t.Helper()
	return Load(nil, append([]string{"HOME=/home/x"}, env...), write(t, "spectra.yaml", yaml))
}

func mustLoad(t *testing.T, yaml string, env ...string) Config {
	t.Helper()
	c, err := load(t, yaml, env...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDefaults(t *testing.T) {
	c := mustLoad(t, "")
	if c.Server.Addr != "127.0.0.1:8001" || c.Server.BodyLimit != 1<<20 || c.Server.UploadLimit != 512<<20 || c.Server.DrainDelay != 0 ||
		c.Auth.JWTAlgorithm != "HS256" || c.Auth.AccessTTL != 15*time.Minute || c.Auth.BcryptCost != 12 || c.Database.MaxConns != 20 || c.Auth.JWTSecret != "" {
		t.Errorf("defaults: %+v", c.Show())
	}
	if !c.Embedded() || c.Database.WorkerURL != "" || c.Production() {
		t.Error("the embedded database is the default")
	}
	if !strings.HasPrefix(c.Storage.URL, "file://"+c.StateDir+"/blobs?") {
		t.Errorf("storage %s in %s", c.Storage.URL, c.StateDir)
	}
	if err := c.Validate(); err != nil {
		t.Errorf("development must start without any setting: %v", err)
	}
}

func TestPrecedence(t *testing.T) {
	flags := pflag.NewFlagSet("serve", pflag.ContinueOnError)
	flags.String("addr", "", "")
	flags.String("log-level", "debug", "")
	if err := flags.Parse([]string{"--addr", "127.0.0.1:4"}); err != nil {
		t.Fatal(err)
	}
	file := write(t, "s.yaml", "server:\n  addr: 127.0.0.1:2\n  request_timeout: 20s\nlog:\n  level: error\ndatabase:\n  max_conns: 7\n")
	c, err := Load(flags, []string{"HOME=/h", "SPECTRA_SERVER_ADDR=127.0.0.1:3", "LOG_LEVEL=WARNING"}, file)
	if err != nil {
		t.Fatal(err)
	}
	if c.Server.Addr != "127.0.0.1:4" || c.Log.Level != "warn" || c.Database.MaxConns != 7 || c.Server.BodyLimit != 1<<20 {
		t.Errorf("got\n%s", c.Show())
	}
	for key, want := range map[string]string{"server.addr": "flag --addr", "log.level": "env LOG_LEVEL", "database.max_conns": file + ":7", "server.body_limit": "default"} {
		if got := c.Origin(key); got != want {
			t.Errorf("origin of %s: %s, want %s", key, got, want)
		}
	}
}

func TestRefused(t *testing.T) {
	for name, tc := range map[string]struct {
		yaml string
		env  []string
		want []string
	}{
		"unknown key":        {yaml: "server:\n  adr: x\n", want: []string{":2: unknown key server.adr; did you mean server.addr?"}},
		"unknown section":    {yaml: "servr:\n  addr: x\n", want: []string{":1: unknown key servr; did you mean server"}},
		"wrong case":         {yaml: "Server:\n  addr: x\n", want: []string{"unknown key Server"}},
		"section as value":   {yaml: "server: 5\n", want: []string{"expected keys and values in server"}},
		"value as section":   {yaml: "env:\n  a: b\n", want: []string{"env does not take this kind"}},
		"twice":              {yaml: "env: development\nenv: production\n", want: []string{"env"}},
		"two documents":      {yaml: "env: development\n---\nenv: production\n", want: []string{"more than one"}},
		"broken yaml":        {yaml: "server: [\n", want: []string{"line"}},
		"unknown variable":   {env: []string{"SPECTRA_SERVER_ADR=x"}, want: []string{"unknown environment variable SPECTRA_SERVER_ADR; did you mean SPECTRA_SERVER_ADDR?"}},
		"second spelling":    {env: []string{"SPECTRA_DATABASE_URL=x"}, want: []string{"did you mean DATABASE_URL?"}},
		"file of no secret":  {env: []string{"SPECTRA_SERVER_ADDR_FILE=x"}, want: []string{"unknown environment variable"}},
		"both spellings":     {env: []string{"JWT_SECRET=a", "JWT_SECRET_FILE=b"}, want: []string{"both JWT_SECRET and JWT_SECRET_FILE"}},
		"no such secret":     {env: []string{"JWT_SECRET_FILE=/nonexistent/f"}, want: []string{"JWT_SECRET_FILE: open /nonexistent/f"}},
		"word":               {env: []string{"SPECTRA_ENV=prodution"}, want: []string{`env (env SPECTRA_ENV): "prodution" is not one of: development, production`}},
		"number":             {yaml: "database:\n  max_conns: many\n", want: []string{`"many" is not a whole number`}},
		"boolean as number":  {yaml: "database:\n  max_conns: true\n", want: []string{`"true" is not a whole number`}},
		"bounds":             {env: []string{"SPECTRA_AUTH_BCRYPT_COST=99"}, want: []string{"must be from 4 to 16"}},
		"size":               {env: []string{"SPECTRA_SERVER_BODY_LIMIT=1XB"}, want: []string{"is not a size"}},
		"size overflow":      {env: []string{"SPECTRA_SERVER_BODY_LIMIT=9999999999GiB"}, want: []string{"is not a size"}},
		"duration":           {env: []string{"SPECTRA_AUTH_ACCESS_TTL=15"}, want: []string{"is not a duration"}},
		"address":            {env: []string{"SPECTRA_SERVER_ADDR=8001"}, want: []string{"must look like 127.0.0.1:8001"}},
		"proxy":              {env: []string{"SPECTRA_SERVER_TRUSTED_PROXIES=10.0.0.0/8,nginx"}, want: []string{`"nginx" is neither`}},
		"base path":          {env: []string{"SPECTRA_SERVER_BASE_PATH=lims"}, want: []string{"must look like /spectra"}},
		"database kind":      {env: []string{"DATABASE_URL=mysql://a:hunter2@h/d"}, want: []string{`"mysql" is not PostgreSQL`}},
		"database nonsense":  {env: []string{"DATABASE_URL=postgres://a:hunter2%zz@h/d"}, want: []string{"not an address of the form"}},
		"redis":              {env: []string{"REDIS_URL=http://:hunter2@h"}, want: []string{"redis.url: must begin with"}},
		"lives":              {env: []string{"SPECTRA_AUTH_REFRESH_TTL=10m"}, want: []string{"must be shorter than auth.refresh_ttl"}},
		"family":             {env: []string{"SPECTRA_AUTH_FAMILY_TTL=24h"}, want: []string{"must not be longer than auth.family_ttl"}},
		"key file and HS256": {env: []string{"SPECTRA_AUTH_JWT_KEY_FILE=/k.pem"}, want: []string{"auth.jwt_algorithm is HS256"}},
		"single sign-on":     {env: []string{"OIDC_ENABLED=True"}, want: []string{"OIDC_CLIENT_ID", "OIDC_ISSUER", "SPECTRA_SERVER_PUBLIC_URL"}},
		"all at once":        {yaml: "a: 1\nb: 2\n", env: []string{"SPECTRA_C=3"}, want: []string{"3 problems", "key a", "key b", "SPECTRA_C"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load(t, tc.yaml, tc.env...)
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("accepted: %v", err)
			}
			for _, want := range tc.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q lacks %q", err, want)
				}
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("a secret left in %q", err)
			}
		})
	}
}

func TestNamedFileMustExist(t *testing.T) {
	if _, err := Load(nil, []string{"HOME=/h"}, filepath.Join(t.TempDir(), "none.yaml")); err == nil {
		t.Error("a missing file that was named is an error")
	}
}

func TestSecretFromFile(t *testing.T) {
	secret := write(t, "secret", "s3cr3t line\n")
	c := mustLoad(t, "auth:\n  jwt_secret: from yaml\n", "JWT_SECRET_FILE="+secret)
	if c.Auth.JWTSecret != "s3cr3t line" || c.Origin("auth.jwt_secret") != "env JWT_SECRET_FILE" {
		t.Errorf("%q from %s", c.Auth.JWTSecret, c.Origin("auth.jwt_secret"))
	}
	if _, err := load(t, "", "JWT_SECRET_FILE="+write(t, "empty", "\n")); err == nil {
		t.Error("an empty secret file is an error")
	}
}

func TestValuesAreTakenAsWritten(t *testing.T) {
	c := mustLoad(t, "auth:\n  jwt_secret: 0123\n  pepper:\nserver:\n  trusted_proxies: [10.0.0.1, \"fd00::/8\"]\n  base_path: /lims/\noidc:\n  enabled: no\n", "LOG_LEVEL=")
	if c.Auth.JWTSecret != "0123" || c.Auth.Pepper != "" || c.Server.BasePath != "/lims" || c.Log.Level != "info" || c.OIDC.Enabled ||
		!reflect.DeepEqual(c.Server.TrustedProxies, []string{"10.0.0.1", "fd00::/8"}) {
		t.Errorf("got %q %q\n%s", c.Auth.JWTSecret, c.Server.TrustedProxies, c.Show())
	}
}

func TestDatabaseSpellings(t *testing.T) {
	const worker = "SPECTRA_DATABASE_WORKER_PASSWORD=w"
	for _, tc := range []struct{ in, url, workerURL, extra string }{
		{in: "postgresql+psycopg://a:p@h:5432/d", url: "postgres://a:p@h:5432/d", workerURL: "postgres://spectra_worker:p@h:5432/d"},
		{in: "postgresql+psycopg2://a:p@/d?host=/run/pg", url: "postgres://a:p@/d?host=%2Frun%2Fpg", workerURL: "postgres://spectra_worker:p@/d?host=%2Frun%2Fpg"},
		{in: "postgresql+asyncpg://a:p@h/d?ssl=require&prepared_statement_cache_size=0", url: "postgres://a:p@h/d?sslmode=require", workerURL: "postgres://spectra_worker:p@h/d?sslmode=require"},
		{in: "postgresql+asyncpg://a:p@h/d?ssl=true", url: "postgres://a:p@h/d?sslmode=require", workerURL: "postgres://spectra_worker:p@h/d?sslmode=require"},
		{in: "postgres://a:p%40%2F@h/d", url: "postgres://a:p%40%2F@h/d", workerURL: "postgres://spectra_worker:w@h/d", extra: worker},
		{in: "postgresql://spectra_app@h/d", url: "postgres://spectra_app:q@h/d", workerURL: "postgres://spectra_worker@h/d", extra: "SPECTRA_DATABASE_APP_PASSWORD=q"},
	} {
		env := []string{"DATABASE_URL=" + tc.in}
		if tc.extra != "" {
			env = append(env, tc.extra)
		}
		c := mustLoad(t, "", env...)
		if c.Database.URL != tc.url || c.Database.WorkerURL != tc.workerURL || c.Embedded() {
			t.Errorf("%s: got %s and %s", tc.in, c.Database.URL, c.Database.WorkerURL)
		}
	}
}
