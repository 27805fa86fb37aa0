package totp

import (
	"context"
	"errors"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Routes mounts the resource. The routes keep their own transactions: an Idempotency-Key would store their secrets, and a
// code is used up whatever becomes of the rest.
func (s *Service) Routes(r *endpoint.Router) {
	const tag, permission = "Auth", "profile:update"
	endpoint.Register(r, endpoint.Route{ID: "enroll-totp", Method: "POST", Path: "/auth/totp/enroll", Permission: permission, NoEvent: "a secret counts for nothing until a code has worked", Tag: tag}, s.enroll)
	endpoint.Register(r, endpoint.Route{ID: "confirm-totp", Method: "POST", Path: "/auth/totp/confirm", Permission: permission, Event: "user.totp_enabled", Tag: tag}, s.confirm)
	endpoint.Register(r, endpoint.Route{ID: "disable-totp", Method: "POST", Path: "/auth/totp/disable", Status: 204, Permission: permission, Event: "user.totp_disabled", Tag: tag}, s.disable)
}

// Enroll is the body of POST /auth/totp/enroll. Who it is, is asked again: whoever finds an open session must not lock its owner
// out.
type Enroll struct {
	signing.Proof
}

func (s *Service) enroll(ctx context.Context, in *struct{ Body Enroll }) (*endpoint.Listed[Enrolment], error) {
	p, err := s.Prove(ctx, in.Body.Proof)
	if err != nil {
		return nil, err
	}
	out, err := s.Begin(ctx, p)
	if err != nil {
		return nil, err
	}
	return &endpoint.Listed[Enrolment]{Body: *out}, nil
}

// Proof is the body of POST /auth/totp/confirm.
type Proof struct {
	Code string `json:"totp" minLength:"6" maxLength:"10" doc:"What the authenticator app shows now."`
}

func (s *Service) confirm(ctx context.Context, in *struct{ Body Proof }) (*endpoint.Listed[Recovery], error) {
	p, err := s.Self(ctx)
	if err != nil {
		return nil, err
	}
	out, err := s.Confirm(ctx, p.Identity, in.Body.Code)
	if err != nil {
		return nil, err
	}
	if out == nil {
		return nil, apperr.InvalidField("/totp", "wrong_code", "This is no code of the secret that was shown last. Check the clock of the device, or begin again.")
	}
	return &endpoint.Listed[Recovery]{Body: *out}, nil
}

// Disable is the body of POST /auth/totp/disable.
type Disable struct {
	Password    string `json:"password,omitempty" maxLength:"1024"`
	ReauthToken string `json:"reauth_token,omitempty" maxLength:"2000" doc:"In place of the password: POST /auth/oidc/reauth."`
	Code        string `json:"totp" minLength:"1" maxLength:"40" doc:"A code or a recovery code."`
}

func (s *Service) disable(ctx context.Context, in *struct{ Body Disable }) (*endpoint.NoContent, error) {
	p, err := s.Self(ctx)
	if err != nil {
		return nil, err
	}
	if st, serr := s.State(ctx, p.Identity); serr != nil || !st.Enrolled {
		return nil, errors.Join(serr, errNone())
	}
	if _, err := s.Prove(ctx, signing.Proof{Password: in.Body.Password, ReauthToken: in.Body.ReauthToken, TOTP: in.Body.Code}); err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		return s.Remove(ctx, tenancy.Must(ctx).ID, p.Identity)
	})
}
