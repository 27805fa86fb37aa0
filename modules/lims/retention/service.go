package retention

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/module"
)

// policy says what becomes of what is older.
const policy = "Nothing is destroyed: archived records stay readable by id, with their trail, files and signatures. What is past its time is yours to export and decide on."

// Line is one type of record.
type Line struct {
	RecordType string     `json:"record_type"`
	Records    int64      `json:"records" doc:"All the caller sees, archived ones too."`
	Archived   int64      `json:"archived"`
	Held       int64      `json:"held" doc:"Named by a legal hold in force; what stands under one through its project or parent is not counted again."`
	OldestAt   *time.Time `json:"oldest_at" nullable:"true" doc:"The longest without a change."`
	Past       int64      `json:"past" doc:"Without a change for longer than the retention period."`
}

// Report is how long is kept what.
type Report struct {
	Years  int       `json:"years" doc:"Kept at least so long after the last change; setting retention."`
	Before time.Time `json:"before" doc:"What was last changed before this moment is past its time."`
	Policy string    `json:"policy"`
	Items  []Line    `json:"items"`
}

// Service tells of retention.
type Service struct{ store store }

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{store{kit.DB}} }

// Permissions lists what the resource asks the policy for.
func Permissions() []authz.Permission {
	return []authz.Permission{{Object: "retention", Action: "read", Meaning: "See how long records are kept and what is past its time"}}
}

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	endpoint.Register(r, endpoint.Route{ID: "get-retention", Method: "GET", Path: "/retention", Permission: "retention:read", Tx: endpoint.Snapshot, Record: "setting", Tag: "Legal holds",
		Summary: "How long each type of record is kept, and how much is past its time"}, s.get)
}

func (s *Service) get(ctx context.Context, _ *struct{}) (*endpoint.Listed[*Report], error) {
	v, err := s.store.report(ctx)
	return &endpoint.Listed[*Report]{Body: v}, err
}
