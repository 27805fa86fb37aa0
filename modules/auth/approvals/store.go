package approvals

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// columns tells what is past its time as expired.
const columns = `org_id, id, kind, user_id, reason, case when status = 'pending' and expires_at <= ? then 'expired' else status end as status,
 only_administrator, created_at, created_by, expires_at, decided_at, decided_by, decline_reason, version, updated_at,
 (select u.name from users u where u.org_id = approvals.org_id and u.id = approvals.user_id) as user_name,
 (select u.name from users u where u.org_id = approvals.org_id and u.id = approvals.created_by) as created_by_name,
 (select u.name from users u where u.org_id = approvals.org_id and u.id = approvals.decided_by) as decided_by_name`

func (s store) get(ctx context.Context, approval id.ID, now time.Time) (*Approval, error) {
	var out Approval
	err := s.db.Q(ctx).Select(columns, now).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, approval).Take(&out).Error
	return &out, db.Absent(err, "approval")
}

func (s store) list(ctx context.Context, f Filter, now time.Time, p page.Page[Approval]) (page.List[Approval], error) {
	q := s.db.Q(ctx).Select(columns, now).Where("org_id = ?", tenancy.Must(ctx).Org)
	if len(f.Status) > 0 {
		q = q.Where("case when status = 'pending' and expires_at <= ? then 'expired' else status end in ?", now, f.Status)
	}
	return db.List(q, p)
}

// lapse closes the requests about a person that nobody decided in time.
func (s store) lapse(ctx context.Context, user id.ID, now time.Time) error {
	return s.db.Q(ctx).Exec("update approvals set status = 'expired', version = version + 1, updated_at = now() where org_id = ? and user_id = ? and status = 'pending' and expires_at <= ?",
		tenancy.Must(ctx).Org, user, now).Error
}
