package accounts

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Store calls the functions of schema auth.
type Store struct {
	db   *db.DB
	idle int
}

// NewStore makes the store. idle are the days without a sign-in after which an account is closed in organisations that say
// nothing about it; 0 is never.
func NewStore(d *db.DB, idle int) Store { return Store{d, idle} }

// Login is what a password is compared with. Hash is empty for an unknown address and for a person who never set one.
type Login struct {
	IdentityID id.ID
	Hash       string
}

// Membership is one organisation a person belongs to.
type Membership struct {
	OrgID     id.ID
	OrgSlug   string
	OrgName   string
	OrgStatus string
	UserID    id.ID
	Name      string
	Email     string
	Status    string
}

// Active reports whether the person may work there now.
func (m Membership) Active() bool { return m.Status == "active" && m.OrgStatus == "active" }

// Organization is what may be known of an organisation before anybody belongs to it.
type Organization struct {
	ID     id.ID
	Slug   string
	Name   string
	Status string
}

// FindLogin looks an address up; unknown ones give the zero Login.
func (s Store) FindLogin(ctx context.Context, folded string) (Login, error) {
	var row struct {
		IdentityID   id.ID
		PasswordHash *string
	}
	err := s.db.Q(ctx).Raw("select identity_id, password_hash from auth.find_login(?)", folded).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Login{}, nil
	}
	out := Login{IdentityID: row.IdentityID}
	if row.PasswordHash != nil {
		out.Hash = *row.PasswordHash
	}
	return out, err
}

// Memberships lists where a person belongs, by slug. Ask only after the password was right, or without looking at the
// answer.
func (s Store) Memberships(ctx context.Context, identity id.ID) ([]Membership, error) {
	var out []Membership
	err := s.db.Q(ctx).Raw("select org_id, org_slug, org_name, org_status, user_id, name, email, status from auth.memberships(?,?)", identity, s.idle).Scan(&out).Error
	return out, err
}

// FindIdentity finds the person of an address; Nil when there is none.
func (s Store) FindIdentity(ctx context.Context, folded string) (id.ID, error) {
	var v *id.ID
	if err := s.db.Q(ctx).Raw("select auth.find_identity(?)", folded).Row().Scan(&v); err != nil || v == nil {
		return id.Nil, err
	}
	return *v, nil
}

// CreateIdentity makes the person of an address; an empty hash is no password.
func (s Store) CreateIdentity(ctx context.Context, identity id.ID, shown, folded, hash string) error {
	return s.db.Q(ctx).Exec("select auth.create_identity(?,?,?,nullif(?,''))", identity, shown, folded, hash).Error
}

// SetPassword changes the password of a person of the context's organisation.
func (s Store) SetPassword(ctx context.Context, identity id.ID, hash string) error {
	var found bool
	err := s.db.Q(ctx).Raw("select auth.set_password(?,?)", identity, hash).Row().Scan(&found)
	if err == nil && !found {
		err = errors.New("auth: this person does not belong to the organisation")
	}
	return err
}

// PasswordOf gives the hash of a person of the context's organisation, empty when there is none.
func (s Store) PasswordOf(ctx context.Context, identity id.ID) (string, error) {
	var hash *string
	if err := s.db.Q(ctx).Raw("select auth.password_of(?)", identity).Row().Scan(&hash); err != nil || hash == nil {
		return "", err
	}
	return *hash, nil
}

// FindExternal finds the person of a subject at an identity provider; Nil when there is none.
func (s Store) FindExternal(ctx context.Context, issuer, subject string) (id.ID, error) {
	var v *id.ID
	if err := s.db.Q(ctx).Raw("select auth.find_external(?,?)", issuer, subject).Row().Scan(&v); err != nil || v == nil {
		return id.Nil, err
	}
	return *v, nil
}

// LinkExternal makes a subject at an identity provider the login of a person of the context's organisation. It is false
// when the subject is somebody else's, or the person has another subject there; replace takes the latter's place.
func (s Store) LinkExternal(ctx context.Context, issuer, subject string, identity id.ID, replace bool) (linked bool, err error) {
	err = s.db.Q(ctx).Raw("select auth.link_external(?,?,?,?)", issuer, subject, identity, replace).Row().Scan(&linked)
	return linked, err
}

// Spend uses up what works once; of two at once it is true for one. It may be forgotten some time after its end.
func (s Store) Spend(ctx context.Context, hash []byte, until time.Time) (first bool, err error) {
	err = s.db.Q(ctx).Raw("select auth.spend( ?, ?)", hash, until).Row().Scan(&first)
	return first, err
}

// DeviceEpoch is what a cookie of a device must carry to be of a known one.
func (s Store) DeviceEpoch(ctx context.Context, identity id.ID) (int, error) {
	var n int
	err := s.db.Q(ctx).Raw("select auth.device_epoch(?)", identity).Row().Scan(&n)
	return n, err
}

// ForgetDevices makes every device unknown to a person of the context's organisation.
func (s Store) ForgetDevices(ctx context.Context, identity id.ID) error {
	return s.db.Q(ctx).Exec("select auth.forget_devices(?)", identity).Error
}

// Elsewhere reports whether the person also belongs to another organisation than the context's.
func (s Store) Elsewhere(ctx context.Context, identity id.ID) (bool, error) {
	var out bool
	err := s.db.Q(ctx).Raw("select auth.identity_memberships_elsewhere(?)", identity).Row().Scan(&out)
	return out, err
}

// AnyUser reports whether anybody at all has been created.
func (s Store) AnyUser(ctx context.Context) (bool, error) {
	var out bool
	err := s.db.Q(ctx).Raw("select auth.any_user()").Row().Scan(&out)
	return out, err
}

// LockSetup makes the transaction the only one that may find out whether there is a user.
func (s Store) LockSetup(ctx context.Context) error {
	return s.db.Q(ctx).Exec("select pg_advisory_xact_lock(hashtextextended('spectra first set-up', 0))").Error
}

// FindOrganization looks a slug up; nil when there is none.
func (s Store) FindOrganization(ctx context.Context, slug string) (*Organization, error) {
	var out Organization
	err := s.db.Q(ctx).Raw("select id, slug, name, status from auth.find_org(?)", slug).Take(&out).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil //nolint:nilnil // nothing there
	}
	return &out, err
}
