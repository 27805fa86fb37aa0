package locations_test

import (
	"fmt"
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

func (b *bench) place(name, kind string, more m) string {
	b.t.Helper()
	body := m{"name": name, "kind": kind}
	for k, v := range more {
		body[k] = v
	}
	return b.Do("a/technician", "POST", "/locations", body).Want(201).ID()
}

func (b *bench) sample(more m) *apptest.Answer {
	b.t.Helper()
	body := m{"name": "Wafer", "sample_type": "wafer"}
	for k, v := range more {
		body[k] = v
	}
	return b.Do("a/technician", "POST", "/samples", body)
}

func (b *bench) is(r *apptest.Answer, want m) {
	b.t.Helper()
	for path, v := range want {
		if got := r.Get(path); fmt.Sprint(got) != fmt.Sprint(v) {
			b.t.Errorf("%s is %v, want %v: %s", path, got, v, r.Body)
		}
	}
}

func (b *bench) patch(location string, body m, want int) *apptest.Answer {
	b.t.Helper()
	tag := b.Do("a/viewer", "GET", "/locations/"+location, nil).Header.Get("ETag")
	return b.Do("a/technician", "PATCH", "/locations/"+location, body, "If-Match", tag).Want(want)
}

// TestTree: paths follow names and parents, for the locations and for the samples in them.
func TestTree(t *testing.T) {
	b := open(t)
	site := b.place("Delft", "site", nil)
	room := b.place("Room 1", "room", m{"parent_id": site})
	box := b.place("Box", "box", m{"parent_id": room, "capacity": 3, "barcode": "BOX-1"})
	s := b.sample(m{"location_id": box}).Want(201)
	b.is(s, m{"location": "Delft / Room 1 / Box", "location_id": box, "location_path": "Delft / Room 1 / Box"})
	b.is(b.Do("a/viewer", "GET", "/locations/"+box, nil), m{"path": "Delft / Room 1 / Box", "parent_name": "Room 1", "occupied": 1, "children": 0, "capacity": 3})
	b.patch(room, m{"name": "Cleanroom"}, 200)
	b.is(b.Do("a/viewer", "GET", "/samples/"+s.ID(), nil), m{"location": "Delft / Cleanroom / Box", "version": 1})
	other := b.place("Eindhoven", "site", nil)
	b.patch(room, m{"parent_id": other}, 200)
	b.is(b.Do("a/viewer", "GET", "/samples/"+s.ID(), nil), m{"location": "Eindhoven / Cleanroom / Box"})
	b.is(b.Do("a/viewer", "GET", "/locations", nil), m{"items.0.path": "Delft", "items.1.path": "Eindhoven", "items.2.path": "Eindhoven / Cleanroom", "items.3.name": "Box"})
	for path, n := range map[string]int{"location_id=" + other: 1, "location_id=" + room: 1, "location_id=" + site: 0, "location_id=" + other + "&q=waf": 1, "location_id=" + id.New().String(): 0} {
		r := b.Do("a/viewer", "GET", "/samples?count=true&"+path, nil).Want(200)
		b.is(r, m{"total": n})
	}
	b.is(b.Do("a/viewer", "GET", "/locations?barcode=BOX-1", nil), m{"items.0.id": box, "items.1": nil})
	b.is(b.Do("a/viewer", "GET", "/locations?root=true&count=true", nil), m{"total": 2})
	b.is(b.Do("a/viewer", "GET", "/locations?parent_id="+room, nil), m{"items.0.id": box})
	b.is(b.Do("a/viewer", "GET", "/locations?q=clean&sort=-name&limit=1", nil), m{"items.0.name": "Cleanroom"})
	code, _ := b.Do("a/viewer", "GET", "/locations/"+box, nil).Get("code").(string)
	b.is(b.Do("a/viewer", "GET", "/records/"+code, nil).Want(200), m{"type": "location", "id": box})
}

func TestTreeRefuses(t *testing.T) {
	b := open(t)
	root := b.place("Site", "site", nil)
	child := b.place("Room", "room", m{"parent_id": root, "barcode": "R"})
	theirs := b.Do("b/technician", "POST", "/locations", m{"name": "Theirs", "kind": "room"}).Want(201).ID()
	for _, tc := range []struct {
		body m
		want int
		code string
	}{
		{m{"name": "x"}, 422, "required"}, {m{"name": " ", "kind": "box"}, 422, "required"}, {m{"name": "x", "kind": "planet"}, 422, ""}, {m{"name": "x", "kind": "box", "capacity": -1}, 422, ""},
		{m{"name": "x", "kind": "box", "parent_id": id.New()}, 422, "unknown_reference"}, {m{"name": "x", "kind": "box", "parent_id": theirs}, 422, "unknown_reference"},
		{m{"name": "Room", "kind": "room", "parent_id": root}, 409, "name_taken"}, {m{"name": "Site", "kind": "room"}, 409, "name_taken"}, {m{"name": "y", "kind": "box", "barcode": "R"}, 409, "barcode_taken"},
		{m{"name": "x", "kind": "box", "path": "a"}, 422, "unknown_field"},
	} {
		r := b.Do("a/technician", "POST", "/locations", tc.body).Want(tc.want)
		if tc.code != "" && r.Get("errors.0.code") != tc.code {
			t.Errorf("%v: %s", tc.body, r.Body)
		}
	}
	for _, below := range []string{root, child} {
		if r := b.patch(root, m{"parent_id": below}, 422); r.Get("errors.0.code") != "location_cycle" {
			t.Errorf("%s", r.Body)
		}
	}
	at := child
	for i := range 10 {
		at = b.place(fmt.Sprint("Level ", i), "other", m{"parent_id": at})
	}
	b.Do("a/technician", "POST", "/locations", m{"name": "Too deep", "kind": "slot", "parent_id": at}).Want(422)
	b.patch(root, m{"parent_id": b.place("Planet", "site", nil)}, 422)
}

// TestTreeRace: two moves that are harmless alone would close a cycle together.
func TestTreeRace(t *testing.T) {
	b := open(t)
	for i := range 10 {
		x, y := b.place(fmt.Sprint("x", i), "room", nil), b.place(fmt.Sprint("y", i), "room", nil)
		var all sync.WaitGroup
		got := make([]int, 2)
		for n, pair := range [][2]string{{x, y}, {y, x}} {
			all.Add(1)
			go func() {
				defer all.Done()
				got[n] = b.Do("a/technician", "PATCH", "/locations/"+pair[0], m{"parent_id": pair[1]}, "If-Match", `"1"`).Status
			}()
		}
		all.Wait()
		if got[0]+got[1] != 200+422 {
			t.Fatalf("statuses %v, want one 200 and one 422", got)
		}
	}
}

// TestCapacity: by every way into a location there is room or a 409, and leaving makes room.
func TestCapacity(t *testing.T) {
	b := open(t)
	slot := b.place("Slot", "slot", m{"capacity": 1})
	box := b.place("Box", "box", nil)
	first := b.sample(m{"location_id": slot, "status": "received"}).Want(201).ID()
	second := b.sample(m{"location_id": box, "status": "received"}).Want(201).ID()
	full := func(r *apptest.Answer) {
		t.Helper()
		if r.Want(409); r.Get("code") != "location_full" || r.Get("errors.0.code") != "location_full" {
			t.Errorf("%s", r.Body)
		}
	}
	full(b.sample(m{"location_id": slot}))
	full(b.Do("a/technician", "POST", "/samples/bulk", m{"items": []m{{"name": "a", "sample_type": "die"}, {"name": "b", "sample_type": "die", "location_id": slot}}}))
	full(b.Do("a/technician", "PATCH", "/samples/"+second, m{"location_id": slot}, "If-Match", `"1"`))
	full(b.Do("a/technician", "POST", "/samples/"+second+"/transition", m{"to": "in_storage", "location_id": slot}))
	full(b.Do("a/technician", "POST", "/samples/"+second+"/split", m{"count": 1, "location_id": slot}))
	full(b.Do("a/technician", "POST", "/samples/"+first+"/split", m{"count": 1})) // the parts come to the same place
	b.Do("a/technician", "POST", "/samples/"+second+"/custody", m{"to_user_id": b.lab.User("a", "manager"), "location_id": slot}).Want(201)
	full(b.Do("a/manager", "POST", "/samples/"+second+"/custody/accept", nil))
	b.is(b.Do("a/technician", "POST", "/samples/bulk?dry_run=true", m{"items": []m{{"name": "b", "sample_type": "die", "location_id": slot}, {"name": "c", "sample_type": "die", "location_id": id.New()}}}).Want(200),
		m{"invalid": 2, "errors.0.code": "location_full", "errors.1.code": "unknown_reference"})
	if r := b.patch(box, m{"capacity": 0}, 409); r.Get("code") != "location_full" {
		t.Errorf("%s", r.Body)
	}
	for _, at := range []string{slot, box} {
		tag := b.Do("a/viewer", "GET", "/locations/"+at, nil).Header.Get("ETag")
		if r := b.Do("a/manager", "DELETE", "/locations/"+at, nil, "If-Match", tag).Want(409); r.Get("code") != "location_not_empty" {
			t.Errorf("%s", r.Body)
		}
	}
	b.Do("a/technician", "POST", "/samples/"+first+"/transition", m{"to": "consumed", "location_id": slot}).Want(200) // already there
	b.is(b.Do("a/manager", "POST", "/samples/"+second+"/custody/accept", nil).Want(200), m{"status": "accepted"})
	b.is(b.Do("a/technician", "PATCH", "/samples/"+second, m{"location": "Bench"}, "If-Match", `"3"`), m{"location": "Bench", "location_id": nil})
	b.Do("a/technician", "PATCH", "/samples/"+second, m{"location": "Bench", "location_id": box}, "If-Match", `"4"`).Want(422)
	b.Do("a/manager", "DELETE", "/locations/"+slot, nil, "If-Match", `"1"`).Want(204)
	if r := b.sample(m{"location_id": slot}).Want(409); r.Get("code") != "location_archived" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/technician", "POST", "/locations", m{"name": "x", "kind": "box", "parent_id": slot}).Want(409)
}

// TestCapacityRace: a hundred samples want ten places.
func TestCapacityRace(t *testing.T) {
	b := open(t)
	box := b.place("Box", "box", m{"capacity": 10})
	var all sync.WaitGroup
	var lock sync.Mutex
	got := map[int]int{}
	for range 100 {
		all.Add(1)
		go func() {
			defer all.Done()
			status := b.sample(m{"location_id": box}).Status
			lock.Lock()
			got[status]++
			lock.Unlock()
		}()
	}
	all.Wait()
	if got[201] != 10 || got[409] != 90 {
		t.Errorf("%v, want ten 201 and 90 409", got)
	}
	b.is(b.Do("a/viewer", "GET", "/locations/"+box, nil), m{"occupied": 10})
}

// TestMoved: the timeline says from where to where, in words.
func TestMoved(t *testing.T) {
	b := open(t)
	x, y := b.place("X", "room", nil), b.place("Y", "room", nil)
	s := b.sample(m{"location_id": x}).Want(201).ID()
	b.is(b.Do("a/viewer", "GET", "/samples/"+s+"/history", nil), m{"items.0.kind": "registered", "items.0.location": "X"})
	b.Do("a/technician", "PATCH", "/samples/"+s, m{"location_id": y}, "If-Match", `"1"`).Want(200)
	b.is(b.Do("a/viewer", "GET", "/samples/"+s+"/history", nil), m{"items.0.kind": "moved", "items.0.location": "Y", "items.0.details.changes.0.field": "location",
		"items.0.details.changes.0.old": "X", "items.0.details.changes.0.new": "Y"})
	b.Do("a/technician", "PATCH", "/samples/"+s, m{"location_id": y}, "If-Match", `"2"`).Want(200)
	b.is(b.Do("a/technician", "PATCH", "/samples/"+s, m{"location_id": nil}, "If-Match", `"2"`).Want(200), m{"location": nil, "location_id": nil, "version": 3})
	b.is(b.Do("a/viewer", "GET", "/samples/"+s+"/history", nil), m{"items.0.kind": "moved", "items.0.location": nil, "items.0.details.changes.0.old": "Y"})
}
