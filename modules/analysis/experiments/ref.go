package experiments

import (
	"context"
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// NotRunning is the code word of a result for an experiment in another state.
const NotRunning = "experiment_not_running"

// Ref is what a result takes over from its experiment.
type Ref struct {
	ID                  id.ID
	Code                string
	Status              string
	InstrumentID        *id.ID
	ProjectID           *id.ID
	Calibration         json.RawMessage
	CalibrationOverride json.RawMessage
	LockedAt            *time.Time
	ArchivedAt          *time.Time
}

// ForResult locks the experiment a result will belong to against change and signing (SECURITY.md SG-2). pointer names the
// field of the request: 422 when there is no such experiment, 423 when it is signed, 409 when it is not running.
func (s *Service) ForResult(ctx context.Context, experimentID id.ID, pointer string) (*Ref, error) {
	refs, err := s.ForResults(ctx, []id.ID{experimentID})
	if err != nil {
		return nil, err
	}
	r, ok := refs[experimentID]
	if !ok {
		return nil, apperr.InvalidField(pointer, "unknown_reference", "There is no such experiment.")
	}
	return r, r.Open()
}

// ForResults is ForResult for many: one that is not there is absent, and Open tells whether the others take results.
func (s *Service) ForResults(ctx context.Context, ids []id.ID) (map[id.ID]*Ref, error) {
	if len(ids) == 0 {
		return map[id.ID]*Ref{}, nil
	}
	found, err := s.store.share(ctx, ids)
	out := make(map[id.ID]*Ref, len(found))
	for i := range found {
		out[found[i].ID] = &found[i]
	}
	return out, err
}

// Open tells why no result can be recorded now; nil when it can.
func (r *Ref) Open() error {
	switch {
	case r.LockedAt != nil:
		return apperr.Signed("experiment")
	case r.ArchivedAt != nil:
		return archivedError()
	case r.Status != Running:
		return apperr.New(apperr.Conflict, NotRunning, "Results are recorded while the experiment is running; %s is %s.", r.Code, r.Status).
			With("status_of_experiment", r.Status)
	}
	return nil
}

func archivedError() *apperr.Error {
	return apperr.New(apperr.Conflict, "archived", "This experiment is archived and cannot be changed.")
}
