package protocols

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct {
	db  *db.DB
	now clock.Clock
}

// current is protocols as of a moment: an approved revision is effective from its day on, and the one before superseded,
// whether or not a job has written that down.
const current = `(select p.org_id, p.id, p.code, p.number, p.revision, p.title, p.effective_date, p.hazard_level, p.training_required, p.authors,
 p.submitted_at, p.submitted_by, p.approved_at, p.approved_by, p.review_comment, p.content_sha256, p.superseded_at, p.retired_at, p.retired_by,
 p.version, p.created_at, p.created_by, p.updated_at, p.archived_at, p.locked_at, p.body, p.checklist, app.protocol_status(p, ?) as status,
 case when p.status = 'approved' then greatest(p.approved_at, app.day_start(p.effective_date)) else p.effective_at end as effective_at,
 (select u.name from users u where u.org_id = p.org_id and u.id = p.created_by) as created_by_name,
 (select u.name from users u where u.org_id = p.org_id and u.id = p.approved_by) as approved_by_name,
 (select k.acknowledged_at from protocol_acknowledgements k where k.org_id = p.org_id and k.protocol_id = p.id and k.user_id = app.actor()) as acknowledged_at
 from protocols p) as protocols`

// columns are those of the list: everything but the text.
const columns = `org_id, id, code, number, revision, title, effective_date, effective_at, hazard_level, training_required, status, authors,
 submitted_at, submitted_by, approved_at, approved_by, review_comment, content_sha256, superseded_at, retired_at, retired_by,
 version, created_at, created_by, updated_at, archived_at, locked_at, created_by_name, approved_by_name, acknowledged_at`

func (s store) read(ctx context.Context) *gorm.DB {
	return s.db.Q(ctx).Table(current, s.now()).Where("org_id = ?", tenancy.Must(ctx).Org)
}

func (s store) get(ctx context.Context, protocolID id.ID) (*Full, error) {
	out := &Full{}
	if err := s.read(ctx).Where("id = ?", protocolID).Take(out).Error; err != nil {
		return nil, db.Absent(err, "protocol")
	}
	return out, nil
}

func (s store) list(ctx context.Context, f Filter, p page.Page[Item]) (page.List[Item], error) {
	q := s.read(ctx).Select(columns)
	q = db.Current(q, "archived_at", f.IncludeArchived)
	q = db.In(q, "status", f.Status)
	q = db.Equal(q, "number", f.Number)
	q = db.Equal(q, "training_required", f.TrainingRequired)
	q = db.Search(q, "code || ' ' || number || ' ' || title || ' ' || body", f.Q)
	return db.List(q, p)
}

// revision is a locked row with what is true of it now.
type revision struct {
	Protocol
	Now string // the state it has at this moment
	Due bool   // its day has come
}

// lock takes all revisions of the protocol's number, in their order, so that what happens to one cannot cross what happens
// to another. The second statement sees what those wrote that it waited for.
func (s store) lock(ctx context.Context, protocolID id.ID) ([]*revision, error) {
	org := tenancy.Must(ctx).Org
	var ids []id.ID
	err := s.db.Q(ctx).Model(&Protocol{}).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).
		Where("org_id = ? and number = (select p.number from protocols p where p.org_id = ? and p.id = ?)", org, org, protocolID).
		Order("revision").Pluck("id", &ids).Error
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, apperr.Missing("protocol")
	}
	return s.revisions(ctx, ids)
}

func (s store) revisions(ctx context.Context, ids []id.ID) (out []*revision, err error) {
	now := s.now()
	err = s.db.Q(ctx).Model(&revision{}).Select(`protocols.*, app.protocol_status(protocols, ?) as now,
		(effective_date is null or app.day_start(effective_date) <= ?) as due`, now, now).
		Where("org_id = ? and id in ?", tenancy.Must(ctx).Org, ids).Order("revision").Find(&out).Error
	return out, err
}

// overdue gives a revision of every number whose stored states are behind the calendar.
func (s store) overdue(ctx context.Context, most int) (ids []id.ID, err error) {
	err = s.db.Q(ctx).Raw(`select p.id from protocols p where p.org_id = ? and p.status = 'approved' and app.day_start(p.effective_date) <= ?
		order by p.effective_date, p.id limit ?`, tenancy.Must(ctx).Org, s.now(), most).Scan(&ids).Error
	return ids, err
}

// setEffective writes down that the day of a revision has come: it took effect then, not when somebody noticed.
func (s store) setEffective(ctx context.Context, r *revision) error {
	return db.Update(ctx, s.db, &r.Protocol, map[string]any{"status": Effective, "effective_at": gorm.Expr("greatest(approved_at, app.day_start(effective_date))")})
}

func (s store) setSuperseded(ctx context.Context, r *revision, at time.Time) error {
	return db.Update(ctx, s.db, &r.Protocol, map[string]any{"status": Superseded, "superseded_at": at})
}

// stamp is the database's time, which the audit trail has too.
func stamp() any { return gorm.Expr("now()") }

// previous is the revision before another one; nil for the first. Archived drafts were never one.
func (s store) previous(ctx context.Context, p *Full) (*Full, error) {
	var found []*Full
	err := s.read(ctx).Where("number = ? and revision < ? and archived_at is null", p.Number, p.Revision).Order("revision desc").Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}
