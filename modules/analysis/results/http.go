package results

import (
	"context"

	"github.com/spectra-lab/spectra/modules/analysis/gate"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Results"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-results", Method: "GET", Path: "/results", Permission: "result:read", Record: "result", Shared: true, Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "record-result", Method: "POST", Path: "/results", Status: 201, Permission: "result:create", Event: "result.recorded", Tx: endpoint.ReadWrite, Record: "result", Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "record-results", Method: "POST", Path: "/results/bulk", Status: 201, Permission: "result:create", Event: "result.recorded", Tx: endpoint.ReadWrite, Record: "result", Tag: tag, Summary: "Record up to 1000 results, all or none", Doc: endpoint.Doc{Answers: map[int]endpoint.Content{200: endpoint.JSON(Report{}), 201: endpoint.JSON(Answer{})}}}, s.bulk)
	endpoint.Register(r, endpoint.Route{ID: "get-result", Method: "GET", Path: "/results/{id}", Permission: "result:read", Record: "result", Shared: true, Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "void-result", Method: "POST", Path: "/results/{id}/void", Permission: "result:void", Event: "result.voided", Tx: endpoint.ReadWrite, Record: "result", Tag: tag, Reason: true}, s.void)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

type createIn struct {
	gate.Header
	Body New
}

func (s *Service) create(ctx context.Context, in *createIn) (*endpoint.Created[*View], error) {
	v, err := s.Create(in.In(ctx), in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[*View]{Location: "/results/" + v.ID.String(), ETag: etag.Of(v.Version), Body: v}, nil
}

type bulkIn struct {
	gate.Header
	DryRun bool `query:"dry_run" doc:"Check everything, write nothing."`
	Body   Bulk
}

type bulkOut struct {
	Status int
	Body   any
}

func (s *Service) bulk(ctx context.Context, in *bulkIn) (*bulkOut, error) {
	ctx = in.In(ctx)
	if in.DryRun {
		report, err := s.Check(ctx, in.Body)
		return &bulkOut{Status: 200, Body: report}, err
	}
	items, err := s.CreateAll(ctx, in.Body)
	return &bulkOut{Status: 201, Body: Answer{Items: items}}, err
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*View], error) {
	resultID, err := in.Record("result")
	if err != nil {
		return nil, err
	}
	return found(s.Get(ctx, resultID))
}

func found(v *View, err error) (*endpoint.Found[*View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*View]{ETag: etag.Of(v.Version), Body: v}, nil
}

func (s *Service) void(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*View], error) {
	resultID, err := in.Record("result")
	if err != nil {
		return nil, err
	}
	return found(s.Void(ctx, resultID))
}
