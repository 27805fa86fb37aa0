package records

import (
	"context"
	"regexp"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
)

// Record is what a code stands for.
type Record struct {
	Type  string `gorm:"-" json:"type"`
	ID    id.ID  `json:"id"`
	Code  string `json:"code"`
	Label string `json:"label"`
}

// kind is a type of record that has codes: its prefix says which table to look into.
type kind struct{ record, table, label, permission string }

func kinds() map[string]kind {
	return map[string]kind{
		"SMP": {"sample", "samples", "name", "sample:read"},
		"LOC": {"location", "locations", "name", "location:read"},
		"PRC": {"process", "processes", "kind", "process:read"},
		"PRJ": {"project", "projects", "name", "project:read"},
		"INS": {"instrument", "instruments", "name", "instrument:read"},
		"CAL": {"calibration", "calibrations", "coalesce(certificate_number, code)", "calibration:read"},
		"SOP": {"protocol", "protocols", "title", "protocol:read"},
		"NTB": {"notebook", "notebooks", "title", "notebook:read"},
		"ENT": {"notebook_entry", "notebook_entries", "title", "notebook:read"},
		"SIG": {"signature", "signatures", "meaning", "signature:read"},
		"EXP": {"experiment", "experiments", "title", "experiment:read"},
		"RES": {"result", "results", "result_type", "result:read"},
		"FIL": {"file", "files", "filename", "file:read"},
		"LGH": {"legal_hold", "legal_holds", "title", "legal_hold:read"},
		"SGR": {"signature_request", "signature_requests", "coalesce(record_code, record_type)", "signature_request:read"},
		"EVD": {"evidence", "evidence_packages", "coalesce(record_code, record_type)", "evidence:read"},
	}
}

// Service resolves codes.
type Service struct {
	kit   module.Kit
	store store
	kinds map[string]kind
	form  *regexp.Regexp
}

// NewService makes the service.
func NewService(kit module.Kit) *Service {
	return &Service{kit: kit, store: store{kit.DB}, kinds: kinds(), form: regexp.MustCompile(`^([A-Z]{3})-[0-9]{4}-[0-9]{6,18}$`)}
}

// Resolve finds what a code stands for in the caller's organisation. What the caller may not read is not there.
func (s *Service) Resolve(ctx context.Context, code string) (*Record, error) {
	parts := s.form.FindStringSubmatch(code)
	if parts == nil {
		return nil, apperr.Missing("record")
	}
	k, known := s.kinds[parts[1]]
	if !known || !s.kit.Can(ctx, k.permission) {
		return nil, apperr.Missing("record")
	}
	return s.store.find(ctx, k, code)
}

// Routes mounts the resource. Samples are what everybody who works here may read; the kind found has its own
// permission on top.
func (s *Service) Routes(r *endpoint.Router) {
	endpoint.Register(r, endpoint.Route{ID: "resolve-code", Method: "GET", Path: "/records/{code}", Permission: "sample:read", Tag: "Records",
		Summary: "Find a record by its code"}, s.resolve)
}

type codeIn struct {
	Code string `path:"code" maxLength:"100" doc:"Human code such as SMP-2026-000001."`
}

func (s *Service) resolve(ctx context.Context, in *codeIn) (*endpoint.Listed[*Record], error) {
	found, err := s.Resolve(ctx, in.Code)
	return &endpoint.Listed[*Record]{Body: found}, err
}
