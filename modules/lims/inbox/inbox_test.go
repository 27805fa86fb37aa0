package inbox_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/analysis/experiments"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/lims"
)

func open(t *testing.T) (*apptest.Lab, *apptest.API) {
	t.Helper()
	lab := apptest.New(t)
	m := lims.New(lab.Kit)
	m.Inbox.Add(experiments.InboxSources()...)
	return lab, lab.Serve(t, m)
}

func notify(t *testing.T, lab *apptest.Lab, org string, notices ...inbox.Notice) {
	t.Helper()
	if err := lab.DB.InTx(lab.Ctx(org, "manager"), func(ctx context.Context) error { return inbox.Notify(ctx, lab.DB, nil, notices...) }); err != nil {
		t.Fatal(err)
	}
}

func told(lab *apptest.Lab, org, role, key string) inbox.Notice {
	return inbox.Notice{User: lab.User(org, role), Kind: "custody_offered", Key: key, RecordType: "sample", RecordID: id.New(), RecordCode: "SMP-2026-000001", Title: "Wafer 7 is handed to you"}
}

func lines(r *apptest.Answer) string {
	items, _ := r.Get("items").([]any)
	out := make([]string, len(items))
	for i, x := range items {
		v, _ := x.(map[string]any)
		out[i] = fmt.Sprint(v["kind"], " ", v["title"])
	}
	slices.Sort(out)
	return strings.Join(out, "|")
}

func run(t *testing.T, lab *apptest.Lab, org, sql string) {
	t.Helper()
	if err := lab.DB.InTx(lab.Ctx(org, "manager"), func(ctx context.Context) error { return lab.DB.Q(ctx).Exec(sql).Error }); err != nil {
		t.Fatal(err)
	}
}

func TestNotices(t *testing.T) {
	lab, api := open(t)
	due := time.Now().Add(time.Hour)
	first := told(lab, "a", "technician", "1")
	first.DueAt = &due
	notify(t, lab, "a", first, told(lab, "a", "technician", "2"), told(lab, "a", "viewer", "1"))
	notify(t, lab, "a", first, told(lab, "a", "technician", "3")) // told once
	notify(t, lab, "a")
	before := lab.Statements.Load()
	r := api.Do("a/technician", "GET", "/inbox", nil).Want(200)
	if n := lab.Statements.Load() - before; n != 1 {
		t.Errorf("%d statements", n)
	}
	if fmt.Sprintf("%v %v %v %v", r.Get("total"), r.Get("unread"), r.Get("counts.0.kind"), r.Get("counts.0.count")) != "3 3 custody_offered 3" {
		t.Errorf("%s", r.Body)
	}
	if r.Get("items.0.due_at") == nil || r.Get("items.0.record.code") != "SMP-2026-000001" || r.Get("items.0.record.type") != "sample" {
		t.Errorf("what is due comes first: %s", r.Body)
	}
	noticeID, _ := r.Get("items.0.notification_id").(string)
	for _, who := range []string{"a/viewer", "a/admin", "b/technician"} { // somebody else's
		api.Do(who, "POST", "/inbox/"+noticeID+"/read", nil).Want(404)
	}
	api.Do("a/technician", "POST", "/inbox/"+id.New().String()+"/read", nil).Want(404)
	api.Do("a/technician", "POST", "/inbox/x/read", nil).Want(404)
	one := api.Do("a/technician", "POST", "/inbox/"+noticeID+"/read", nil).Want(200)
	two := api.Do("a/technician", "POST", "/inbox/"+noticeID+"/read", nil).Want(200)
	if one.Get("read_at") == nil || one.Get("read_at") != two.Get("read_at") {
		t.Errorf("%s %s", one.Body, two.Body)
	}
	if r = api.Do("a/technician", "POST", "/inbox/read-all", nil).Want(200); fmt.Sprint(r.Get("read")) != "2" {
		t.Errorf("%s", r.Body)
	}
	if r = api.Do("a/technician", "POST", "/inbox/read-all", nil).Want(200); fmt.Sprint(r.Get("read")) != "0" {
		t.Errorf("%s", r.Body)
	}
	if r = api.Do("a/technician", "GET", "/inbox", nil).Want(200); fmt.Sprint(r.Get("total")) != "0" || lines(r) != "" {
		t.Errorf("%s", r.Body)
	}
	if r = api.Do("a/viewer", "GET", "/inbox", nil).Want(200); fmt.Sprint(r.Get("unread")) != "1" {
		t.Errorf("%s", r.Body)
	}
	api.Do("", "GET", "/inbox", nil).Want(401)
}

// TestReadTwiceAtOnce: of many at once every notice is counted once, and one moment stays.
func TestReadTwiceAtOnce(t *testing.T) {
	lab, api := open(t)
	for i := range 20 {
		notify(t, lab, "a", told(lab, "a", "viewer", fmt.Sprint(i)))
	}
	noticeID, _ := api.Do("a/viewer", "GET", "/inbox", nil).Get("items.0.notification_id").(string)
	var wg sync.WaitGroup
	var mu sync.Mutex
	moments, sum := map[any]bool{}, 0.0
	for range 8 {
		wg.Go(func() {
			at := api.Do("a/viewer", "POST", "/inbox/"+noticeID+"/read", nil).Get("read_at")
			n := api.Do("a/viewer", "POST", "/inbox/read-all", nil).Get("read")
			mu.Lock()
			defer mu.Unlock()
			moments[at] = true
			var v float64
			_, _ = fmt.Sscan(fmt.Sprint(n), &v)
			sum += v
		})
	}
	wg.Wait()
	if len(moments) != 1 || moments[nil] || sum > 20 || sum < 19 {
		t.Errorf("%v, %v read", moments, sum)
	}
}

// TestNobodyIsToldWithoutCommit: a notice belongs to its event.
func TestNobodyIsToldWithoutCommit(t *testing.T) {
	lab, api := open(t)
	err := lab.DB.InTx(lab.Ctx("a", "manager"), func(ctx context.Context) error {
		if err := inbox.Notify(ctx, lab.DB, nil, told(lab, "a", "viewer", "1")); err != nil {
			return err
		}
		return context.Canceled
	})
	if err == nil || lines(api.Do("a/viewer", "GET", "/inbox", nil)) != "" {
		t.Error("told before it happened")
	}
	if err := lab.DB.InTx(lab.Ctx("a", "manager"), func(ctx context.Context) error { return inbox.Notify(ctx, lab.DB, nil, told(lab, "b", "viewer", "1")) }); err == nil {
		t.Error("somebody of another organisation was told")
	}
}

// TestWork: work is shown to those who may do it, and goes when it is done.
func TestWork(t *testing.T) {
	lab, api := open(t)
	run(t, lab, "a", `insert into instruments (org_id, id, name, calibration_interval_days, status) values
		(app.org(), '018f0000-0000-7000-8000-000000000001', 'Never', 365, 'online'), (app.org(), '018f0000-0000-7000-8000-000000000002', 'Due', 365, 'online'), (app.org(), '018f0000-0000-7000-8000-000000000003', 'Good', 365, 'online'),
		(app.org(), '018f0000-0000-7000-8000-000000000004', 'Failed', null, 'online'), (app.org(), '018f0000-0000-7000-8000-000000000005', 'Retired', 365, 'retired'), (app.org(), '018f0000-0000-7000-8000-000000000006', 'Free', null, 'online')`)
	run(t, lab, "a", `insert into calibrations (org_id, id, instrument_id, performed_at, expires_at, outcome) values
		(app.org(), gen_random_uuid(), '018f0000-0000-7000-8000-000000000002', now() - interval '1 y', now() + interval '10 d', 'pass'),
		(app.org(), gen_random_uuid(), '018f0000-0000-7000-8000-000000000003', now() - interval '1 d', now() + interval '364 d', 'pass'),
		(app.org(), gen_random_uuid(), '018f0000-0000-7000-8000-000000000004', now() - interval '1 d', now() + interval '364 d', 'fail')`)
	run(t, lab, "a", `insert into experiments (org_id, id, title, method, status) values (app.org(), gen_random_uuid(), 'Run 1', 'raman', 'completed'),
		(app.org(), gen_random_uuid(), 'Run 2', 'raman', 'reviewed'), (app.org(), gen_random_uuid(), 'Run 3', 'raman', 'running')`)
	want := "calibration_due Due|calibration_due Failed|calibration_due Never|experiment_to_approve Run 2|experiment_to_review Run 1"
	before := lab.Statements.Load()
	r := api.Do("a/manager", "GET", "/inbox", nil).Want(200)
	if got := lines(r); got != want {
		t.Errorf("%s", got)
	}
	if n := lab.Statements.Load() - before; n != 1 {
		t.Errorf("%d statements", n)
	}
	if fmt.Sprintf("%v %v %v", r.Get("total"), r.Get("unread"), r.Get("counts")) != "5 0 [map[count:3 kind:calibration_due] map[count:1 kind:experiment_to_approve] map[count:1 kind:experiment_to_review]]" {
		t.Errorf("%s", r.Body)
	}
	for _, who := range []string{"a/technician", "a/viewer", "b/manager"} {
		if got := lines(api.Do(who, "GET", "/inbox", nil).Want(200)); got != "" {
			t.Errorf("%s sees %s", who, got)
		}
	}
	run(t, lab, "a", "update experiments set status = 'approved'")
	if got := lines(api.Do("a/manager", "GET", "/inbox", nil).Want(200)); strings.Contains(got, "Run") {
		t.Error(got)
	}
}

// TestHolders: people with the right, active ones of this organisation only.
func TestHolders(t *testing.T) {
	lab, _ := open(t)
	got, err := inbox.Holders(lab.Ctx("a", "viewer"), lab.DB, lab.Kit.Can, "instrument:update")
	want := []id.ID{lab.User("a", "admin"), lab.User("a", "manager")}
	slices.SortFunc(want, func(a, b id.ID) int { return strings.Compare(a.String(), b.String()) })
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, want %v (%v)", got, want, err)
	}
}

// TestRemind: everybody who looks after instruments is told of each calibration that ran out, once, however often and by
// however many it is done.
func TestRemind(t *testing.T) {
	lab, api := open(t)
	s := lims.New(lab.Kit).Inbox
	run(t, lab, "a", `insert into instruments (org_id, id, name, calibration_interval_days) values (app.org(), '018f0000-0000-7000-8000-000000000001', 'Late', 365),
		(app.org(), '018f0000-0000-7000-8000-000000000002', 'Good', 365), (app.org(), '018f0000-0000-7000-8000-000000000003', 'Never', 365), (app.org(), '018f0000-0000-7000-8000-000000000004', 'Bad', 365)`)
	run(t, lab, "a", `insert into calibrations (org_id, id, instrument_id, performed_at, expires_at, outcome) values
		(app.org(), gen_random_uuid(), '018f0000-0000-7000-8000-000000000001', now() - interval '1 y', now() - interval '1 d', 'pass'),
		(app.org(), gen_random_uuid(), '018f0000-0000-7000-8000-000000000002', now() - interval '1 d', now() + interval '10 d', 'pass'),
		(app.org(), gen_random_uuid(), '018f0000-0000-7000-8000-000000000004', now() - interval '1 d', now() + interval '10 d', 'fail')`)
	var wg sync.WaitGroup
	for range 5 {
		for _, org := range []string{"a", "b"} {
			wg.Go(func() {
				if err := s.Remind(tenancy.With(t.Context(), tenancy.Job(lab.Org(org), "inbox"))); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	told := func(org string) string {
		var out []string
		ctx := lab.Ctx(org, "manager")
		if err := lab.DB.Q(ctx).Raw(`select n.kind || ' ' || n.title || ' ' || u.email from notifications n join users u on u.org_id = n.org_id and u.id = n.user_id
			where n.org_id = ? order by 1`, lab.Org(org)).Scan(&out).Error; err != nil {
			t.Fatal(err)
		}
		return strings.Join(out, "|")
	}
	want := "calibration_due Good admin@a.example|calibration_due Good manager@a.example|calibration_failed Bad admin@a.example|calibration_failed Bad manager@a.example|" +
		"calibration_overdue Late admin@a.example|calibration_overdue Late manager@a.example|calibration_overdue Never admin@a.example|calibration_overdue Never manager@a.example"
	if got := told("a"); got != want || told("b") != "" {
		t.Errorf("%q, want %q; b %q", got, want, told("b"))
	}
	// The inbox shows each instrument once, as work.
	if r := api.Do("a/manager", "GET", "/inbox", nil).Want(200); fmt.Sprint(r.Get("unread")) != "0" || lines(r) != "calibration_due Bad|calibration_due Good|calibration_due Late|calibration_due Never" {
		t.Errorf("%s", r.Body)
	}
	run(t, lab, "a", `insert into calibrations (org_id, id, instrument_id, performed_at, expires_at, outcome) values
		(app.org(), gen_random_uuid(), '018f0000-0000-7000-8000-000000000001', now() - interval '2 h', now() - interval '1 h', 'pass')`)
	if err := s.Remind(tenancy.With(t.Context(), tenancy.Job(lab.Org("a"), "inbox"))); err != nil {
		t.Fatal(err)
	}
	if got := told("a"); strings.Count(got, "calibration_overdue Late manager") != 2 { // another calibration
		t.Error(got)
	}
}

// TestCustodyTells: a hand-over waits in the receiver's inbox, and its answer comes to who offered it.
func TestCustodyTells(t *testing.T) {
	lab, api := open(t)
	sample := api.Do("a/technician", "POST", "/samples", map[string]any{"name": "Wafer 7", "sample_type": "wafer"}).Want(201).ID()
	for verb, word := range map[string]string{"accept": "accepted", "decline": "declined"} {
		api.Do("a/manager", "POST", "/samples/"+sample+"/custody", map[string]any{"to_user_id": lab.User("a", "scientist")}).Want(201)
		if got := lines(api.Do("a/scientist", "GET", "/inbox", nil)); got != "custody_offered Wafer 7" {
			t.Errorf("receiver: %s", got)
		}
		if got := lines(api.Do("a/technician", "GET", "/inbox", nil)); got != "" {
			t.Errorf("bystander: %s", got)
		}
		api.Do("a/scientist", "POST", "/samples/"+sample+"/custody/"+verb, map[string]any{}).Want(200)
		if got := lines(api.Do("a/scientist", "GET", "/inbox", nil)); got != "" {
			t.Errorf("receiver afterwards: %s", got)
		}
		r := api.Do("a/manager", "GET", "/inbox", nil)
		if got := lines(r); got != "custody_"+word+" Wafer 7" {
			t.Errorf("who offered it: %s", got)
		}
		api.Do("a/manager", "POST", "/inbox/read-all", nil).Want(200)
		if verb == "accept" { // back to nobody's, so that it can be offered again
			run(t, lab, "a", "update samples set custodian_id = null")
		}
	}
}

// TestProtocols: a review waits for those who did not write the revision, reading for those who were asked, until they did.
func TestProtocols(t *testing.T) {
	lab, api := open(t)
	p := "/protocols/" + api.Do("a/scientist", "POST", "/protocols", map[string]any{"number": "SOP-7", "title": "Line check"}).Want(201).ID()
	see := func(who, want string) {
		t.Helper()
		if got := lines(api.Do(who, "GET", "/inbox", nil).Want(200)); got != want {
			t.Errorf("%s sees %q, want %q", who, got, want)
		}
	}
	see("a/manager", "")
	api.Do("a/scientist", "POST", p+"/submit", nil).Want(200)
	see("a/manager", "protocol_to_review Line check")
	see("a/scientist", "")
	see("b/manager", "")
	api.Do("a/manager", "POST", p+"/approve", nil).Want(200)
	see("a/manager", "")
	day := time.Now().UTC().AddDate(0, 0, 7).Format(time.DateOnly)
	for _, to := range []map[string]any{{"role": "technician", "due_date": day}, {"user_id": lab.User("a", "technician"), "due_date": day}, {"user_id": lab.User("a", "scientist"), "due_date": day}} {
		api.Do("a/manager", "POST", p+"/assignments", to).Want(201)
	}
	see("a/technician", "protocol_to_read Line check")
	see("a/scientist", "protocol_to_read Line check")
	see("a/manager", "")
	if r := api.Do("a/technician", "GET", "/inbox", nil); r.Get("items.0.due_at") == nil {
		t.Errorf("%s", r.Body)
	}
	api.Do("a/technician", "POST", p+"/acknowledge", nil).Want(200)
	see("a/technician", "")
	see("a/scientist", "protocol_to_read Line check")
}
