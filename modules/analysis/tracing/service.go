package tracing

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
)

// Service traces reported numbers.
type Service struct{ store store }

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{store: store{kit.DB}} }

// Report is the trace report of a result, of one of its values when it is named.
func (s *Service) Report(ctx context.Context, result id.ID, value string) (*Report, error) {
	r, err := s.store.report(ctx, result, value)
	if err == nil && value != "" && len(r.Values) == 0 {
		err = apperr.InvalidField("?value", "unknown_value", "The result has no value of this name.")
	}
	return r, err
}

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	endpoint.Register(r, endpoint.Route{ID: "get-result-trace", Method: "GET", Path: "/results/{id}/trace", Permission: "lineage:read", Record: "result", Tag: "Lineage",
		Summary: "Where a reported number comes from, down to the bytes of the original"}, s.get)
}

type getIn struct {
	endpoint.Param
	Value string `query:"value" maxLength:"200" doc:"Only the value of this name."`
}

func (s *Service) get(ctx context.Context, in *getIn) (*endpoint.Listed[*Report], error) {
	result, err := in.Record("result")
	if err != nil {
		return nil, err
	}
	v, err := s.Report(ctx, result, in.Value)
	if err != nil {
		return nil, err
	}
	return &endpoint.Listed[*Report]{Body: v}, nil
}
