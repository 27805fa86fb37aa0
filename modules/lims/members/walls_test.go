package members_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/lims"
)

// closed is a project of the scientist that is for its members, with a sample in it.
func closed(t *testing.T, api *apptest.API) (project, sample string) {
	t.Helper()
	project = api.Do("a/scientist", "POST", "/projects", m{"name": "Closed", "access": "members"}).Want(201).ID()
	sample = api.Do("a/scientist", "POST", "/samples", m{"name": "Hush", "sample_type": "wafer", "project_id": project, "barcode": "B-1"}).Want(201).ID()
	return project, sample
}

// put makes the people of the roles members.
func put(api *apptest.API, lab *apptest.Lab, who, project string, roles ...string) *apptest.Answer {
	list := []any{}
	for _, r := range roles {
		person, role, _ := strings.Cut(r, "=")
		list = append(list, m{"user_id": lab.User("a", person), "role": role})
	}
	return api.Do(who, "PUT", "/projects/"+project+"/members", m{"members": list}, "X-Change-Reason", "as agreed")
}

// TestLevels: who has no part sees nothing, a reader reads, a member works, a lead says who belongs; a manager and an
// auditor see every project, and the auditor changes none.
func TestLevels(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, lims.New(lab.Kit))
	project, sample := closed(t, api)
	tag := func() string { return api.Do("a/admin", "GET", "/samples/"+sample, nil).Want(200).Header.Get("ETag") }
	change := func(who, value string) *apptest.Answer {
		return api.Do(who, "PATCH", "/samples/"+sample, m{"lot": value}, "If-Match", tag())
	}
	for _, who := range []string{"technician", "viewer"} {
		api.Do("a/"+who, "GET", "/projects/"+project, nil).Want(404)
		api.Do("a/"+who, "GET", "/samples/"+sample, nil).Want(404)
	}
	change("a/technician", "x").Want(404)
	for _, who := range []string{"scientist", "manager", "admin", "auditor"} {
		api.Do("a/"+who, "GET", "/samples/"+sample, nil).Want(200)
	}
	put(api, lab, "a/scientist", project, "technician=reader", "viewer=member").Want(200)
	api.Do("a/technician", "GET", "/samples/"+sample, nil).Want(200)
	api.Do("a/viewer", "GET", "/samples?project_id="+project, nil).Want(200)
	for name, r := range map[string]*apptest.Answer{
		"change":   change("a/technician", "x"),
		"new":      api.Do("a/technician", "POST", "/samples", m{"name": "N", "sample_type": "wafer", "project_id": project}),
		"metadata": api.Do("a/technician", "PUT", "/samples/"+sample+"/metadata/k", m{"value": "1", "type": "string"}),
		"state":    api.Do("a/technician", "POST", "/samples/"+sample+"/transition", m{"to": "received"}),
		"split":    api.Do("a/technician", "POST", "/samples/"+sample+"/split", m{"count": 2}),
		"custody":  api.Do("a/technician", "POST", "/samples/"+sample+"/custody", m{"to_user_id": lab.User("a", "scientist")}),
	} {
		if r.Status != 403 || r.Get("code") != "project_read_only" {
			t.Errorf("a reader may %s: %d %s", name, r.Status, r.Body)
		}
	}
	put(api, lab, "a/scientist", project, "technician=member").Want(200)
	change("a/technician", "L1").Want(200)
	api.Do("a/viewer", "GET", "/samples/"+sample, nil).Want(404)
	put(api, lab, "a/technician", project, "technician=lead").Want(403)
	change("a/manager", "L2").Want(200)
	api.Do("a/auditor", "GET", "/projects/"+project+"/members", nil).Want(200)
}

// TestBarcodeOfHidden: a barcode that is taken by something hidden is taken, and nothing more is said.
func TestBarcodeOfHidden(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, lims.New(lab.Kit))
	_, sample := closed(t, api)
	r := api.Do("a/technician", "POST", "/samples", m{"name": "N", "sample_type": "wafer", "barcode": "B-1"}).Want(409)
	if strings.Contains(string(r.Body), sample) || strings.Contains(string(r.Body), "Hush") || strings.Contains(string(r.Body), "SMP-") {
		t.Errorf("%s", r.Body)
	}
}

// TestWhoCloses: the owner, a lead or a manager, with its reason in the trail.
func TestWhoCloses(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, lims.New(lab.Kit))
	project := api.Do("a/manager", "POST", "/projects", m{"name": "Open"}).Want(201).ID()
	set := func(who string, body m) *apptest.Answer {
		tag := api.Do("a/admin", "GET", "/projects/"+project, nil).Want(200).Header.Get("ETag")
		return api.Do(who, "PATCH", "/projects/"+project, body, "If-Match", tag, "X-Change-Reason", "as agreed")
	}
	for _, body := range []m{{"access": "members"}, {"owner_id": lab.User("a", "scientist")}} {
		if r := set("a/scientist", body).Want(403); r.Get("code") != "not_lead" {
			t.Errorf("%s", r.Body)
		}
	}
	if r := api.Do("a/scientist", "POST", "/projects", m{"name": "X", "access": "members", "owner_id": lab.User("a", "manager")}).Want(403); r.Get("code") != "not_lead" {
		t.Errorf("%s", r.Body)
	}
	for _, bad := range []any{nil, "", "nobody", 1} {
		set("a/manager", m{"access": bad}).Want(422)
	}
	put(api, lab, "a/manager", project, "scientist=lead").Want(200)
	before := len(lab.Audit(t, "a"))
	if r := set("a/scientist", m{"access": "members"}).Want(200); r.Get("access") != "members" {
		t.Errorf("%s", r.Body)
	}
	e := lab.Audit(t, "a")[before:]
	if len(e) != 1 || e[0].Action != "project.updated" || e[0].Reason != "as agreed" || !strings.Contains(e[0].Payload, `"access"`) {
		t.Errorf("%+v", e)
	}
	for who, n := range map[string]int{"a/viewer": 0, "a/scientist": 1, "a/auditor": 1, "b/manager": 0} {
		if items, _ := api.Do(who, "GET", "/projects?access=members", nil).Want(200).Get("items").([]any); len(items) != n {
			t.Errorf("%s sees %d", who, len(items))
		}
	}
	put(api, lab, "a/scientist", project).Want(200) // and is gone
	api.Do("a/scientist", "GET", "/projects/"+project, nil).Want(404)
}

// TestAccessRemovedWhileWriting: once the answer says that somebody is out, nothing of theirs is written any more.
func TestAccessRemovedWhileWriting(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, lims.New(lab.Kit))
	project, sample := closed(t, api)
	put(api, lab, "a/scientist", project, "technician=member").Want(200)
	stop, done := make(chan struct{}), make(chan map[int]int)
	go func() {
		answers := map[int]int{}
		for i := 0; ; i++ {
			select {
			case <-stop:
				done <- answers
				return
			default:
			}
			r := api.Do("a/technician", "PUT", "/samples/"+sample+"/metadata/k", m{"value": fmt.Sprint(i), "type": "string"})
			answers[r.Status]++
			if r.Status != 200 && r.Status != 201 && r.Status != 404 {
				t.Errorf("%d %s", r.Status, r.Body)
			}
		}
	}()
	for range 10 {
		put(api, lab, "a/scientist", project).Want(200)
		seen := api.Do("a/scientist", "GET", "/samples/"+sample, nil).Want(200).Header.Get("ETag")
		for range 5 {
			if now := api.Do("a/scientist", "GET", "/samples/"+sample, nil).Want(200).Header.Get("ETag"); now != seen {
				t.Errorf("written after the end: %s, then %s", seen, now)
			}
		}
		put(api, lab, "a/scientist", project, "technician=member").Want(200)
		api.Do("a/technician", "GET", "/samples/"+sample, nil).Want(200)
	}
	close(stop)
	if answers := <-done; answers[404] == 0 || answers[200]+answers[201] == 0 {
		t.Errorf("nothing raced: %v", answers)
	}
}
