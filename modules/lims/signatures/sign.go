package signatures

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// ceremony is a checked request to sign.
type ceremony struct {
	in     New
	kind   signing.Type
	zone   string
	method string
}

// Sign signs a record. Who the signer is, is proved before any transaction; everything else is decided inside of one
// (SG-1 to SG-7).
func (s *Service) Sign(ctx context.Context, in New) (*View, error) {
	if err := s.inPerson(ctx); err != nil {
		return nil, err
	}
	if s.deps.Reauthenticate == nil || s.deps.Key == nil {
		return nil, apperr.New(apperr.Unavailable, "signing_unavailable", "This server has no key to sign with.")
	}
	c, rules, err := s.prepare(ctx, in)
	if err != nil {
		return nil, err
	}
	if err := s.prove(ctx, c, rules); err != nil {
		return nil, err
	}
	var out *View
	err = s.kit.DB.InTx(ctx, func(ctx context.Context) (err error) {
		out, err = s.sign(ctx, c)
		return err
	})
	if err == nil && s.deps.Wake != nil {
		s.deps.Wake()
	}
	return out, err
}

// inPerson refuses keys: a signature is a person's (P11-22).
func (*Service) inPerson(ctx context.Context) error {
	if tenancy.Must(ctx).Kind != tenancy.User {
		return apperr.New(apperr.Forbidden, "in_person", "This is done by a person in person, not by a key.")
	}
	return nil
}

// prepare refuses what no password could make right.
func (s *Service) prepare(ctx context.Context, in New) (*ceremony, signing.Rules, error) {
	rules, err := s.rules(ctx)
	if err != nil {
		return nil, rules, err
	}
	var f values.Faults
	in.Comment = f.Prose("/comment", in.Comment, maxComment)
	if in.Meaning == signing.Rejection && in.Comment == nil {
		f.Add("/comment", "required", "A rejection says why.")
	}
	if !slices.Contains(rules.Meanings, in.Meaning) {
		f.Add("/meaning", "not_allowed", "Your organisation does not sign in this meaning.")
	}
	c := &ceremony{in: in}
	if in.TimeZone != nil {
		if _, err := time.LoadLocation(*in.TimeZone); err != nil || *in.TimeZone == "" || *in.TimeZone == "Local" {
			f.Add("/time_zone", "invalid", "This is no IANA time zone, such as Europe/Berlin.")
		}
		c.zone = *in.TimeZone
	}
	var known bool
	if c.kind, known = s.types.Find(in.RecordType); !known {
		f.Add("/record_type", "unknown_type", "Records of this type cannot be signed.")
	}
	if err := f.Err(); err != nil {
		return nil, rules, err
	}
	if err := s.permitted(ctx, c.kind, in.Meaning); err != nil {
		return nil, rules, err
	}
	if _, err := c.kind.State(ctx, in.RecordID); apperr.Is(err, apperr.NotFound) {
		return nil, rules, noRecord()
	} else if err != nil {
		return nil, rules, err
	}
	return c, rules, s.entitled(ctx, rules)
}

func noRecord() error {
	return apperr.InvalidField("/record_id", "unknown_reference", "There is no such record.")
}

// sign is the transaction. The record is locked first; from then on nothing that was checked can change.
func (s *Service) sign(ctx context.Context, c *ceremony) (*View, error) {
	ctx, err := s.asOfNow(ctx)
	if err != nil {
		return nil, err
	}
	if err := c.kind.Hold(ctx, s.kit.DB, c.in.RecordID); errors.Is(err, signing.ErrGone) {
		return nil, noRecord()
	} else if err != nil {
		return nil, err
	}
	rules, err := s.rules(ctx)
	if err != nil {
		return nil, err
	}
	state, err := c.kind.State(ctx, c.in.RecordID)
	if err != nil {
		return nil, err
	}
	if err := s.allow(ctx, c, rules, state); err != nil {
		return nil, err
	}
	built, err := c.kind.Build(ctx, s.kit.DB, c.in.RecordID, state.Code, state.Version)
	if err != nil {
		return nil, err
	}
	if built.Hidden() {
		return nil, hiddenContent()
	}
	if err := fits(c.in, state.Version, signing.Hash(built.Whole)); err != nil {
		return nil, err
	}
	return s.write(ctx, c, rules, state, built.Whole)
}

// asOfNow takes the signer as the database has them at this moment: name, address, roles (SG-3, P11-12).
func (s *Service) asOfNow(ctx context.Context) (context.Context, error) {
	p, err := s.store.person(ctx)
	if err != nil {
		return nil, err
	}
	a := *tenancy.Must(ctx)
	a.Name, a.Email, a.Roles = p.Name, p.Email, p.roles()
	return tenancy.With(ctx, &a), nil
}

// allow reads again what may have changed since the record was shown.
func (s *Service) allow(ctx context.Context, c *ceremony, rules signing.Rules, state *signing.State) error {
	if err := s.permitted(ctx, c.kind, c.in.Meaning); err != nil {
		return err
	}
	if err := s.entitled(ctx, rules); err != nil {
		return err
	}
	mine, err := s.store.mine(ctx, c.kind.Word, c.in.RecordID, state.Version)
	if err != nil {
		return err
	}
	if err := segregate(rules, c.in.Meaning, state, tenancy.Must(ctx).ID, mine); err != nil {
		return err
	}
	if state.Obstacle != "" {
		return apperr.New(apperr.Conflict, state.Obstacle, "%s cannot be signed as it is: %s.", state.Code, state.Obstacle)
	}
	return nil
}

// fits compares what the signer has seen with what is there (SG-4).
func fits(in New, version int, hash string) error {
	if err := etag.Check(in.RecordVersion, version); err != nil {
		return err
	}
	if in.RecordHash != hash {
		return apperr.New(apperr.Stale, "content_changed", "The content is not what you have seen: review it again.").With("current_version", version)
	}
	return nil
}

// write makes the row, the lock and the receipt.
func (s *Service) write(ctx context.Context, c *ceremony, rules signing.Rules, state *signing.State, canonical []byte) (*View, error) {
	a := tenancy.Must(ctx)
	now, err := s.store.moment(ctx)
	if err != nil {
		return nil, err
	}
	if c.zone == "" {
		c.zone = now.Zone
	}
	row := &Signature{Key: db.NewKey(ctx), Code: now.Code, RecordType: c.kind.Word, RecordID: c.in.RecordID, RecordCode: state.Code, Version: state.Version,
		RecordHash: signing.Hash(canonical), Meaning: c.in.Meaning, Comment: c.in.Comment, Statement: statement(a.Name, rules), StatementVersion: rules.StatementVersion,
		Signer: Signer{ID: a.ID, Name: a.Name, Email: a.Email}, SignedAt: now.At.UTC(), SignedZone: c.zone, Method: c.method, Snapshot: string(canonical), KeyID: s.deps.Key.ID}
	if a.Session != id.Nil {
		row.SessionID = &a.Session
	}
	if row.PreviousID, err = s.store.last(ctx, c.kind.Word, c.in.RecordID); err != nil {
		return nil, err
	}
	manifest, err := row.manifest().Canonical()
	if err != nil {
		return nil, err
	}
	row.Signature = s.deps.Key.Sign(manifest)
	if err := db.Insert(ctx, s.kit.DB, row); err != nil {
		return nil, err
	}
	if err := c.kind.Seal(ctx, s.kit.DB, c.in.RecordID, c.in.Meaning); err != nil {
		return nil, err
	}
	if err := s.heard(ctx, row); err != nil {
		return nil, err
	}
	seq, hash, err := s.store.receipt(ctx, row.ID)
	if err != nil {
		return nil, err
	}
	out := &View{Item: Item{Signature: *row, AuditSeq: &seq}, AuditHash: hash, Canonical: json.RawMessage(canonical)}
	out.complete()
	return out, nil
}
