package mails

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Mails"
	endpoint.Register(r, endpoint.Route{ID: "list-mails", Method: "GET", Path: "/mails", Permission: "mail:read", Record: "mail", Tag: tag, Summary: "Mails of the outbox, with what became of them"}, s.listed)
	endpoint.Register(r, endpoint.Route{ID: "get-mail", Method: "GET", Path: "/mails/{id}", Permission: "mail:read", Record: "mail", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "retry-mail", Method: "POST", Path: "/mails/{id}/retry", Permission: "mail:retry", Event: "mail.retried", Tx: endpoint.ReadWrite, Record: "mail", Tag: tag, Summary: "Send a mail that failed or waits, now"}, s.retry)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) listed(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*View], error) {
	mailID, err := in.Record("mail")
	if err != nil {
		return nil, err
	}
	return found(s.Get(ctx, mailID))
}

func (s *Service) retry(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*View], error) {
	mailID, err := in.Record("mail")
	if err != nil {
		return nil, err
	}
	return found(s.Retry(ctx, mailID))
}

func found(v *View, err error) (*endpoint.Found[*View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*View]{ETag: etag.Of(v.Version), Body: v}, nil
}
