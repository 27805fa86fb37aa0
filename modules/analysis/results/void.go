package results

import (
	"context"

	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Void withdraws a result, which stays readable, and marks the results that were computed from it. Nothing computes
// itself again (ANALYSIS.md §7 "Stale").
func (s *Service) Void(ctx context.Context, resultID id.ID) (*View, error) {
	r, err := db.Edit[Result](ctx, s.kit.DB, "result", resultID, 0)
	if err != nil {
		return nil, err
	}
	if r.Status == Voided {
		return nil, apperr.New(apperr.Conflict, "already_voided", "This result is voided already.")
	}
	reason := tenancy.StampFrom(ctx).Reason
	if reason == "" {
		return nil, endpoint.ReasonRequired()
	}
	if err := db.Update(ctx, s.kit.DB, r, map[string]any{"status": Voided, "voided_at": now(), "void_reason": reason}); err != nil {
		return nil, err
	}
	if err := s.lineage.MarkStale(ctx, lineage.Node{Type: lineage.Result, ID: resultID}, r.Code+" was voided: "+reason); err != nil {
		return nil, err
	}
	return s.Get(ctx, resultID)
}

// view adds what the caller may do.
func (s *Service) view(ctx context.Context, r *Item) *View {
	void := endpoint.May(s.kit.Can(ctx, "result:void"), endpoint.When(r.LockedAt != nil, "locked"), endpoint.When(r.Status == Voided, "already_voided"))
	return &View{Item: *r, Actions: endpoint.Actions{"void": void, "sign": endpoint.May(s.kit.Can(ctx, "signature:create"), r.signObstacle())}}
}
