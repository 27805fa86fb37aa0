package config

import (
	"slices"
	"strings"
)

// Option describes one key.
type Option struct {
	Key     string
	Env     string // "": SPECTRA_<KEY>
	Flag    string // "": none
	Default string
	Derived string // how the default is found when it depends on other settings
	Secret  bool   // hidden by Show, may come from <ENV>_FILE
	OneOf   string // allowed words, separated by blanks
	Min     string // bounds, written as the value is
	Max     string
	Doc     string
}

// Variable is the name of the environment variable.
func (o Option) Variable() string {
	if o.Env != "" {
		return o.Env
	}
	return "SPECTRA_" + strings.ToUpper(strings.ReplaceAll(o.Key, ".", "_"))
}

// Options lists every key in the order of the documentation. README.md and spectra.example.yaml are generated from it.
func Options() []Option {
	return slices.Concat(serverOptions(), identityOptions(), serviceOptions())
}

func serverOptions() []Option {
	return []Option{
		{Key: "env", Default: Development, OneOf: "development production", Doc: "development or production; production refuses weak secrets and HS256"},
		{Key: "state_dir", Flag: "state-dir", Derived: "/var/lib/spectra as root, otherwise $XDG_DATA_HOME/spectra", Doc: "embedded database (pg/), its socket (run/), files (blobs/), keys (keys/)"},

		{Key: "server.addr", Flag: "addr", Default: "127.0.0.1:8001", Doc: "address to listen on, host:port"},
		{Key: "server.base_path", Doc: "prefix of every address behind a reverse proxy, e.g. /spectra"},
		{Key: "server.public_url", Doc: "address that people use, e.g. https://lims.example.org; needed for links in mails and for single sign-on"},
		{Key: "server.body_limit", Default: "1MiB", Min: "1KiB", Max: "64MiB", Doc: "largest JSON body"},
		{Key: "server.upload_limit", Default: "512MiB", Min: "1KiB", Max: "64GiB", Doc: "largest uploaded file"},
		{Key: "server.read_header_timeout", Default: "5s", Min: "100ms", Max: "1m", Doc: "time a client has to send its headers"},
		{Key: "server.request_timeout", Default: "30s", Min: "1s", Max: "10m", Doc: "time a request may take; uploads and exports have their own"},
		{Key: "server.drain_delay", Derived: "0s in development, 5s in production", Min: "0s", Max: "5m", Doc: "time between not ready and closing on SIGTERM, for load balancers to notice"},
		{Key: "server.trusted_proxies", Doc: "addresses or CIDR ranges whose X-Forwarded-For is believed"},

		{Key: "database.url", Env: "DATABASE_URL", Secret: true, Doc: "PostgreSQL 15 or later, as spectra_app; SQLAlchemy spelling accepted; empty: the embedded database"},
		{Key: "database.worker_url", Secret: true, Derived: "database.url with user spectra_worker", Doc: "the same database for background jobs"},
		{Key: "database.checkpointer_url", Secret: true, Derived: "database.url with user spectra_checkpointer", Doc: "the same database for the checkpoints of the audit trail"},
		{Key: "database.admin_url", Secret: true, Doc: "the same database as a role that may create roles, for migrate"},
		{Key: "database.max_conns", Default: "20", Min: "1", Max: "1000", Doc: "connections of one server process"},
		{Key: "database.app_password", Secret: true, Doc: "password of spectra_app: set by migrate, used where database.url has none"},
		{Key: "database.worker_password", Secret: true, Doc: "password of spectra_worker: set by migrate, used where database.worker_url has none or is derived"},
		{Key: "database.checkpointer_password", Secret: true, Doc: "password of spectra_checkpointer: set by migrate, used where database.checkpointer_url has none or is derived"},
	}
}

func identityOptions() []Option {
	return []Option{
		{Key: "auth.jwt_secret", Env: "JWT_SECRET", Secret: true, Derived: "made once in auth.keys_dir (development)", Doc: "installation secret: signs HS256 tokens; at least 32 bytes in production, the same on every replica"},
		{Key: "auth.jwt_algorithm", Env: "JWT_ALGORITHM", Default: "HS256", OneOf: "HS256 RS256", Doc: "HS256 (development) or RS256"},
		{Key: "auth.jwt_issuer", Env: "JWT_ISSUER", Default: "spectra-lab", Doc: "iss of the tokens"},
		{Key: "auth.jwt_audience", Default: "spectra-api", Doc: "aud of the tokens"},
		{Key: "auth.jwt_key_file", Doc: "RSA private key (PEM, at least 2048 bit) for RS256; empty: the keys in auth.keys_dir"},
		{Key: "auth.keys_dir", Derived: "state_dir/keys", Doc: "signing keys, mode 0400 or 0600"},
		{Key: "auth.access_ttl", Default: "15m", Min: "1m", Max: "1h", Doc: "life of an access token"},
		{Key: "auth.refresh_ttl", Default: "168h", Min: "5m", Max: "720h", Doc: "life of a refresh token"},
		{Key: "auth.family_ttl", Default: "720h", Min: "5m", Max: "8760h", Doc: "life of a session, however often refreshed"},
		{Key: "auth.bcrypt_cost", Default: "12", Min: "4", Max: "16", Doc: "cost of password hashes; at least 12 in production"},
		{Key: "auth.bcrypt_concurrency", Derived: "half the processors, at least 1", Min: "1", Max: "256", Doc: "password hashes computed at the same time"},
		{Key: "auth.password_min_length", Default: "15", Min: "8", Max: "128", Doc: "shortest password, in characters"},
		{Key: "auth.pepper", Secret: true, Doc: "key mixed into password hashes, kept outside the database; changing it invalidates every password"},
		{Key: "auth.policy_file", Derived: "the policy inside the executable", Doc: "Casbin policy, picked up when it changes; see policy.csv"},

		{Key: "oidc.enabled", Env: "OIDC_ENABLED", Default: "false", Doc: "single sign-on by OpenID Connect"},
		{Key: "oidc.issuer", Env: "OIDC_ISSUER", Doc: "issuer address of the identity provider"},
		{Key: "oidc.client_id", Env: "OIDC_CLIENT_ID", Doc: "client registered at the provider"},
		{Key: "oidc.client_secret", Env: "OIDC_CLIENT_SECRET", Secret: true, Doc: "its secret; empty for a public client with PKCE"},
		{Key: "oidc.redirect_url", Derived: "server.public_url/auth/oidc/callback", Doc: "redirect address registered at the provider"},
		{Key: "oidc.scopes", Default: "openid,email,profile", Doc: "scopes asked for"},
		{Key: "oidc.org", Doc: "slug of the organisation that new people join (as viewers)"},
		{Key: "oidc.groups_claim", Default: "groups", Doc: "claim that lists the person's groups"},
		{Key: "oidc.role_map", Doc: "group=role pairs applied at each login"},
		{Key: "oidc.trusted_domains", Doc: "mail domains for which the issuer's verified address links to an existing account"},
		{Key: "oidc.verified_claim", Default: "email_verified", Doc: "claim that says the provider verified the address; xms_edov at Microsoft Entra"},
		{Key: "oidc.allow_private", Default: "false", Doc: "the provider may be on this machine or in a private network"},
	}
}

func serviceOptions() []Option {
	return []Option{
		{Key: "redis.url", Env: "REDIS_URL", Secret: true, Doc: "redis:// or rediss://; empty: not used"},
		{Key: "mail.host", Doc: "mail server (SMTP) for notices, invitations and password links; empty: notices appear in the inbox only"},
		{Key: "mail.port", Derived: "587; 465 with mail.tls tls, 25 with none", Min: "1", Max: "65535", Doc: "its port"},
		{Key: "mail.username", Doc: "account to sign in with; empty: without"},
		{Key: "mail.password", Secret: true, Doc: "its password"},
		{Key: "mail.from", Doc: "sender, e.g. SPECTRA-Lab <lims@example.org>"},
		{Key: "mail.tls", Default: "starttls", OneOf: "starttls tls none", Doc: "starttls: must become encrypted; tls: encrypted from the start; none: never, on this machine only in production"},
		{Key: "mail.timeout", Default: "30s", Min: "1s", Max: "2m", Doc: "time for each step of the conversation"},
		{Key: "storage.url", Secret: true, Derived: "file://state_dir/blobs", Doc: "bucket for files: file:///path or s3://bucket?region=…"},
		{Key: "jobs.workers", Default: "2", Min: "0", Max: "256", Doc: "background jobs run at the same time; 0: this process runs none"},
		{Key: "log.level", Env: "LOG_LEVEL", Flag: "log-level", Default: "info", OneOf: "debug info warn error", Doc: "least severe level that is written"},
		{Key: "log.format", Flag: "log-format", Default: "auto", OneOf: "auto json text", Doc: "auto: text on a terminal, JSON otherwise"},
		{Key: "metrics.token", Secret: true, Doc: "bearer token that GET /metrics asks for"},
		{Key: "metrics.addr", Doc: "serve /metrics on this address only, e.g. 127.0.0.1:9101"},
		{Key: "audit.key_file", Derived: "auth.keys_dir/audit.key, made once", Doc: "Ed25519 key that signs checkpoints of the audit trail; its public half lies beside it as .pub"},
		{Key: "audit.checkpoint_every", Default: "1m", Min: "1s", Max: "10m", Doc: "longest time between two checkpoints of a growing trail; 1000 entries or a signature make one at once"},
		{Key: "audit.anchor_dir", Derived: "state_dir/anchors", Doc: "directory outside the database for copies of checkpoints; best append-only (chattr +a) or on another machine"},
		{Key: "audit.tsa_url", Doc: "RFC 3161 time-stamping authority that confirms checkpoints, e.g. https://freetsa.org/tsr; empty: none"},
		{Key: "audit.tsa_every", Default: "24h", Min: "1m", Max: "720h", Doc: "time between two time-stamps of a growing trail"},
		{Key: "compliance.profile", Default: "standard", OneOf: "standard part11", Doc: "part11 turns on every 21 CFR Part 11 setting"},
	}
}
