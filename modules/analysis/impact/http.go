package impact

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the report.
func (s *Service) Routes(r *endpoint.Router) {
	const tag, of = "Calibrations", "/calibrations/{id}/impact"
	endpoint.Register(r, endpoint.Route{ID: "get-calibration-impact", Method: "GET", Path: of, Permission: "result:read", Tx: endpoint.Snapshot, Record: "calibration", Tag: tag, Summary: "List the results a calibration casts doubt on"}, s.report)
	endpoint.Register(r, endpoint.Route{ID: "flag-calibration-impact", Method: "POST", Path: of + "/flag", Permission: "result:flag", Event: "result.flagged", Tx: endpoint.ReadWrite, Record: "calibration", Reason: true, Tag: tag, Summary: "Flag the results a calibration casts doubt on"}, s.flag)
}

type reportIn struct {
	endpoint.Param
	page.Request
}

func (s *Service) report(ctx context.Context, in *reportIn) (*endpoint.Listed[*Report], error) {
	calibrationID, err := in.Record("calibration")
	if err != nil {
		return nil, err
	}
	out, err := s.Report(ctx, calibrationID, in.Request)
	return &endpoint.Listed[*Report]{Body: out}, err
}

func (s *Service) flag(ctx context.Context, in *endpoint.Param) (*endpoint.Listed[*Flagged], error) {
	calibrationID, err := in.Record("calibration")
	if err != nil {
		return nil, err
	}
	out, err := s.Flag(ctx, calibrationID)
	return &endpoint.Listed[*Flagged]{Body: out}, err
}
