package signrequests

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// title is what a record is called now, of a request r.
const title = `coalesce(case r.record_type when 'experiment' then (select x.title from experiments x where x.org_id = r.org_id and x.id = r.record_id)
  when 'notebook_entry' then (select x.title from notebook_entries x where x.org_id = r.org_id and x.id = r.record_id)
  when 'protocol' then (select x.title from protocols x where x.org_id = r.org_id and x.id = r.record_id)
  when 'result' then (select x.result_type from results x where x.org_id = r.org_id and x.id = r.record_id)
  when 'calibration' then (select i.name from calibrations x join instruments i on i.org_id = x.org_id and i.id = x.instrument_id where x.org_id = r.org_id and x.id = r.record_id)
 end, r.record_code, r.record_type)`

// signs is the condition of the stages s of requests r that are a person's: asked by name, or by a role in which the person
// could sign this version, as far as can be told by rows.
func signs(user string) string {
	return strings.ReplaceAll(`(s.user_id = $user or exists (select from user_roles k where k.org_id = s.org_id and k.user_id = $user and k.role_key = s.role)
  and (s.meaning = 'responsibility' or (s.meaning = 'authorship') = ($user = any(r.authors)) or s.meaning <> 'authorship' and not r.segregated)
  and not exists (select from signatures g where g.org_id = r.org_id and g.record_type = r.record_type and g.record_id = r.record_id and g.record_version = r.record_version
   and g.signer_id = $user and (g.meaning = s.meaning or r.segregated and g.meaning in ('review', 'approval') and s.meaning in ('review', 'approval'))))`, "$user", user)
}

// columns reads a request with its names and stages in one statement; the subselects run for the rows of the page only.
const columns = `r.*, ` + title + ` as record_title,
 (select u.name from users u where u.org_id = r.org_id and u.id = r.created_by) as created_by_name,
 (select u.name from users u where u.org_id = r.org_id and u.id = r.ended_by) as ended_by_name,
 (select json_agg(json_build_object('position', s.position, 'user_id', s.user_id, 'user_name', u.name, 'user_status', u.status, 'role', s.role, 'meaning', s.meaning,
   'status', s.status, 'signature_id', s.signature_id, 'signed_at', app.utc(g.signed_at), 'signed_by', g.signer_name, 'withdrawn_at', app.utc(w.created_at)) order by s.position)
  from signature_request_stages s left join users u on u.org_id = s.org_id and u.id = s.user_id left join signatures g on g.org_id = s.org_id and g.id = s.signature_id
  left join signature_withdrawals w on w.org_id = s.org_id and w.signature_id = s.signature_id where s.org_id = r.org_id and s.request_id = r.id)::text as stages`

// mineOf tells of a request r whether it waits for the person.
func mineOf(user string) string {
	return `exists (select from signature_request_stages s where s.org_id = r.org_id and s.request_id = r.id and r.status = 'open' and s.status = 'pending' and ` + signs(user) + `)`
}

type store struct{ db *db.DB }

func (s store) shown(ctx context.Context) *gorm.DB {
	a := tenancy.Must(ctx)
	return s.db.Q(ctx).Table("signature_requests r").Select(columns+", "+mineOf("@user")+" as mine", map[string]any{"user": a.ID}).Where("r.org_id = ?", a.Org)
}

func (s store) get(ctx context.Context, requestID id.ID) (*Item, error) {
	out := &Item{}
	err := s.shown(ctx).Where("r.id = ?", requestID).Take(out).Error
	return out, db.Absent(err, what)
}

func (s store) list(ctx context.Context, f Filter, recordID *id.ID, p page.Page[Item]) (page.List[Item], error) {
	me := map[string]any{"user": tenancy.Must(ctx).ID}
	q := db.In(s.shown(ctx), "status", f.Status)
	q = db.Equal(db.Equal(q, "record_type", f.RecordType), "record_id", recordID)
	if f.Assigned != "" {
		q = q.Where(mineOf("@user"), me)
	}
	if f.Created != "" {
		q = q.Where("created_by = @user", me)
	}
	return db.List(db.Search(q, "code || ' ' || coalesce(record_code,'') || ' ' || coalesce(note,'')", f.Q), p)
}

// open locks the request of a record that is open; nil when there is none.
func (s store) open(ctx context.Context, recordType string, recordID id.ID) (*Request, error) {
	var found []*Request
	err := s.db.Q(ctx).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).
		Where("org_id = ? and record_type = ? and record_id = ? and status = 'open'", tenancy.Must(ctx).Org, recordType, recordID).Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// add writes a request with its stages. In order, the first may be signed at once and the others wait.
func (s store) add(ctx context.Context, r *Request, stages []Ask) error {
	if err := db.Insert(ctx, s.db, r); err != nil {
		return err
	}
	rows := make([]StageRow, len(stages))
	for i, ask := range stages {
		rows[i] = StageRow{OrgID: r.OrgID, RequestID: r.ID, Position: i + 1, UserID: ask.UserID, Role: ask.Role, Meaning: ask.Meaning, Status: Pending}
		if r.Mode == Ordered && i > 0 {
			rows[i].Status = Waiting
		}
	}
	return s.db.Q(ctx).Create(&rows).Error
}

// owed is a stage that the signer could sign.
type owed struct {
	Position        int
	Meaning, Status string
}

// mine gives the caller's stages of a request: what may be signed now comes first, then what asks the caller by name, then the
// role that fewest people hold, which needs them most. The signature that is being made is not one of before.
func (s store) mine(ctx context.Context, requestID id.ID) (out []owed, err error) {
	a := tenancy.Must(ctx)
	err = s.db.Q(ctx).Raw(`select s.position, s.meaning, s.status from signature_request_stages s
 where s.org_id = @org and s.request_id = @request and s.status in ('pending', 'waiting')
  and (s.user_id = @user or exists (select from user_roles k where k.org_id = s.org_id and k.user_id = @user and k.role_key = s.role))
 order by s.status, s.user_id is null, (select count(*) from user_roles k join users u on u.org_id = k.org_id and u.id = k.user_id and u.status = 'active'
  where k.org_id = s.org_id and k.role_key = s.role), s.position`, map[string]any{"org": a.Org, "user": a.ID, "request": requestID}).Scan(&out).Error
	return out, err
}

func (s store) waiting(ctx context.Context, recordType string, recordID id.ID, version int) (out []string, err error) {
	a := tenancy.Must(ctx)
	err = s.db.Q(ctx).Raw(`select s.meaning from signature_request_stages s join signature_requests r on r.org_id = s.org_id and r.id = s.request_id
 where r.org_id = @org and r.record_type = @kind and r.record_id = @record and r.record_version = @version and r.status = 'open' and s.status in ('pending', 'waiting') and `+signs("@user")+`
 group by s.meaning having bool_and(s.status = 'waiting')`, map[string]any{"org": a.Org, "user": a.ID, "kind": recordType, "record": recordID, "version": version}).Scan(&out).Error
	return out, err
}

func (s store) mark(ctx context.Context, requestID id.ID, position int, status string, signature id.ID) error {
	return s.db.Q(ctx).Exec("update signature_request_stages set status = ?, signature_id = ? where org_id = ? and request_id = ? and position = ?",
		status, signature, tenancy.Must(ctx).Org, requestID, position).Error
}

// next lets the first stage that waits be signed where none is, and counts what is left.
func (s store) next(ctx context.Context, r *Request) (left int, err error) {
	err = s.db.Q(ctx).Exec(`update signature_request_stages set status = 'pending' where org_id = @org and request_id = @request and status = 'waiting'
  and position = (select min(position) from signature_request_stages where org_id = @org and request_id = @request and status = 'waiting')
  and not exists (select from signature_request_stages where org_id = @org and request_id = @request and status = 'pending')`, map[string]any{"org": r.OrgID, "request": r.ID}).Error
	if err != nil {
		return 0, err
	}
	if err := db.Update(ctx, s.db, r, map[string]any{"status": Open}); err != nil {
		return 0, err
	}
	err = s.db.Q(ctx).Raw("select count(*) from signature_request_stages where org_id = ? and request_id = ? and status in ('pending', 'waiting')", r.OrgID, r.ID).Row().Scan(&left)
	return left, err
}

func (s store) end(ctx context.Context, r *Request, status, cause string, reason *string) error {
	err := s.db.Q(ctx).Exec("update signature_request_stages set status = 'cancelled' where org_id = ? and request_id = ? and status in ('pending', 'waiting')", r.OrgID, r.ID).Error
	if err != nil {
		return err
	}
	return db.Update(ctx, s.db, r, map[string]any{"status": status, "end_cause": cause, "end_reason": reason, "ended_at": gorm.Expr("clock_timestamp()"), "ended_by": tenancy.Must(ctx).ID})
}

// because is the reason that the rest of the transaction stands under in the trail.
func (s store) because(ctx context.Context, reason string) error {
	return s.db.Q(ctx).Exec("select set_config('app.reason', ?, true)", reason).Error
}

// event leaves an event of the record that no row keeps.
func (s store) event(ctx context.Context, r *Request, payload string) error {
	return s.db.Q(ctx).Exec("select audit.record_event(?, ?, ?, ?)", r.RecordType, r.RecordID, r.RecordCode, payload).Error
}

func (s store) roleThere(ctx context.Context, role string) (yes bool, err error) {
	err = s.db.Q(ctx).Raw("select exists (select from roles where key = ?)", role).Row().Scan(&yes)
	return yes, err
}

// person is somebody who may be asked.
type person struct {
	ID             id.ID
	Name, RoleKeys string
	Member         bool // of every project of the record that is for its members
}

func (p *person) roles() []string { return strings.Split(p.RoleKeys, ",") }

// actor is the person as somebody who acts.
func (p *person) actor(ctx context.Context) *tenancy.Actor {
	return &tenancy.Actor{Org: tenancy.Must(ctx).Org, ID: p.ID, Kind: tenancy.User, Name: p.Name, Roles: p.roles()}
}

const (
	roleKeys = `(select coalesce(string_agg(k.role_key, ','), '') from user_roles k where k.org_id = u.org_id and k.user_id = u.id) as role_keys`
	// outside tells of a person u whether one of the projects is closed to them, as members go.
	outside = `exists (select from projects p where p.org_id = u.org_id and p.id = any(%projects) and p.access = 'members' and p.owner_id is distinct from u.id
  and not exists (select from project_members m where m.org_id = p.org_id and m.project_id = p.id and m.user_id = u.id))`
)

// people are the active people of the organisation. parts are what the record has of other projects.
func (s store) people(ctx context.Context, recordType string, recordID id.ID, parts map[string][]string) (out []person, err error) {
	list := func(words []string) string { return "{" + strings.Join(words, ",") + "}" }
	err = s.db.Q(ctx).Raw(`with of as (select coalesce(array_agg(distinct x.p), '{}') as projects from (select unnest(app.projects_of(@kind, @record)) as p
  union all select unnest(app.projects_of('sample', i.id)) from unnest(cast(@samples as uuid[])) i (id)
  union all select unnest(app.projects_of('file', i.id)) from unnest(cast(@files as uuid[])) i (id)) x)
 select u.id, u.name, `+roleKeys+`, not `+strings.ReplaceAll(outside, "%projects", "of.projects")+` as member
 from users u, of where u.org_id = @org and u.status = 'active' order by u.id`,
		map[string]any{"org": tenancy.Must(ctx).Org, "kind": recordType, "record": recordID, "samples": list(parts["sample"]), "files": list(parts["file"])}).Scan(&out).Error
	return out, err
}

// untold is something that somebody was not told yet.
type untold struct {
	UserID            id.ID
	RoleKeys          string
	Member            bool
	Kind, Key         string
	Meaning           string
	RecordType        string
	RecordID          id.ID
	RecordCode, Title string
	DueAt             *time.Time
}

// untold finds whose turn it is, of one request or of all, who was not told of it, or not yet that it is due or overdue.
func (s store) untold(ctx context.Context, requestID id.ID, now time.Time) (out []untold, err error) {
	err = s.db.Q(ctx).Raw(`with waiting as (select u.id as user_id, `+roleKeys+`, not `+strings.ReplaceAll(outside, "%projects", "app.projects_of(r.record_type, r.record_id)")+` as member,
  s.meaning, r.record_type, r.record_id, coalesce(r.record_code, '') as record_code, initcap(s.meaning) || ': ' || `+title+` as title, r.due_at, r.id || ':' || s.position as about
  from signature_requests r join signature_request_stages s on s.org_id = r.org_id and s.request_id = r.id
  join users u on u.org_id = r.org_id and u.status = 'active'
  where r.org_id = @org and (@all or r.id = @request) and r.status = 'open' and s.status = 'pending' and `+signs("u.id")+`),
 news as (select w.*, k.kind, k.kind || ':' || w.about as key from waiting w
  cross join lateral (select case when w.due_at <= @now then 'signature_overdue' when w.due_at <= cast(@now as timestamptz) + interval '1 day' then 'signature_due' else 'signature_requested' end as kind) k)
 select * from news w where not exists (select from notifications n where n.org_id = @org and n.key = w.key and n.user_id = w.user_id) order by due_at nulls last, about, user_id limit 1000`,
		map[string]any{"org": tenancy.Must(ctx).Org, "request": requestID, "all": requestID == id.Nil, "now": now}).Scan(&out).Error
	return out, err
}

// untoldEnds finds requests of the last thirty days whose makers were not told how they ended.
func (s store) untoldEnds(ctx context.Context, requestID id.ID) (out []untold, err error) {
	err = s.db.Q(ctx).Raw(`select r.created_by as user_id, 'signature_' || r.status as kind, 'signature_request:' || r.id || ':ended' as key, r.record_type, r.record_id,
  coalesce(r.record_code, '') as record_code, `+title+` || coalesce(': ' || r.end_reason, case r.end_cause when 'record_changed' then ': the record was changed'
   when 'signature_withdrawn' then ': a signature was withdrawn' end, '') as title
 from signature_requests r where r.org_id = @org and (@all or r.id = @request) and r.status <> 'open' and r.ended_at > now() - interval '30 days' and r.ended_by is distinct from r.created_by
  and not exists (select from notifications n where n.org_id = @org and n.key = 'signature_request:' || r.id || ':ended' and n.user_id = r.created_by)
 order by r.ended_at limit 1000`, map[string]any{"org": tenancy.Must(ctx).Org, "request": requestID, "all": requestID == id.Nil}).Scan(&out).Error
	return out, err
}
