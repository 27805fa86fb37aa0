package signatures

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Deps are what signing needs from outside the module.
type Deps struct {
	Reauthenticate signing.Prover
	Key            *signing.Key
	Strict         bool   // compliance.profile=part11: every demand is on
	Wake           func() // asks for a checkpoint of the trail; nil: nobody makes any
}

// Service holds the rules of signing.
type Service struct {
	kit   module.Kit
	store store
	types *signing.Registry
	deps  Deps
	// requests ask people to sign; nil: nobody does
	requests Requests
}

// NewService makes the service.
func NewService(kit module.Kit, types *signing.Registry) *Service {
	return &Service{kit: kit, store: store{kit.DB}, types: types}
}

// Use takes what comes from outside, before the first request.
func (s *Service) Use(d Deps) { s.deps = d }

// Add takes signable types of other modules, before the first request.
func (s *Service) Add(types ...signing.Type) { s.types.Add(types...) }

// Get reads one signature.
func (s *Service) Get(ctx context.Context, signatureID id.ID) (*View, error) {
	item, err := s.store.get(ctx, signatureID)
	if err != nil {
		return nil, err
	}
	out := &View{Item: *item}
	shown, err := s.store.sees(ctx, item.Snapshot)
	if err == nil && shown {
		out.Canonical = json.RawMessage(item.Snapshot)
	}
	return out, err
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	if err := f.Check(); err != nil {
		return page.List[Item]{}, err
	}
	ids, err := page.ParseIDs(map[string]string{"record_id": f.RecordID, "signer_id": f.SignerID})
	if err != nil {
		return page.List[Item]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-signed_at", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, ids, p)
}

// Signable gives what there is to sign. Call it in a snapshot: the parts must agree.
func (s *Service) Signable(ctx context.Context, t signing.Type, recordID id.ID) (*Signable, error) {
	state, err := t.State(ctx, recordID)
	if err != nil {
		return nil, err
	}
	built, err := t.Build(ctx, s.kit.DB, recordID, state.Code, state.Version)
	if errors.Is(err, signing.ErrGone) {
		return nil, apperr.Missing(t.Word)
	}
	if err != nil {
		return nil, err
	}
	rules, err := s.rules(ctx)
	if err != nil {
		return nil, err
	}
	out := &Signable{RecordType: t.Word, RecordID: recordID, RecordCode: state.Code, RecordVersion: state.Version, RecordHash: signing.Hash(built.Shown),
		Canonical: built.Shown, Locked: state.Locked, Meanings: []string{}, Blockers: []string{}, StatementVersion: rules.StatementVersion,
		Statement: statement(tenancy.Must(ctx).Name, rules)}
	if built.Hidden() {
		out.Blockers = append(out.Blockers, hiddenContent().Code)
		return out, nil
	}
	return out, s.offer(ctx, t, rules, state, recordID, out)
}

// offer tells what the caller may sign the record as, and what is in the way.
func (s *Service) offer(ctx context.Context, t signing.Type, rules signing.Rules, state *signing.State, recordID id.ID, out *Signable) error {
	if state.Obstacle != "" {
		out.Blockers = append(out.Blockers, state.Obstacle)
	}
	mine, err := s.store.mine(ctx, t.Word, recordID, state.Version)
	if err != nil {
		return err
	}
	block := func(err error) error {
		refusal, ok := apperr.As(err)
		if err == nil || !ok {
			return err
		}
		out.Blockers = append(out.Blockers, refusal.Code)
		return nil
	}
	if err := block(s.entitled(ctx, rules)); err != nil {
		return err
	}
	var reason error
	for _, m := range rules.Meanings {
		refusal := s.permitted(ctx, t, m)
		if refusal == nil {
			refusal = segregate(rules, m, state, tenancy.Must(ctx).ID, mine)
		}
		if refusal == nil {
			out.Meanings = append(out.Meanings, m)
		} else if reason == nil || apperr.Is(reason, apperr.Forbidden) {
			reason = refusal
		}
	}
	if len(out.Meanings) == 0 {
		return block(reason)
	}
	return s.inTurn(ctx, out)
}

// hiddenContent refuses who would sign more than they have seen.
func hiddenContent() *apperr.Error {
	return apperr.New(apperr.Forbidden, "content_hidden", "A part of this record belongs to a project you have no part in: nobody signs what they cannot see.")
}

func (s *Service) rules(ctx context.Context) (signing.Rules, error) {
	return signing.Decided(ctx, s.kit.DB, s.deps.Strict)
}

// statement is what the signer states, by name (P11-34).
func statement(name string, r signing.Rules) string { return "I am " + name + ". " + r.Statement }
