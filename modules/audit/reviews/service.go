package reviews

import (
	"context"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

const permission = "audit:review"

// Deps are what a review needs from outside the module; they are those of a signature.
type Deps struct {
	Reauthenticate signing.Prover
	Key            *signing.Key
	Strict         bool   // compliance.profile=part11
	Wake           func() // asks for a checkpoint of the trail; nil: nobody makes any
}

// Service reviews the trail of the caller's organisation.
type Service struct {
	kit   module.Kit
	store store
	deps  Deps
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

// Use takes what comes from outside, before the first request.
func (s *Service) Use(d Deps) { s.deps = d }

// List reads one page, newest first.
func (s *Service) List(ctx context.Context, r page.Request) (page.List[Review], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-up_to_seq", r, struct{}{})
	if err != nil {
		return page.List[Review]{}, err
	}
	return s.store.list(ctx, p)
}

// Status tells how far the trail is reviewed. Call it in a snapshot.
func (s *Service) Status(ctx context.Context) (*Status, error) {
	out := &Status{}
	last, err := s.store.last(ctx)
	if err != nil {
		return nil, err
	}
	if last != nil {
		out.ReviewedTo, out.LastID, out.LastAt = last.UpToSeq, &last.ID, &last.ReviewedAt
	}
	var made int64
	out.HeadSeq, made, err = s.store.extent(ctx, out.ReviewedTo)
	out.Unreviewed = max(0, out.HeadSeq-out.ReviewedTo-made)
	return out, err
}

// Review writes a review. Who the reviewer is, is proved before the transaction, as for a signature (P11-22).
func (s *Service) Review(ctx context.Context, in New) (*Review, error) {
	if tenancy.Must(ctx).Kind != tenancy.User {
		return nil, apperr.New(apperr.Forbidden, "in_person", "This is done by a person in person, not by a key.")
	}
	if s.deps.Reauthenticate == nil || s.deps.Key == nil {
		return nil, apperr.New(apperr.Unavailable, "signing_unavailable", "This server has no key to sign with.")
	}
	var f values.Faults
	if c := f.Prose("/comment", &in.Comment, 2000); c == nil || len([]rune(strings.TrimSpace(*c))) < 3 {
		f.Add("/comment", "required", "Say what was looked for and what was found.")
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	method, err := s.prove(ctx, in)
	if err != nil {
		return nil, err
	}
	var out *Review
	err = s.kit.DB.InTx(ctx, func(ctx context.Context) (err error) {
		out, err = s.write(ctx, in, method)
		return err
	})
	if err == nil && s.deps.Wake != nil {
		s.deps.Wake()
	}
	return out, err
}

// prove asks who reviews. A failure is an event of its own (P11-45).
func (s *Service) prove(ctx context.Context, in New) (method string, err error) {
	rules, err := signing.Decided(ctx, s.kit.DB, s.deps.Strict)
	if err != nil {
		return "", err
	}
	method, err = s.deps.Reauthenticate(ctx, in.Proof)
	if err == nil && rules.MFA && !strings.Contains(method, "+") {
		err = apperr.New(apperr.Unauthenticated, "reauth_required", "Your organisation signs with a second factor: set one up and give its code.").With("second_factor", true)
	}
	if refusal, ok := apperr.As(err); ok && refusal.Kind == apperr.Unauthenticated {
		failed := tenancy.WithStamp(ctx, tenancy.Stamp{Event: "audit.review_failed"})
		if noted := s.kit.DB.InTx(failed, func(ctx context.Context) error {
			return audittrail.Event(ctx, s.kit.DB, "audit_review", map[string]any{"up_to_seq": in.UpToSeq, "failure": refusal.Code})
		}); noted != nil {
			return "", noted
		}
	}
	return method, err
}

func (s *Service) write(ctx context.Context, in New, method string) (*Review, error) {
	who, err := s.store.reviewer(ctx)
	if err != nil {
		return nil, err
	}
	a := *tenancy.Must(ctx)
	a.Name, a.Email, a.Roles = who.Name, who.Email, who.roles()
	if !s.kit.Can(tenancy.With(ctx, &a), permission) {
		return nil, apperr.New(apperr.Forbidden, "forbidden", "Your role does not include %s.", permission).With("permission", permission)
	}
	if err := s.store.turn(ctx); err != nil {
		return nil, err
	}
	from, err := s.follow(ctx, in.UpToSeq)
	if err != nil {
		return nil, err
	}
	row := &Review{Key: db.NewKey(ctx), FromSeq: from, UpToSeq: in.UpToSeq, Comment: in.Comment, Reviewer: Person{ID: a.ID, Name: a.Name, Email: a.Email}, Method: method, KeyID: s.deps.Key.ID}
	if a.Session != id.Nil {
		row.SessionID = &a.Session
	}
	if row.ChainHash, row.ReviewedAt, err = s.store.place(ctx, in.UpToSeq); err != nil {
		return nil, err
	}
	text, err := row.Canonical()
	if err != nil {
		return nil, err
	}
	row.Signature = s.deps.Key.Sign(text)
	return row, db.Insert(ctx, s.kit.DB, row)
}

// follow refuses a review that goes backwards or beyond what there is, and says where this one begins.
func (s *Service) follow(ctx context.Context, upTo int64) (from int64, err error) {
	last, err := s.store.last(ctx)
	if err != nil {
		return 0, err
	}
	done := int64(0)
	if last != nil {
		done = last.UpToSeq
	}
	head, _, err := s.store.extent(ctx, done)
	switch {
	case err != nil:
		return 0, err
	case upTo > head:
		return 0, apperr.InvalidField("/up_to_seq", "out_of_range", "The trail ends at entry %d.", head)
	case upTo <= done:
		return 0, apperr.New(apperr.Conflict, "already_reviewed", "The trail is reviewed up to entry %d.", done).With("reviewed_to", done)
	}
	return done + 1, nil
}
