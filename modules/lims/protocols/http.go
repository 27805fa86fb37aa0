package protocols

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Protocols"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-protocols", Method: "GET", Path: "/protocols", Permission: "protocol:read", Record: "protocol", Shared: true, Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-protocol", Method: "POST", Path: "/protocols", Status: 201, Permission: "protocol:create", Event: "protocol.created", Tx: endpoint.ReadWrite, Record: "protocol", Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-protocol", Method: "GET", Path: "/protocols/{id}", Permission: "protocol:read", Record: "protocol", Shared: true, Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-protocol", Method: "PATCH", Path: "/protocols/{id}", Permission: "protocol:update", Event: "protocol.updated", Tx: endpoint.ReadWrite, Record: "protocol", Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-protocol", Method: "DELETE", Path: "/protocols/{id}", Status: 204, Permission: "protocol:delete", Event: "protocol.archived", Tx: endpoint.ReadWrite, Record: "protocol", Tag: tag}, s.archive)
	endpoint.Register(r, endpoint.Route{ID: "submit-protocol", Method: "POST", Path: "/protocols/{id}/submit", Permission: "protocol:update", Event: "protocol.submitted", Tx: endpoint.ReadWrite, Record: "protocol", Tag: tag, Summary: "Hand a draft to the reviewers"}, s.submit)
	endpoint.Register(r, endpoint.Route{ID: "approve-protocol", Method: "POST", Path: "/protocols/{id}/approve", Permission: "protocol:approve", Event: "protocol.approved", Tx: endpoint.ReadWrite, Record: "protocol", Tag: tag, Summary: "Approve a protocol that somebody else wrote"}, s.approve)
	endpoint.Register(r, endpoint.Route{ID: "reject-protocol", Method: "POST", Path: "/protocols/{id}/reject", Permission: "protocol:approve", Event: "protocol.rejected", Tx: endpoint.ReadWrite, Record: "protocol", Tag: tag, Summary: "Give a protocol back to its authors"}, s.reject)
	endpoint.Register(r, endpoint.Route{ID: "retire-protocol", Method: "POST", Path: "/protocols/{id}/retire", Permission: "protocol:retire", Event: "protocol.retired", Tx: endpoint.ReadWrite, Record: "protocol", Tag: tag, Summary: "End a protocol without a successor"}, s.retire)
	endpoint.Register(r, endpoint.Route{ID: "revise-protocol", Method: "POST", Path: "/protocols/{id}/revise", Status: 201, Permission: "protocol:create", Event: "protocol.revised", Tx: endpoint.ReadWrite, Record: "protocol", Tag: tag, Summary: "Begin the next revision"}, s.revise)
	endpoint.Register(r, endpoint.Route{ID: "diff-protocol", Method: "GET", Path: "/protocols/{id}/diff", Permission: "protocol:read", Tx: endpoint.Snapshot, Record: "protocol", Tag: tag, Summary: "Compare two revisions"}, s.diff)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

func made(v *View, err error) (*endpoint.Created[*View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[*View]{Location: "/protocols/" + v.ID.String(), ETag: etag.Of(v.Version), Body: v}, nil
}

func found(v *View, err error) (*endpoint.Found[*View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*View]{ETag: etag.Of(v.Version), Body: v}, nil
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (*endpoint.Created[*View], error) {
	return made(s.Create(ctx, in.Body))
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*View], error) {
	protocolID, err := in.Record("protocol")
	if err != nil {
		return nil, err
	}
	return found(s.Get(ctx, protocolID))
}

type updateIn struct {
	endpoint.Change
	Body Change
}

func (s *Service) update(ctx context.Context, in *updateIn) (*endpoint.Found[*View], error) {
	protocolID, seen, err := in.Target("protocol")
	if err != nil {
		return nil, err
	}
	return found(s.Update(ctx, protocolID, seen, in.Body))
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	protocolID, seen, err := in.Target("protocol")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, protocolID, seen)
}

func (s *Service) submit(ctx context.Context, in *endpoint.Change) (*endpoint.Found[*View], error) {
	protocolID, seen, err := in.OptionalTarget("protocol")
	if err != nil {
		return nil, err
	}
	return found(s.Submit(ctx, protocolID, seen))
}

type commentIn struct {
	endpoint.Change
	Body *Comment `required:"false"`
}

// comment is what was sent, if anything was.
func (in *commentIn) comment() Comment {
	if in.Body == nil {
		return Comment{}
	}
	return *in.Body
}

func (s *Service) approve(ctx context.Context, in *commentIn) (*endpoint.Found[*View], error) {
	protocolID, seen, err := in.OptionalTarget("protocol")
	if err != nil {
		return nil, err
	}
	return found(s.Approve(ctx, protocolID, seen, in.comment()))
}

func (s *Service) reject(ctx context.Context, in *commentIn) (*endpoint.Found[*View], error) {
	protocolID, seen, err := in.OptionalTarget("protocol")
	if err != nil {
		return nil, err
	}
	return found(s.Reject(ctx, protocolID, seen, in.comment()))
}

func (s *Service) retire(ctx context.Context, in *commentIn) (*endpoint.Found[*View], error) {
	protocolID, seen, err := in.OptionalTarget("protocol")
	if err != nil {
		return nil, err
	}
	return found(s.Retire(ctx, protocolID, seen, in.comment()))
}

func (s *Service) revise(ctx context.Context, in *endpoint.Change) (*endpoint.Created[*View], error) {
	protocolID, seen, err := in.OptionalTarget("protocol")
	if err != nil {
		return nil, err
	}
	return made(s.Revise(ctx, protocolID, seen))
}

type diffIn struct {
	endpoint.Param
	Against string `query:"against" maxLength:"100" doc:"Id of the older revision; without it, the one before."`
}

type diffOut struct{ Body *Comparison }

func (s *Service) diff(ctx context.Context, in *diffIn) (*diffOut, error) {
	protocolID, err := in.Record("protocol")
	if err != nil {
		return nil, err
	}
	c, err := s.Diff(ctx, protocolID, in.Against)
	return &diffOut{Body: c}, err
}
