package users

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// The states of a person. A deactivated one stays for ever, and so does the address: logins are never reassigned
// (P11-20).
const (
	Active      = "active"
	Invited     = "invited"
	Deactivated = "deactivated"
)

// User is a person's membership in an organisation.
type User struct {
	db.Key
	IdentityID         *id.ID     `json:"-"`
	Email              string     `json:"email"`
	EmailNorm          string     `json:"-"`
	Name               string     `json:"name"`
	Status             string     `json:"status" enum:"active,invited,deactivated"`
	RoleVersion        int        `json:"-"`
	LastLoginAt        *time.Time `json:"last_login_at" nullable:"true"`
	PasswordChangedAt  *time.Time `json:"password_changed_at" nullable:"true"`
	MustChangePassword bool       `json:"must_change_password"`
	DeactivatedAt      *time.Time `json:"deactivated_at" nullable:"true"`
	SigningResetAt     *time.Time `json:"signing_reset_at" nullable:"true" doc:"Since an administrator's link set the password: the person cannot sign until two administrators let them."`
	Version            int        `gorm:"<-:update" json:"version"`
	CreatedAt          time.Time  `gorm:"<-:false;autoCreateTime:false" json:"created_at"`
	CreatedBy          *id.ID     `json:"created_by" nullable:"true"`
	UpdatedAt          time.Time  `gorm:"<-:update;autoUpdateTime:false" json:"updated_at"`

	Roles []string `gorm:"-" json:"roles"`
}

// TableName is the table of people.
func (User) TableName() string { return "users" }

// RecordVersion lets record helpers compare versions.
func (u *User) RecordVersion() int { return u.Version }

// RoleRow is one role of one person.
type RoleRow struct {
	OrgID     id.ID  `gorm:"primaryKey"`
	UserID    id.ID  `gorm:"primaryKey"`
	RoleKey   string `gorm:"primaryKey"`
	GrantedAt time.Time
	GrantedBy *id.ID
}

// TableName is the table of roles that people have.
func (RoleRow) TableName() string { return "user_roles" }

// View is a person with what the caller may do.
type View struct {
	User
	Actions endpoint.Actions `json:"_actions"`
}

// Made is a new person with the link to give to them.
type Made struct {
	View
	InviteURL       *string    `json:"invite_url" nullable:"true" doc:"Where the person sets the password; to be handed over. Shown once."`
	InviteExpiresAt *time.Time `json:"invite_expires_at" nullable:"true"`
	InviteMailed    bool       `json:"invite_mailed" doc:"Whether the person gets the link by mail, too; false where this server sends none."`
}

// Filter narrows the list.
type Filter struct {
	Q      string   `query:"q" maxLength:"200" doc:"Substring of name or address."`
	Status []string `query:"status" enum:"active,invited,deactivated"`
	Role   string   `query:"role" maxLength:"63"`
}

// New is the body of a creation. There is no password in it: only the person ever knows that (P11-24).
type New struct {
	Email string   `json:"email" minLength:"3" maxLength:"254"`
	Name  string   `json:"name" minLength:"1" maxLength:"200"`
	Roles []string `json:"roles,omitempty" minItems:"1" maxItems:"20" doc:"viewer when left out."`
}

// Change is a merge patch. The address is the login and stays.
type Change struct {
	Name endpoint.Patch[string] `json:"name,omitempty" minLength:"1" maxLength:"200"`
}

// RoleSet is the body of PUT /users/{id}/roles.
type RoleSet struct {
	Roles []string `json:"roles" minItems:"1" maxItems:"20"`
}

var keys = page.Keys[User]{
	"created_at": db.ByTime("created_at", func(u *User) time.Time { return u.CreatedAt }),
	"updated_at": db.ByTime("updated_at", func(u *User) time.Time { return u.UpdatedAt }),
	"name":       db.ByText("name", func(u *User) string { return u.Name }),
	"email":      db.ByText("email", func(u *User) string { return u.Email }),
}
