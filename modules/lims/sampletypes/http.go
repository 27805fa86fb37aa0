package sampletypes

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Samples"
	endpoint.Register(r, endpoint.Route{ID: "list-sample-types", Method: "GET", Path: "/sample-types", Permission: "sample:read", Record: "sample_type", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-sample-type", Method: "POST", Path: "/sample-types", Status: 201, Permission: "sample_type:create", Event: "sample_type.created", Tx: endpoint.ReadWrite, Record: "sample_type", Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-sample-type", Method: "GET", Path: "/sample-types/{key}", Permission: "sample:read", Record: "sample_type", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-sample-type", Method: "PATCH", Path: "/sample-types/{key}", Permission: "sample_type:update", Event: "sample_type.updated", Tx: endpoint.ReadWrite, Record: "sample_type", Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-sample-type", Method: "DELETE", Path: "/sample-types/{key}", Status: 204, Permission: "sample_type:delete", Event: "sample_type.archived", Tx: endpoint.ReadWrite, Record: "sample_type", Tag: tag}, s.archive)
	endpoint.Register(r, endpoint.Route{ID: "list-sample-type-versions", Method: "GET", Path: "/sample-types/{key}/versions", Permission: "sample:read", Record: "sample_type", Tag: tag}, s.versions)
	endpoint.Register(r, endpoint.Route{ID: "get-sample-type-version", Method: "GET", Path: "/sample-types/{key}/versions/{number}", Permission: "sample:read", Record: "sample_type", Tag: tag}, s.version)
}

type listIn struct {
	IncludeArchived bool `query:"include_archived"`
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.List(ctx, in.IncludeArchived)
	return &endpoint.Listed[page.List[Item]]{Body: page.List[Item]{Items: items}}, err
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (*endpoint.Created[View], error) {
	t, err := s.Create(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[View]{Location: "/sample-types/" + t.TypeKey, ETag: etag.Of(t.Version), Body: s.View(ctx, t)}, nil
}

type keyIn struct {
	Key string `path:"key" maxLength:"100" doc:"Key of the sample type."`
}

func (s *Service) found(ctx context.Context, t *Type, err error) (*endpoint.Found[View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(t.Version), Body: s.View(ctx, t)}, nil
}

func (s *Service) get(ctx context.Context, in *keyIn) (*endpoint.Found[View], error) {
	t, err := s.Get(ctx, in.Key)
	return s.found(ctx, t, err)
}

type changeIn struct {
	Key string `path:"key" maxLength:"100" doc:"Key of the sample type."`
	endpoint.IfMatch
	Body Change
}

func (s *Service) update(ctx context.Context, in *changeIn) (*endpoint.Found[View], error) {
	seen, err := in.Version()
	if err != nil {
		return nil, err
	}
	t, err := s.Update(ctx, in.Key, seen, in.Body)
	return s.found(ctx, t, err)
}

type archiveIn struct {
	Key string `path:"key" maxLength:"100" doc:"Key of the sample type."`
	endpoint.IfMatch
}

func (s *Service) archive(ctx context.Context, in *archiveIn) (*endpoint.NoContent, error) {
	seen, err := in.Version()
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, in.Key, seen)
}
