package holds_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

func open(t *testing.T) (*apptest.Lab, *apptest.API) {
	lab := apptest.New(t)
	return lab, lab.Serve(t, lims.New(lab.Kit))
}

func hold(api *apptest.API, refs ...any) string {
	return api.Do("a/manager", "POST", "/legal-holds", m{"title": "Dispute 7", "reason": "letter of the court", "records": refs}).Want(201).ID()
}

func ref(kind, record string) m { return m{"type": kind, "id": record} }

const reason = "X-Change-Reason"

func archived(api *apptest.API, who, path string) *apptest.Answer {
	seen := api.Do(who, "GET", path, nil).Want(200).Header.Get("ETag")
	return api.Do(who, "DELETE", path, nil, "If-Match", seen, reason, "tidying up")
}

// TestP11_04_HeldIsNotArchived: what a hold names, what is a part of it and what is in its project cannot be archived by anybody;
// everything else can, and all of it after the release.
func TestP11_04_HeldIsNotArchived(t *testing.T) {
	_, api := open(t)
	make := func(who, path string, body m) string { return api.Do(who, "POST", path, body).Want(201).ID() }
	project := make("a/scientist", "/projects", m{"name": "P"})
	inside := make("a/technician", "/samples", m{"name": "inside", "sample_type": "wafer", "project_id": project})
	alone := make("a/technician", "/samples", m{"name": "alone", "sample_type": "wafer"})
	free := make("a/technician", "/samples", m{"name": "free", "sample_type": "wafer"})
	book := make("a/scientist", "/notebooks", m{"title": "B"})
	page := make("a/scientist", "/notebooks/entries", m{"notebook_id": book, "title": "E", "body": "x"})
	instrument := make("a/manager", "/instruments", m{"name": "I"})
	work := make("a/technician", "/instruments/"+instrument+"/maintenance", m{"kind": "inspection", "started_at": "2026-01-01T00:00:00Z", "description": "looked"})
	h := hold(api, ref("project", project), ref("sample", alone), ref("notebook", book), ref("instrument", instrument))
	archive := func(path string) *apptest.Answer {
		return archived(api, "a/admin", path)
	}
	held := []string{"/samples/" + inside, "/samples/" + alone, "/notebooks/entries/" + page, "/notebooks/" + book, "/maintenance/" + work, "/instruments/" + instrument, "/projects/" + project}
	for _, path := range held {
		r := archive(path)
		if r.Status != 423 || r.Get("code") != "legal_hold" || !strings.Contains(fmt.Sprint(r.Get("detail")), "LGH-") {
			t.Errorf("%s: %d %s", path, r.Status, r.Body)
		}
		if got := api.Do("a/admin", "GET", path, nil).Want(200); got.Get("archived_at") != nil {
			t.Errorf("%s is archived", path)
		}
	}
	archive("/samples/" + free).Want(204)
	api.Do("a/technician", "PATCH", "/samples/"+alone, m{"name": "still alive"}, "If-Match", `"1"`).Want(200)
	api.Do("a/admin", "POST", "/legal-holds/"+h+"/release", nil).Want(422)
	r := api.Do("a/admin", "POST", "/legal-holds/"+h+"/release", nil, reason, "the case is closed").Want(200)
	if r.Get("release_reason") != "the case is closed" || r.Get("released_at") == nil || r.Get("_actions.release.reason") != "released" {
		t.Errorf("%s", r.Body)
	}
	for _, path := range held {
		archive(path).Want(204)
		api.Do("a/viewer", "GET", path, nil).Want(200) // readable by id for ever
	}
	for _, again := range []*apptest.Answer{api.Do("a/admin", "POST", "/legal-holds/"+h+"/release", nil, reason, "once more"),
		api.Do("a/manager", "POST", "/legal-holds/"+h+"/records", m{"records": []any{ref("sample", alone)}})} {
		if again.Status != 409 || again.Get("code") != "released" {
			t.Errorf("%d %s", again.Status, again.Body)
		}
	}
}

// TestTwoHolds: the release of one leaves the other in force; what is named twice is there once.
func TestTwoHolds(t *testing.T) {
	_, api := open(t)
	s := api.Do("a/technician", "POST", "/samples", m{"name": "s", "sample_type": "wafer"}).Want(201).ID()
	one, two := hold(api, ref("sample", s), ref("sample", s)), hold(api, ref("sample", s))
	if r := api.Do("a/manager", "POST", "/legal-holds/"+one+"/records", m{"records": []any{ref("sample", s)}}).Want(200); fmt.Sprint(r.Get("records")) != "1" {
		t.Errorf("%s", r.Body)
	}
	if r := api.Do("a/auditor", "GET", "/legal-holds?record_type=sample&record_id="+s, nil).Want(200); r.Get("items.1.id") == nil {
		t.Errorf("%s", r.Body)
	}
	api.Do("a/admin", "POST", "/legal-holds/"+one+"/release", nil, reason, "over").Want(200)
	archived(api, "a/manager", "/samples/"+s).Want(423)
	if r := api.Do("a/auditor", "GET", "/legal-holds?active=true", nil).Want(200); r.Get("items.0.id") != two || r.Get("items.1.id") != nil {
		t.Errorf("%s", r.Body)
	}
}

// TestHoldsRefuse: bad input and small rights.
func TestHoldsRefuse(t *testing.T) {
	lab, api := open(t)
	s := api.Do("a/technician", "POST", "/samples", m{"name": "s", "sample_type": "wafer"}).Want(201).ID()
	foreign := api.Do("b/technician", "POST", "/samples", m{"name": "s", "sample_type": "wafer"}).Want(201).ID()
	for name, c := range map[string]struct {
		body    m
		pointer string
	}{
		"no records": {m{"title": "T", "reason": "because", "records": []any{}}, "/records"},
		"no reason":  {m{"title": "T", "reason": "   ", "records": []any{ref("sample", s)}}, "/reason"},
		"no title":   {m{"title": " ", "reason": "because", "records": []any{ref("sample", s)}}, "/title"},
		"nobody's":   {m{"title": "T", "reason": "because", "records": []any{ref("sample", s), ref("sample", id.New().String())}}, "/records/1/id"},
		"foreign":    {m{"title": "T", "reason": "because", "records": []any{ref("sample", foreign)}}, "/records/0/id"},
		"other type": {m{"title": "T", "reason": "because", "records": []any{ref("project", s)}}, "/records/0/id"},
		"no type":    {m{"title": "T", "reason": "because", "records": []any{ref("user", s)}}, "/records/0/type"},
		"no id":      {m{"title": "T", "reason": "because", "records": []any{ref("sample", "x")}}, "/records/0/id"},
	} {
		if r := api.Do("a/manager", "POST", "/legal-holds", c.body).Want(422); !strings.Contains(string(r.Body), `"`+c.pointer+`"`) {
			t.Errorf("%s: %s", name, r.Body)
		}
	}
	h := hold(api, ref("sample", s))
	for _, role := range []string{"technician", "scientist", "viewer"} {
		api.Do("a/"+role, "GET", "/legal-holds/"+h, nil).Want(403)
		api.Do("a/"+role, "POST", "/legal-holds", m{"title": "T", "reason": "because", "records": []any{ref("sample", s)}}).Want(403)
	}
	api.Do("a/manager", "POST", "/legal-holds/"+h+"/release", nil, reason, "I would like to").Want(403)
	api.Do("b/admin", "GET", "/legal-holds/"+h, nil).Want(404)
	api.Do("b/admin", "POST", "/legal-holds/"+h+"/release", nil, reason, "mine").Want(404)
	var placed int
	for _, e := range lab.Audit(t, "a") {
		if e.Action == "legal_hold.placed" {
			placed++
		}
	}
	if placed != 2 { // the hold and its line
		t.Errorf("%d entries", placed)
	}
}
