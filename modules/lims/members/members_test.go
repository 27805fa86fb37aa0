package members_test

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

// entries reads "role:part" pairs.
func (b *bench) entries(list ...string) m {
	out := []m{}
	for _, e := range list {
		role, part, _ := strings.Cut(e, ":")
		entry := m{"user_id": b.lab.User("a", role)}
		if part != "" {
			entry["role"] = part
		}
		out = append(out, entry)
	}
	return m{"members": out}
}

func shown(r *apptest.Answer) string {
	items, _ := r.Get("items").([]any)
	out := make([]string, 0, len(items))
	for i := range items {
		out = append(out, fmt.Sprint(r.Get(fmt.Sprintf("items.%d.name", i)), ":", r.Get(fmt.Sprintf("items.%d.role", i))))
	}
	return strings.ToLower(strings.Join(out, " "))
}

// TestMembers: owner, leads and managers say who belongs to a project; others do not.
func TestMembers(t *testing.T) {
	b := open(t)
	p := b.Do("a/manager", "POST", "/projects", m{"name": "Project"}).Want(201).ID()
	path := "/projects/" + p + "/members"
	if r := b.Do("a/viewer", "GET", path, nil).Want(200); shown(r) != "" || !strings.Contains(string(r.Body), `"items":[]`) {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/technician", "PUT", path, b.entries("technician:lead")).Want(403)
	if r := b.Do("a/scientist", "PUT", path, b.entries("scientist:lead")).Want(403); r.Get("code") != "not_lead" {
		t.Errorf("%s", r.Body)
	}
	before := len(b.lab.Audit(t, "a"))
	r := b.Do("a/manager", "PUT", path, b.entries("scientist:lead", "technician"), "If-Match", `"1"`).Want(200)
	if got := b.Do("a/viewer", "GET", "/projects/"+p, nil).Header.Get("ETag"); r.Header.Get("ETag") != got || got != `"2"` {
		t.Errorf("entity tags %s and %s", r.Header.Get("ETag"), got)
	}
	if e := b.lab.Audit(t, "a")[before:]; len(e) != 2 || e[0].Action != "project.members_set" || e[0].RecordType != "project" || e[0].RecordID != p {
		t.Errorf("%+v", e)
	}
	b.Do("a/scientist", "PUT", path, b.entries("scientist:lead", "viewer", "technician"), "If-Match", `"1"`).Want(412)
	again := len(b.lab.Audit(t, "a"))
	b.Do("a/scientist", "PUT", path, b.entries("technician:member", "scientist:lead")).Want(200) // a lead may; nothing changes
	if n := len(b.lab.Audit(t, "a")) - again; n != 0 {
		t.Errorf("%d entries of no change", n)
	}
	b.Do("a/scientist", "PUT", path, b.entries("viewer", "scientist")).Want(200) // technician goes, the lead steps down
	b.Do("a/scientist", "PUT", path, b.entries()).Want(403)
	if r := b.Do("a/viewer", "GET", path, nil).Want(200); strings.Count(shown(r), ":member") != 2 || strings.Contains(shown(r), "technician") {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/manager", "PUT", path, b.entries()).Want(200)
	if r := b.Do("a/viewer", "GET", path, nil).Want(200); shown(r) != "" {
		t.Errorf("%s", r.Body)
	}
}

func TestMembersRefuse(t *testing.T) {
	b := open(t)
	p := b.Do("a/scientist", "POST", "/projects", m{"name": "Project"}).Want(201).ID()
	me := b.lab.User("a", "scientist")
	for _, tc := range []struct {
		body m
		at   string
	}{
		{m{}, "/members required"}, {m{"members": []m{{"user_id": id.New()}}}, "/members/0/user_id unknown_reference"},
		{m{"members": []m{{"user_id": me}, {"user_id": b.lab.User("b", "scientist")}}}, "/members/1/user_id unknown_reference"},
		{m{"members": []m{{"user_id": me}, {"user_id": me}}}, "/members/1/user_id duplicate"},
		{m{"members": []m{{"user_id": me, "role": "owner"}}}, "/members/0/role"}, {m{"members": []m{{"role": "lead"}}}, "/members/0/user_id required"},
	} {
		r := b.Do("a/scientist", "PUT", "/projects/"+p+"/members", tc.body).Want(422)
		if got := fmt.Sprint(r.Get("errors.0.pointer"), " ", r.Get("errors.0.code")); !strings.HasPrefix(got, tc.at) {
			t.Errorf("%v: %s", tc.body, r.Body)
		}
	}
	theirs := b.Do("b/scientist", "POST", "/projects", m{"name": "Theirs"}).Want(201).ID()
	for _, other := range []string{theirs, id.New().String(), "x"} {
		b.Do("a/admin", "GET", "/projects/"+other+"/members", nil).Want(404)
		b.Do("a/admin", "PUT", "/projects/"+other+"/members", b.entries("viewer")).Want(404)
	}
}

// TestMembersRace: whole memberships set at once leave one of them, not a mixture.
func TestMembersRace(t *testing.T) {
	b := open(t)
	p := b.Do("a/scientist", "POST", "/projects", m{"name": "Project"}).Want(201).ID()
	sets := [][]string{{"scientist:lead", "viewer"}, {"technician", "manager:lead"}, {"admin"}}
	var all sync.WaitGroup
	for i := range 30 {
		all.Add(1)
		go func() {
			defer all.Done()
			b.Do("a/scientist", "PUT", "/projects/"+p+"/members", b.entries(sets[i%3]...)).Want(200)
		}()
	}
	all.Wait()
	r := b.Do("a/viewer", "GET", "/projects/"+p+"/members", nil)
	got := map[string]bool{}
	items, _ := r.Get("items").([]any)
	for i := range items {
		got[fmt.Sprint(r.Get(fmt.Sprintf("items.%d.user_id", i)))] = true
	}
	for _, set := range sets {
		whole := len(set) == len(got)
		for _, e := range set {
			role, _, _ := strings.Cut(e, ":")
			whole = whole && got[b.lab.User("a", role).String()]
		}
		if whole {
			return
		}
	}
	t.Errorf("a mixture: %s", r.Body)
}
