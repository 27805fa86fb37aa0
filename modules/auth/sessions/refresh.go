package sessions

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// grace is how long a used token still gives its successor: tabs that race, and answers that got lost (ID-05).
const grace = 20 * time.Second

// outcome is what became of a presented token.
type outcome struct {
	token   string
	expires time.Time
	refused error
	reused  bool
}

// Reused is told when a token comes back after its time: somebody else may hold it.
type Reused struct{ Org, User, Session id.ID }

// Refresh exchanges a refresh token for the next one and a new access token. Refusals that change something (a
// revoked family) are committed before they are answered.
func (s *Service) Refresh(ctx context.Context, token string) (*Grant, *Reused, error) {
	if !wellFormed(token) {
		return nil, nil, errToken()
	}
	hash := digest(token)
	seen, err := s.store.consume(ctx, hash) // only to learn the organisation: the transaction below must be stamped with it
	if err != nil || seen == nil {
		return nil, nil, orToken(err)
	}
	actor := tenancy.SignIn(seen.OrgID)
	client := endpoint.ClientFrom(ctx)
	actor.RequestID, actor.IP, actor.UserAgent = endpoint.RequestID(ctx), client.IP, client.UserAgent
	ctx = tenancy.WithStamp(tenancy.With(ctx, actor), tenancy.Stamp{Event: "session.ended"})
	var out outcome
	err = s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		p, err := s.store.consume(ctx, hash)
		if err != nil {
			return err
		}
		if p == nil {
			return errToken()
		}
		out, err = s.rotate(ctx, p, token)
		return err
	})
	switch {
	case err != nil:
		return nil, nil, err
	case out.reused:
		return nil, &Reused{Org: seen.OrgID, User: seen.UserID, Session: seen.SessionID}, out.refused
	case out.refused != nil:
		return nil, nil, out.refused
	}
	g, err := s.grant(ctx, seen.OrgID, seen.SessionID, out.token, out.expires)
	return g, nil, err
}

// rotate decides with the token locked.
func (s *Service) rotate(ctx context.Context, p *presented, token string) (outcome, error) {
	now := s.kit.Clock()
	switch {
	case p.SessionEndedAt != nil || p.RevokedAt != nil || !now.Before(p.SessionExpiresAt) || p.UserStatus != "active" || p.OrgStatus != "active":
		return outcome{refused: errEnded()}, nil
	case p.UsedAt != nil && now.Sub(*p.UsedAt) <= grace && p.SuccessorUsedAt == nil && p.SuccessorEnc != nil:
		next, err := openSuccessor(token, p.SuccessorEnc)
		return outcome{token: next, expires: s.expiry(*p.UsedAt, p.FamilyExpiresAt)}, err
	case p.UsedAt != nil:
		return outcome{refused: errReused(), reused: true}, s.revoke(ctx, p, now)
	case !now.Before(p.ExpiresAt) || !now.Before(p.FamilyExpiresAt):
		return outcome{refused: errEnded()}, nil
	}
	next := newRefresh()
	t := &RefreshToken{OrgID: p.OrgID, ID: id.New(), SessionID: p.SessionID, FamilyID: p.FamilyID, ParentID: &p.TokenID, TokenHash: digest(next),
		IssuedAt: now, ExpiresAt: s.expiry(now, p.FamilyExpiresAt), FamilyExpiresAt: p.FamilyExpiresAt}
	if err := s.store.insertToken(ctx, t); err != nil {
		return outcome{}, err
	}
	sealed, err := lockSuccessor(token, next)
	if err != nil {
		return outcome{}, err
	}
	return outcome{token: next, expires: t.ExpiresAt}, s.store.used(ctx, p, t.ID, sealed, now)
}

// revoke ends the whole family: nobody can tell the thief from the owner.
func (s *Service) revoke(ctx context.Context, p *presented, now time.Time) error {
	if err := s.store.revokeFamily(ctx, p.FamilyID); err != nil {
		return err
	}
	ended, err := s.store.end(ctx, p.UserID, p.SessionID, id.Nil, "refresh_reused", now)
	s.forget(ended)
	return err
}

func errReused() error {
	return apperr.New(apperr.Unauthenticated, "refresh_reused", "This refresh token was used before, so the session was ended for safety. Sign in again.")
}

func errToken() error {
	return apperr.New(apperr.Unauthenticated, "invalid_refresh_token", "This refresh token is not valid. Sign in again.")
}

func orToken(err error) error {
	if err != nil {
		return err
	}
	return errToken()
}
