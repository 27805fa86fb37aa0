package signatures

import (
	"context"
	"errors"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Requests are what asks people to sign.
type Requests interface {
	// Signed hears of each signature in its transaction: an error takes the signature back.
	Signed(ctx context.Context, made *Signature) error
	// Waiting gives the meanings in which the caller is asked to sign a version and others sign first.
	Waiting(ctx context.Context, recordType string, recordID id.ID, version int) ([]string, error)
}

// Heed takes what asks people to sign, before the first request.
func (s *Service) Heed(r Requests) { s.requests = r }

// heard tells of a signature that is being made.
func (s *Service) heard(ctx context.Context, row *Signature) error {
	if s.requests == nil {
		return nil
	}
	return s.requests.Signed(ctx, row)
}

// inTurn leaves out the meanings in which the caller has to wait.
func (s *Service) inTurn(ctx context.Context, out *Signable) error {
	if s.requests == nil || len(out.Meanings) == 0 {
		return nil
	}
	waiting, err := s.requests.Waiting(ctx, out.RecordType, out.RecordID, out.RecordVersion)
	if err != nil || len(waiting) == 0 {
		return err
	}
	out.Meanings = slices.DeleteFunc(out.Meanings, func(m string) bool { return slices.Contains(waiting, m) })
	if len(out.Meanings) == 0 {
		out.Blockers = append(out.Blockers, OutOfTurn().Code)
	}
	return nil
}

// OutOfTurn refuses who is asked to sign after others that have not signed yet.
func OutOfTurn() *apperr.Error {
	return apperr.New(apperr.Conflict, "stage_waiting", "Others sign first: you are asked to sign after them.")
}

// Case is a record as it lies before people who may be asked to sign it.
type Case struct {
	Type      signing.Type
	RecordID  id.ID
	State     *signing.State
	Hash      string
	Canonical []byte
	Rules     signing.Rules
	signed    map[id.ID][]past
}

// Case reads a record for a request. Nobody changes or signs the record until the transaction ends. What the caller cannot
// see in whole, the caller asks nobody to sign.
func (s *Service) Case(ctx context.Context, t signing.Type, recordID id.ID) (*Case, error) {
	if err := t.Hold(ctx, s.kit.DB, recordID); errors.Is(err, signing.ErrGone) {
		return nil, noRecord()
	} else if err != nil {
		return nil, err
	}
	state, err := t.State(ctx, recordID)
	if err != nil {
		return nil, err
	}
	built, err := t.Build(ctx, s.kit.DB, recordID, state.Code, state.Version)
	if err != nil {
		return nil, err
	}
	if built.Hidden() {
		return nil, hiddenContent()
	}
	out := &Case{Type: t, RecordID: recordID, State: state, Hash: signing.Hash(built.Whole), Canonical: built.Whole}
	if out.Rules, err = s.rules(ctx); err != nil {
		return nil, err
	}
	out.signed, err = s.store.signed(ctx, t.Word, recordID, state.Version)
	return out, err
}

// Refusal is why a person would be refused to sign as things are, for what they may do in this role and not for what they
// still have to do first; nil when they would not be.
func (s *Service) Refusal(ctx context.Context, c *Case, person *tenancy.Actor, meaning string) error {
	if err := s.permitted(tenancy.With(ctx, person), c.Type, meaning); err != nil {
		return err
	}
	return segregate(c.Rules, meaning, c.State, person.ID, c.signed[person.ID])
}

// Parts are the samples and files that a canonical record names, by type: they may belong to other projects.
func Parts(canonical string) map[string][]string {
	doc, ok := partsOf(canonical)
	if !ok {
		return nil
	}
	return map[string][]string{"sample": doc.ids("sample"), "file": doc.ids("file")}
}

// Current reports whether a record still has the content and version that were asked for.
func (s *Service) Current(ctx context.Context, t signing.Type, recordID id.ID, version int, hash string) (bool, error) {
	state, err := t.State(ctx, recordID)
	if apperr.Is(err, apperr.NotFound) {
		return false, nil
	}
	if err != nil || state.Version != version {
		return false, err
	}
	built, err := t.Build(ctx, s.kit.DB, recordID, state.Code, version)
	if err != nil {
		return false, err
	}
	return signing.Hash(built.Whole) == hash, nil
}
