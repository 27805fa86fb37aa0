package signin

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spectra-lab/spectra/modules/auth/links"
	"github.com/spectra-lab/spectra/modules/auth/users"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Setup is the body of POST /auth/setup: the first organisation and its administrator.
type Setup struct {
	Token        string   `json:"token" minLength:"1" maxLength:"200"`
	Organization SetupOrg `json:"organization"`
	User         SetupOne `json:"user"`
}

// SetupOrg is the first organisation.
type SetupOrg struct {
	Slug string `json:"slug" minLength:"2" maxLength:"63"`
	Name string `json:"name" minLength:"1" maxLength:"200"`
}

// SetupOne is the first person.
type SetupOne struct {
	Email    string `json:"email" minLength:"3" maxLength:"254"`
	Name     string `json:"name" minLength:"1" maxLength:"200"`
	Password string `json:"password" minLength:"1" maxLength:"1024"`
}

// Ready is the answer of a set-up.
type Ready struct {
	Organization struct {
		ID   id.ID  `json:"id"`
		Slug string `json:"slug"`
		Name string `json:"name"`
	} `json:"organization"`
	User users.User `json:"user"`
}

// SetupLink is the link of the first run, the same at every start until it was used. Its secret lies beside the
// signing keys: who can read it there owns the installation anyway.
func (s *Service) SetupLink(ctx context.Context) (url string, needed bool, err error) {
	any, err := s.Accounts.AnyUser(ctx)
	if err != nil || any {
		return "", false, err
	}
	token, err := s.setupToken()
	if errors.Is(err, fs.ErrNotExist) {
		if err = makeFile(s.SetupFile, links.Secret()); err == nil || errors.Is(err, fs.ErrExist) {
			token, err = s.setupToken()
		}
	}
	if err != nil {
		return "", true, fmt.Errorf("auth: set-up secret: %w", err)
	}
	return s.Links.URL("setup", token), true, nil
}

func (s *Service) setupToken() (string, error) {
	text, err := os.ReadFile(s.SetupFile)
	if err != nil {
		return "", err
	}
	token := strings.TrimSpace(string(text))
	if len(token) < 43 {
		return "", fmt.Errorf("%s is damaged: delete it, a new one is made at the next start", s.SetupFile)
	}
	return token, nil
}

// makeFile writes a file that must not exist yet, readable by the owner alone.
func makeFile(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}

// Setup makes the first organisation and its administrator, once in the life of an installation.
func (s *Service) Setup(ctx context.Context, in Setup) (*Ready, error) {
	ctx = tenancy.With(ctx, nil)
	// The secret is removed after the commit that makes it useless: read before asking, a missing one means that
	// somebody is seen, and whoever came second with the right link is told so.
	token, err := s.setupToken()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err := s.unused(ctx); err != nil {
		return nil, err
	}
	if token == "" || subtle.ConstantTimeCompare([]byte(token), []byte(in.Token)) != 1 {
		return nil, apperr.New(apperr.Unauthenticated, "invalid_link", "This is not the set-up link that the server printed when it started.")
	}
	if err := s.Rules.Check("/user/password", in.User.Password, in.User.Email, in.User.Name, in.Organization.Name); err != nil {
		return nil, err
	}
	hash, err := s.Hasher.Hash(ctx, in.User.Password)
	if err != nil {
		return nil, err
	}
	out := &Ready{}
	ctx = system(ctx, id.New())
	if err := s.kit.DB.InTx(ctx, func(ctx context.Context) error { return s.setup(ctx, in, hash, out) }); err != nil {
		return nil, err
	}
	if err := os.Remove(s.SetupFile); err != nil {
		s.kit.Log.WarnContext(ctx, "the used set-up secret could not be removed; it opens nothing any more", "error", err)
	}
	return out, nil
}

// unused refuses once there is anybody.
func (s *Service) unused(ctx context.Context) error {
	any, err := s.Accounts.AnyUser(ctx)
	if err == nil && any {
		err = apperr.New(apperr.Conflict, "already_set_up", "This installation is set up. Ask an administrator for an invitation.")
	}
	return err
}

func (s *Service) setup(ctx context.Context, in Setup, hash string, out *Ready) error {
	if err := s.Accounts.LockSetup(ctx); err != nil {
		return err
	}
	if err := s.unused(ctx); err != nil {
		return err
	}
	if err := s.Organizations.Create(ctx, "/organization", in.Organization.Slug, in.Organization.Name); err != nil {
		return err
	}
	o, err := s.Organizations.Current(ctx)
	if err != nil {
		return err
	}
	u, _, err := s.Users.Create(ctx, users.New{Email: in.User.Email, Name: in.User.Name, Roles: []string{authz.Admin}}, hash)
	if err != nil {
		return below("/user", err)
	}
	out.Organization.ID, out.Organization.Slug, out.Organization.Name, out.User = o.ID, o.Slug, o.Name, *u
	return nil
}

// below moves the pointers of an error to where the fields are in this request.
func below(prefix string, err error) error {
	if e, ok := apperr.As(err); ok {
		for i := range e.Fields {
			e.Fields[i].Pointer = prefix + e.Fields[i].Pointer
		}
	}
	return err
}
