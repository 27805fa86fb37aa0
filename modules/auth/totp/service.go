package totp

import (
	"context"

	"github.com/spectra-lab/spectra/modules/auth/seal"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// issuer is the name that authenticator apps show.
const issuer = "SPECTRA-Lab"

// Deps are what the service stands on.
type Deps struct {
	Box seal.Box
	// Self tells who is signed in.
	Self func(ctx context.Context) (Person, error)
	// Prove asks the signed-in person again who they are, and for a code where one is given.
	Prove func(ctx context.Context, p signing.Proof) (Person, error)
}

// Service holds the rules of second factors.
type Service struct {
	kit   module.Kit
	store store
	Deps
}

// NewService makes the service.
func NewService(kit module.Kit, d Deps) *Service {
	return &Service{kit: kit, store: store{kit.DB}, Deps: d}
}

// Person is whose second factor it is about.
type Person struct {
	Identity id.ID
	Account  string // how authenticator apps name it
}

// State is what there is to know about a person's second factor.
type State struct {
	Enrolled     bool `json:"enrolled"`
	RecoveryLeft int  `json:"recovery_codes_left"`
}

// State reads it.
func (s *Service) State(ctx context.Context, identity id.ID) (State, error) {
	f, err := s.store.find(ctx, identity)
	if err != nil || f == nil || !f.Confirmed {
		return State{}, err
	}
	return State{Enrolled: true, RecoveryLeft: f.RecoveryLeft}, nil
}

// Enrolment is a secret that counts for nothing until a code of it has worked (P11-29).
type Enrolment struct {
	Secret string `json:"secret" doc:"To be typed into an authenticator app. Shown once."`
	URL    string `json:"otpauth_url" doc:"The same for its camera, as the content of a QR code."`
}

// Recovery are the codes for a lost telephone.
type Recovery struct {
	Codes []string `json:"recovery_codes" doc:"Each opens the account once in place of a code. Shown once; print them."`
}

// Begin makes a secret for a person; an earlier one that was never confirmed is forgotten.
func (s *Service) Begin(ctx context.Context, p Person) (*Enrolment, error) {
	out, err := enrolment(issuer, p.Account)
	if err != nil {
		return nil, err
	}
	ok, err := s.store.begin(ctx, p.Identity, s.Box.Seal([]byte(out.Secret), p.Identity.String()))
	if err == nil && !ok {
		err = apperr.New(apperr.Conflict, "totp_enrolled", "A second factor is enrolled. Take it away first, with POST /auth/totp/disable.")
	}
	return out, err
}

// Confirm puts the secret in force when the code is one of it; nil is a wrong code.
func (s *Service) Confirm(ctx context.Context, identity id.ID, code string) (*Recovery, error) {
	f, err := s.store.find(ctx, identity)
	if err != nil || f == nil || f.Confirmed {
		return nil, err
	}
	found, err := s.matching(f, identity, code)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	out := &Recovery{Codes: recovery()}
	hashes := make([][]byte, len(out.Codes))
	for i, c := range out.Codes {
		hashes[i] = hash(identity, c)
	}
	ctx = tenancy.WithStamp(ctx, tenancy.Stamp{Event: "user.totp_enabled"})
	err = s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		ok, err := s.store.confirm(ctx, identity, f.Secret, found[len(found)-1], hashes)
		if err != nil || !ok {
			out = nil
			return err
		}
		return s.note(ctx, tenancy.Must(ctx).ID, map[string]any{"second_factor": "totp", "recovery_codes": len(hashes)})
	})
	return out, err
}

func (s *Service) matching(f *factor, identity id.ID, code string) ([]int64, error) {
	secret, err := s.Box.Open(f.Secret, identity.String())
	if err != nil {
		return nil, apperr.New(apperr.Internal, "internal", "The second factor cannot be read: the installation's secret was changed. Ask the operator.").Because(err)
	}
	return steps(string(secret), plain(code), s.kit.Clock(), f.LastStep)
}

// Outcome is what became of a second factor that was asked for.
type Outcome uint8

// The outcomes.
const (
	Absent  Outcome = iota // nothing is enrolled
	Missing                // enrolled, and no code given
	Wrong
	Right
)

// Check looks at a code and uses it up: its step, or the recovery code, works once (T-20 of two at once one wins).
func (s *Service) Check(ctx context.Context, identity id.ID, code string) (Outcome, error) {
	f, err := s.store.find(ctx, identity)
	switch {
	case err != nil:
		return Wrong, err
	case f == nil || !f.Confirmed:
		return Absent, nil
	case code == "":
		return Missing, nil
	case !isCode(plain(code)):
		return s.recover(ctx, identity, code)
	}
	found, err := s.matching(f, identity, code)
	for _, step := range found {
		if ok, uerr := s.store.useStep(ctx, identity, step); uerr != nil || ok {
			return outcome(ok), uerr
		}
	}
	return Wrong, err
}

func (s *Service) recover(ctx context.Context, identity id.ID, code string) (Outcome, error) {
	var ok bool
	ctx = tenancy.WithStamp(ctx, tenancy.Stamp{Event: "user.recovery_code_used"})
	err := s.kit.DB.InTx(ctx, func(ctx context.Context) (err error) {
		if ok, err = s.store.useRecovery(ctx, identity, hash(identity, code)); err != nil || !ok {
			return err
		}
		return s.note(ctx, tenancy.Must(ctx).ID, map[string]any{"second_factor": "recovery code"})
	})
	return outcome(ok && err == nil), err
}

func outcome(ok bool) Outcome {
	if ok {
		return Right
	}
	return Wrong
}

// Remove takes the second factor of a person away, at once (P11-27). It runs in the transaction of its reason.
func (s *Service) Remove(ctx context.Context, user, identity id.ID) error {
	ok, err := s.store.remove(ctx, identity)
	if err != nil {
		return err
	}
	if !ok {
		return errNone()
	}
	return s.note(ctx, user, map[string]any{"second_factor": nil})
}

func errNone() error {
	return apperr.New(apperr.Conflict, "totp_not_enrolled", "There is no second factor.")
}

func (s *Service) note(ctx context.Context, user id.ID, details map[string]any) error {
	return audittrail.EventOf(ctx, s.kit.DB, "user", user, details)
}
