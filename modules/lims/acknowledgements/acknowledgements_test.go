package acknowledgements_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

type bench struct {
	*apptest.API
	t   *testing.T
	lab *apptest.Lab
	mod *lims.Module
	at  atomic.Pointer[time.Time]
}

func open(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, lab: apptest.New(t)}
	b.set(time.Now().UTC())
	kit := b.lab.Kit
	kit.Clock = func() time.Time { return *b.at.Load() }
	b.mod = lims.New(kit)
	b.API = b.lab.Serve(t, b.mod)
	return b
}

func (b *bench) set(at time.Time) { b.at.Store(&at) }

func (b *bench) day(n int) string { return b.at.Load().AddDate(0, 0, n).Format(time.DateOnly) }

// effective makes an approved protocol, or the next revision of one.
func (b *bench) effective(revisionOf string, with m) string {
	b.t.Helper()
	var p string
	if revisionOf == "" {
		p = b.Do("a/scientist", "POST", "/protocols", m{"number": "SOP-7", "title": "Line check"}).Want(201).ID()
	} else {
		p = b.Do("a/scientist", "POST", "/protocols/"+revisionOf+"/revise", nil).Want(201).ID()
	}
	if with != nil {
		b.Do("a/scientist", "PATCH", "/protocols/"+p, with, "If-Match", `"1"`).Want(200)
	}
	b.Do("a/scientist", "POST", "/protocols/"+p+"/submit", nil).Want(200)
	b.Do("a/manager", "POST", "/protocols/"+p+"/approve", nil).Want(200)
	return p
}

func (b *bench) assign(p string, body m) *apptest.Answer {
	b.t.Helper()
	return b.Do("a/manager", "POST", "/protocols/"+p+"/assignments", body)
}

// readers writes who owes what.
func (b *bench) readers(p, query string) string {
	b.t.Helper()
	var out []string
	items, _ := b.Do("a/auditor", "GET", "/protocols/"+p+"/acknowledgements"+query, nil).Want(200).Get("items").([]any)
	for _, x := range items {
		r := x.(map[string]any) //nolint:forcetypeassert // a list item
		out = append(out, fmt.Sprintf("%s %s", strings.ToLower(strings.Fields(r["user_name"].(string))[0]), r["status"]))
	}
	return strings.Join(out, ", ")
}

func (b *bench) name(role string) string {
	return strings.ToLower(strings.Fields(b.lab.Actor("a", role).Name)[0])
}

// Everybody who has to read is listed: by role or by name, read or not, and who is late (elabftw#6193).
func TestWhoHasRead(t *testing.T) {
	b := open(t)
	p := b.effective("", nil)
	if got := b.readers(p, ""); got != "" {
		t.Errorf("nobody was asked: %s", got)
	}
	b.assign(p, m{"role": "technician", "due_date": b.day(7)}).Want(201)
	a := b.assign(p, m{"user_id": b.lab.User("a", "viewer"), "due_date": b.day(2)}).Want(201)
	if a.Get("due_date") != b.day(2) || a.Get("user_name") == nil || a.Get("role") != nil {
		t.Errorf("%s", a.Body)
	}
	has := func(query string, want ...string) {
		t.Helper()
		got := b.readers(p, query)
		for i := 0; i < len(want); i += 2 {
			if !strings.Contains(got, b.name(want[i])+" "+want[i+1]) {
				t.Errorf("%s: %s; want %s %s", query, got, want[i], want[i+1])
			}
		}
		if n := strings.Count(got, ",") + 1; got != "" && n != len(want)/2 {
			t.Errorf("%s: %s", query, got)
		}
	}
	has("", "technician", "pending", "viewer", "pending")
	b.Do("a/technician", "POST", "/protocols/"+p+"/acknowledge", nil).Want(200)
	b.Do("a/scientist", "POST", "/protocols/"+p+"/acknowledge", nil).Want(200)
	has("", "technician", "acknowledged", "viewer", "pending", "scientist", "acknowledged")
	b.set(b.at.Load().AddDate(0, 0, 4))
	has("?status=overdue", "viewer", "overdue")
	has("?status=pending,overdue", "viewer", "overdue")
	if r := b.Do("a/viewer", "GET", "/protocols/"+p+"/acknowledgements?limit=1&count=true", nil).Want(200); fmt.Sprint(r.Get("total")) != "3" || r.Get("next_cursor") == nil {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/viewer", "GET", "/protocols/"+p+"/acknowledgements?status=lost", nil).Want(422)
}

// The last day is over when it is over where the organisation is.
func TestDueInTimeZone(t *testing.T) {
	b := open(t)
	b.set(time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC))
	err := b.lab.DB.InTx(b.lab.Ctx("a", "admin"), func(ctx context.Context) error {
		return b.lab.DB.Q(ctx).Exec("update organizations set timezone = 'America/Los_Angeles' where id = ?", b.lab.Org("a")).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	p := b.effective("", nil)
	b.assign(p, m{"user_id": b.lab.User("a", "viewer"), "due_date": "2026-11-30"}).Want(201)
	end := time.Date(2026, 12, 1, 8, 0, 0, 0, time.UTC)
	b.set(end.Add(-time.Second))
	if got := b.readers(p, "?status=overdue"); got != "" {
		t.Errorf("late before the day is over: %s", got)
	}
	b.assign(p, m{"role": "technician", "due_date": "2026-11-30"}).Want(201)
	b.set(end)
	if got := b.readers(p, "?status=overdue"); !strings.Contains(got, b.name("viewer")+" overdue") {
		t.Errorf("not late: %q", got)
	}
	if r := b.assign(p, m{"role": "scientist", "due_date": "2026-11-30"}); r.Status != 422 || r.Get("errors.0.pointer") != "/due_date" {
		t.Errorf("%s", r.Body)
	}
}

// An acknowledgement names the revision and the hash of what was read; it is given once and does not pass to the next one.
func TestAcknowledge(t *testing.T) {
	b := open(t)
	p := b.effective("", nil)
	hash := b.Do("a/viewer", "GET", "/protocols/"+p, nil).Get("content_sha256")
	first := b.Do("a/technician", "POST", "/protocols/"+p+"/acknowledge", nil).Want(200)
	if first.Get("content_sha256") != hash || fmt.Sprint(first.Get("revision")) != "1" || first.Get("user_id") != b.lab.User("a", "technician").String() || first.Get("acknowledged_at") == nil {
		t.Errorf("%s", first.Body)
	}
	n := len(b.lab.Audit(t, "a"))
	if again := b.Do("a/technician", "POST", "/protocols/"+p+"/acknowledge", nil).Want(200); string(again.Body) != string(first.Body) || len(b.lab.Audit(t, "a")) != n {
		t.Errorf("%s", again.Body)
	}
	if r := b.Do("a/technician", "GET", "/protocols/"+p, nil); r.Get("acknowledged_at") == nil || r.Get("_actions.acknowledge.reason") != "acknowledged" {
		t.Errorf("%s", r.Body)
	}
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() { b.Do("a/viewer", "POST", "/protocols/"+p+"/acknowledge", nil).Want(200) })
	}
	wait.Wait()
	if n := len(b.lab.Audit(t, "a")) - n; n != 1 {
		t.Errorf("%d entries of one acknowledgement", n)
	}
	second := b.effective(p, m{"body": "new"})
	if r := b.Do("a/technician", "GET", "/protocols/"+second, nil); r.Get("acknowledged_at") != nil || r.Get("_actions.acknowledge") != true {
		t.Errorf("%s", r.Body)
	}
	key := *b.lab.Actor("a", "technician")
	key.Kind = tenancy.APIKey
	err := b.lab.DB.InTx(tenancy.With(t.Context(), &key), func(ctx context.Context) error {
		parsed, _ := id.Parse(second)
		_, err := b.mod.Readers.Acknowledge(ctx, parsed)
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "person_required") {
		t.Errorf("a script acknowledged: %v", err)
	}
}

func TestAssign(t *testing.T) {
	b := open(t)
	p := b.effective("", nil)
	viewer := b.lab.User("a", "viewer")
	for _, tc := range []struct {
		body m
		want string
	}{
		{m{"due_date": b.day(1)}, "/user_id required"}, {m{"role": "viewer", "user_id": viewer, "due_date": b.day(1)}, "/user_id required"}, {m{"role": "viewer"}, "/due_date required"},
		{m{"role": "viewer", "due_date": "soon"}, "/due_date not_a_date"}, {m{"role": "viewer", "due_date": "2026-02-30"}, "/due_date not_a_date"}, {m{"role": "viewer", "due_date": b.day(-2)}, "/due_date out_of_range"},
		{m{"role": "wizard", "due_date": b.day(1)}, "/role unknown_reference"}, {m{"user_id": id.New(), "due_date": b.day(1)}, "/user_id unknown_reference"}, {m{"user_id": "x", "due_date": b.day(1)}, "/user_id wrong_type"},
		{m{"role": "viewer", "due_date": b.day(1), "protocol_id": p}, "/protocol_id unknown_field"},
	} {
		r := b.assign(p, tc.body)
		if got := fmt.Sprint(r.Get("errors.0.pointer"), " ", r.Get("errors.0.code")); r.Status != 422 || !strings.HasPrefix(got, strings.Fields(tc.want)[0]) {
			t.Errorf("%v: %d %s, want %s", tc.body, r.Status, r.Body, tc.want)
		}
	}
	b.Do("a/scientist", "POST", "/protocols/"+p+"/assignments", m{"role": "viewer", "due_date": b.day(1)}).Want(403)
	a := b.assign(p, m{"role": "viewer", "due_date": b.day(1)}).Want(201).ID()
	if r := b.assign(p, m{"role": "viewer", "due_date": b.day(9)}); r.Status != 409 || r.Get("code") != "already_assigned" {
		t.Errorf("%s", r.Body)
	}
	path := "/protocols/" + p + "/assignments"
	if r := b.Do("a/viewer", "GET", path+"?count=true", nil).Want(200); fmt.Sprint(r.Get("total")) != "1" || r.Get("items.0.role") != "viewer" || r.Get("items.0.due_date") != b.day(1) {
		t.Errorf("%s", r.Body)
	}
	other := b.Do("a/scientist", "POST", "/protocols", m{"number": "SOP-8", "title": "Other"}).Want(201).ID()
	b.Do("a/manager", "DELETE", "/protocols/"+other+"/assignments/"+a, nil, "If-Match", `"1"`).Want(404)
	b.Do("a/manager", "DELETE", path+"/"+a, nil).Want(428)
	b.Do("a/manager", "DELETE", path+"/"+a, nil, "If-Match", `"1"`).Want(204)
	if got := b.readers(p, ""); got != "" {
		t.Errorf("%s", got)
	}
	b.assign(p, m{"role": "viewer", "due_date": b.day(9)}).Want(201)
}

// Who had to read a revision has to read the next one, with as many days.
func TestCarriedOver(t *testing.T) {
	b := open(t)
	p := b.effective("", nil)
	b.assign(p, m{"role": "technician", "due_date": b.day(7)}).Want(201)
	b.assign(p, m{"user_id": b.lab.User("a", "viewer"), "due_date": b.day(1)}).Want(201)
	second := b.effective(p, m{"effective_date": b.day(10)})
	r := b.Do("a/viewer", "GET", "/protocols/"+second+"/assignments", nil).Want(200)
	due := map[any]any{}
	for _, x := range r.Get("items").([]any) {
		a := x.(map[string]any) //nolint:forcetypeassert // a list item
		due[a["role"]] = a["due_date"]
	}
	if len(due) != 2 || due["technician"] != b.day(17) || due[nil] != b.day(11) {
		t.Errorf("%s", r.Body)
	}
}

func TestStatements(t *testing.T) {
	b := open(t)
	p := b.effective("", nil)
	b.assign(p, m{"role": "technician", "due_date": b.day(7)}).Want(201)
	for path, most := range map[string]int64{"/acknowledgements": 4, "/assignments": 4} {
		before := b.lab.Statements.Load()
		b.Do("a/viewer", "GET", "/protocols/"+p+path, nil).Want(200)
		if n := b.lab.Statements.Load() - before; n > most {
			t.Errorf("%s: %d statements", path, n)
		}
	}
}
