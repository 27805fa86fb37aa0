package search

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

// Routes mounts the resource. Samples are what everybody who works here may read; each type found has its own permission
// on top.
func (s *Service) Routes(r *endpoint.Router) {
	endpoint.Register(r, endpoint.Route{ID: "search", Method: "GET", Path: "/search", Permission: "sample:read", Tag: "Records", Summary: "Find records of all types"}, s.search)
}

func (s *Service) search(ctx context.Context, in *Query) (*endpoint.Listed[*Found], error) {
	found, err := s.Search(ctx, *in)
	return &endpoint.Listed[*Found]{Body: found}, err
}
