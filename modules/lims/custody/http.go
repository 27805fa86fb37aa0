package custody

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag, may = "Custody", "sample:hand_over"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-custody", Method: "GET", Path: "/samples/{id}/custody", Permission: "sample:read", Record: "sample", Tag: tag, Summary: "Who held a sample when"}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "offer-custody", Method: "POST", Path: "/samples/{id}/custody", Status: 201, Permission: may, Event: "sample.custody_offered", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag, Summary: "Offer a sample to a person"}, s.offerOne)
	endpoint.Register(r, endpoint.Route{ID: "offer-custody-bulk", Method: "POST", Path: "/samples/custody", Status: 201, Permission: may, Event: "sample.custody_offered", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag, Summary: "Offer up to 1000 samples to a person, all or none"}, s.offerAll)
	endpoint.Register(r, endpoint.Route{ID: "accept-custody", Method: "POST", Path: "/samples/{id}/custody/accept", Permission: may, Event: "sample.custody_accepted", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag, Summary: "Accept a sample that was offered to you"}, s.accept)
	endpoint.Register(r, endpoint.Route{ID: "decline-custody", Method: "POST", Path: "/samples/{id}/custody/decline", Permission: may, Event: "sample.custody_declined", Tx: endpoint.ReadWrite, Record: "sample", Tag: tag, Summary: "Decline a sample that was offered to you, or take your offer back"}, s.decline)
}

type listIn struct {
	endpoint.Param
	page.Request
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	sampleID, err := in.Record("sample")
	if err != nil {
		return nil, err
	}
	items, err := s.List(ctx, sampleID, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

type offerIn struct {
	endpoint.Change
	Body Offer
}

func (s *Service) offerOne(ctx context.Context, in *offerIn) (*answered, error) {
	sampleID, seen, err := in.OptionalTarget("sample")
	if err != nil {
		return nil, err
	}
	return found(s.Offer(ctx, sampleID, seen, in.Body))
}

type offerAllIn struct{ Body Bulk }

// Changed are the samples that the body names.
func (in *offerAllIn) Changed() []id.ID { return in.Body.IDs }

func (s *Service) offerAll(ctx context.Context, in *offerAllIn) (*endpoint.Listed[*Offered], error) {
	out, err := s.OfferAll(ctx, in.Body)
	return &endpoint.Listed[*Offered]{Body: out}, err
}

type replyIn struct {
	endpoint.Change
	Body *Reply
}

// reply is optional: an answer needs no words.
func (in *replyIn) reply() Reply {
	if in.Body == nil {
		return Reply{}
	}
	return *in.Body
}

func (s *Service) accept(ctx context.Context, in *replyIn) (*answered, error) {
	return in.answer(ctx, s.Accept)
}

func (s *Service) decline(ctx context.Context, in *replyIn) (*answered, error) {
	return in.answer(ctx, s.Decline)
}

func (in *replyIn) answer(ctx context.Context, act func(context.Context, id.ID, int, Reply) (*Item, error)) (*answered, error) {
	sampleID, seen, err := in.OptionalTarget("sample")
	if err != nil {
		return nil, err
	}
	return found(act(ctx, sampleID, seen, in.reply()))
}

func found(t *Item, err error) (*answered, error) {
	if err != nil {
		return nil, err
	}
	return &answered{ETag: etag.Of(t.SampleVersion), Body: t}, nil
}
