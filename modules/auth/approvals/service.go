package approvals

import (
	"context"
	"fmt"
	"slices"

	"github.com/spectra-lab/spectra/modules/auth/users"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Deps are what the service stands on.
type Deps struct {
	Users *users.Service
	// HasFactor tells whether a login has a second factor, RemoveFactor takes it away.
	HasFactor    func(ctx context.Context, identity id.ID) (bool, error)
	RemoveFactor func(ctx context.Context, user, identity id.ID) error
}

// Service holds the rules of what needs two people.
type Service struct {
	kit   module.Kit
	store store
	Deps
}

// NewService makes the service.
func NewService(kit module.Kit, d Deps) *Service {
	return &Service{kit: kit, store: store{kit.DB}, Deps: d}
}

// Get reads one request.
func (s *Service) Get(ctx context.Context, approval id.ID) (*Approval, error) {
	return s.store.get(ctx, approval, s.kit.Clock())
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Approval], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Approval]{}, err
	}
	return s.store.list(ctx, f, s.kit.Clock(), p)
}

// Ask is the first administrator's part. Where nobody else could confirm it takes effect at once, and the trail says so.
func (s *Service) Ask(ctx context.Context, kind string, user id.ID, in New) (*Approval, error) {
	reason, err := why(&in.Reason)
	if err != nil {
		return nil, err
	}
	me := tenancy.Must(ctx).ID
	if user == me {
		return nil, errSecond("Somebody else asks for this: nobody vouches for oneself. An own second factor is taken away with POST /auth/totp/disable.")
	}
	u, err := s.Users.Reach(ctx, user)
	if err != nil {
		return nil, err
	}
	if err := s.eligible(ctx); err != nil {
		return nil, err
	}
	if err := s.needed(ctx, kind, u); err != nil {
		return nil, err
	}
	others, err := inbox.Holders(ctx, s.kit.DB, s.kit.Can, permission)
	if err != nil {
		return nil, err
	}
	others = slices.DeleteFunc(others, func(o id.ID) bool { return o == me || o == user })
	row := &Row{Key: db.NewKey(ctx), Kind: kind, UserID: user, Reason: reason, Status: Pending, CreatedAt: s.kit.Clock(), CreatedBy: me, ExpiresAt: s.kit.Clock().Add(life)}
	if len(others) == 0 {
		row.Status, row.OnlyAdministrator, row.DecidedAt = Confirmed, true, &row.CreatedAt
	}
	if err := s.insert(ctx, row); err != nil {
		return nil, err
	}
	if row.OnlyAdministrator {
		if err := s.effect(ctx, row, u); err != nil {
			return nil, err
		}
	}
	if err := s.tell(ctx, row, u, others, ""); err != nil {
		return nil, err
	}
	return s.Get(ctx, row.ID)
}

func (s *Service) insert(ctx context.Context, row *Row) error {
	if err := s.store.lapse(ctx, row.UserID, s.kit.Clock()); err != nil {
		return err
	}
	err := db.Insert(ctx, s.kit.DB, row)
	if db.Violates(err, "approvals_pending") {
		return apperr.New(apperr.Conflict, "approval_pending", "This was asked for already and waits for a second administrator: GET /approvals?status=pending.")
	}
	return err
}

// needed refuses what there is nothing to do about.
func (s *Service) needed(ctx context.Context, kind string, u *users.User) error {
	switch {
	case u.Status == users.Deactivated:
		return apperr.New(apperr.Conflict, "deactivated", "This person is deactivated.")
	case kind == SigningAfterReset:
		if u.SigningResetAt == nil {
			return apperr.New(apperr.Conflict, "signing_not_held", "No reset keeps this person from signing.")
		}
		return nil
	}
	has := false
	var err error
	if u.IdentityID != nil {
		has, err = s.HasFactor(ctx, *u.IdentityID)
	}
	if err != nil || !has {
		return or(err, apperr.New(apperr.Conflict, "totp_not_enrolled", "There is no second factor."))
	}
	elsewhere, err := s.Users.Accounts.Elsewhere(ctx, *u.IdentityID)
	if err == nil && elsewhere {
		err = apperr.New(apperr.Conflict, "shared_account", "This account also belongs to another organisation, so its second factor is not yours to take away. Ask the operator of this installation.")
	}
	return err
}

func or(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// eligible refuses an administrator whose own password somebody else has reset and nobody has vouched for since: it could be
// the same hand twice.
func (s *Service) eligible(ctx context.Context) error {
	me, err := s.Users.Get(ctx, tenancy.Must(ctx).ID)
	if err == nil && me.SigningResetAt != nil {
		err = errSecond("Your own password was reset by an administrator's link: until your signing is confirmed you vouch for nobody else.")
	}
	return err
}

// Confirm is the second administrator's part.
func (s *Service) Confirm(ctx context.Context, approval id.ID) (*Approval, error) {
	row, u, err := s.open(ctx, approval)
	if err != nil {
		return nil, err
	}
	if err := s.second(ctx, row); err != nil {
		return nil, err
	}
	if err := s.undecided(row); err != nil {
		return nil, err
	}
	if err := s.fresh(ctx, row, u); err != nil {
		return nil, err
	}
	me, now := tenancy.Must(ctx).ID, s.kit.Clock()
	if err := db.Update(ctx, s.kit.DB, row, map[string]any{"status": Confirmed, "decided_at": now, "decided_by": me}); err != nil {
		return nil, err
	}
	if err := s.effect(ctx, row, u); err != nil {
		return nil, err
	}
	return s.decided(ctx, row, u, Confirmed)
}

// Decline ends a request; who made it may, too.
func (s *Service) Decline(ctx context.Context, approval id.ID, in Refusal) (*Approval, error) {
	reason, err := why(&in.Reason)
	if err != nil {
		return nil, err
	}
	row, u, err := s.open(ctx, approval)
	if err != nil {
		return nil, err
	}
	if err := s.undecided(row); err != nil {
		return nil, err
	}
	me, now := tenancy.Must(ctx).ID, s.kit.Clock()
	if err := db.Update(ctx, s.kit.DB, row, map[string]any{"status": Declined, "decided_at": now, "decided_by": me, "decline_reason": reason}); err != nil {
		return nil, err
	}
	return s.decided(ctx, row, u, Declined)
}

func (s *Service) decided(ctx context.Context, row *Row, u *users.User, outcome string) (*Approval, error) {
	if err := s.tell(ctx, row, u, []id.ID{row.CreatedBy}, outcome); err != nil {
		return nil, err
	}
	return s.Get(ctx, row.ID)
}

// open locks the people of the organisation and then the request: of two decisions at once the second sees the first.
func (s *Service) open(ctx context.Context, approval id.ID) (*Row, *users.User, error) {
	row, err := db.Find[Row](ctx, s.kit.DB, "approval", approval)
	if err != nil {
		return nil, nil, err
	}
	u, err := s.Users.Reach(ctx, row.UserID)
	if err != nil {
		return nil, nil, err
	}
	row, err = db.Lock[Row](ctx, s.kit.DB, "approval", approval)
	return row, u, err
}

// second refuses everybody who is no second person.
func (s *Service) second(ctx context.Context, row *Row) error {
	switch tenancy.Must(ctx).ID {
	case row.CreatedBy:
		return errSecond("You asked for this yourself: another administrator confirms it.")
	case row.UserID:
		return errSecond("This is about you: another administrator confirms it.")
	}
	return s.eligible(ctx)
}

func errSecond(text string) error {
	return apperr.New(apperr.Forbidden, "second_person_required", "%s", text)
}

func (s *Service) undecided(row *Row) error {
	if row.Status == Pending && s.kit.Clock().Before(row.ExpiresAt) {
		return nil
	}
	if row.Status == Pending || row.Status == Expired {
		return apperr.New(apperr.Conflict, "approval_expired", "Nobody decided about this within 72 hours: ask for it again.")
	}
	return apperr.New(apperr.Conflict, "approval_decided", "This was decided already.").With("outcome", row.Status)
}

// fresh refuses a request that no longer says what it said: made by somebody who is no administrator any more, or before
// another reset.
func (s *Service) fresh(ctx context.Context, row *Row, u *users.User) error {
	if err := s.needed(ctx, row.Kind, u); err != nil {
		return err
	}
	admins, err := inbox.Holders(ctx, s.kit.DB, s.kit.Can, permission)
	if err != nil {
		return err
	}
	if !slices.Contains(admins, row.CreatedBy) || row.Kind == SigningAfterReset && u.SigningResetAt.After(row.CreatedAt) {
		return apperr.New(apperr.Conflict, "approval_outdated", "Who asked for this is no administrator any more, or the password was reset again since: decline it and ask anew.")
	}
	return nil
}

// effect does what two people wanted. Whoever used the account up to now signs in again.
func (s *Service) effect(ctx context.Context, row *Row, u *users.User) error {
	if row.Kind == SigningAfterReset {
		return s.Users.SignAgain(ctx, u)
	}
	if err := s.RemoveFactor(ctx, u.ID, *u.IdentityID); err != nil {
		return err
	}
	s.Users.Forget(u.ID)
	return s.Users.EndSessions(ctx, u.ID, "mfa_removed")
}

// tell writes to the person concerned and to others.
func (s *Service) tell(ctx context.Context, row *Row, u *users.User, others []id.ID, outcome string) error {
	what, kind := "take away the second factor of "+u.Name, "second_person_wanted"
	if row.Kind == SigningAfterReset {
		what = "let " + u.Name + " sign again after a password reset"
	}
	title := fmt.Sprintf("%s asks to %s: a second administrator has to confirm", tenancy.Must(ctx).Name, what)
	switch {
	case row.OnlyAdministrator:
		kind, title = "second_person_decided", fmt.Sprintf("%s, the only administrator, decided to %s", tenancy.Must(ctx).Name, what)
	case outcome != "":
		kind, title = "second_person_decided", fmt.Sprintf("%s by %s: the request to %s", outcome, tenancy.Must(ctx).Name, what)
	}
	var notices []inbox.Notice
	for _, p := range append(slices.Clone(others), u.ID) {
		if p != tenancy.Must(ctx).ID {
			notices = append(notices, inbox.Notice{User: p, Kind: kind, Key: kind + "/" + row.ID.String(), RecordType: "user", RecordID: u.ID, Title: title})
		}
	}
	return inbox.Notify(ctx, s.kit.DB, s.kit.Mail, notices...)
}

func why(text *string) (string, error) {
	var f values.Faults
	out := f.Prose("/reason", text, 2000)
	if out == nil {
		f.Add("/reason", "required", "Say why.")
	}
	if err := f.Err(); err != nil {
		return "", err
	}
	return *out, nil
}

// view adds what the caller may do.
func (s *Service) view(ctx context.Context, a *Approval) View {
	may := func(refused bool, reason string) endpoint.Action {
		switch {
		case !s.kit.Can(ctx, permission):
			return endpoint.Action{}
		case a.Status != Pending:
			return endpoint.Action{Reason: a.Status}
		case refused:
			return endpoint.Action{Reason: reason}
		}
		return endpoint.Action{Allowed: true}
	}
	me := tenancy.Must(ctx).ID
	return View{Approval: *a, Actions: endpoint.Actions{"confirm": may(me == a.CreatedBy || me == a.UserID, "second_person_required"), "decline": may(false, "")}}
}
