package calibrations

import (
	"context"
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Update applies a merge patch to the version the client has seen. The route asks for a reason.
func (s *Service) Update(ctx context.Context, calibrationID id.ID, seen int, in Change) (*View, error) {
	c, err := s.edit(ctx, calibrationID, seen)
	if err != nil {
		return nil, err
	}
	if c.ArchivedAt != nil {
		return nil, apperr.New(apperr.Conflict, "archived", "This calibration is withdrawn and cannot be changed.")
	}
	set, err := s.plan(c, in)
	if err != nil {
		return nil, err
	}
	if err := db.Update(ctx, s.kit.DB, c, set); err != nil {
		return nil, reference(err)
	}
	return s.Get(ctx, calibrationID)
}

// plan finds what the patch really changes and checks the whole that results.
func (s *Service) plan(c *Calibration, in Change) (map[string]any, error) {
	var f values.Faults
	set, before := endpoint.Changes{}, *c
	endpoint.PatchLine(&f, "/certificate_number", &in.CertificateNumber, 200)
	endpoint.PatchLine(&f, "/provider", &in.Provider, 200)
	endpoint.PatchLine(&f, "/performed_by", &in.PerformedBy, 200)
	endpoint.DiffOptional(set, "certificate_number", &c.CertificateNumber, in.CertificateNumber)
	endpoint.DiffOptional(set, "provider", &c.Provider, in.Provider)
	endpoint.DiffOptional(set, "performed_by", &c.PerformedBy, in.PerformedBy)
	endpoint.DiffOptional(set, "certificate_file_id", &c.CertificateFileID, in.CertificateFileID)
	endpoint.Diff(set, "outcome", &c.Outcome, in.Outcome)
	moment(set, "performed_at", &c.PerformedAt, in.PerformedAt)
	moment(set, "expires_at", &c.ExpiresAt, in.ExpiresAt)
	object(&f, set, "as_found", c.AsFound, in.AsFound)
	object(&f, set, "as_left", c.AsLeft, in.AsLeft)
	object(&f, set, "uncertainty", c.Uncertainty, in.Uncertainty)
	if in.Standards.Set {
		replace(set, "standards", c.Standards, standards(&f, in.Standards.Value))
	}
	s.checkFound(&f, set, c, &before, in)
	return set.Columns(), set.Err(f.First()...)
}

// checkFound: a new outcome brings its own statement about what was found, unless one comes with it.
func (s *Service) checkFound(f *values.Faults, set endpoint.Changes, c, before *Calibration, in Change) {
	given := in.AsFoundInTolerance
	stated := given.Set && !given.Null
	switch {
	case stated:
		c.AsFoundInTolerance = &given.Value
	case !given.Set && c.Outcome == before.Outcome:
		stated = c.AsFoundInTolerance != nil
	}
	s.check(f, c, stated)
	if before.AsFoundInTolerance == nil || *before.AsFoundInTolerance != *c.AsFoundInTolerance {
		set["as_found_in_tolerance"] = *c.AsFoundInTolerance
	}
}

func moment(set endpoint.Changes, column string, current *time.Time, p endpoint.Patch[time.Time]) {
	if p.Set && !p.Null && p.Value.Equal(*current) {
		return
	}
	endpoint.Diff(set, column, current, p)
}

func object(f *values.Faults, set endpoint.Changes, column string, current json.RawMessage, p endpoint.Patch[map[string]json.RawMessage]) {
	if p.Set {
		replace(set, column, current, readings(f, "/"+column, p.Value))
	}
}

func replace(set endpoint.Changes, column string, current, next json.RawMessage) {
	if !same(current, next) {
		set[column] = next
	}
}
