package users

import (
	"context"
	"strings"

	"github.com/spectra-lab/spectra/modules/auth/accounts"
	"github.com/spectra-lab/spectra/modules/auth/links"
	"github.com/spectra-lab/spectra/modules/auth/roles"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Deps are what the service stands on.
type Deps struct {
	Accounts accounts.Store
	Roles    *roles.Service
	Links    *links.Service
	// EndSessions ends every session of a person.
	EndSessions func(ctx context.Context, user id.ID, reason string) error
	// Forget makes this replica ask about the person at the next request.
	Forget func(user id.ID)
}

// Service holds the rules of people.
type Service struct {
	kit   module.Kit
	store store
	Deps
}

// NewService makes the service.
func NewService(kit module.Kit, d Deps) *Service {
	return &Service{kit: kit, store: store{kit.DB}, Deps: d}
}

// Get reads one person.
func (s *Service) Get(ctx context.Context, user id.ID) (*User, error) {
	u, err := db.Find[User](ctx, s.kit.DB, "user", user)
	return s.filled(ctx, u, err)
}

// lock reads one person for a change, after the lock on who may do what.
func (s *Service) lock(ctx context.Context, user id.ID) (*User, error) {
	if err := s.store.lockPeople(ctx); err != nil {
		return nil, err
	}
	u, err := db.Lock[User](ctx, s.kit.DB, "user", user)
	return s.filled(ctx, u, err)
}

func (s *Service) filled(ctx context.Context, u *User, err error) (*User, error) {
	if err != nil {
		return nil, err
	}
	one := []User{*u}
	err = s.store.fill(ctx, one)
	return &one[0], err
}

// ByEmail finds a person by address; nil when there is none.
func (s *Service) ByEmail(ctx context.Context, address string) (*User, error) {
	return s.store.byEmail(ctx, accounts.Fold(address))
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[User], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, keys, "-created_at", r, f)
	if err != nil {
		return page.List[User]{}, err
	}
	return s.store.list(ctx, f, p)
}

// Create makes a person. Without a password hash the person is invited and sets one by a link; with one (set-up, and
// the operator) the account works at once. Somebody who has an account elsewhere keeps that account and its password.
func (s *Service) Create(ctx context.Context, in New, hash string) (*User, *links.Link, error) {
	shown, folded, err := accounts.Address("/email", in.Email)
	if err != nil {
		return nil, nil, err
	}
	name := strings.TrimSpace(in.Name)
	if name == "" {
		return nil, nil, apperr.InvalidField("/name", "required", "A person needs a name; it is printed beside signatures.")
	}
	granted := unique(in.Roles)
	if len(granted) == 0 {
		granted = []string{authz.Viewer}
	}
	if err := s.Roles.Check(ctx, "/roles", granted); err != nil {
		return nil, nil, err
	}
	u := &User{Key: db.NewKey(ctx), Email: shown, EmailNorm: folded, Name: name, Status: Invited, RoleVersion: 1, CreatedBy: db.By(ctx).CreatedBy, Roles: granted}
	if err := s.insert(ctx, u, hash); err != nil {
		return nil, nil, err
	}
	if u.Status == Active {
		return u, nil, nil
	}
	link, err := s.Links.Make(ctx, u.ID, links.Invite)
	return u, link, err
}

// insert writes the person, after the identity behind it.
func (s *Service) insert(ctx context.Context, u *User, hash string) error {
	identity, err := s.Accounts.FindIdentity(ctx, u.EmailNorm)
	if err != nil {
		return err
	}
	fresh := identity == id.Nil
	if fresh {
		identity = id.New()
		if err := s.Accounts.CreateIdentity(ctx, identity, u.Email, u.EmailNorm, hash); err != nil {
			return err
		}
	}
	u.IdentityID = &identity
	if hash != "" {
		now := s.kit.Clock()
		u.Status, u.PasswordChangedAt = Active, &now
	}
	granted := u.Roles
	if err := db.Insert(ctx, s.kit.DB, u); err != nil {
		if db.Violates(err, "users_email_key") {
			return apperr.New(apperr.Conflict, "email_taken", "There is already a person with this address, perhaps deactivated; addresses are never given to somebody else.")
		}
		return err
	}
	u.Roles = granted
	if err := s.store.grant(ctx, u.ID, granted); err != nil {
		return err
	}
	if hash == "" || fresh {
		return nil
	}
	return s.keepPassword(ctx, identity, hash)
}

// keepPassword gives a person from elsewhere a password only when there is none yet.
func (s *Service) keepPassword(ctx context.Context, identity id.ID, hash string) error {
	current, err := s.Accounts.PasswordOf(ctx, identity)
	if err != nil || current != "" {
		return err
	}
	return s.Accounts.SetPassword(ctx, identity, hash)
}

// Update applies a merge patch to the version the client has seen.
func (s *Service) Update(ctx context.Context, user id.ID, seen int, c Change) (*User, error) {
	u, err := s.Reach(ctx, user)
	if err != nil {
		return nil, err
	}
	if err := etag.Check(seen, u.Version); err != nil {
		return nil, err
	}
	set := endpoint.Changes{}
	endpoint.Diff(set, "name", &u.Name, c.Name)
	if err := set.Err(); err != nil {
		return nil, err
	}
	if strings.TrimSpace(u.Name) == "" {
		return nil, apperr.InvalidField("/name", "required", "A person needs a name; it is printed beside signatures.")
	}
	s.Forget(user)
	return u, s.save(ctx, u, set.Columns())
}

// save writes columns and keeps the roles, which are in another table.
func (s *Service) save(ctx context.Context, u *User, set map[string]any) error {
	held := u.Roles
	err := db.Update(ctx, s.kit.DB, u, set)
	u.Roles = held
	return err
}

// View adds what the caller may do.
func (s *Service) View(ctx context.Context, u *User) View {
	may := func(ok bool, reason string) endpoint.Action {
		switch {
		case !s.kit.Can(ctx, "user:update"):
			return endpoint.Action{}
		case s.Roles.CheckWithin(ctx, u.Roles) != nil:
			return endpoint.Action{Reason: "beyond_own_rights"}
		case !ok:
			return endpoint.Action{Reason: reason}
		}
		return endpoint.Action{Allowed: true}
	}
	return View{User: *u, Actions: endpoint.Actions{
		"update": may(true, ""), "set_roles": may(true, ""), "deactivate": may(u.Status != Deactivated, "deactivated"),
		"reactivate": may(u.Status == Deactivated, "not_deactivated"), "reset_password": may(u.Status != Deactivated, "deactivated"),
	}}
}
