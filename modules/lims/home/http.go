package home

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	endpoint.Register(r, endpoint.Route{ID: "get-home", Method: "GET", Path: "/home", Permission: "inbox:read", Tag: "Inbox", Summary: "Numbers of the first page, by what the caller may do"}, s.get)
}

func (s *Service) get(ctx context.Context, _ *struct{}) (*endpoint.Listed[*Page], error) {
	out, err := s.Get(ctx)
	return &endpoint.Listed[*Page]{Body: out}, err
}
