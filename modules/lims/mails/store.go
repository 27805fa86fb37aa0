package mails

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// table joins the reason and the person.
const table = `(select m.*, u.name as user_name, u.email, n.kind as notice_kind, n.record_type, n.record_id, n.record_code
 from mails m join users u on u.org_id = m.org_id and u.id = m.user_id
 left join notifications n on n.org_id = m.org_id and n.id = m.notification_id) as mails`

func (s store) read(ctx context.Context) *gorm.DB {
	return s.db.Q(ctx).Table(table).Where("org_id = ?", tenancy.Must(ctx).Org)
}

func (s store) get(ctx context.Context, mailID id.ID) (*Item, error) {
	m := &Item{}
	if err := s.read(ctx).Where("id = ?", mailID).Take(m).Error; err != nil {
		return nil, db.Absent(err, "mail")
	}
	return m, nil
}

func (s store) list(ctx context.Context, f Filter, p page.Page[Item]) (page.List[Item], error) {
	q := db.In(db.In(s.read(ctx), "status", f.Status), "kind", f.Kind)
	return db.List(db.Equal(q, "user_id", f.UserID), p)
}

// again puts a mail to the front.
func (s store) again(ctx context.Context, m *Mail, now time.Time) error {
	return db.Update(ctx, s.db, m, map[string]any{"status": Queued, "attempts": 0, "next_attempt_at": now, "finished_at": nil})
}

func (s store) event(ctx context.Context, mailID id.ID, payload string) error {
	return s.db.Q(ctx).Exec("select audit.record_event('mail', ?, null, ?)", mailID, payload).Error
}

// digestCause and a day are the cause of a digest.
const digestCause = "digest:"

// lease is how long a claimed mail is left alone: longer than any conversation with a server takes.
const lease = 10 * time.Minute

// claim takes the next mail that is due by the clock of the server or the database; nil when there is none. What another
// sender has claimed is passed over.
func (s store) claim(ctx context.Context, now time.Time) (*letter, error) {
	org := tenancy.Must(ctx).Org
	var out []letter
	err := s.db.Q(ctx).Raw(`with c as (update mails set attempts = attempts + 1, next_attempt_at = @until, version = version + 1, updated_at = now()
  where org_id = @org and id = (select id from mails where org_id = @org and status = 'queued' and next_attempt_at <= greatest(@now, now()) order by next_attempt_at, id limit 1 for update skip locked)
  returning *)
 select c.id, c.user_id, c.kind, c.key as cause, c.secret, c.attempts, u.name, u.email, u.status as user_status,
  coalesce((select string_agg(r.role_key, ',') from user_roles r where r.org_id = c.org_id and r.user_id = c.user_id), '') as roles,
  o.name as org_name, o.slug as org_slug, o.timezone, t.purpose as token_purpose, t.expires_at as token_expires_at, t.used_at as token_used_at,
  n.kind as notice_kind, n.work, n.title, n.record_code as record, n.record_id, n.due_at, n.read_at
 from c join organizations o on o.id = c.org_id join users u on u.org_id = c.org_id and u.id = c.user_id
 left join notifications n on n.org_id = c.org_id and n.id = c.notification_id
 left join one_time_tokens t on t.org_id = c.org_id and t.id = c.token_id`, map[string]any{"org": org, "now": now, "until": now.Add(lease)}).Scan(&out).Error
	if err != nil || len(out) == 0 {
		return nil, err
	}
	return &out[0], nil
}

// shown tells whether the reader of the context still sees the notice: its project may have been closed to them.
func (s store) shown(ctx context.Context, l *letter) (yes bool, err error) {
	err = s.db.Q(ctx).Raw("select exists (select from mails m join notifications n on n.org_id = m.org_id and n.id = m.notification_id where m.org_id = ? and m.id = ?)",
		tenancy.Must(ctx).Org, l.ID).Row().Scan(&yes)
	return yes, err
}

// gathered are the notices of a digest.
func (s store) gathered(ctx context.Context, l *letter) (out []told, err error) {
	err = s.db.Q(ctx).Raw(`select kind, work, title, record_id, record_code, due_at, read_at from notifications where org_id = ? and user_id = ? and mail = 'digest' and digest_on = ?::date
 order by created_at, id limit 500`, tenancy.Must(ctx).Org, l.UserID, strings.TrimPrefix(l.Cause, digestCause)).Scan(&out).Error
	return out, err
}

// finish ends a claimed mail. A claim that has run out, and which somebody else has now, changes nothing.
func (s store) finish(ctx context.Context, l *letter, status string, problem *string, now time.Time) error {
	return s.db.Q(ctx).Exec(`update mails set status = ?, error = ?, finished_at = ?, version = version + 1, updated_at = now(),
  secret = case when ? in ('sent', 'cancelled') then null else secret end where org_id = ? and id = ? and status = 'queued' and attempts = ?`,
		status, problem, now, status, tenancy.Must(ctx).Org, l.ID, l.Attempts).Error
}

// later gives a claimed mail another time.
func (s store) later(ctx context.Context, l *letter, problem string, next time.Time) error {
	return s.db.Q(ctx).Exec("update mails set error = ?, next_attempt_at = ?, version = version + 1, updated_at = now() where org_id = ? and id = ? and status = 'queued' and attempts = ?",
		problem, next, tenancy.Must(ctx).Org, l.ID, l.Attempts).Error
}

// reader is somebody whose digest is due.
type reader struct {
	UserID id.ID
	Day    string
}

// readers are those with something to gather, once the hour of the organisation's day has come.
func (s store) readers(ctx context.Context, now time.Time, usual int) (out []reader, err error) {
	err = s.db.Q(ctx).Raw(`select distinct n.user_id, (cast(@now as timestamptz) at time zone o.timezone)::date::text as day
 from organizations o join notifications n on n.org_id = o.id and n.mail = 'digest' and n.digest_on is null
 join users u on u.org_id = n.org_id and u.id = n.user_id and u.status = 'active'
 where o.id = @org and extract(hour from cast(@now as timestamptz) at time zone o.timezone) >=
  coalesce((select (s.value ->> 'digest_hour')::int from settings s where s.org_id = o.id and s.key = 'notifications'), @usual)
 order by n.user_id limit 1000`, map[string]any{"org": tenancy.Must(ctx).Org, "now": now, "usual": usual}).Scan(&out).Error
	return out, err
}

// gather makes the digest of a person and a day, once. It reports whether it did.
func (s store) gather(ctx context.Context, r reader) (bool, error) {
	org := tenancy.Must(ctx).Org
	res := s.db.Q(ctx).Exec("insert into mails (org_id, id, user_id, kind, key) values (?, ?, ?, 'digest', ?) on conflict on constraint mails_key do nothing",
		org, id.New(), r.UserID, digestCause+r.Day)
	if res.Error != nil || res.RowsAffected == 0 {
		return false, res.Error
	}
	return true, s.db.Q(ctx).Exec("update notifications set digest_on = ?::date where org_id = ? and user_id = ? and mail = 'digest' and digest_on is null", r.Day, org, r.UserID).Error
}

// forget removes the secrets of links that are of no use any more and were never sent.
func (s store) forget(ctx context.Context, now time.Time) error {
	return s.db.Q(ctx).Exec(`update mails m set secret = null, version = m.version + 1, updated_at = now() from one_time_tokens t
 where m.org_id = ? and m.status = 'failed' and m.secret is not null and t.org_id = m.org_id and t.id = m.token_id and (t.used_at is not null or t.expires_at <= ?)`,
		tenancy.Must(ctx).Org, now).Error
}
