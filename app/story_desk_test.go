package app

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// number is one number of the first page.
type number struct {
	count int
	list  string
	since any
}

// home reads the first page of a role: card.name to number.
func (s *story) home(role string) map[string]number {
	s.t.Helper()
	out := map[string]number{}
	for _, c := range s.does(role, "GET", "/home", nil).list("cards") {
		card := c.(map[string]any)
		for _, n := range card["numbers"].([]any) {
			v := n.(map[string]any)
			out[fmt.Sprint(card["card"], ".", v["name"])] = number{int(v["count"].(float64)), v["list"].(string), v["oldest_at"]}
		}
	}
	return out
}

// TestHomeByRole: each role sees the numbers it can act on, in time, and each opens a list of just as many rows (UX 11.8).
func TestHomeByRole(t *testing.T) {
	s := newStory(t)
	s.does("technician", "POST", "/samples", map[string]any{"name": "Announced", "sample_type": "powder"})
	s.send("", "POST", "/auth/login", map[string]any{"email": "viewer@demo.lab", "password": "not the password"})
	for role, want := range map[string][]string{
		"viewer":     {},
		"auditor":    {"security.refused_sign_ins"},
		"technician": {"samples.to_receive", "samples.held_by_me", "samples.expired", "calibration.out_of_tolerance", "calibration.overdue", "calibration.due", "experiments.draft", "experiments.running", "files.unread"},
		"manager":    {"protocols.to_review", "experiments.to_review", "experiments.to_approve", "calibration.overdue", "security.refused_sign_ins"},
		"admin":      {"security.refused_sign_ins", "experiments.to_review"},
	} {
		s.step(role, func(t *testing.T) {
			s.by(role, "GET", "/auth/me", nil) // signed in
			begun := time.Now()
			have := s.home(role)
			if took := time.Since(begun); took > 500*time.Millisecond {
				t.Errorf("took %s", took)
			}
			for _, name := range want {
				if _, there := have[name]; !there {
					t.Errorf("%s is missing: %v", name, have)
				}
			}
			if role == "viewer" && len(have) > 0 {
				t.Errorf("%v", have)
			}
			for name, n := range have {
				list := s.does(role, "GET", n.list+"&count=true", nil)
				if name != "security.refused_sign_ins" && list.text("total") != fmt.Sprint(n.count) { // the access log is written a moment later
					t.Errorf("%s is %d, its list has %s: %.300s", name, n.count, list.text("total"), list.body)
				}
				if (n.count > 0) != (n.since != nil) {
					t.Errorf("%s: %d since %v", name, n.count, n.since)
				}
			}
		})
	}
}

// TestJ7Inbox: what waits for the manager, one after the other (UX J7, W1).
func TestJ7Inbox(t *testing.T) {
	s := newStory(t)
	var first, sop string
	waiting := func(kind string) (ids []string) {
		for _, i := range s.does("manager", "GET", "/inbox", nil).list("items") {
			if item := i.(map[string]any); item["kind"] == kind {
				ids = append(ids, item["record"].(map[string]any)["id"].(string))
			}
		}
		return ids
	}
	s.screen("home", func(t *testing.T) {
		if have := s.home("manager"); have["calibration.overdue"].count == 0 || have["calibration.due"].count == 0 || have["experiments.running"].count == 0 || have["experiments.to_review"].since == nil {
			t.Errorf("%v", have)
		}
		s.shows(s.does("manager", "GET", "/inbox", nil), "total", "unread", "counts.0.kind", "counts.0.count", "items.0.kind", "items.0.record.code", "items.0.title", "items.0.created_at", "items.0.due_at")
	})
	reviews := waiting("experiment_to_review")
	first = reviews[0]
	s.screen("the first one", func(t *testing.T) {
		e := s.does("manager", "GET", "/experiments/"+first, nil)
		s.shows(e, "code", "title", "status", "version", "samples.0.code", "parameters", "instrument_name", "created_by_name", "next_statuses", "result_count", "calibration.status")
		s.shows(s.does("manager", "GET", "/results?experiment_id="+first, nil), "items.0.code", "items.0.result_type", "items.0.values.0.name", "items.0.values.0.value", "items.0.values.0.unit")
	})
	s.step("the scientist cannot judge their own work", func(*testing.T) {
		s.refused(403, "forbidden", "scientist", "POST", "/experiments/"+first+"/transition", map[string]any{"to": "reviewed"})
	})
	s.step("review, then approve; the next one opens", func(t *testing.T) {
		s.does("manager", "POST", "/experiments/"+first+"/transition", map[string]any{"to": "reviewed"})
		if left := waiting("experiment_to_review"); len(left) != len(reviews)-1 || left[0] != reviews[1] {
			t.Errorf("%v of %v", left, reviews)
		}
		s.does("manager", "POST", "/experiments/"+first+"/transition", map[string]any{"to": "approved"})
		for _, id := range waiting("experiment_to_approve") {
			if id == first {
				t.Error("it still waits")
			}
		}
	})
	s.screen("a protocol to review", func(t *testing.T) {
		sop = waiting("protocol_to_review")[0]
		s.shows(s.does("manager", "GET", "/protocols/"+sop, nil), "code", "number", "revision", "title", "body", "submitted_at", "authors.0", "created_by_name", "_actions.approve", "_actions.reject")
	})
	s.step("its author cannot approve it", func(t *testing.T) {
		if out := s.by("scientist", "POST", "/protocols/"+sop+"/approve", nil); out.status != 403 {
			t.Errorf("%d %s", out.status, out.body)
		}
	})
	s.step("approved, it is effective and nothing waits", func(t *testing.T) {
		if out := s.does("manager", "POST", "/protocols/"+sop+"/approve", map[string]any{"comment": "complete"}); out.text("status") != "effective" {
			t.Errorf("%s", out.body)
		}
		if left := waiting("protocol_to_review"); len(left) != 0 {
			t.Errorf("%v", left)
		}
		s.refused(409, "invalid_transition", "manager", "POST", "/protocols/"+sop+"/approve", nil)
	})
	s.step("a notice is read once", func(t *testing.T) {
		notice := s.does("scientist", "GET", "/inbox", nil)
		for i, item := range notice.list("items") {
			if n := item.(map[string]any)["notification_id"]; n != nil {
				s.does("scientist", "POST", fmt.Sprintf("/inbox/%v/read", n), nil)
				if after := s.does("scientist", "GET", "/inbox", nil); len(after.list("items")) != len(notice.list("items"))-1 {
					t.Errorf("item %d is still there", i)
				}
				return
			}
		}
		t.Error("the scientist has no notice")
	})
}

// TestJ8CalibrationsDue: numbers that open lists, the due list, and the calendar of it (UX J8).
func TestJ8CalibrationsDue(t *testing.T) {
	s := newStory(t)
	s.screen("nothing to do to see it, one click to act", func(t *testing.T) {
		have := s.home("manager")
		if n := have["calibration.overdue"]; n.count != 1 {
			t.Fatalf("%v", have)
		}
		s.shows(s.does("manager", "GET", have["calibration.overdue"].list, nil), "items.0.code", "items.0.name", "items.0.calibration_due_at", "items.0.calibration_status", "items.0.location")
	})
	s.screen("the due list, the most urgent first", func(t *testing.T) {
		due := s.does("technician", "GET", "/instruments/due?within_days=30&count=true", nil)
		s.shows(due, "total", "items.0.code", "items.0.name", "items.0.calibration_due_at", "items.1.calibration_status")
		if len(due.list("items")) != 2 || due.text("items.0.name") != "UV-Vis 1" || due.text("items.1.name") != "FTIR 1" {
			t.Errorf("%s", due.body)
		}
	})
	s.step("a span of time that cannot be", func(t *testing.T) {
		if out := s.by("technician", "GET", "/instruments/due?within_days=-1", nil); out.status != 422 && out.status != 400 {
			t.Errorf("%d %s", out.status, out.body)
		}
	})
	s.step("in a calendar, by a secret address of one's own", func(t *testing.T) {
		feed := s.does("technician", "POST", "/calendar-feeds", map[string]any{"name": "Phone"})
		token := feed.text("token")
		cal := s.send("", "GET", "/instruments/due.ics?token="+token, nil)
		text := string(cal.body)
		if cal.status != 200 || !strings.HasPrefix(cal.header.Get("Content-Type"), "text/calendar") || !strings.HasPrefix(text, "BEGIN:VCALENDAR\r\n") {
			t.Fatalf("%d %s %.300s; the feed: %s", cal.status, cal.header.Get("Content-Type"), text, feed.body)
		}
		if !strings.Contains(text, "UV-Vis 1") || !strings.Contains(text, "FTIR 1") || strings.Contains(text, "Four-point") {
			t.Errorf("%s", text)
		}
		s.does("technician", "DELETE", "/calendar-feeds/"+feed.id(), nil)
		if gone := s.send("", "GET", "/instruments/due.ics?token="+token, nil); gone.status != http.StatusUnauthorized && gone.status != http.StatusNotFound {
			t.Errorf("a revoked address answers %d", gone.status)
		}
	})
}
