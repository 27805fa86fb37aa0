package config

import "time"

// Config is the effective configuration. The tags name the keys; options.go holds their defaults, bounds and texts.
type Config struct {
	Env        string     `key:"env"`
	StateDir   string     `key:"state_dir"`
	Server     Server     `key:"server"`
	Database   Database   `key:"database"`
	Auth       Auth       `key:"auth"`
	OIDC       OIDC       `key:"oidc"`
	Redis      Redis      `key:"redis"`
	Mail       Mail       `key:"mail"`
	Storage    Storage    `key:"storage"`
	Jobs       Jobs       `key:"jobs"`
	Log        Log        `key:"log"`
	Metrics    Metrics    `key:"metrics"`
	Audit      Audit      `key:"audit"`
	Compliance Compliance `key:"compliance"`

	origin map[string]string // key → where its value comes from
}

// Server is the HTTP side.
type Server struct {
	Addr              string        `key:"addr"`
	BasePath          string        `key:"base_path"`  // "" or "/prefix", no slash at the end
	PublicURL         string        `key:"public_url"` // "" or scheme://host[/prefix], no slash at the end
	BodyLimit         int64         `key:"body_limit"`
	UploadLimit       int64         `key:"upload_limit"`
	ReadHeaderTimeout time.Duration `key:"read_header_timeout"`
	RequestTimeout    time.Duration `key:"request_timeout"`
	DrainDelay        time.Duration `key:"drain_delay"`
	TrustedProxies    []string      `key:"trusted_proxies"`
}

// Database holds postgres:// URLs with their passwords filled in; all are empty with the embedded database.
type Database struct {
	URL                  string `key:"url"`
	WorkerURL            string `key:"worker_url"`
	CheckpointerURL      string `key:"checkpointer_url"`
	AdminURL             string `key:"admin_url"`
	MaxConns             int    `key:"max_conns"`
	AppPassword          string `key:"app_password"`
	WorkerPassword       string `key:"worker_password"`
	CheckpointerPassword string `key:"checkpointer_password"`
}

// Auth is tokens, passwords and the policy file.
type Auth struct {
	JWTSecret         string        `key:"jwt_secret"`
	JWTAlgorithm      string        `key:"jwt_algorithm"`
	JWTIssuer         string        `key:"jwt_issuer"`
	JWTAudience       string        `key:"jwt_audience"`
	JWTKeyFile        string        `key:"jwt_key_file"`
	KeysDir           string        `key:"keys_dir"`
	AccessTTL         time.Duration `key:"access_ttl"`
	RefreshTTL        time.Duration `key:"refresh_ttl"`
	FamilyTTL         time.Duration `key:"family_ttl"`
	BcryptCost        int           `key:"bcrypt_cost"`
	BcryptConcurrency int           `key:"bcrypt_concurrency"`
	PasswordMinLength int           `key:"password_min_length"`
	Pepper            string        `key:"pepper"`
	PolicyFile        string        `key:"policy_file"` // "": the policy inside the executable
}

// OIDC is single sign-on.
type OIDC struct {
	Enabled        bool     `key:"enabled"`
	Issuer         string   `key:"issuer"`
	ClientID       string   `key:"client_id"`
	ClientSecret   string   `key:"client_secret"`
	RedirectURL    string   `key:"redirect_url"`
	Scopes         []string `key:"scopes"`
	Org            string   `key:"org"`
	GroupsClaim    string   `key:"groups_claim"`
	RoleMap        []string `key:"role_map"` // group=role
	TrustedDomains []string `key:"trusted_domains"`
	VerifiedClaim  string   `key:"verified_claim"`
	AllowPrivate   bool     `key:"allow_private"`
}

// Redis is the optional cache and message bus.
type Redis struct {
	URL string `key:"url"`
}

// Mail is the mail server; without a host there is no mail.
type Mail struct {
	Host     string        `key:"host"`
	Port     int           `key:"port"`
	Username string        `key:"username"`
	Password string        `key:"password"`
	From     string        `key:"from"`
	TLS      string        `key:"tls"`
	Timeout  time.Duration `key:"timeout"`
}

// Storage is where the bytes of files are kept, as a Go CDK bucket URL.
type Storage struct {
	URL string `key:"url"`
}

// Jobs is background work.
type Jobs struct {
	Workers int `key:"workers"`
}

// Log is the server's own log.
type Log struct {
	Level  string `key:"level"`
	Format string `key:"format"`
}

// Metrics protects GET /metrics.
type Metrics struct {
	Token string `key:"token"`
	Addr  string `key:"addr"`
}

// Audit is how the trail is proven from outside the database.
type Audit struct {
	KeyFile         string        `key:"key_file"`
	CheckpointEvery time.Duration `key:"checkpoint_every"`
	AnchorDir       string        `key:"anchor_dir"`
	TSAURL          string        `key:"tsa_url"` // "": no time-stamps
	TSAEvery        time.Duration `key:"tsa_every"`
}

// Compliance chooses how strictly signing and change control behave.
type Compliance struct {
	Profile string `key:"profile"`
}

// The environments and profiles.
const (
	Development = "development"
	Production  = "production"
	Part11      = "part11"
)

// Production reports whether the production rules apply.
func (c Config) Production() bool { return c.Env == Production }

// Embedded reports whether the private PostgreSQL is to be used.
func (c Config) Embedded() bool { return c.Database.URL == "" }

// Origin says where the value of a key comes from.
func (c Config) Origin(key string) string { return c.origin[key] }
