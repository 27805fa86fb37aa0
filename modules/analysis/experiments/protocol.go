package experiments

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// start checks the protocol of an experiment and pins it: the revision in force now, and its checklist, stay with the
// experiment whatever happens to the protocol (P11-11, P11-14, P11-15).
func (s *Service) start(ctx context.Context, e *Experiment, set map[string]any) error {
	p, err := s.store.protocol(ctx, *e.ProtocolID, s.kit.Clock())
	if err != nil {
		return err
	}
	if p.Status != "effective" {
		return apperr.New(apperr.Conflict, "protocol_not_effective", "%s revision %d is %s; only an effective protocol can be worked by.", p.Number, p.Revision, p.Status).
			With("status_of_protocol", p.Status)
	}
	if p.Untrained {
		return apperr.New(apperr.Conflict, "training_required", "%s (%s) revision %d can be run only by people who have acknowledged it; read and acknowledge it first.", p.Number, p.Code, p.Revision).
			With("protocol_id", *e.ProtocolID).With("protocol_code", p.Code).With("protocol_number", p.Number).With("protocol_revision", p.Revision)
	}
	set["protocol_revision"] = p.Revision
	return s.store.copyChecklist(ctx, e.ID, *e.ProtocolID)
}

// complete refuses to finish while required steps are open.
func (s *Service) complete(ctx context.Context, e *Experiment) error {
	if e.ProtocolID == nil {
		return nil
	}
	open, err := s.store.openSteps(ctx, e.ID)
	if err != nil || len(open) == 0 {
		return err
	}
	return apperr.New(apperr.Conflict, "checklist_incomplete", "%d required steps of the checklist are not done.", len(open)).With("steps", open)
}

// pinned refuses another protocol for an experiment that has begun under one.
func pinned() *apperr.Error {
	return apperr.New(apperr.Conflict, "protocol_pinned", "This experiment has started; it stays with the protocol and revision it ran under.")
}
