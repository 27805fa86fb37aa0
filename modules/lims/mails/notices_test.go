package mails_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims/acknowledgements"
)

type m = map[string]any

// told are the notices of an organisation in words, in order: kind, reader, how by mail, and what became of a mail at once.
func (p *post) told(t *testing.T, org string) string {
	t.Helper()
	var out []string
	err := p.DB.Q(p.Ctx(org, "admin")).Raw(`select n.kind || ' ' || split_part(u.email, '@', 1) || ' ' || coalesce(n.mail, '-') || coalesce(' ' || m.status, '')
 from notifications n join users u on u.org_id = n.org_id and u.id = n.user_id left join mails m on m.org_id = n.org_id and m.notification_id = n.id
 where n.org_id = ? and n.created_at > ? order by 1`, p.Org(org), p.since).Scan(&out).Error
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "|")
}

func (p *post) tells(t *testing.T, want ...string) {
	t.Helper()
	if got := p.told(t, "a"); got != strings.Join(want, "|") {
		t.Errorf("told %q, want %q", got, want)
	}
	if got := p.told(t, "b"); got != "" {
		t.Errorf("another organisation was told %q", got)
	}
}

// forget lets a test look at what comes next.
func (p *post) forget(t *testing.T) {
	t.Helper()
	if err := p.DB.Q(p.Ctx("a", "admin")).Raw("select max(created_at) from notifications where org_id = ?", p.Org("a")).Scan(&p.since).Error; err != nil {
		t.Fatal(err)
	}
}

// waiting are the lines of somebody's inbox, and how many of them are notices to be read.
func (p *post) waiting(t *testing.T, who string) string {
	t.Helper()
	r := p.api.Do(who, "GET", "/inbox", nil).Want(200)
	items, _ := r.Get("items").([]any)
	out := []string{fmt.Sprint(r.Get("unread"))}
	for _, x := range items {
		v, _ := x.(map[string]any)
		out = append(out, fmt.Sprint(v["kind"]))
	}
	return strings.Join(out, " ")
}

func (p *post) leave(t *testing.T, role string) {
	t.Helper()
	p.run(t, "a", "update users set status = 'deactivated' where id = ?", p.User("a", role))
}

// often does repeated work by many servers at once, in both organisations.
func (p *post) often(t *testing.T, f func(context.Context) error) {
	t.Helper()
	var wg sync.WaitGroup
	for range 4 {
		for _, org := range []string{"a", "b"} {
			wg.Go(func() {
				if err := f(p.job(t, org)); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
}

// TestHandOverIsMailed: to the receiver alone, once, and no more after the answer; the inbox shows the work, not a notice.
func TestHandOverIsMailed(t *testing.T) {
	p := open(t)
	sample := func() string {
		return p.api.Do("a/technician", "POST", "/samples", m{"name": "Wafer 7", "sample_type": "wafer"}).Want(201).ID()
	}
	offer := func(s, to string, want int) {
		t.Helper()
		p.api.Do("a/technician", "POST", "/samples/"+s+"/custody", m{"to_user_id": p.User("a", to)}).Want(want)
	}
	first, second := sample(), sample()
	offer(first, "scientist", 201)
	p.tells(t, "custody_offered scientist immediately queued")
	if got := p.waiting(t, "a/scientist"); strings.Count(got, "custody") != 1 || !strings.HasPrefix(got, "0 ") {
		t.Error(got)
	}
	p.deliver(t)
	if all := p.smtp.Mails(); len(all) != 1 || all[0].To[0] != "scientist@a.example" || !strings.Contains(all[0].Message(t).Header.Get("Subject"), "Wafer 7") {
		t.Errorf("%+v", all)
	}
	offer(first, "viewer", 409) // it is offered already: nobody else is told
	offer(second, "scientist", 201)
	p.api.Do("a/scientist", "POST", "/samples/"+second+"/custody/decline", m{"note": "not mine"}).Want(200)
	p.deliver(t)
	p.tells(t, "custody_declined technician immediately sent", "custody_offered scientist immediately cancelled", "custody_offered scientist immediately sent")
	p.forget(t)
	third := sample()
	p.api.Do("a/technician", "POST", "/samples/custody", m{"sample_ids": []string{third, id.New().String()}, "to_user_id": p.User("a", "scientist")}).Want(422)
	p.tells(t)
	p.leave(t, "scientist")
	if r := p.api.Do("a/technician", "POST", "/samples/"+third+"/custody", m{"to_user_id": p.User("a", "scientist")}); r.Status < 400 {
		t.Errorf("%d %s", r.Status, r.Body)
	}
	p.tells(t)
}

// protocol writes a draft, as its author.
func (p *post) protocol(t *testing.T, number string) string {
	t.Helper()
	return p.api.Do("a/scientist", "POST", "/protocols", m{"number": number, "title": "Line check " + number}).Want(201).ID()
}

func (p *post) step(t *testing.T, who, protocol, step string, body any) {
	t.Helper()
	p.api.Do(who, "POST", "/protocols/"+protocol+"/"+step, body).Want(200)
}

// TestReviewersAreMailed: those who may approve, but for an author and who has left; what was decided before is not sent,
// and a second submission is told anew.
func TestReviewersAreMailed(t *testing.T) {
	p := open(t)
	s := p.protocol(t, "SOP-1")
	p.step(t, "a/scientist", s, "submit", nil)
	p.tells(t, "protocol_to_review admin immediately queued", "protocol_to_review manager immediately queued")
	p.api.Do("a/scientist", "POST", "/protocols/"+s+"/submit", nil).Want(409)
	p.deliver(t)
	if n := len(p.smtp.Mails()); n != 2 || p.waiting(t, "a/manager") != "0 protocol_to_review" || p.waiting(t, "a/scientist") != "0" {
		t.Errorf("%d mails, %s, %s", n, p.waiting(t, "a/manager"), p.waiting(t, "a/scientist"))
	}
	p.step(t, "a/manager", s, "reject", m{"comment": "no limits"})
	p.leave(t, "manager")
	p.step(t, "a/scientist", s, "submit", nil)
	p.tells(t, "protocol_to_review admin immediately queued", "protocol_to_review admin immediately sent", "protocol_to_review manager immediately sent")
	p.step(t, "a/admin", s, "approve", nil)
	p.deliver(t)
	p.tells(t, "protocol_to_review admin immediately cancelled", "protocol_to_review admin immediately sent", "protocol_to_review manager immediately sent")
	p.forget(t)
	own := p.api.Do("a/admin", "POST", "/protocols", m{"number": "SOP-2", "title": "Mine"}).Want(201).ID()
	p.step(t, "a/admin", own, "submit", nil)
	p.tells(t)
}

// TestReadersAreMailed: who is asked by role or by name, once what is to be read is approved; who is late once more.
func TestReadersAreMailed(t *testing.T) {
	p := open(t)
	s := p.protocol(t, "SOP-1")
	day := func(n int) string { return p.Kit.Clock().AddDate(0, 0, n).Format(time.DateOnly) }
	assign := func(body m, want int) {
		t.Helper()
		p.api.Do("a/manager", "POST", "/protocols/"+s+"/assignments", body).Want(want)
	}
	assign(m{"role": "technician", "due_date": day(7)}, 201)
	p.tells(t) // a draft
	p.step(t, "a/scientist", s, "submit", nil)
	p.step(t, "a/manager", s, "approve", nil)
	p.forget(t) // what reviewers were told
	p.often(t, p.lims.Readers.Remind)
	p.tells(t, "protocol_to_read technician immediately queued")
	if got := p.waiting(t, "a/technician"); got != "0 protocol_to_read" {
		t.Error(got)
	}
	assign(m{"user_id": p.User("a", "viewer"), "due_date": day(2)}, 201)
	assign(m{"user_id": p.User("a", "viewer"), "due_date": day(3)}, 409)
	assign(m{"user_id": p.User("b", "viewer"), "due_date": day(2)}, 422)
	assign(m{"user_id": p.User("a", "technician"), "due_date": day(3)}, 201) // by name, too
	p.often(t, p.lims.Readers.Remind)
	p.tells(t, "protocol_to_read technician immediately queued", "protocol_to_read viewer immediately queued")
	p.step(t, "a/viewer", s, "acknowledge", nil)
	p.deliver(t)
	p.tells(t, "protocol_to_read technician immediately sent", "protocol_to_read viewer immediately cancelled")
	p.run(t, "a", "insert into user_roles (org_id, user_id, role_key) values (?, ?, 'technician')", p.Org("a"), p.User("a", "auditor"))
	p.pass(4 * 24 * time.Hour) // the day by name is over, that of the role is not
	p.often(t, p.lims.Readers.Remind)
	p.often(t, p.lims.Readers.Remind)
	p.tells(t, "protocol_overdue technician immediately queued", "protocol_to_read auditor immediately queued", "protocol_to_read technician immediately sent", "protocol_to_read viewer immediately cancelled")
	p.forget(t)
	p.leave(t, "technician")
	p.step(t, "a/auditor", s, "acknowledge", nil)
	p.often(t, p.lims.Readers.Remind)
	p.tells(t)
}

// TestNobodyReadsWithoutCommit: an assignment that is taken back tells nobody.
func TestNobodyReadsWithoutCommit(t *testing.T) {
	p := open(t)
	s := p.protocol(t, "SOP-1")
	p.step(t, "a/scientist", s, "submit", nil)
	p.step(t, "a/manager", s, "approve", nil)
	p.forget(t)
	protocol, ok := id.Parse(s)
	if !ok {
		t.Fatal(s)
	}
	viewer, gone := p.User("a", "viewer"), errors.New("no commit")
	err := p.DB.InTx(p.Ctx("a", "manager"), func(ctx context.Context) error {
		if _, err := p.lims.Readers.Assign(ctx, protocol, acknowledgements.New{UserID: &viewer, DueDate: p.Kit.Clock().AddDate(0, 0, 2).Format(time.DateOnly)}); err != nil {
			return err
		}
		return gone
	})
	if !errors.Is(err, gone) {
		t.Fatal(err)
	}
	p.tells(t)
}

// TestCalibrationsAreMailed: each turn for the worse once, to those who look after instruments; what was done meanwhile is
// not sent.
func TestCalibrationsAreMailed(t *testing.T) {
	p := open(t)
	const mine = "018f0000-0000-7000-8000-000000000001"
	p.run(t, "a", "insert into instruments (org_id, id, name, calibration_interval_days) values (app.org(), ?, 'Raman', 365)", mine)
	calibrated := func(outcome, performed, expires string) {
		t.Helper()
		p.run(t, "a", "insert into calibrations (org_id, id, instrument_id, performed_at, expires_at, outcome) values (app.org(), gen_random_uuid(), ?, now() + ?::interval, now() + ?::interval, ?)", mine, performed, expires, outcome)
	}
	calibrated("pass", "-300 d", "1.5 s")
	p.often(t, p.lims.Inbox.Remind)
	p.tells(t, "calibration_due admin digest", "calibration_due manager digest")
	time.Sleep(1600 * time.Millisecond)
	p.leave(t, "admin")
	p.often(t, p.lims.Inbox.Remind)
	p.often(t, p.lims.Inbox.Remind)
	p.tells(t, "calibration_due admin digest", "calibration_due manager digest", "calibration_overdue manager immediately queued")
	p.deliver(t)
	if all := p.smtp.Mails(); len(all) != 1 || all[0].To[0] != "manager@a.example" || p.waiting(t, "a/manager") != "0 calibration_due" {
		t.Errorf("%d mails, %s", len(all), p.waiting(t, "a/manager"))
	}
	p.forget(t)
	calibrated("fail", "-1 h", "300 d")
	p.often(t, p.lims.Inbox.Remind)
	p.tells(t, "calibration_failed manager immediately queued")
	calibrated("pass", "-1 m", "300 d")
	p.deliver(t)
	p.often(t, p.lims.Inbox.Remind)
	p.tells(t, "calibration_failed manager immediately cancelled")
	if got := p.waiting(t, "a/manager"); got != "0" {
		t.Error(got)
	}
}

// TestFirstChoiceOnce: of several first choices at the same moment one is made; the others have to look again.
func TestFirstChoiceOnce(t *testing.T) {
	p := open(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	got := map[int]int{}
	for n := range 8 {
		how := []string{"digest", "never"}[n%2]
		wg.Go(func() {
			r := p.api.Do("a/viewer", "PUT", "/inbox/preferences", m{"mail": m{"job_failed": how}}, "If-Match", `"0"`)
			mu.Lock()
			defer mu.Unlock()
			got[r.Status]++
		})
	}
	wg.Wait()
	if got[200] != 1 || got[412] != 7 {
		t.Errorf("%v", got)
	}
}
