package analysis_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

const contentHash = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

// trained makes an effective protocol that people must have acknowledged, with a checklist.
func (s *scene) trained(revision int) string {
	s.t.Helper()
	v := id.New().String()
	s.exec("a", `insert into protocols (org_id, id, number, title, status, revision, training_required, content_sha256, approved_at, checklist) values (?,?,'SOP-9','How','effective',?,true,?,now(),?)`,
		s.lab.Org("a"), v, revision, contentHash, `[{"text":"Laser on","required":true,"kind":"check"},{"text":"Power","required":true,"kind":"value"},{"text":"Wipe","required":false,"kind":"check"}]`)
	return v
}

func (s *scene) acknowledge(protocol, role, hash string) {
	s.t.Helper()
	s.exec("a", "insert into protocol_acknowledgements (org_id, id, protocol_id, user_id, user_name, revision, content_sha256) values (?,?,?,?,'x',4,?)",
		s.lab.Org("a"), id.New().String(), protocol, s.lab.User("a", role), hash)
}

func (s *scene) begin(who, experiment string) *apptest.Answer {
	s.t.Helper()
	return s.Do(who, "POST", "/experiments/"+experiment+"/transition", map[string]any{"to": "running"})
}

// P11-14: who has not acknowledged the revision in force cannot run by it, and is told which one it is.
func TestP11_14_TrainingGate(t *testing.T) {
	s := open(t)
	p := s.trained(4)
	e := s.experiment(map[string]any{"protocol_id": p})
	s.acknowledge(p, "scientist", strings.Repeat("b", 64)) // of another content
	for _, who := range []string{"a/technician", "a/scientist", "a/admin"} {
		r := s.begin(who, e)
		refused(t, r, 409, "training_required")
		if detail, _ := r.Get("detail").(string); !strings.Contains(detail, "SOP-9 (SOP-") || !strings.Contains(detail, "revision 4") || fmt.Sprint(r.Get("protocol_revision")) != "4" || r.Get("protocol_id") != p {
			t.Errorf("%s", r.Body)
		}
		if got := s.Do(who, "GET", "/experiments/"+e, nil).Want(200).Get("_actions.start.reason"); got != "training_required" {
			t.Errorf("%s: %v", who, got)
		}
	}
	s.acknowledge(p, "technician", contentHash)
	refused(t, s.begin("a/manager", e), 409, "training_required")
	if got := s.Do("a/technician", "GET", "/experiments/"+e, nil).Want(200).Get("_actions.start"); got != true {
		t.Errorf("%v", got)
	}
	s.begin("a/technician", e).Want(200)
	if got := s.Do("a/technician", "GET", "/experiments/"+e, nil).Get("_actions.start.reason"); got != "experiment_running" {
		t.Errorf("%v", got)
	}
	// Without the mark anybody may.
	s.begin("a/manager", s.experiment(map[string]any{"protocol_id": s.protocol("a", "effective")})).Want(200)
	draft := s.experiment(map[string]any{"protocol_id": s.protocol("a", "draft")})
	if got := s.Do("a/technician", "GET", "/experiments/"+draft, nil).Get("_actions.start.reason"); got != "protocol_not_effective" {
		t.Errorf("%v", got)
	}
}

// P11-15: a running experiment keeps the revision it started under, whatever follows.
func TestP11_15_Pinned(t *testing.T) {
	s := open(t)
	p := s.trained(4)
	s.acknowledge(p, "technician", contentHash)
	e := s.experiment(map[string]any{"protocol_id": p})
	s.begin("a/technician", e).Want(200)
	late := s.experiment(map[string]any{"protocol_id": p})
	s.exec("a", "update protocols set status = 'superseded', version = version + 1 where id = ?", p)
	r := s.Do("a/viewer", "GET", "/experiments/"+e, nil).Want(200)
	if r.Get("protocol_id") != p || fmt.Sprint(r.Get("protocol_revision")) != "4" {
		t.Errorf("%s", r.Body)
	}
	refused(t, s.begin("a/technician", late), 409, "protocol_not_effective")
	for _, other := range []any{nil, s.protocol("a", "effective")} {
		refused(t, s.Do("a/technician", "PATCH", "/experiments/"+e, map[string]any{"protocol_id": other}, "If-Match", r.Header.Get("ETag")), 409, "protocol_pinned")
	}
	s.Do("a/technician", "PATCH", "/experiments/"+e, map[string]any{"protocol_id": p, "title": "Same"}, "If-Match", r.Header.Get("ETag")).Want(200)
	// A day that has come counts before anybody wrote it down: the older revision is not effective any more.
	older, newer := s.trained(7), id.New().String()
	s.acknowledge(older, "technician", contentHash)
	s.exec("a", `insert into protocols (org_id, id, number, title, status, revision, approved_at, effective_date) values (?,?,'SOP-9','How','approved',8,now(),current_date - 2)`, s.lab.Org("a"), newer)
	refused(t, s.begin("a/technician", s.experiment(map[string]any{"protocol_id": older})), 409, "protocol_not_effective")
	s.begin("a/technician", s.experiment(map[string]any{"protocol_id": newer})).Want(200)
}

func TestChecklist(t *testing.T) {
	s := open(t)
	p := s.trained(4)
	s.acknowledge(p, "technician", contentHash)
	e := s.experiment(map[string]any{"protocol_id": p})
	path := "/experiments/" + e + "/checklist"
	if r := s.Do("a/viewer", "GET", path, nil).Want(200); len(r.Get("items").([]any)) != 0 {
		t.Errorf("%s", r.Body)
	}
	tick := func(n string, body map[string]any, headers ...string) *apptest.Answer {
		return s.Do("a/technician", "PUT", path+"/"+n, body, headers...)
	}
	tick("1", map[string]any{"done": true}).Want(404)
	s.begin("a/technician", e).Want(200)
	r := s.Do("a/viewer", "GET", path+"?count=true", nil).Want(200)
	if fmt.Sprint(r.Get("total")) != "3" || r.Get("items.0.text") != "Laser on" || r.Get("items.1.kind") != "value" || r.Get("items.2.required") != false || r.Get("items.0.done") != false || r.Get("items.0.done_at") != nil {
		t.Errorf("%s", r.Body)
	}
	r = s.move(e, "completed")
	refused(t, r, 409, "checklist_incomplete")
	if fmt.Sprint(r.Get("steps")) != "[1 2]" {
		t.Errorf("%s", r.Body)
	}
	if r := tick("2", map[string]any{"done": true}).Want(422); r.Get("errors.0.pointer") != "/note" {
		t.Errorf("%s", r.Body)
	}
	first := tick("1", map[string]any{"done": true}).Want(200)
	if first.Get("done_by") != s.lab.User("a", "technician").String() || first.Get("done_by_name") == nil || first.Get("done_at") == nil || first.Header.Get("ETag") != `"2"` {
		t.Errorf("%s", first.Body)
	}
	n := len(s.lab.Audit(t, "a"))
	tick("1", map[string]any{"done": true}).Want(200) // again: the first time stays
	if len(s.lab.Audit(t, "a")) != n {
		t.Error("no change left an entry")
	}
	tick("1", map[string]any{"done": false}, "If-Match", `"1"`).Want(412)
	if r := tick("1", map[string]any{"done": false}, "If-Match", `"2"`).Want(200); r.Get("done_by") != nil || r.Get("done_at") != nil {
		t.Errorf("%s", r.Body)
	}
	tick("1", map[string]any{"done": true}).Want(200)
	tick("2", map[string]any{"done": true, "note": "5.02 mW"}).Want(200)
	for _, bad := range []string{"0", "4", "-1", "x", "99999999999999999999"} {
		tick(bad, map[string]any{"done": true}).Want(404)
	}
	tick("1", map[string]any{}).Want(422)
	tick("1", map[string]any{"done": true, "done_by": id.New()}).Want(422)
	s.Do("a/viewer", "PUT", path+"/1", map[string]any{"done": true}).Want(403)
	s.Do("b/technician", "PUT", path+"/1", map[string]any{"done": true}).Want(404)
	s.Do("b/viewer", "GET", path, nil).Want(404)
	s.move(e, "completed").Want(200)
	refused(t, tick("3", map[string]any{"done": true}), 409, "experiment_not_running")
	audit := s.lab.Audit(t, "a")
	for _, entry := range audit {
		if entry.Action == "experiment.step_ticked" && (entry.RecordType != "experiment" || entry.RecordID != e) {
			t.Errorf("%+v", entry)
		}
	}
	before := s.lab.Statements.Load()
	s.Do("a/viewer", "GET", path, nil).Want(200)
	if n := s.lab.Statements.Load() - before; n > 4 {
		t.Errorf("%d statements", n)
	}
}
