package inbox

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag, why = "Inbox", "whether a notice has been seen changes no record"
	endpoint.Register(r, endpoint.Route{ID: "get-inbox", Method: "GET", Path: "/inbox", Permission: "inbox:read", Tag: tag, Summary: "What waits for the caller"}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "read-notification", Method: "POST", Path: "/inbox/{id}/read", Permission: "inbox:update", NoEvent: why, Tx: endpoint.ReadWrite, Tag: tag}, s.read)
	endpoint.Register(r, endpoint.Route{ID: "read-all-notifications", Method: "POST", Path: "/inbox/read-all", Permission: "inbox:update", NoEvent: why, Tx: endpoint.ReadWrite, Tag: tag}, s.readAll)
	endpoint.Register(r, endpoint.Route{ID: "get-notification-preferences", Method: "GET", Path: "/inbox/preferences", Permission: "inbox:read", Tag: tag, Summary: "What the caller wants by mail"}, s.preferences)
	endpoint.Register(r, endpoint.Route{ID: "put-notification-preferences", Method: "PUT", Path: "/inbox/preferences", Permission: "inbox:update", Event: "user.notifications_chosen", Tx: endpoint.ReadWrite, Record: "user", Tag: tag, Summary: "Choose what comes by mail"}, s.choose)
}

func (s *Service) get(ctx context.Context, _ *struct{}) (*endpoint.Listed[*Inbox], error) {
	out, err := s.Get(ctx)
	return &endpoint.Listed[*Inbox]{Body: out}, err
}

func (s *Service) read(ctx context.Context, in *endpoint.Param) (*endpoint.Listed[*Read], error) {
	noticeID, err := in.Record("notification")
	if err != nil {
		return nil, err
	}
	out, err := s.MarkRead(ctx, noticeID)
	return &endpoint.Listed[*Read]{Body: out}, err
}

func (s *Service) readAll(ctx context.Context, _ *struct{}) (*endpoint.Listed[*AllRead], error) {
	out, err := s.MarkAllRead(ctx)
	return &endpoint.Listed[*AllRead]{Body: out}, err
}
