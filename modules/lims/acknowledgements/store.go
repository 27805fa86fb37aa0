package acknowledgements

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

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

// subject is what the rules need to know of a protocol.
type subject struct {
	Code          string
	Number        string
	Revision      int
	Status        string
	ContentSHA256 *string `gorm:"column:content_sha256"`
	ArchivedAt    *string
}

func (s store) subject(ctx context.Context, protocolID id.ID) (*subject, error) {
	var out subject
	err := s.db.Q(ctx).Table("protocols p").Select("p.code, p.number, p.revision, app.protocol_status(p, ?) as status, p.content_sha256, p.archived_at::text", s.now()).
		Where("p.org_id = ? and p.id = ?", tenancy.Must(ctx).Org, protocolID).Take(&out).Error
	return &out, db.Absent(err, "protocol")
}

// over tells whether a day has ended where the organisation is.
func (s store) over(ctx context.Context, day string) (yes bool, err error) {
	err = s.db.Q(ctx).Raw("select app.day_start(?::date + 1) <= ?", day, s.now()).Row().Scan(&yes)
	return yes, err
}

func (s store) roleThere(ctx context.Context, role string) (yes bool, err error) {
	err = s.db.Q(ctx).Raw("select exists (select from roles where key = ?)", role).Row().Scan(&yes)
	return yes, err
}

func (s store) shown(ctx context.Context, protocolID id.ID) *gorm.DB {
	return s.db.Q(ctx).Table(`(select a.*, a.due_date::text as due, u.name as user_name from protocol_assignments a
		left join users u on u.org_id = a.org_id and u.id = a.user_id) as protocol_assignments`).
		Where("org_id = ? and protocol_id = ?", tenancy.Must(ctx).Org, protocolID)
}

func (s store) assignments(ctx context.Context, protocolID id.ID, p page.Page[Shown]) (page.List[Shown], error) {
	return db.List(s.shown(ctx, protocolID).Where("archived_at is null"), p)
}

func (s store) assignment(ctx context.Context, protocolID, assignmentID id.ID) (*Shown, error) {
	out := &Shown{}
	if err := s.shown(ctx, protocolID).Where("id = ?", assignmentID).Take(out).Error; err != nil {
		return nil, db.Absent(err, "assignment")
	}
	return out, nil
}

// owed are the assignments of a revision that stand, with the days people were given.
func (s store) owed(ctx context.Context, protocolID id.ID, start string) (out []Assignment, err error) {
	err = s.db.Q(ctx).Raw(`select role, user_id, ?::date + greatest(1, due_date - created_at::date) as due_date from protocol_assignments
		where org_id = ? and protocol_id = ? and archived_at is null`, start, tenancy.Must(ctx).Org, protocolID).Scan(&out).Error
	return out, err
}

// addMissing adds assignments but those that are there already.
func (s store) addMissing(ctx context.Context, all []Assignment) error {
	return s.db.Q(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&all).Error
}

// readers lists who has to read a revision or has read it. Somebody who is asked twice has the earlier day; somebody whose
// account is closed owes nothing any more.
const readers = `(select u.org_id, u.id as user_id, u.name as user_name, d.due::text as due, k.acknowledged_at, k.revision, k.content_sha256,
 case when k.id is not null then 'acknowledged' when app.day_start(d.due + 1) <= ? then 'overdue' else 'pending' end as status
 from users u left join lateral (select min(a.due_date) as due from protocol_assignments a
  where a.org_id = u.org_id and a.protocol_id = ? and a.archived_at is null and u.status <> 'deactivated' and (a.user_id = u.id or exists
   (select from user_roles r where r.org_id = u.org_id and r.user_id = u.id and r.role_key = a.role))) d on true
 left join protocol_acknowledgements k on k.org_id = u.org_id and k.user_id = u.id and k.protocol_id = ?
 where d.due is not null or k.id is not null) as readers`

func (s store) readers(ctx context.Context, protocolID id.ID, f Filter, p page.Page[Reader]) (page.List[Reader], error) {
	q := s.db.Q(ctx).Table(readers, s.now(), protocolID, protocolID).Where("org_id = ?", tenancy.Must(ctx).Org)
	return db.List(db.In(q, "status", f.Status), p)
}

// of gives a person's acknowledgement; nil when there is none.
func (s store) of(ctx context.Context, protocolID, userID id.ID) (*Acknowledgement, error) {
	var found []*Acknowledgement
	err := s.db.Q(ctx).Where("org_id = ? and protocol_id = ? and user_id = ?", tenancy.Must(ctx).Org, protocolID, userID).Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// add writes an acknowledgement unless another request of the same person was faster.
func (s store) add(ctx context.Context, a *Acknowledgement) error {
	return s.db.Q(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(a).Error
}

// untold is somebody who has to read a protocol and was not told yet, or not yet that the day is over.
type untold struct {
	ID, UserID             id.ID
	Code, Title, Kind, Key string
	DueAt                  time.Time
}

// untold finds them, of one protocol or of all; of several days the earliest counts.
func (s store) untold(ctx context.Context, protocolID id.ID) (out []untold, err error) {
	err = s.db.Q(ctx).Raw(`with waiting as (select p.id, p.code, p.title, u.id as user_id, min(a.due_date) as due, app.day_start(min(a.due_date) + 1) as due_at
  from protocol_assignments a join protocols p on p.org_id = a.org_id and p.id = a.protocol_id
  join users u on u.org_id = a.org_id and u.status = 'active'
   and (u.id = a.user_id or exists (select from user_roles r where r.org_id = a.org_id and r.user_id = u.id and r.role_key = a.role))
  where a.org_id = @org and (@all or a.protocol_id = @protocol) and a.archived_at is null and p.archived_at is null
   and p.status in ('approved', 'effective') and app.protocol_status(p, @now) in ('approved', 'effective')
   and not exists (select from protocol_acknowledgements k where k.org_id = a.org_id and k.protocol_id = a.protocol_id and k.user_id = u.id)
  group by p.id, p.code, p.title, u.id),
 told as (select w.*, case when due_at <= @now then 'protocol_overdue' else 'protocol_to_read' end as kind,
  case when due_at <= @now then 'protocol_overdue:' || id || ':' || due else 'protocol_to_read:' || id end as key from waiting w)
 select id, code, title, user_id, kind, key, due_at from told t
 where not exists (select from notifications n where n.org_id = @org and n.key = t.key and n.user_id = t.user_id) order by due_at, id, user_id limit 1000`,
		map[string]any{"org": tenancy.Must(ctx).Org, "protocol": protocolID, "all": protocolID == id.Nil, "now": s.now()}).Scan(&out).Error
	return out, err
}
