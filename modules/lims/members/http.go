package members

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Projects"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-project-members", Method: "GET", Path: "/projects/{id}/members", Permission: "project:read", Record: "project", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "set-project-members", Method: "PUT", Path: "/projects/{id}/members", Permission: "project:set_members", Event: "project.members_set", Tx: endpoint.ReadWrite, Record: "project", Tag: tag}, s.set)
}

func (s *Service) list(ctx context.Context, in *endpoint.Param) (*endpoint.Found[page.List[Item]], error) {
	projectID, err := in.Record("project")
	if err != nil {
		return nil, err
	}
	items, version, err := s.List(ctx, projectID)
	return &endpoint.Found[page.List[Item]]{ETag: etag.Of(version), Body: items}, err
}

type setIn struct {
	endpoint.Change
	Body Set
}

func (s *Service) set(ctx context.Context, in *setIn) (*endpoint.Found[page.List[Item]], error) {
	projectID, seen, err := in.OptionalTarget("project")
	if err != nil {
		return nil, err
	}
	items, version, err := s.Set(ctx, projectID, seen, in.Body)
	return &endpoint.Found[page.List[Item]]{ETag: etag.Of(version), Body: items}, err
}
