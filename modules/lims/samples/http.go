package samples

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Samples"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-samples", Method: "GET", Path: "/samples", Permission: "sample:read", Record: "sample", Shared: true, Tag: tag, Free: metaFilters()}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "get-sample-fields", Method: "GET", Path: "/samples/fields", Permission: "sample:read", Record: "sample", Tag: tag, Summary: "What samples can be filtered by and shown with"}, s.fields)
	endpoint.Register(r, endpoint.Route{ID: "create-sample", Method: "POST", Path: "/samples", Status: 201, Permission: "sample:create", Event: "sample.created", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "create-samples", Method: "POST", Path: "/samples/bulk", Status: 201, Permission: "sample:create", Event: "sample.created", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag, Summary: "Register up to 1000 samples, all or none", Doc: endpoint.Doc{Answers: map[int]endpoint.Content{200: endpoint.JSON(Report{})}}}, s.createAll)
	endpoint.Register(r, endpoint.Route{ID: "get-sample", Method: "GET", Path: "/samples/{id}", Permission: "sample:read", Record: "sample", Shared: true, Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-sample", Method: "PATCH", Path: "/samples/{id}", Permission: "sample:update", Event: "sample.updated", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-sample", Method: "DELETE", Path: "/samples/{id}", Status: 204, Permission: "sample:delete", Event: "sample.archived", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag}, s.archive)
	endpoint.Register(r, endpoint.Route{ID: "transition-sample", Method: "POST", Path: "/samples/{id}/transition", Permission: "sample:transition", Event: "sample.transitioned", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag}, s.transition)
	endpoint.Register(r, endpoint.Route{ID: "move-samples", Method: "POST", Path: "/samples/bulk-move", Permission: "sample:update", Event: "sample.moved", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag, Summary: "Move up to 1000 samples, all or none"}, s.moveAll)
	endpoint.Register(r, endpoint.Route{ID: "transition-samples", Method: "POST", Path: "/samples/bulk-transition", Permission: "sample:transition", Event: "sample.transitioned", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag, Summary: "Bring up to 1000 samples into a state, all or none"}, s.transitionAll)
	endpoint.Register(r, endpoint.Route{ID: "upgrade-samples", Method: "POST", Path: "/sample-types/{key}/upgrade", Permission: "sample_type:update", Event: "sample_type.samples_upgraded", Tx: endpoint.ReadWrite, Record: "sample_type", Tag: tag, Summary: "Bring the samples of older versions of a type to the newest one, all or none"}, s.upgrade)
	endpoint.Register(r, endpoint.Route{ID: "split-sample", Method: "POST", Path: "/samples/{id}/split", Status: 201, Permission: "sample:create", Event: "sample.split", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag, Summary: "Make parts of a sample, all or none"}, s.split)
	endpoint.Register(r, endpoint.Route{ID: "set-sample-metadata", Method: "PUT", Path: "/samples/{id}/metadata/{key}", Permission: "sample:update", Event: "sample.metadata_set", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag}, s.setValue)
	endpoint.Register(r, endpoint.Route{ID: "remove-sample-metadata", Method: "DELETE", Path: "/samples/{id}/metadata/{key}", Status: 204, Permission: "sample:update", Event: "sample.metadata_removed", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag}, s.removeValue)
	endpoint.RegisterList(r, endpoint.Route{ID: "list-sample-history", Method: "GET", Path: "/samples/{id}/history", Permission: "sample:read", Record: "sample", Tag: tag}, s.history)
	endpoint.RegisterList(r, endpoint.Route{ID: "list-sample-children", Method: "GET", Path: "/samples/{id}/children", Permission: "sample:read", Record: "sample", Tag: tag}, s.children)
	endpoint.Register(r, endpoint.Route{ID: "get-wafer-map", Method: "GET", Path: "/samples/{id}/wafer-map", Permission: "sample:read", Record: "sample", Tag: tag, Summary: "The dies of a wafer with their coordinates"}, s.waferMap)
	endpoint.Register(r, endpoint.Route{ID: "get-sample-lineage", Method: "GET", Path: "/samples/{id}/lineage", Permission: "sample:read", Record: "sample", Tag: tag, Summary: "Where a sample comes from and what was made of it"}, s.lineage)
}

// metaFilters are the filters by custom values.
func metaFilters() endpoint.Free {
	return endpoint.Free{Prefix: "meta.", Doc: "Custom value by key: meta.thickness=gt:0.5 mm. A value alone must be equal; gt:, ge:, lt:, le:, ne: and contains: compare, " +
		"several separated by commas must all hold, * is any value. Numbers are compared across units of one dimension."}
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[*Page], error) {
	in.Meta = endpoint.FreeParameters(ctx)
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[*Page]{Body: items}, err
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (*endpoint.Created[*Full], error) {
	f, err := s.Create(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[*Full]{Location: "/samples/" + f.id.String(), ETag: etag.Of(f.version), Body: f}, nil
}

type bulkIn struct {
	DryRun bool `query:"dry_run" doc:"Report every row's faults and write nothing."`
	Body   Bulk
}

type bulkOut struct {
	Status int
	Body   *Report
}

func (s *Service) createAll(ctx context.Context, in *bulkIn) (*bulkOut, error) {
	report, err := s.CreateAll(ctx, in.Body, in.DryRun)
	if err != nil {
		return nil, err
	}
	if in.DryRun {
		return &bulkOut{Status: 200, Body: report}, nil
	}
	return &bulkOut{Status: 201, Body: report}, nil
}

// found answers with a single sample and its entity tag.
func found(f *Full, err error) (*endpoint.Found[*Full], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*Full]{ETag: etag.Of(f.version), Body: f}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*Full], error) {
	sampleID, err := in.Record("sample")
	if err != nil {
		return nil, err
	}
	return found(s.Get(ctx, sampleID))
}

type updateIn struct {
	endpoint.Change
	Body Change
}

func (s *Service) update(ctx context.Context, in *updateIn) (*endpoint.Found[*Full], error) {
	sampleID, seen, err := in.Target("sample")
	if err != nil {
		return nil, err
	}
	return found(s.Update(ctx, sampleID, seen, in.Body))
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	sampleID, seen, err := in.Target("sample")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, sampleID, seen)
}

type transitionIn struct {
	endpoint.Change
	Body Transition
}

func (s *Service) transition(ctx context.Context, in *transitionIn) (*endpoint.Found[*Full], error) {
	sampleID, seen, err := in.OptionalTarget("sample")
	if err != nil {
		return nil, err
	}
	return found(s.Transition(ctx, sampleID, seen, in.Body))
}

type splitIn struct {
	endpoint.Change
	Body Split
}

type partsOut struct{ Body *Parts }

func (s *Service) split(ctx context.Context, in *splitIn) (*partsOut, error) {
	sampleID, seen, err := in.OptionalTarget("sample")
	if err != nil {
		return nil, err
	}
	parts, err := s.Split(ctx, sampleID, seen, in.Body)
	return &partsOut{Body: parts}, err
}
