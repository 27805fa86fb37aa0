package calibrations

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// content is a calibration with its readings as written and its certificate (CR-1).
const content = `select json_build_object(
 'fields', json_build_object('certificate_number', c.certificate_number, 'performed_at', app.utc(c.performed_at), 'expires_at', app.utc(c.expires_at),
  'provider', c.provider, 'performed_by', c.performed_by, 'outcome', c.outcome, 'as_found_in_tolerance', c.as_found_in_tolerance, 'as_found', c.as_found,
  'as_left', c.as_left, 'uncertainty', c.uncertainty, 'standards', c.standards, 'created_at', app.utc(c.created_at), 'created_by', c.created_by),
 'children', '[]'::json,
 'files', (select coalesce(json_agg(json_build_object('id', f.id, 'sha256', f.sha256, 'size', f.size, 'filename', f.filename)), '[]')
  from files f where f.org_id = c.org_id and f.id = c.certificate_file_id),
 'protocol', null, 'instrument_id', c.instrument_id, 'calibration_id', c.id)::text
from calibrations c where c.org_id = @org and c.id = @id`

// Signable is a calibration as it is signed.
func (s *Service) Signable() signing.Type {
	return signing.Type{Amend: "calibration:update", Word: "calibration", Path: "/calibrations", Tag: "Calibrations", Read: "calibration:read", Table: "calibrations", Content: content, State: s.signState,
		Along: []string{`update files set locked_at = now() where org_id = @org and locked_at is null
 and id = (select c.certificate_file_id from calibrations c where c.org_id = @org and c.id = @id)`}}
}

func (s *Service) signState(ctx context.Context, calibrationID id.ID) (*signing.State, error) {
	c, err := db.Find[Calibration](ctx, s.kit.DB, "calibration", calibrationID)
	if err != nil {
		return nil, err
	}
	authors, err := signing.Writers(ctx, s.kit.DB, "calibration", calibrationID, "calibration.created", "calibration.updated")
	return &signing.State{Code: c.Code, Version: c.Version, Locked: c.LockedAt != nil, Authors: authors, Obstacle: c.signObstacle()}, err
}

func (c *Calibration) signObstacle() string { return endpoint.When(c.ArchivedAt != nil, "archived") }
