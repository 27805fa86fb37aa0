package protocols

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// content is a revision as it was reviewed (CR-1).
const content = `select json_build_object(
 'fields', json_build_object('number', p.number, 'revision', p.revision, 'title', p.title, 'body', p.body, 'effective_date', p.effective_date,
  'hazard_level', p.hazard_level, 'training_required', p.training_required, 'checklist', p.checklist, 'authors', p.authors,
  'created_at', app.utc(p.created_at), 'created_by', p.created_by),
 'children', '[]'::json, 'files', '[]'::json, 'protocol', json_build_object('id', p.id, 'revision', p.revision), 'instrument_id', null, 'calibration_id', null)::text
from protocols p where p.org_id = @org and p.id = @id`

// Signable is a revision as it is signed. Signing it is no step of its life: approving it is.
func (s *Service) Signable() signing.Type {
	return signing.Type{Word: "protocol", Path: "/protocols", Tag: "Protocols", Read: "protocol:read", Table: "protocols", Content: content, State: s.signState}
}

func (s *Service) signState(ctx context.Context, protocolID id.ID) (*signing.State, error) {
	p, err := s.store.get(ctx, protocolID)
	if err != nil {
		return nil, err
	}
	return &signing.State{Code: p.Code, Version: p.Version, Locked: p.LockedAt != nil, Authors: p.Authors, Obstacle: p.signObstacle()}, nil
}

// signObstacle: a draft is still written, and what is out of force is past.
func (p *Full) signObstacle() string {
	switch {
	case p.ArchivedAt != nil:
		return "archived"
	case p.Status == Draft, p.Status == Superseded, p.Status == Retired:
		return "protocol_" + p.Status
	}
	return ""
}
