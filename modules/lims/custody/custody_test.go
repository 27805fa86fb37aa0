package custody_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

type bench struct {
	*apptest.API
	lab *apptest.Lab
	t   testing.TB
}

func open(t testing.TB) *bench {
	t.Helper()
	lab := apptest.New(t)
	return &bench{API: lab.Serve(t, lims.New(lab.Kit)), lab: lab, t: t}
}

func (b *bench) sample(more m) string {
	b.t.Helper()
	body := m{"name": "Wafer", "sample_type": "wafer"}
	for k, v := range more {
		body[k] = v
	}
	return b.Do("a/technician", "POST", "/samples", body).Want(201).ID()
}

func (b *bench) user(role string) string { return b.lab.User("a", role).String() }

func (b *bench) offer(who, sample, to string, want int) *apptest.Answer {
	b.t.Helper()
	return b.Do(who, "POST", "/samples/"+sample+"/custody", m{"to_user_id": b.user(to)}).Want(want)
}

func (b *bench) is(r *apptest.Answer, want m) {
	b.t.Helper()
	for path, v := range want {
		if got := r.Get(path); fmt.Sprint(got) != fmt.Sprint(v) {
			b.t.Errorf("%s is %v, want %v: %s", path, got, v, r.Body)
		}
	}
}

// TestHandOver is the whole story: offered, seen to wait, accepted by the receiver alone, in the timeline and the trail.
func TestHandOver(t *testing.T) {
	b := open(t)
	s := b.sample(nil)
	box := b.Do("a/technician", "POST", "/locations", m{"name": "Box", "kind": "box"}).Want(201).ID()
	before := len(b.lab.Audit(t, "a"))
	r := b.Do("a/technician", "POST", "/samples/"+s+"/custody", m{"to_user_id": b.user("scientist"), "location_id": box, "note": "for XRD"}).Want(201)
	b.is(r, m{"status": "pending", "to_user_id": b.user("scientist"), "from_user_id": nil, "location_path": "Box", "note": "for XRD", "sample_id": s})
	seen := b.Do("a/viewer", "GET", "/samples/"+s, nil).Want(200)
	b.is(seen, m{"custodian": nil, "pending_custody.to.id": b.user("scientist"), "pending_custody.note": "for XRD", "location": nil, "version": 2})
	if r.Header.Get("ETag") != seen.Header.Get("ETag") {
		t.Errorf("entity tags %s and %s", r.Header.Get("ETag"), seen.Header.Get("ETag"))
	}
	for _, who := range []string{"a/technician", "a/manager", "a/admin"} { // nobody accepts for somebody else
		if r := b.Do(who, "POST", "/samples/"+s+"/custody/accept", nil).Want(403); r.Get("code") != "not_receiver" {
			t.Errorf("%s", r.Body)
		}
	}
	b.is(b.Do("a/scientist", "POST", "/samples/"+s+"/custody/accept", m{"note": "complete"}, "If-Match", `"2"`).Want(200), m{"status": "accepted", "answer": "complete", "decided_by": b.user("scientist")})
	b.is(b.Do("a/viewer", "GET", "/samples/"+s, nil).Want(200), m{"custodian.id": b.user("scientist"), "pending_custody": nil, "location": "Box", "location_id": box, "version": 3})
	b.is(b.Do("a/viewer", "GET", "/samples?custodian_id="+b.user("scientist"), nil).Want(200), m{"items.0.id": s, "items.0.custodian.id": b.user("scientist")})
	b.is(b.Do("a/viewer", "GET", "/samples/"+s+"/history", nil).Want(200), m{"items.0.kind": "custody", "items.0.details.step": "accepted", "items.0.location": "Box",
		"items.0.note": "complete", "items.1.details.step": "offered", "items.1.details.to.id": b.user("scientist"), "items.1.note": "for XRD"})
	var trail []string
	for _, e := range b.lab.Audit(t, "a")[before:] {
		trail = append(trail, e.Action+" "+e.RecordType)
	}
	if got := strings.Join(trail, ", "); got != "sample.custody_offered sample, sample.custody_accepted sample, sample.custody_accepted sample" {
		t.Errorf("trail: %s", got)
	}
	b.offer("a/technician", s, "manager", 403) // does not hold it any more
	b.offer("a/scientist", s, "scientist", 409)
	b.offer("a/manager", s, "technician", 201)
	b.is(b.Do("a/technician", "POST", "/samples/"+s+"/custody/decline", m{"note": "no room"}).Want(200), m{"status": "declined", "answer": "no room", "from_user_id": b.user("scientist")})
	b.is(b.Do("a/viewer", "GET", "/samples/"+s+"/custody", nil).Want(200), m{"items.0.status": "declined", "items.1.status": "accepted", "items.2": nil})
	b.is(b.Do("a/viewer", "GET", "/samples/"+s, nil), m{"custodian.id": b.user("scientist"), "pending_custody": nil})
}

func TestHandOverRefuses(t *testing.T) {
	b := open(t)
	s := b.sample(nil)
	archived := b.Do("a/technician", "POST", "/locations", m{"name": "Old", "kind": "box"}).Want(201).ID()
	b.Do("a/manager", "DELETE", "/locations/"+archived, nil, "If-Match", `"1"`).Want(204)
	stranger := b.lab.User("b", "technician").String()
	for _, tc := range []struct {
		body m
		want int
		code string
	}{
		{m{}, 422, "required"}, {m{"to_user_id": "x"}, 422, ""}, {m{"to_user_id": id.New()}, 422, "unknown_reference"}, {m{"to_user_id": stranger}, 422, "unknown_reference"},
		{m{"to_user_id": b.user("manager"), "location_id": id.New()}, 422, "unknown_reference"}, {m{"to_user_id": b.user("manager"), "location_id": archived}, 409, "location_archived"},
		{m{"to_user_id": b.user("manager"), "status": "accepted"}, 422, "unknown_field"},
	} {
		r := b.Do("a/technician", "POST", "/samples/"+s+"/custody", tc.body).Want(tc.want)
		if tc.code != "" && r.Get("errors.0.code") != tc.code {
			t.Errorf("%v: %s", tc.body, r.Body)
		}
	}
	b.Do("a/viewer", "POST", "/samples/"+s+"/custody", m{"to_user_id": b.user("manager")}).Want(403)
	for _, answer := range []string{"accept", "decline"} {
		if r := b.Do("a/manager", "POST", "/samples/"+s+"/custody/"+answer, nil).Want(409); r.Get("code") != "no_pending_custody" {
			t.Errorf("%s", r.Body)
		}
	}
	b.offer("a/technician", s, "manager", 201)
	if r := b.offer("a/technician", s, "scientist", 409); r.Get("code") != "custody_pending" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/scientist", "POST", "/samples/"+s+"/custody/decline", nil).Want(403)
	b.is(b.Do("a/technician", "POST", "/samples/"+s+"/custody/decline", nil).Want(200), m{"status": "withdrawn"})
	b.Do("a/technician", "POST", "/samples/"+s+"/custody", m{"to_user_id": b.user("manager")}, "If-Match", `"1"`).Want(412)
	gone := b.sample(m{"status": "received"})
	b.offer("a/technician", gone, "manager", 201)
	b.Do("a/technician", "POST", "/samples/"+gone+"/transition", m{"to": "disposed"}).Want(200)
	b.Do("a/manager", "POST", "/samples/"+gone+"/custody/accept", nil).Want(409)
	b.Do("a/manager", "POST", "/samples/"+gone+"/custody/decline", nil).Want(200)
	b.offer("a/technician", gone, "manager", 409)
}

// TestBulkHandOver: all or none, and each row says what is in its way.
func TestBulkHandOver(t *testing.T) {
	b := open(t)
	var ids []string
	for range 20 {
		ids = append(ids, b.sample(nil))
	}
	b.offer("a/technician", ids[7], "manager", 201)
	before := len(b.lab.Audit(t, "a"))
	r := b.Do("a/technician", "POST", "/samples/custody", m{"ids": append(ids, ids[0], id.New().String()), "to_user_id": b.user("scientist")}).Want(409)
	b.is(r, m{"code": "custody_pending", "errors.0.pointer": "/ids/7", "errors.1.pointer": "/ids/20", "errors.1.code": "duplicate", "errors.2.code": "unknown_reference"})
	if n := len(b.lab.Audit(t, "a")) - before; n != 0 {
		t.Errorf("%d entries of a refused offer", n)
	}
	b.Do("a/technician", "POST", "/samples/"+ids[7]+"/custody/decline", nil).Want(200)
	r = b.Do("a/technician", "POST", "/samples/custody", m{"ids": ids, "to_user_id": b.user("scientist"), "note": "run 7"}).Want(201)
	b.is(r, m{"items.0.sample_id": ids[0], "items.19.sample_id": ids[19], "items.19.note": "run 7", "items.20": nil})
	b.is(b.Do("a/viewer", "GET", "/samples/"+ids[19]+"/history?limit=1", nil), m{"items.0.details.step": "offered"})
}

// TestHandOverRace: a hundred who offer the same sample, and then a hundred answers to the offer, leave one winner each.
func TestHandOverRace(t *testing.T) {
	b := open(t)
	s := b.sample(nil)
	race := func(call func(i int) int) map[int]int {
		var all sync.WaitGroup
		var lock sync.Mutex
		got := map[int]int{}
		for i := range 100 {
			all.Add(1)
			go func() {
				defer all.Done()
				status := call(i)
				lock.Lock()
				got[status]++
				lock.Unlock()
			}()
		}
		all.Wait()
		return got
	}
	to := []string{"manager", "scientist", "admin"}
	got := race(func(i int) int {
		return b.Do("a/technician", "POST", "/samples/"+s+"/custody", m{"to_user_id": b.user(to[i%3])}).Status
	})
	if got[201] != 1 || got[409] != 99 {
		t.Errorf("offers: %v, want one 201 and 99 409", got)
	}
	winner, _ := b.Do("a/viewer", "GET", "/samples/"+s, nil).Get("pending_custody.to.id").(string)
	got = race(func(i int) int {
		verb := []string{"accept", "decline"}[i%2]
		return b.Do("a/"+to[i%3], "POST", "/samples/"+s+"/custody/"+verb, nil).Status
	})
	if got[200] != 1 || got[200]+got[403]+got[409] != 100 {
		t.Errorf("answers: %v, want one 200", got)
	}
	r := b.Do("a/viewer", "GET", "/samples/"+s, nil)
	status := b.Do("a/viewer", "GET", "/samples/"+s+"/custody", nil).Get("items.0.status")
	if holder := r.Get("custodian.id"); (status == "accepted") != (holder == winner) || r.Get("pending_custody") != nil {
		t.Errorf("the hand-over to %s is %v, and %v holds it", winner, status, holder)
	}
}
