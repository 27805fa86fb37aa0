package protocols_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

// bench is a laboratory whose clock can be moved.
type bench struct {
	*apptest.API
	t   *testing.T
	lab *apptest.Lab
	mod *lims.Module
	at  atomic.Pointer[time.Time]
	n   int
}

func open(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, lab: apptest.New(t)}
	b.set(time.Now().UTC().Truncate(time.Microsecond))
	kit := b.lab.Kit
	kit.Clock = func() time.Time { return *b.at.Load() }
	b.mod = lims.New(kit)
	b.API = b.lab.Serve(t, b.mod)
	return b
}

func (b *bench) set(at time.Time) { b.at.Store(&at) }

// day is a day from today on, in UTC.
func (b *bench) day(n int) string { return b.at.Load().AddDate(0, 0, n).Format(time.DateOnly) }

func (b *bench) exec(org, sql string, args ...any) error {
	return b.lab.DB.InTx(b.lab.Ctx(org, "admin"), func(ctx context.Context) error { return b.lab.DB.Q(ctx).Exec(sql, args...).Error })
}

// draft makes a protocol as the scientist.
func (b *bench) draft(with m) string {
	b.t.Helper()
	b.n++
	body := m{"number": fmt.Sprint("SOP-", b.n), "title": "Raman line check", "body": "# Purpose\nCheck the line.\n", "checklist": []any{m{"text": "Laser on"}}}
	for k, v := range with {
		body[k] = v
	}
	return b.Do("a/scientist", "POST", "/protocols", body).Want(201).ID()
}

func (b *bench) step(who, protocol, step string, body any) *apptest.Answer {
	b.t.Helper()
	return b.Do(who, "POST", "/protocols/"+protocol+"/"+step, body)
}

func (b *bench) submitted(with m) string {
	b.t.Helper()
	p := b.draft(with)
	b.step("a/scientist", p, "submit", nil).Want(200)
	return p
}

func (b *bench) approved(with m) string {
	b.t.Helper()
	p := b.submitted(with)
	b.step("a/manager", p, "approve", m{"comment": "fine"}).Want(200)
	return p
}

// next revises a protocol and hands the revision in.
func (b *bench) next(protocol string, with m) string {
	b.t.Helper()
	p := b.step("a/scientist", protocol, "revise", nil).Want(201).ID()
	if with != nil {
		b.Do("a/scientist", "PATCH", "/protocols/"+p, with, "If-Match", `"1"`).Want(200)
	}
	b.step("a/scientist", p, "submit", nil).Want(200)
	return p
}

func (b *bench) get(protocol, field string) any {
	b.t.Helper()
	return b.Do("a/viewer", "GET", "/protocols/"+protocol, nil).Want(200).Get(field)
}

func (b *bench) status(protocol, want string) {
	b.t.Helper()
	if got := b.get(protocol, "status"); got != want {
		b.t.Errorf("status is %v, want %s", got, want)
	}
}

func refused(t *testing.T, r *apptest.Answer, status int, code string) {
	t.Helper()
	if r.Status != status || r.Get("code") != code {
		t.Errorf("got %d %s, want %d %s", r.Status, r.Body, status, code)
	}
}

func TestLife(t *testing.T) {
	b := open(t)
	p := b.draft(m{"number": "SOP-LIFE", "hazard_level": "laser class 4"})
	r := b.Do("a/scientist", "GET", "/protocols/"+p, nil).Want(200)
	if r.Get("status") != "draft" || fmt.Sprint(r.Get("revision")) != "1" || r.Get("checklist.0.kind") != "check" || r.Get("checklist.0.required") != false ||
		r.Get("created_by_name") == nil || r.Get("content_sha256") != nil || r.Header.Get("ETag") != `"1"` || r.Get("_actions.submit") != true || r.Get("_actions.approve") != false {
		t.Errorf("%s", r.Body)
	}
	if code, _ := r.Get("code").(string); !strings.HasPrefix(code, "SOP-") {
		t.Errorf("code %q", code)
	}
	b.Do("a/scientist", "PATCH", "/protocols/"+p, m{"title": "Line check", "checklist": []any{m{"text": "Power", "kind": "value", "required": true}}}, "If-Match", `"1"`).Want(200)
	if r := b.step("a/scientist", p, "submit", nil).Want(200); r.Get("status") != "in_review" || r.Get("submitted_by") != b.lab.User("a", "scientist").String() {
		t.Errorf("%s", r.Body)
	}
	refused(t, b.Do("a/scientist", "PATCH", "/protocols/"+p, m{"title": "x"}, "If-Match", `"3"`), 409, "protocol_not_draft")
	refused(t, b.step("a/manager", p, "reject", nil), 422, "reason_required")
	if r := b.step("a/manager", p, "reject", m{"comment": "no limits given"}).Want(200); r.Get("status") != "draft" || r.Get("review_comment") != "no limits given" {
		t.Errorf("%s", r.Body)
	}
	b.step("a/scientist", p, "submit", nil).Want(200)
	r = b.step("a/manager", p, "approve", m{"comment": "good"}).Want(200)
	if r.Get("status") != "effective" || r.Get("approved_by_name") == nil || r.Get("effective_at") == nil || len(fmt.Sprint(r.Get("content_sha256"))) != 64 || r.Get("review_comment") != "good" {
		t.Errorf("%s", r.Body)
	}
	second := b.next(p, m{"body": "# Purpose\nCheck it twice.\n"})
	if fmt.Sprint(b.get(second, "revision")) != "2" || b.get(second, "number") != "SOP-LIFE" {
		t.Errorf("%v", b.get(second, "revision"))
	}
	b.status(p, "effective")
	b.step("a/manager", second, "approve", nil).Want(200)
	b.status(p, "superseded")
	if b.get(p, "superseded_at") == nil || b.get(p, "content_sha256") == b.get(second, "content_sha256") {
		t.Error("superseded without a time, or the same content")
	}
	if r := b.step("a/manager", second, "retire", m{"comment": "the tool is gone"}).Want(200); r.Get("status") != "retired" || r.Get("retired_at") == nil {
		t.Errorf("%s", r.Body)
	}
	var events []string
	for _, e := range b.lab.Audit(t, "a") {
		if e.RecordType == "protocol" {
			events = append(events, strings.TrimPrefix(e.Action, "protocol."))
		}
	}
	if got := strings.Join(events, " "); got != "created updated submitted rejected submitted approved revised updated submitted approved approved retired" {
		t.Errorf("%s", got)
	}
}

// P11-11: every step from every state; what does not exist is 409 and changes nothing.
func TestP11_11_IllegalSteps(t *testing.T) {
	b := open(t)
	make := map[string]func() string{
		"draft": func() string { return b.draft(nil) }, "in_review": func() string { return b.submitted(nil) },
		"approved":  func() string { return b.approved(m{"effective_date": b.day(9)}) },
		"effective": func() string { return b.approved(nil) },
		"superseded": func() string {
			p := b.approved(nil)
			b.step("a/manager", b.next(p, nil), "approve", nil).Want(200)
			return p
		},
		"retired": func() string { p := b.approved(nil); b.step("a/manager", p, "retire", nil).Want(200); return p },
	}
	legal := map[string]string{"submit": "draft", "approve": "in_review", "reject": "in_review", "retire": "approved effective superseded", "revise": "approved effective superseded retired",
		"acknowledge": "approved effective", "edit": "draft", "archive": "draft", "assign": "draft in_review approved effective"}
	for status, build := range make {
		for action, from := range legal {
			p := build()
			b.status(p, status)
			before := len(b.lab.Audit(t, "a"))
			var r *apptest.Answer
			switch tag := fmt.Sprintf(`"%v"`, b.get(p, "version")); action {
			case "edit":
				r = b.Do("a/manager", "PATCH", "/protocols/"+p, m{"title": "New"}, "If-Match", tag)
			case "archive":
				r = b.Do("a/manager", "DELETE", "/protocols/"+p, nil, "If-Match", tag)
			case "assign":
				r = b.step("a/manager", p, "assignments", m{"role": "technician", "due_date": b.day(3)})
			case "reject":
				r = b.step("a/manager", p, action, m{"comment": "why"})
			default:
				r = b.step("a/manager", p, action, nil)
			}
			if ok := strings.Contains(" "+from+" ", " "+status+" "); ok != (r.Status < 300) || !ok && r.Status != 409 {
				t.Errorf("%s of one that is %s: %d %s", action, status, r.Status, r.Body)
			} else if n := len(b.lab.Audit(t, "a")); !ok && n != before {
				t.Errorf("%s of one that is %s left %d entries", action, status, n-before)
			}
		}
	}
}

// The author does not approve, nor does anybody who edited the draft, whatever their role.
func TestOwnProtocol(t *testing.T) {
	b := open(t)
	p := b.Do("a/manager", "POST", "/protocols", m{"number": "N-1", "title": "Mine"}).Want(201).ID()
	b.step("a/manager", p, "submit", nil).Want(200)
	refused(t, b.step("a/manager", p, "approve", nil), 403, "own_protocol")
	if r := b.Do("a/manager", "GET", "/protocols/"+p, nil); r.Get("_actions.approve.reason") != "own_protocol" {
		t.Errorf("%v", r.Get("_actions"))
	}
	b.step("a/admin", p, "approve", nil).Want(200)

	p = b.draft(nil)
	b.Do("a/manager", "PATCH", "/protocols/"+p, m{"title": "Better"}, "If-Match", `"1"`).Want(200)
	b.step("a/scientist", p, "submit", nil).Want(200)
	refused(t, b.step("a/manager", p, "approve", nil), 403, "own_protocol")
	b.step("a/scientist", p, "approve", nil).Want(403)
	b.step("a/admin", p, "approve", nil).Want(200)
	next := b.step("a/admin", p, "revise", nil).Want(201).ID()
	b.step("a/admin", next, "submit", nil).Want(200)
	refused(t, b.step("a/admin", next, "approve", nil), 403, "own_protocol")
}

// A revision takes effect when its day begins where the organisation is, without any job; the job writes it down.
func TestEffectiveDate(t *testing.T) {
	for _, tc := range []struct{ zone, midnight string }{
		{"UTC", "2026-12-01T00:00:00Z"}, {"Pacific/Kiritimati", "2026-11-30T10:00:00Z"}, {"America/Los_Angeles", "2026-12-01T08:00:00Z"},
		{"Asia/Kolkata", "2026-11-30T18:30:00Z"}, {"Europe/Berlin", "2026-11-30T23:00:00Z"},
	} {
		t.Run(tc.zone, func(t *testing.T) {
			b := open(t)
			if err := b.exec("a", "update organizations set timezone = ? where id = ?", tc.zone, b.lab.Org("a")); err != nil {
				t.Fatal(err)
			}
			midnight, err := time.Parse(time.RFC3339, tc.midnight)
			if err != nil {
				t.Fatal(err)
			}
			b.set(midnight.Add(-48 * time.Hour))
			first := b.approved(nil)
			second := b.next(first, m{"effective_date": "2026-12-01"})
			b.step("a/manager", second, "approve", nil).Want(200)
			b.set(midnight.Add(-time.Second))
			b.status(second, "approved")
			b.status(first, "effective")
			b.set(midnight)
			b.status(second, "effective")
			b.status(first, "superseded")
			for status, want := range map[string]string{"effective": "1", "superseded": "1", "approved": "0"} {
				if r := b.Do("a/viewer", "GET", "/protocols?count=true&status="+status, nil).Want(200); fmt.Sprint(r.Get("total")) != want {
					t.Errorf("%s: %v", status, r.Get("total"))
				}
			}
			version := b.get(second, "version")
			if err := b.mod.Protocols.TakeEffect(b.lab.Ctx("a", "admin")); err != nil {
				t.Fatal(err)
			}
			b.status(second, "effective")
			b.status(first, "superseded")
			if fmt.Sprint(b.get(second, "version")) == fmt.Sprint(version) {
				t.Error("the job wrote nothing")
			}
			n := len(b.lab.Audit(t, "a"))
			if err := b.mod.Protocols.TakeEffect(b.lab.Ctx("a", "admin")); err != nil || len(b.lab.Audit(t, "a")) != n {
				t.Errorf("the job wrote again: %v", err)
			}
		})
	}
}

// A step on a protocol whose day has come works as if the job had run, with the tag the client has seen.
func TestStepAfterItsDay(t *testing.T) {
	b := open(t)
	first := b.approved(nil)
	second := b.next(first, m{"effective_date": b.day(5)})
	b.step("a/manager", second, "approve", nil).Want(200)
	third := b.next(second, m{"effective_date": b.day(2)})
	b.step("a/manager", third, "approve", nil).Want(200)
	b.set(b.at.Load().AddDate(0, 0, 3))
	b.status(first, "superseded")
	b.status(second, "superseded")
	b.status(third, "effective")
	b.set(b.at.Load().AddDate(0, 0, 30))
	b.status(second, "superseded")
	tag := b.Do("a/viewer", "GET", "/protocols/"+third, nil).Header.Get("ETag")
	b.Do("a/manager", "POST", "/protocols/"+third+"/retire", nil, "If-Match", tag).Want(200)
	b.status(first, "superseded")
	b.status(second, "superseded")
	b.status(third, "retired")
}

// A day that has passed takes effect with the approval, not before it.
func TestPastDate(t *testing.T) {
	b := open(t)
	p := b.approved(m{"effective_date": "2020-01-01"})
	b.status(p, "effective")
	if at, _ := b.get(p, "effective_at").(string); at < "2026" || b.get(p, "effective_date") != "2020-01-01" {
		t.Errorf("effective at %s", at)
	}
}

func TestRevise(t *testing.T) {
	b := open(t)
	p := b.approved(m{"effective_date": b.day(-1), "hazard_level": "high", "training_required": true})
	next := b.step("a/scientist", p, "revise", nil).Want(201)
	if next.Get("effective_date") != nil || next.Get("hazard_level") != "high" || next.Get("training_required") != true || next.Get("checklist.0.text") != "Laser on" || next.Get("status") != "draft" {
		t.Errorf("%s", next.Body)
	}
	r := b.step("a/scientist", p, "revise", nil)
	refused(t, r, 409, "draft_exists")
	if r.Get("protocol_id") != next.ID() {
		t.Errorf("%s", r.Body)
	}
	refused(t, b.step("a/scientist", next.ID(), "revise", nil), 409, "draft_exists")
	b.Do("a/manager", "DELETE", "/protocols/"+next.ID(), nil, "If-Match", `"1"`).Want(204)
	refused(t, b.step("a/scientist", next.ID(), "submit", nil), 409, "archived")
	if again := b.step("a/scientist", p, "revise", nil).Want(201); fmt.Sprint(again.Get("revision")) != "3" {
		t.Errorf("%s", again.Body)
	}
	refused(t, b.Do("a/scientist", "POST", "/protocols", m{"number": b.get(p, "number"), "title": "Same"}), 409, "number_taken")
}
