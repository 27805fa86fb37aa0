package files

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Several reads files by their ids; those that are not there are left out.
func (s *Service) Several(ctx context.Context, ids []id.ID) ([]File, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := s.store.several(ctx, ids, nil, nil, len(ids))
	out := make([]File, len(list))
	for i := range list {
		out[i] = list[i].File
	}
	return out, err
}
