package reviews

import (
	"context"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, p page.Page[Review]) (page.List[Review], error) {
	return db.List(s.db.Q(ctx).Where("org_id = ?", tenancy.Must(ctx).Org), p)
}

func (s store) get(ctx context.Context, reviewID id.ID) (*Review, error) {
	return db.Find[Review](ctx, s.db, "audit review", reviewID)
}

// last is the newest review; nil: there is none.
func (s store) last(ctx context.Context) (*Review, error) {
	var found []Review
	err := s.db.Q(ctx).Where("org_id = ?", tenancy.Must(ctx).Org).Order("up_to_seq desc").Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// extent is the end of the chain, and how many entries after a place reviews have made.
func (s store) extent(ctx context.Context, after int64) (head, made int64, err error) {
	err = s.db.Q(ctx).Raw(`select coalesce((select h.seq from audit.audit_heads h where h.org_id = @org), 0),
 (select count(*) from audit.audit_logs l join audit.audit_chain c on c.entry_id = l.id and c.org_id = l.org_id
  where l.org_id = @org and l.action = 'audit.reviewed' and l.record_type = 'audit_review' and c.seq > @after)`,
		map[string]any{"org": tenancy.Must(ctx).Org, "after": after}).Row().Scan(&head, &made)
	return head, made, err
}

// reviewer is the caller as the database has them now: a right that was taken away meanwhile is gone.
type reviewer struct {
	Name, Email, Status, RoleKeys string
}

func (s store) reviewer(ctx context.Context) (*reviewer, error) {
	a, found := tenancy.Must(ctx), []reviewer{}
	err := s.db.Q(ctx).Raw(`select u.name, u.email, u.status, (select coalesce(string_agg(r.role_key, ','), '') from user_roles r where r.org_id = u.org_id and r.user_id = u.id) as role_keys
 from users u where u.org_id = ? and u.id = ?`, a.Org, a.ID).Scan(&found).Error
	if err == nil && (len(found) == 0 || found[0].Status != "active") {
		return nil, apperr.New(apperr.Unauthenticated, "unauthenticated", "This account is not active any more.")
	}
	if err != nil {
		return nil, err
	}
	return &found[0], nil
}

func (r *reviewer) roles() []string { return strings.Split(r.RoleKeys, ",") }

// place is the chain's hash at an entry and the time of the database (P11-37).
func (s store) place(ctx context.Context, seq int64) (hash string, now time.Time, err error) {
	err = s.db.Q(ctx).Raw(`select coalesce((select encode(c.hash, 'hex') from audit.audit_chain c where c.org_id = ? and c.seq = ?), ''), clock_timestamp()`,
		tenancy.Must(ctx).Org, seq).Row().Scan(&hash, &now)
	return hash, now.UTC(), err
}

// turn lets one review of the organisation be written at a time.
func (s store) turn(ctx context.Context) error {
	return s.db.Q(ctx).Exec("select pg_advisory_xact_lock(hashtextextended('audit review ' || ?::text, 0))", tenancy.Must(ctx).Org).Error
}
