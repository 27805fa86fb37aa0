package traces

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/internal/stall"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Traces"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-traces", Method: "GET", Path: "/traces", Permission: "trace:read", Record: "trace", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "get-trace", Method: "GET", Path: "/traces/{id}", Permission: "trace:read", Tx: endpoint.Snapshot, Record: "trace", Tag: tag}, s.get)
	endpoint.RegisterRaw(r, endpoint.Route{ID: "get-trace-data", Method: "GET", Path: "/traces/{id}/data", Permission: "trace:read", Record: "trace", Tag: tag,
		Timeout: 10 * time.Minute, Summary: "Numbers of a trace, as JSON or as little-endian float64 pairs of x and y", Doc: dataDoc()}, s.data)
}

// Points is the JSON form of a trace's numbers; what is no number in the file is null.
type Points struct {
	X []*float64 `json:"x" nullable:"false"`
	Y []*float64 `json:"y" nullable:"false"`
}

func dataDoc() endpoint.Doc {
	return endpoint.Doc{
		Query: []endpoint.Input{
			{Name: "x0", Type: "number", Doc: "Leave out points below."},
			{Name: "x1", Type: "number", Doc: "Leave out points above."},
			{Name: "points", Type: "integer", Doc: "Thin to this many pairs of minimum and maximum; every point when left out."},
		},
		Headers: []endpoint.Input{{Name: "Accept", Type: "string", Doc: "application/json, or application/octet-stream for bytes."}},
		Answers: map[int]endpoint.Content{200: {"application/json": Points{}, "application/octet-stream": nil}},
	}
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Listed[View], error) {
	traceID, err := in.Record("trace")
	if err != nil {
		return nil, err
	}
	v, err := s.Get(ctx, traceID)
	if err != nil {
		return nil, err
	}
	return &endpoint.Listed[View]{Body: *v}, nil
}

func (s *Service) data(ctx context.Context, x *endpoint.Exchange) error {
	traceID, ok := id.Parse(x.Param("id"))
	if !ok {
		return apperr.Missing("trace")
	}
	ask, err := parseWindow(x.Request.URL.Query())
	if err != nil {
		return err
	}
	xs, ys, done, err := s.Points(ctx, traceID, ask)
	if err != nil {
		return err
	}
	defer done()
	w, release := stall.Writer(x.Writer)
	defer release()
	w.Header().Set("Vary", "Accept")
	if wantsBytes(x.Request.Header.Values("Accept")) {
		return writePairs(w, xs, ys)
	}
	return writeJSON(w, xs, ys)
}
