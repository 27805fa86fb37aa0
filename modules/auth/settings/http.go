package settings

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Organisation"
	endpoint.Register(r, endpoint.Route{ID: "list-settings", Method: "GET", Path: "/settings", Permission: "setting:read", Record: "setting", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "get-setting", Method: "GET", Path: "/settings/{key}", Permission: "setting:read", Record: "setting", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "put-setting", Method: "PUT", Path: "/settings/{key}", Permission: "setting:update", Event: "setting.updated", Tx: endpoint.ReadWrite, Record: "setting", Tag: tag}, s.put)
}

type keyIn struct {
	Key string `path:"key" maxLength:"100"`
}

func (s *Service) list(ctx context.Context, in *page.Request) (*endpoint.Listed[page.List[Setting]], error) {
	items, err := s.List(ctx, *in)
	return &endpoint.Listed[page.List[Setting]]{Body: items}, err
}

func (s *Service) get(ctx context.Context, in *keyIn) (*endpoint.Found[Setting], error) {
	v, err := s.Get(ctx, in.Key)
	return answer(v, err)
}

type putIn struct {
	Key string `path:"key" maxLength:"100"`
	endpoint.IfMatch
	Body Put
}

// seen gives the version the client has seen; a default has the entity tag "0", and then there must be none yet.
func (in *putIn) seen() (int, error) {
	if in.Match == etag.Of(0) {
		return -1, nil
	}
	return in.OptionalVersion()
}

func (s *Service) put(ctx context.Context, in *putIn) (*endpoint.Found[Setting], error) {
	seen, err := in.seen()
	if err != nil {
		return nil, err
	}
	v, err := s.Put(ctx, in.Key, seen, in.Body)
	return answer(v, err)
}

func answer(v *Setting, err error) (*endpoint.Found[Setting], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[Setting]{ETag: etag.Of(v.Version), Body: *v}, nil
}
