package proofs

import (
	"context"
	"strings"

	"github.com/spectra-lab/spectra/modules/audit/verify"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	endpoint.Register(r, endpoint.Route{ID: "verify-audit", Method: "GET", Path: "/audit/verify", Permission: "audit:read", Tag: "Audit", Timeout: verifyTime,
		Summary: "Check the whole audit trail of the organisation"}, s.verify)
	endpoint.Register(r, endpoint.Route{ID: "get-audit-checkpoint", Method: "GET", Path: "/audit/checkpoint", Permission: "audit:read", Tag: "Audit",
		Summary: "Newest signed checkpoint of the audit trail"}, s.checkpoint)
	endpoint.RegisterFile(r, endpoint.Route{ID: "export-audit", Method: "GET", Path: "/audit/export", Permission: "audit:read", Event: "audit.exported", Record: "audit", Tag: "Audit",
		Summary: "Audit trail as a file that verifies offline", Doc: endpoint.Doc{Answers: map[int]endpoint.Content{200: {jsonLines: nil, csvType: nil}}}}, s.export)
}

type verifyOut struct{ Body *verify.Result }

func (s *Service) verify(ctx context.Context, _ *struct{}) (*verifyOut, error) {
	r, err := s.Verify(ctx)
	return &verifyOut{r}, err
}

type checkpointOut struct{ Body *Checkpoint }

func (s *Service) checkpoint(ctx context.Context, _ *struct{}) (*checkpointOut, error) {
	c, err := s.Newest(ctx)
	return &checkpointOut{c}, err
}

func lines(s string) []string {
	out := []string{}
	for l := range strings.Lines(s) {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	return out
}
