package inbox

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// row is one line of the union below.
type row struct {
	Kind           string
	NotificationID *id.ID
	RecordType     string
	RecordID       id.ID
	RecordCode     *string
	Title          string
	DueAt          *time.Time
	CreatedAt      time.Time
}

func (r row) item() Item {
	return Item{NotificationID: r.NotificationID, Kind: r.Kind, Record: Record{Type: r.RecordType, ID: r.RecordID, Code: r.RecordCode},
		Title: r.Title, DueAt: r.DueAt, CreatedAt: r.CreatedAt}
}

const columns = "record_type, record_id, record_code, title, due_at, created_at"

// waiting asks everything in one statement; none gives more than a hundred rows.
func (s store) waiting(ctx context.Context, sources []inbox.Source) (out []row, err error) {
	parts := []string{"(select kind, id as notification_id, " + columns + " from notifications where org_id = @org and user_id = @user and read_at is null order by created_at desc, id desc limit 100)"}
	for _, src := range sources { // a source is the server's own text
		parts = append(parts, "(select '"+src.Kind+"', null::uuid, "+columns+" from ("+src.SQL+" limit 100) w)")
	}
	a := tenancy.Must(ctx)
	err = s.db.Q(ctx).Raw("select * from ("+strings.Join(parts, " union all ")+") i order by due_at nulls last, created_at desc, record_id desc",
		map[string]any{"org": a.Org, "user": a.ID}).Scan(&out).Error
	return out, err
}

func (s store) waits(ctx context.Context, src inbox.Source, record id.ID) (there bool, err error) {
	a := tenancy.Must(ctx)
	err = s.db.Q(ctx).Raw("select exists (select from ("+src.SQL+") w where record_id = @record)", map[string]any{"org": a.Org, "user": a.ID, "record": record}).Scan(&there).Error
	return there, err
}

func (s store) read(ctx context.Context, noticeID id.ID) (*Read, error) {
	a := tenancy.Must(ctx)
	var out []Read
	err := s.db.Q(ctx).Raw("update notifications set read_at = coalesce(read_at, clock_timestamp()) where org_id = ? and user_id = ? and id = ? returning id, read_at", a.Org, a.ID, noticeID).Scan(&out).Error
	if err != nil {
		return nil, err
	}
	if len(out) == 0 {
		return nil, apperr.Missing("notification")
	}
	return &out[0], nil
}

func (s store) readAll(ctx context.Context) (int64, error) {
	a := tenancy.Must(ctx)
	res := s.db.Q(ctx).Exec("update notifications set read_at = clock_timestamp() where org_id = ? and user_id = ? and read_at is null", a.Org, a.ID)
	return res.RowsAffected, res.Error
}

// preference reads the caller's row; one that is not there yet has version 0 and no choices.
func (s store) preference(ctx context.Context, lock bool) (*Preference, error) {
	a := tenancy.Must(ctx)
	q := s.db.Q(ctx)
	if lock {
		q = q.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	var rows []Preference
	if err := q.Where("org_id = ? and user_id = ?", a.Org, a.ID).Find(&rows).Error; err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return &Preference{Mail: []byte("{}")}, nil
	}
	return &rows[0], nil
}

// first writes the caller's row unless there is one; it reports whether it did. Of several at once one does.
func (s store) first(ctx context.Context, mail string) (bool, error) {
	a := tenancy.Must(ctx)
	res := s.db.Q(ctx).Exec("insert into notification_preferences (org_id, user_id, mail) values (?, ?, ?::jsonb) on conflict (org_id, user_id) do nothing", a.Org, a.ID, mail)
	return res.RowsAffected == 1, res.Error
}

// choose writes the caller's row; the same again changes nothing and leaves no entry in the trail.
func (s store) choose(ctx context.Context, mail string) error {
	a := tenancy.Must(ctx)
	return s.db.Q(ctx).Exec(`insert into notification_preferences as p (org_id, user_id, mail) values (?, ?, ?::jsonb)
 on conflict (org_id, user_id) do update set mail = excluded.mail, version = p.version + 1, updated_at = now() where p.mail <> excluded.mail`, a.Org, a.ID, mail).Error
}

// calibrationsDue are instruments that need a calibration within thirty days, needed one, or failed theirs (API.md §6.5),
// for those who look after instruments.
func calibrationsDue() inbox.Source {
	return inbox.Source{Kind: "calibration_due", Permission: "instrument:update", SQL: `select 'instrument' as record_type, i.id as record_id, i.code as record_code,
  i.name as title, case when c.outcome = 'fail' then c.performed_at else coalesce(c.expires_at, i.created_at) end as due_at, i.created_at
 from instruments i left join lateral (select k.outcome, k.expires_at, k.performed_at from calibrations k
  where k.org_id = i.org_id and k.instrument_id = i.id and k.archived_at is null and k.performed_at <= now() order by k.performed_at desc, k.id desc limit 1) c on true
 where i.org_id = @org and i.archived_at is null and i.status <> 'retired'
  and (c.outcome = 'fail' or i.calibration_interval_days is not null and (c.outcome is null or c.expires_at <= now() + interval '30 days'))
 order by due_at`}
}

// due is an instrument whose calibration somebody has to see to.
type due struct {
	ID                    id.ID
	Code, Name, Kind, Key string
	DueAt                 time.Time
}

// due finds what calibrationsDue shows and nobody was told of yet. The key names the calibration, or the instrument that
// never had one: each turn for the worse is told once.
func (s store) due(ctx context.Context) (out []due, err error) {
	err = s.db.Q(ctx).Raw(`with waiting as (select i.id, i.code, i.name, coalesce(c.id, i.id) as cause, w.due_at,
  case when c.outcome = 'fail' then 'calibration_failed' when w.due_at <= now() or c.id is null then 'calibration_overdue' else 'calibration_due' end as kind
  from (`+calibrationsDue().SQL+`) w join instruments i on i.org_id = @org and i.id = w.record_id left join lateral (select k.id, k.outcome from calibrations k
   where k.org_id = i.org_id and k.instrument_id = i.id and k.archived_at is null and k.performed_at <= now() order by k.performed_at desc, k.id desc limit 1) c on true)
 select w.id, w.code, w.name, w.kind, w.kind || ':' || w.cause as key, w.due_at from waiting w
 where not exists (select from notifications n where n.org_id = @org and n.key = w.kind || ':' || w.cause) order by w.due_at, w.id limit 1000`,
		map[string]any{"org": tenancy.Must(ctx).Org}).Scan(&out).Error
	return out, err
}
