package protocols_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// 50 at once approve, and several revise, approve and take effect at once: one succeeds, one revision is effective.
func TestRaces(t *testing.T) {
	b := open(t)
	volley := func(n int, call func(i int) *apptest.Answer) (won int) {
		var wait sync.WaitGroup
		var ok atomic.Int64
		for i := range n {
			wait.Go(func() {
				switch r := call(i); {
				case r.Status < 300:
					ok.Add(1)
				case r.Status != 409:
					t.Errorf("%d %s", r.Status, r.Body)
				}
			})
		}
		wait.Wait()
		return int(ok.Load())
	}
	first := b.approved(nil)
	second := b.next(first, nil)
	if n := volley(50, func(int) *apptest.Answer { return b.step("a/manager", second, "approve", nil) }); n != 1 {
		t.Errorf("%d approvals", n)
	}
	if n := volley(20, func(int) *apptest.Answer { return b.step("a/scientist", second, "revise", nil) }); n != 1 {
		t.Errorf("%d revisions", n)
	}
	third := b.Do("a/viewer", "GET", "/protocols?status=draft", nil).Want(200).Get("items.0.id").(string)
	b.Do("a/scientist", "PATCH", "/protocols/"+third, m{"effective_date": b.day(1)}, "If-Match", `"1"`).Want(200)
	b.step("a/scientist", third, "submit", nil).Want(200)
	b.step("a/manager", third, "approve", nil).Want(200)
	b.set(b.at.Load().AddDate(0, 0, 2))
	volley(30, func(i int) *apptest.Answer {
		switch i % 3 {
		case 0:
			if err := b.mod.Protocols.TakeEffect(b.lab.Ctx("a", "admin")); err != nil {
				t.Error(err)
			}
		case 1:
			return b.step("a/manager", second, "retire", nil)
		}
		return b.step("a/scientist", third, "revise", nil)
	})
	if r := b.Do("a/viewer", "GET", "/protocols?status=effective&count=true", nil).Want(200); fmt.Sprint(r.Get("total")) != "1" || r.Get("items.0.id") != third {
		t.Errorf("%s", r.Body)
	}
}

// P11-15: below the service, too, what was reviewed cannot be changed and no step be invented.
func TestP11_15_Immutable(t *testing.T) {
	b := open(t)
	p := b.approved(nil)
	review := b.submitted(nil)
	for _, set := range []string{"title = 'x'", "body = 'x'", "checklist = '[]'", "training_required = true", "hazard_level = 'x'", "effective_date = '2020-01-01'", "number = 'x'", "revision = 9",
		"authors = '{}'", "status = 'draft'", "status = 'in_review'", "status = 'approved'", "approved_at = now() - interval '1 day'", "approved_by = null", "content_sha256 = null"} {
		if err := b.exec("a", "update protocols set "+set+" where id = ?", p); err == nil {
			t.Errorf("effective: %s went through", set)
		}
	}
	for _, set := range []string{"title = 'x'", "body = 'x'", "status = 'retired'", "status = 'superseded'", "authors = '{}'"} {
		if err := b.exec("a", "update protocols set "+set+" where id = ?", review); err == nil {
			t.Errorf("in review: %s went through", set)
		}
	}
	if err := b.exec("a", "delete from protocols where id = ?", p); err == nil {
		t.Error("deleted")
	}
	b.step("a/technician", p, "acknowledge", nil).Want(200)
	for _, sql := range []string{"update protocol_acknowledgements set revision = 9", "update protocol_acknowledgements set acknowledged_at = now() - interval '1 year'", "delete from protocol_acknowledgements"} {
		if err := b.exec("a", sql); err == nil {
			t.Errorf("%s went through", sql)
		}
	}
	number := b.get(p, "number")
	second := b.next(p, nil)
	if err := b.exec("a", "update protocols set status = 'effective', approved_at = now() where id = ?", second); err == nil {
		t.Errorf("two revisions of %v are effective", number)
	}
}

func TestRefuses(t *testing.T) {
	b := open(t)
	p := b.draft(m{"number": "R-1"})
	before := len(b.lab.Audit(t, "a"))
	steps := func(n int) (out []any) {
		for range n {
			out = append(out, m{"text": "x"})
		}
		return out
	}
	for _, tc := range []struct {
		method string
		body   any
		want   string
	}{
		{"POST", m{"title": "x"}, "/number"}, {"POST", m{"number": "x"}, "/title"}, {"POST", m{"number": " ", "title": "x"}, "/number"}, {"POST", m{"number": "x", "title": strings.Repeat("ä", 301)}, "/title"},
		{"POST", m{"number": "x", "title": "x", "effective_date": "2026-02-30"}, "/effective_date"}, {"POST", m{"number": "x", "title": "x", "effective_date": "tomorrow"}, "/effective_date"},
		{"POST", m{"number": "x", "title": "x", "effective_date": "0001-01-01"}, "/effective_date"}, {"POST", m{"number": "x", "title": "x", "status": "effective"}, "/status"},
		{"POST", m{"number": "x", "title": "x", "revision": 4}, "/revision"}, {"POST", m{"number": "x", "title": "x", "checklist": []any{m{"text": " "}}}, "/checklist/0/text"},
		{"POST", m{"number": "x", "title": "x", "checklist": []any{m{"text": "x", "kind": "dance"}}}, "/checklist/0/kind"}, {"POST", m{"number": "x", "title": "x", "checklist": steps(201)}, "/checklist"},
		{"POST", m{"number": "x", "title": "x", "body": strings.Repeat("x", 200001)}, "/body"}, {"POST", m{"number": "x\ny", "title": "x"}, "/number"},
		{"PATCH", m{"title": nil}, "/title"}, {"PATCH", m{"number": nil}, "/number"}, {"PATCH", m{"status": "approved"}, "/status"}, {"PATCH", m{"authors": []any{}}, "/authors"},
		{"PATCH", m{"effective_date": "2026-13-01"}, "/effective_date"}, {"PATCH", m{"checklist": steps(201)}, "/checklist"}, {"PATCH", m{"training_required": nil}, "/training_required"},
		{"PATCH", m{"approved_by": id.New()}, "/approved_by"}, {"PATCH", m{"checklist": []any{m{"text": "x", "done": true}}}, "/checklist/0/done"},
	} {
		path := "/protocols"
		if tc.method == "PATCH" {
			path += "/" + p
		}
		if r := b.Do("a/scientist", tc.method, path, tc.body, "If-Match", `"1"`); r.Status != 422 || r.Get("errors.0.pointer") != tc.want {
			t.Errorf("%s %.80v: %d %s", tc.method, tc.body, r.Status, r.Body)
		}
	}
	b.Do("a/scientist", "PATCH", "/protocols/"+p, m{"title": "x"}).Want(428)
	b.Do("a/scientist", "PATCH", "/protocols/"+p, m{"title": "x"}, "If-Match", `"7"`).Want(412)
	b.Do("a/scientist", "POST", "/protocols/"+p+"/submit", nil, "If-Match", `"7"`).Want(412)
	b.Do("a/technician", "POST", "/protocols", m{"number": "x", "title": "x"}).Want(403)
	b.step("a/scientist", p, "approve", nil).Want(403)
	b.step("a/manager", p, "approve", m{"note": "x"}).Want(422)
	if n := len(b.lab.Audit(t, "a")); n != before {
		t.Errorf("%d entries after refusals", n-before)
	}
	b.Do("a/scientist", "PATCH", "/protocols/"+p, m{"title": "Raman line check", "body": "# Purpose\nCheck the line.\n", "effective_date": nil}, "If-Match", `"1"`).Want(200)
	if n := len(b.lab.Audit(t, "a")); n != before {
		t.Errorf("%d entries after no change", n-before)
	}
}

func TestOtherOrganisation(t *testing.T) {
	b := open(t)
	theirs := b.Do("b/scientist", "POST", "/protocols", m{"number": "SOP-1", "title": "Secret"}).Want(201).ID()
	mine := b.approved(m{"number": "SOP-1"})
	b.step("b/scientist", theirs, "submit", nil).Want(200)
	b.step("b/manager", theirs, "approve", nil).Want(200)
	b.status(mine, "effective")
	for _, p := range []string{theirs, id.New().String(), "x"} {
		for call, body := range map[string]any{"GET ": nil, "PATCH ": m{"title": "x"}, "DELETE ": nil, "POST /submit": nil, "POST /approve": nil, "POST /reject": m{"comment": "xxx"}, "POST /retire": nil, "POST /revise": nil,
			"POST /acknowledge": nil, "GET /diff": nil, "GET /acknowledgements": nil, "GET /assignments": nil, "POST /assignments": m{"role": "viewer", "due_date": b.day(1)}, "DELETE /assignments/" + theirs: nil} {
			method, rest, _ := strings.Cut(call, " ")
			if r := b.Do("a/manager", method, "/protocols/"+p+rest, body, "If-Match", `"1"`); r.Status != 404 {
				t.Errorf("%s: %d %s", call, r.Status, r.Body)
			}
		}
	}
	if r := b.Do("a/viewer", "GET", "/protocols/"+mine+"/diff?against="+theirs, nil).Want(422); r.Get("errors.0.code") != "unknown_reference" {
		t.Errorf("%s", r.Body)
	}
	if r := b.Do("a/viewer", "GET", "/protocols?q=secret&include_archived=true", nil).Want(200); len(r.Get("items").([]any)) != 0 {
		t.Errorf("%s", r.Body)
	}
	if r := b.step("a/manager", mine, "assignments", m{"user_id": b.lab.User("b", "viewer"), "due_date": b.day(1)}).Want(422); r.Get("errors.0.code") != "unknown_reference" {
		t.Errorf("%s", r.Body)
	}
}

func TestDiff(t *testing.T) {
	b := open(t)
	first := b.approved(m{"body": "one\ntwo\nthree"})
	second := b.next(first, m{"body": "one\n2\nthree\nfour", "title": "Line check", "checklist": []any{m{"text": "Laser on", "required": true}}})
	r := b.Do("a/viewer", "GET", "/protocols/"+second+"/diff", nil).Want(200)
	if r.Get("older.id") != first || r.Get("newer.id") != second || r.Get("fields.0.field") != "title" || r.Get("body.1.op") != "removed" || r.Get("body.1.text") != "two" ||
		r.Get("body.2.op") != "added" || fmt.Sprint(r.Get("body.2.new")) != "2" || r.Get("checklist.0.text") != "Laser on (check)" || fmt.Sprintf("%v %v", r.Get("added"), r.Get("removed")) != "3 2" {
		t.Errorf("%s", r.Body)
	}
	if r := b.Do("a/viewer", "GET", "/protocols/"+first+"/diff?against="+second, nil).Want(200); fmt.Sprintf("%v %v", r.Get("added"), r.Get("removed")) != "2 3" {
		t.Errorf("%s", r.Body)
	}
	if r := b.Do("a/viewer", "GET", "/protocols/"+first+"/diff", nil).Want(200); r.Get("older") != nil || fmt.Sprint(r.Get("added")) != "4" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/viewer", "GET", "/protocols/"+first+"/diff?against=x", nil).Want(422)
}

func TestList(t *testing.T) {
	b := open(t)
	for i := range 7 {
		b.draft(m{"title": fmt.Sprint("Title ", i%3), "body": []string{"50% off", "a_b"}[i%2], "training_required": i == 0})
	}
	count := func(sql string, want int64, call func()) {
		t.Helper()
		before := b.lab.Statements.Load()
		call()
		if n := b.lab.Statements.Load() - before; n > want {
			t.Errorf("%s: %d statements, want at most %d", sql, n, want)
		}
	}
	for _, sort := range []string{"created_at", "-created_at", "updated_at", "title", "-title", "number", "code"} {
		seen := map[any]bool{}
		for cursor := ""; ; {
			var r *apptest.Answer
			count("list", 1, func() { r = b.Do("a/viewer", "GET", "/protocols?limit=3&sort="+sort+"&cursor="+cursor, nil).Want(200) })
			for _, x := range r.Get("items").([]any) {
				seen[x.(map[string]any)["id"]] = true
				if _, there := x.(map[string]any)["body"]; there {
					t.Error("a list carries the text")
				}
			}
			next, more := r.Get("next_cursor").(string)
			if !more {
				break
			}
			cursor = next
		}
		if len(seen) != 7 {
			t.Errorf("%s: %d", sort, len(seen))
		}
	}
	for q, want := range map[string]string{"q=%25": "4", "q=_": "3", "q=TITLE": "7", "q=sop-": "7", "training_required=true": "1", "number=SOP-2": "1", "status=draft": "7", "status=effective,retired": "0"} {
		if r := b.Do("a/viewer", "GET", "/protocols?count=true&limit=1&"+q, nil).Want(200); fmt.Sprint(r.Get("total")) != want {
			t.Errorf("%s: %v, want %s", q, r.Get("total"), want)
		}
	}
	for _, q := range []string{"status=lost", "sort=body", "colour=red"} {
		b.Do("a/viewer", "GET", "/protocols?"+q, nil).Want(422)
	}
	p := b.approved(nil)
	count("get", 1, func() { b.Do("a/viewer", "GET", "/protocols/"+p, nil).Want(200) })
	second := b.next(p, nil)
	count("approve", 10, func() { b.step("a/manager", second, "approve", nil).Want(200) })
	count("diff", 4, func() { b.Do("a/viewer", "GET", "/protocols/"+second+"/diff", nil).Want(200) })
}
