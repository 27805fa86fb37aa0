package feeds

import (
	"context"
	"net/http"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource. Creating keeps its own transaction: an Idempotency-Key would store the secret.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Calendar feeds"
	endpoint.RegisterRaw(r, endpoint.Route{ID: "get-due-calendar", Method: "GET", Path: path, Permission: "instrument:read", Record: "instrument", Tag: tag, Ticket: s.Holder,
		Summary: "Due calibrations as a calendar (iCalendar)", Doc: endpoint.Doc{Answers: map[int]endpoint.Content{200: {"text/calendar": nil}},
			Query: []endpoint.Input{{Name: "token", Type: "string", Doc: "Secret of a calendar feed, for programs that can send no header."}}}}, s.calendar)
	endpoint.Register(r, endpoint.Route{ID: "list-calendar-feeds", Method: "GET", Path: "/calendar-feeds", Permission: "calendar_feed:read", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-calendar-feed", Method: "POST", Path: "/calendar-feeds", Status: 201, Permission: "calendar_feed:create", Event: "calendar_feed.created", Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "revoke-calendar-feed", Method: "DELETE", Path: "/calendar-feeds/{id}", Status: 204, Permission: "calendar_feed:delete", Event: "calendar_feed.revoked", Tx: endpoint.ReadWrite, Tag: tag}, s.revoke)
}

// calendar must not be kept by anybody on the way: its address is a secret.
func (s *Service) calendar(ctx context.Context, x *endpoint.Exchange) error {
	var body []byte
	err := s.kit.DB.InSnapshot(ctx, func(ctx context.Context) (err error) {
		body, err = s.Calendar(ctx)
		return err
	})
	if err != nil {
		return err
	}
	h := x.Writer.Header()
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="calibrations-due.ics"`)
	x.Writer.WriteHeader(http.StatusOK)
	_, err = x.Writer.Write(body)
	return err
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Feed]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Feed]]{Body: items}, err
}

type created struct{ Body Made }

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (out *created, err error) {
	err = s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		made, err := s.Create(ctx, in.Body)
		if err == nil {
			out = &created{Body: *made}
		}
		return err
	})
	return out, err
}

func (s *Service) revoke(ctx context.Context, in *endpoint.Param) (*endpoint.NoContent, error) {
	feedID, err := in.Record("calendar feed")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Revoke(ctx, feedID)
}
