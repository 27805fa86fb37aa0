package analyses

import (
	"context"
	"net/http"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/gate"
	"github.com/spectra-lab/spectra/modules/analysis/methods"
	"github.com/spectra-lab/spectra/modules/analysis/results"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the catalogue and the runner.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Analyses"
	endpoint.Register(r, endpoint.Route{ID: "list-methods", Method: "GET", Path: "/methods", Permission: "method:read", Tag: tag}, s.listMethods)
	endpoint.Register(r, endpoint.Route{ID: "get-method", Method: "GET", Path: "/methods/{name}", Permission: "method:read", Tag: tag}, s.getMethod)
	endpoint.Register(r, endpoint.Route{ID: "run-analysis", Method: "POST", Path: "/analyses", Status: http.StatusCreated, Permission: "analysis:create", Event: computedEvent,
		Tx: endpoint.ReadWrite, Record: "result", Tag: tag, Summary: "Run a method: 201 with the result, 202 with a job for long work, 200 with a preview for a dry run",
		Doc: endpoint.Doc{Answers: map[int]endpoint.Content{200: endpoint.JSON(Preview{}), 201: endpoint.JSON(results.View{}), 202: endpoint.JSON(jobs.Job{})}}}, s.run)
}

func (s *Service) listMethods(ctx context.Context, in *page.Request) (*endpoint.Listed[page.List[methods.Info]], error) {
	items, err := s.Methods(ctx, *in)
	return &endpoint.Listed[page.List[methods.Info]]{Body: items}, err
}

type methodIn struct {
	Name string `path:"name" maxLength:"100"`
}

func (s *Service) getMethod(_ context.Context, in *methodIn) (*endpoint.Listed[*methods.Info], error) {
	m, err := s.Method(in.Name)
	return &endpoint.Listed[*methods.Info]{Body: m}, err
}

type runIn struct {
	gate.Header
	DryRun bool   `query:"dry_run" doc:"Compute and answer, but store nothing."`
	Prefer string `header:"Prefer" maxLength:"200" doc:"respond-async makes a job of it (RFC 7240)."`
	Body   New
}

type runOut struct {
	Status   int
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Applied  string `header:"Preference-Applied"`
	Body     any    `doc:"The result (201), the job (202) or the preview (200)."`
}

func (s *Service) run(ctx context.Context, in *runIn) (*runOut, error) {
	if in.DryRun {
		v, err := s.Preview(ctx, in.Body)
		return &runOut{Status: http.StatusOK, Body: v}, err
	}
	ctx = in.In(ctx)
	async := prefersAsync(in.Prefer)
	v, j, err := s.Create(ctx, in.Body, async)
	switch {
	case err != nil:
		return nil, err
	case j != nil:
		out := &runOut{Status: http.StatusAccepted, Location: "/jobs/" + j.ID.String(), Body: j}
		if async {
			out.Applied = "respond-async"
		}
		return out, nil
	}
	return &runOut{Status: http.StatusCreated, Location: "/results/" + v.ID.String(), ETag: etag.Of(v.Version), Body: v}, nil
}

// prefersAsync looks for the preference among others; its parameters do not matter.
func prefersAsync(header string) bool {
	for preference := range strings.SplitSeq(header, ",") {
		name, _, _ := strings.Cut(preference, ";")
		if strings.EqualFold(strings.TrimSpace(name), "respond-async") {
			return true
		}
	}
	return false
}
