package experiments

import (
	"context"
	"slices"
	"strconv"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// SampleExpired is the code word of a sample that is past its time. The setting inventory says whether it is a warning (warn)
// or keeps the sample out of experiments (block).
const SampleExpired = "sample_expired"

// Warning is something that should be known.
type Warning struct {
	Code     string `json:"code" enum:"sample_expired"`
	Detail   string `json:"detail"`
	SampleID id.ID  `json:"sample_id"`
}

func warnings(e *Item) []Warning {
	out := []Warning{}
	for _, s := range e.Samples {
		if s.Expired {
			out = append(out, Warning{SampleExpired, s.Code + " has expired.", s.ID})
		}
	}
	return out
}

// checkExpired notes the samples that come into the experiment and may no longer be used.
func (s *Service) checkExpired(ctx context.Context, f *values.Faults, ids, before []id.ID) error {
	refused, err := s.store.expired(ctx, ids)
	for i, v := range ids {
		if refused[v] && !slices.Contains(before, v) {
			f.Add("/sample_ids/"+strconv.Itoa(i), SampleExpired, "This sample has expired, and your organisation does not use expired samples (setting inventory).")
		}
	}
	return err
}

// keeps refuses to start with a sample that may no longer be used.
func (s *Service) keeps(ctx context.Context, experimentID id.ID) error {
	ids, err := s.store.linked(ctx, experimentID)
	if err != nil {
		return err
	}
	refused, err := s.store.expired(ctx, ids)
	if err == nil && len(refused) > 0 {
		err = apperr.New(apperr.Conflict, SampleExpired, "%d samples of this experiment have expired, and your organisation does not use expired samples (setting inventory).", len(refused))
	}
	return err
}

// without leaves out the faults of one code word.
func without(f values.Faults, code string) values.Faults {
	return slices.DeleteFunc(slices.Clone(f), func(e apperr.Field) bool { return e.Code == code })
}
