package files

import (
	"context"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// ingestKey is the unique index over what instruments deliver (SECURITY.md F-21).
const ingestKey = "files_ingest_key"

// own gives a file the instrument of the key that brings it; that of another one is refused (SECURITY.md P11-13).
func own(ctx context.Context, n *New) error {
	a := tenancy.Must(ctx)
	if n.InstrumentID == nil {
		n.InstrumentID = a.Instrument
	}
	if !a.Brings(n.InstrumentID) {
		return apperr.New(apperr.Forbidden, "other_instrument", "This API key belongs to another instrument and brings its data alone.")
	}
	return nil
}

// source says who brings a file: an instrument by its own key, or somebody else.
func source(ctx context.Context) (string, *id.ID) {
	if a := tenancy.Must(ctx); a.Instrument != nil {
		return "agent", &a.APIKeyID
	}
	return "upload", nil
}

// delivered finds what the instrument has brought before: the same bytes from the same place.
func (s *Service) delivered(ctx context.Context, n New, sha256 string) (*View, error) {
	if tenancy.Must(ctx).Instrument == nil {
		return nil, nil //nolint:nilnil // people may store the same twice
	}
	place := n.Path
	if place == "" {
		place = n.Filename
	}
	fileID, err := s.store.delivered(ctx, *n.InstrumentID, place, sha256)
	if err != nil || fileID == nil {
		return nil, err
	}
	return s.Get(ctx, *fileID)
}

// brought finds what the index says was delivered. Not to be found, it is in a project that is closed to the key's person.
func (s *Service) brought(ctx context.Context, n New, sha256 string) (*View, error) {
	known, err := s.delivered(ctx, n, sha256)
	if err == nil && known == nil {
		err = apperr.New(apperr.Conflict, "already_delivered", "The instrument has brought this file before. It is stored, and this key cannot see it.")
	}
	return known, err
}

// match finds the sample and the experiment that are named by a code or barcode. What is not found leaves the file
// unassigned, with a warning: data must never be lost because a name was mistyped.
func (s *Service) match(ctx context.Context, in New, f *File, r *reading) error {
	warn := func(code, message string) { r.parsed.Warnings = append(r.parsed.Warnings, formats.Warn(code, message)) }
	if in.Sample != "" && f.SampleID == nil {
		found, err := s.store.samplesCalled(ctx, in.Sample)
		switch {
		case err != nil:
			return err
		case len(found) == 1:
			f.SampleID = &found[0]
		default:
			warn("no_sample", "no sample has the code or barcode "+in.Sample+"; the file waits to be assigned")
		}
	}
	if in.Experiment != "" && f.ExperimentID == nil {
		found, err := s.store.experimentsCalled(ctx, in.Experiment)
		switch {
		case err != nil:
			return err
		case len(found) == 1:
			f.ExperimentID = &found[0]
		default:
			warn("no_experiment", "no open experiment has the code "+in.Experiment+"; the file waits to be assigned")
		}
	}
	return nil
}
