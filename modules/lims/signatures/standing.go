package signatures

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// PermitRow is one row of signing_permits.
type PermitRow struct {
	OrgID     id.ID `gorm:"primaryKey"`
	UserID    id.ID `gorm:"primaryKey"`
	CanSign   bool
	Evidence  string
	GrantedBy *id.ID
	GrantedAt time.Time `gorm:"<-:false"`
	Version   int       `gorm:"<-:update"`
}

// TableName is the table of who may sign.
func (PermitRow) TableName() string { return "signing_permits" }

// AcceptanceRow is one row of signing_acceptances.
type AcceptanceRow struct {
	db.Key
	UserID           id.ID
	UserName         string
	UserEmail        string
	Statement        string
	StatementVersion string
	AcceptedAt       time.Time `gorm:"<-:false"`
}

// TableName is the table of accepted accountability.
func (AcceptanceRow) TableName() string { return "signing_acceptances" }

// Standing is whether a person may sign, as far as the organisation's demands go.
type Standing struct {
	UserID                id.ID      `json:"user_id"`
	CanSign               bool       `json:"can_sign" doc:"An administrator has enabled it."`
	Evidence              *string    `json:"evidence" nullable:"true" doc:"What shows who the person is."`
	GrantedBy             *id.ID     `json:"granted_by" nullable:"true"`
	GrantedAt             *time.Time `json:"granted_at" nullable:"true"`
	AcceptedAt            *time.Time `json:"accepted_at" nullable:"true" doc:"When the statement in force was accepted."`
	ResetAt               *time.Time `json:"reset_at" nullable:"true" doc:"Since an administrator's link set the password: nobody signs with it before two administrators allow it."`
	Version               int        `json:"version" doc:"0 while nobody has decided."`
	Statement             string     `gorm:"-" json:"statement"`
	StatementVersion      string     `gorm:"-" json:"statement_version"`
	RequireAccountability bool       `gorm:"-" json:"require_accountability"`
	CanSignRequired       bool       `gorm:"-" json:"can_sign_required"`
	RequiresMFA           bool       `gorm:"-" json:"requires_mfa"`
}

// Permit is the body of PUT /users/{id}/signing.
type Permit struct {
	CanSign  bool   `json:"can_sign"`
	Evidence string `json:"evidence" minLength:"3" maxLength:"2000" doc:"How it is known who the person is, or why signing ends."`
}

// Acceptance is the body of POST /signatures/accountability.
type Acceptance struct {
	StatementVersion string `json:"statement_version" minLength:"1" maxLength:"40" doc:"Of the statement that was read."`
}

// Standing tells how a person stands.
func (s *Service) Standing(ctx context.Context, user id.ID) (*Standing, error) {
	rules, err := s.rules(ctx)
	if err != nil {
		return nil, err
	}
	out, err := s.store.standing(ctx, user, rules.StatementVersion)
	if err != nil {
		return nil, err
	}
	return out.under(rules), nil
}

func (o *Standing) under(r signing.Rules) *Standing {
	o.Statement, o.StatementVersion = r.Statement, r.StatementVersion
	o.RequireAccountability, o.CanSignRequired, o.RequiresMFA = r.Accountability, r.Permit, r.MFA
	return o
}

// Permit lets a person sign, or ends it; seen is the version the client has seen, 0 for any. Nobody enables oneself.
func (s *Service) Permit(ctx context.Context, user id.ID, seen int, in Permit) (*Standing, error) {
	var f values.Faults
	evidence := f.Prose("/evidence", &in.Evidence, 2000)
	if evidence == nil {
		f.Add("/evidence", "required", "Note what shows who the person is.")
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if user == tenancy.Must(ctx).ID {
		return nil, apperr.New(apperr.Forbidden, "own_permit", "Somebody else decides whether you sign.")
	}
	before, err := s.Standing(ctx, user)
	if err != nil {
		return nil, err
	}
	if err := etag.Check(seen, before.Version); err != nil {
		return nil, err
	}
	if before.Version == 0 || before.CanSign != in.CanSign || *before.Evidence != *evidence {
		if err := s.store.permit(ctx, user, in.CanSign, *evidence); err != nil {
			return nil, err
		}
	}
	return s.Standing(ctx, user)
}

// Accept keeps the caller's word that the electronic signature binds like the handwritten one (P11-14).
func (s *Service) Accept(ctx context.Context, in Acceptance) (*Standing, error) {
	a := tenancy.Must(ctx)
	if err := s.inPerson(ctx); err != nil {
		return nil, err
	}
	rules, err := s.rules(ctx)
	if err != nil {
		return nil, err
	}
	if in.StatementVersion != rules.StatementVersion {
		return nil, apperr.New(apperr.Conflict, "statement_changed", "Another version of the statement is in force: read it first.").With("statement_version", rules.StatementVersion)
	}
	p, err := s.store.person(ctx)
	if err != nil {
		return nil, err
	}
	err = s.store.accept(ctx, &AcceptanceRow{Key: db.NewKey(ctx), UserID: a.ID, UserName: p.Name, UserEmail: p.Email, Statement: statement(p.Name, rules), StatementVersion: rules.StatementVersion})
	if err != nil {
		return nil, err
	}
	return s.Standing(ctx, a.ID)
}
