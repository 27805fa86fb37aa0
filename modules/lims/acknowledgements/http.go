package acknowledgements

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource below /protocols.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Protocols"
	endpoint.Register(r, endpoint.Route{ID: "acknowledge-protocol", Method: "POST", Path: "/protocols/{id}/acknowledge", Permission: "protocol:acknowledge", Event: "protocol.acknowledged", Tx: endpoint.ReadWrite, Record: "protocol", Tag: tag, Summary: "Say that you have read and understood a revision"}, s.acknowledge)
	endpoint.RegisterList(r, endpoint.Route{ID: "list-protocol-acknowledgements", Method: "GET", Path: "/protocols/{id}/acknowledgements", Permission: "protocol:read", Tx: endpoint.Snapshot, Record: "protocol", Tag: tag, Summary: "Who has read a revision, and who has not"}, s.readers)
	endpoint.RegisterList(r, endpoint.Route{ID: "list-protocol-assignments", Method: "GET", Path: "/protocols/{id}/assignments", Permission: "protocol:read", Tx: endpoint.Snapshot, Record: "protocol", Tag: tag}, s.assignments)
	endpoint.Register(r, endpoint.Route{ID: "assign-protocol", Method: "POST", Path: "/protocols/{id}/assignments", Status: 201, Permission: "protocol:assign", Event: "protocol.assigned", Tx: endpoint.ReadWrite, Record: "protocol", Tag: tag, Summary: "Ask a person or a role to read a revision"}, s.assign)
	endpoint.Register(r, endpoint.Route{ID: "withdraw-protocol-assignment", Method: "DELETE", Path: "/protocols/{id}/assignments/{assignment}", Status: 204, Permission: "protocol:assign", Event: "protocol.assignment_withdrawn", Tx: endpoint.ReadWrite, Record: "protocol", Tag: tag}, s.withdraw)
}

type acknowledged struct{ Body *Acknowledgement }

func (s *Service) acknowledge(ctx context.Context, in *endpoint.Param) (*acknowledged, error) {
	protocolID, err := in.Record("protocol")
	if err != nil {
		return nil, err
	}
	a, err := s.Acknowledge(ctx, protocolID)
	return &acknowledged{Body: a}, err
}

type readersIn struct {
	endpoint.Param
	page.Request
	Filter
}

func (s *Service) readers(ctx context.Context, in *readersIn) (*endpoint.Listed[page.List[Reader]], error) {
	protocolID, err := in.Record("protocol")
	if err != nil {
		return nil, err
	}
	items, err := s.Readers(ctx, protocolID, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Reader]]{Body: items}, err
}

type assignmentsIn struct {
	endpoint.Param
	page.Request
}

func (s *Service) assignments(ctx context.Context, in *assignmentsIn) (*endpoint.Listed[page.List[Shown]], error) {
	protocolID, err := in.Record("protocol")
	if err != nil {
		return nil, err
	}
	items, err := s.Assignments(ctx, protocolID, in.Request)
	return &endpoint.Listed[page.List[Shown]]{Body: items}, err
}

type assignIn struct {
	endpoint.Param
	Body New
}

func (s *Service) assign(ctx context.Context, in *assignIn) (*endpoint.Created[*Shown], error) {
	protocolID, err := in.Record("protocol")
	if err != nil {
		return nil, err
	}
	a, err := s.Assign(ctx, protocolID, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[*Shown]{Location: "/protocols/" + protocolID.String() + "/assignments", ETag: etag.Of(a.Version), Body: a}, nil
}

type withdrawIn struct {
	endpoint.Change
	Assignment string `path:"assignment" maxLength:"100" doc:"Id of the assignment."`
}

func (s *Service) withdraw(ctx context.Context, in *withdrawIn) (*endpoint.NoContent, error) {
	protocolID, seen, err := in.Target("protocol")
	if err != nil {
		return nil, err
	}
	assignmentID, ok := id.Parse(in.Assignment)
	if !ok {
		return nil, apperr.Missing("assignment")
	}
	return &endpoint.NoContent{}, s.Withdraw(ctx, protocolID, assignmentID, seen)
}
