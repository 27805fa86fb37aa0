package access

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, f Filter, p page.Page[Log]) (page.List[Log], error) {
	q := s.db.Q(ctx).Where("org_id = ?", tenancy.Must(ctx).Org)
	for _, c := range [][2]string{{"actor_id", f.ActorID}, {"action", f.Action}, {"record_type", f.RecordType},
		{"record_id", f.RecordID}, {"request_id", f.RequestID}} {
		q = db.Equal(q, c[0], c[1])
	}
	q = db.Equal(q, "status", f.Status)
	q = q.Where("(cardinality((select app.hidden_projects())) = 0 or app.sees_entry(null, record_type, record_id, null))")
	q = db.During(q, "occurred_at", f.From, f.To)
	return db.List(q, p)
}
