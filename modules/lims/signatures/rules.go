package signatures

import (
	"context"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// PermissionOf is what the meaning needs: people sign their own work, and others judge it.
func PermissionOf(meaning string) string {
	if meaning == signing.Authorship || meaning == signing.Responsibility {
		return "signature:create"
	}
	return "signature:approve"
}

// permitted asks the policy.
func (s *Service) permitted(ctx context.Context, t signing.Type, meaning string) error {
	for _, p := range []string{t.Read, PermissionOf(meaning)} {
		if !s.kit.Can(ctx, p) {
			return apperr.New(apperr.Forbidden, "forbidden", "Your role does not include %s.", p).With("permission", p)
		}
	}
	return nil
}

// entitled holds what is demanded of a person before a signature (P11-14, P11-21, P11-24).
func (s *Service) entitled(ctx context.Context, r signing.Rules) error {
	standing, err := s.store.standing(ctx, tenancy.Must(ctx).ID, r.StatementVersion)
	switch {
	case err != nil:
		return err
	case standing.ResetAt != nil:
		return apperr.New(apperr.Forbidden, "signing_after_reset", "Your password was set by an administrator's link. You sign again when one administrator has asked for it and another one has confirmed that the account is in your hands.")
	case r.Permit && !standing.CanSign:
		return apperr.New(apperr.Forbidden, "signing_not_enabled", "An administrator has to enable signing for you first, with a note of the evidence of who you are.")
	case r.Accountability && standing.AcceptedAt == nil:
		return apperr.New(apperr.Forbidden, "accountability_required", "Accept the statement of accountability first: POST /signatures/accountability.").With("statement_version", r.StatementVersion)
	}
	return nil
}

// past is a signature of the caller under the same version of a record.
type past struct {
	ID      id.ID
	Meaning string
}

// segregate keeps people from judging their own work (P11-31). That who signs as author wrote it is no question of
// settings: the statement would be false.
func segregate(r signing.Rules, meaning string, state *signing.State, me id.ID, mine []past) error {
	author := slices.Contains(state.Authors, me)
	signedAs := func(meanings ...string) bool {
		return slices.ContainsFunc(mine, func(p past) bool { return slices.Contains(meanings, p.Meaning) })
	}
	if i := slices.IndexFunc(mine, func(p past) bool { return p.Meaning == meaning }); i >= 0 {
		return apperr.New(apperr.Conflict, "already_signed", "You have signed this version in this meaning already.").With("signature_id", mine[i].ID)
	}
	refuse := func(why string) error {
		return apperr.New(apperr.Forbidden, "segregation_of_duties", "%s", why).With("meaning", meaning)
	}
	switch {
	case meaning == signing.Authorship && !author:
		return apperr.New(apperr.Forbidden, "not_author", "Only who wrote this record signs it as author.")
	case !r.Segregation:
		return nil
	case meaning == signing.Review && author:
		return refuse("Somebody else than the authors reviews a record.")
	case meaning == signing.Review && signedAs(signing.Approval):
		return refuse("Who approved a record does not review it as well.")
	case meaning == signing.Witness && author:
		return refuse("A witness is somebody else than the authors.")
	case meaning == signing.Approval && (author || signedAs(signing.Authorship, signing.Review)):
		return refuse("Somebody else than authors and reviewers approves a record.")
	}
	return nil
}
