package calibrations

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag, of = "Calibrations", "/instruments/{id}/calibrations"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-calibrations", Method: "GET", Path: of, Permission: "calibration:read", Record: "instrument", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-calibration", Method: "POST", Path: of, Status: 201, Permission: "calibration:create", Event: "calibration.created", Tx: endpoint.ReadWrite, Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-calibration", Method: "GET", Path: "/calibrations/{id}", Permission: "calibration:read", Record: "calibration", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-calibration", Method: "PATCH", Path: "/calibrations/{id}", Permission: "calibration:update", Event: "calibration.updated", Tx: endpoint.ReadWrite, Record: "calibration", Reason: true, Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-calibration", Method: "DELETE", Path: "/calibrations/{id}", Status: 204, Permission: "calibration:delete", Event: "calibration.archived", Tx: endpoint.ReadWrite, Record: "calibration", Reason: true, Tag: tag, Summary: "Withdraw a calibration"}, s.archive)
}

type listIn struct {
	endpoint.Param
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	instrumentID, err := in.Record("instrument")
	if err != nil {
		return nil, err
	}
	items, err := s.List(ctx, instrumentID, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

type createIn struct {
	endpoint.Param
	Body New
}

func (s *Service) create(ctx context.Context, in *createIn) (*endpoint.Created[*View], error) {
	instrumentID, err := in.Record("instrument")
	if err != nil {
		return nil, err
	}
	v, err := s.Create(ctx, instrumentID, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[*View]{Location: "/calibrations/" + v.ID.String(), ETag: etag.Of(v.Version), Body: v}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*View], error) {
	calibrationID, err := in.Record("calibration")
	if err != nil {
		return nil, err
	}
	return found(s.Get(ctx, calibrationID))
}

func found(v *View, err error) (*endpoint.Found[*View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*View]{ETag: etag.Of(v.Version), Body: v}, nil
}

type updateIn struct {
	endpoint.Change
	Body Change
}

func (s *Service) update(ctx context.Context, in *updateIn) (*endpoint.Found[*View], error) {
	calibrationID, seen, err := in.Target("calibration")
	if err != nil {
		return nil, err
	}
	return found(s.Update(ctx, calibrationID, seen, in.Body))
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	calibrationID, seen, err := in.Target("calibration")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, calibrationID, seen)
}
