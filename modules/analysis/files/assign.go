package files

import (
	"context"

	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Assignment says what a file belongs to.
type Assignment struct {
	SampleID     *string `json:"sample_id,omitempty" nullable:"true" format:"uuid"`
	ExperimentID *string `json:"experiment_id,omitempty" nullable:"true" format:"uuid"`
}

type assignIn struct {
	endpoint.Param
	Body Assignment
}

func (s *Service) assign(ctx context.Context, in *assignIn) (*endpoint.Found[View], error) {
	fileID, err := in.Record("file")
	if err != nil {
		return nil, err
	}
	v, err := s.Assign(ctx, fileID, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etagOf(v), Body: *v}, nil
}

// Assign gives a file its sample or experiment. To say something else than was said before needs a reason, and a closed
// experiment neither gets data nor loses them.
func (s *Service) Assign(ctx context.Context, fileID id.ID, in Assignment) (*View, error) {
	sample, err := named("/sample_id", in.SampleID)
	if err != nil {
		return nil, err
	}
	experiment, err := named("/experiment_id", in.ExperimentID)
	if err != nil {
		return nil, err
	}
	if sample == nil && experiment == nil {
		return nil, apperr.InvalidField("/sample_id", "required", "Say which sample or experiment the file belongs to.")
	}
	f, err := db.Edit[File](ctx, s.kit.DB, "file", fileID, 0)
	if err != nil {
		return nil, err
	}
	elsewhere := other(f.ExperimentID, experiment)
	switch {
	case f.ArchivedAt != nil:
		return nil, apperr.New(apperr.Conflict, "archived", "The file is archived.")
	case (other(f.SampleID, sample) || elsewhere) && tenancy.StampFrom(ctx).Reason == "":
		return nil, endpoint.ReasonRequired()
	}
	if elsewhere {
		if err := s.checkExperiment(ctx, f); err != nil {
			return nil, err
		}
	}
	if experiment != nil {
		if err := s.checkExperiment(ctx, &File{ExperimentID: experiment}); err != nil {
			return nil, err
		}
	}
	if err := s.move(ctx, f, sample, experiment); err != nil {
		return nil, err
	}
	return s.Get(ctx, fileID)
}

// move writes the changed columns and where the file comes from. What lineage said before stays: it was so.
func (s *Service) move(ctx context.Context, f *File, sample, experiment *id.ID) error {
	changes := map[string]any{}
	var edges []lineage.Edge
	self := lineage.Node{Type: lineage.File, ID: f.ID}
	if sample != nil && (f.SampleID == nil || *f.SampleID != *sample) {
		changes["sample_id"] = *sample
		edges = append(edges, lineage.Edge{From: lineage.Node{Type: lineage.Sample, ID: *sample}, To: self, Relation: lineage.FileOf})
	}
	if experiment != nil && (f.ExperimentID == nil || *f.ExperimentID != *experiment) {
		changes["experiment_id"] = *experiment
		edges = append(edges, lineage.Edge{From: lineage.Node{Type: lineage.Experiment, ID: *experiment}, To: self, Relation: lineage.FileOf})
	}
	if len(changes) == 0 {
		return nil
	}
	if err := db.Update(ctx, s.kit.DB, f, changes); err != nil {
		return reference422(err)
	}
	return s.o.Lineage.Record(ctx, edges...)
}

// other tells whether something else was said before.
func other(before, now *id.ID) bool { return before != nil && now != nil && *before != *now }

func named(pointer string, text *string) (*id.ID, error) {
	if text == nil {
		return nil, nil //nolint:nilnil // stays as it is
	}
	v, ok := id.Parse(*text)
	if !ok {
		return nil, apperr.InvalidField(pointer, "invalid", "This is not the id of a record.")
	}
	return &v, nil
}
