package app

import (
	"testing"
	"time"
)

// TestJ3OverdueCalibration: a run on an instrument whose calibration is overdue (UX J3, W6): nobody starts it by accident, a
// manager may with a reason, and that stays visible for ever.
func TestJ3OverdueCalibration(t *testing.T) {
	s := newStory(t)
	instrument := s.does("technician", "GET", "/instruments?q=UV-Vis", nil).text("items.0.id")
	path := "/instruments/" + instrument
	s.screen("the instrument says why it cannot be started", func(t *testing.T) {
		one := s.does("technician", "GET", path, nil)
		s.shows(one, "code", "name", "status", "calibration_status", "calibration_due_at", "location", "_actions.record_calibration", "_actions.record_maintenance")
		if one.text("calibration_status") != "overdue" || one.text("_actions.start_experiment.reason") != "calibration_overdue" || one.text("_actions.override_calibration") != "false" {
			t.Errorf("%s", one.body)
		}
		list := s.does("technician", "GET", path+"/calibrations?count=true", nil)
		s.shows(list, "total", "items.0.code", "items.0.certificate_number", "items.0.performed_at", "items.0.expires_at", "items.0.outcome", "items.0.as_found", "items.0.as_left", "items.0.provider")
	})
	s.screen("out of tolerance: how many results are in doubt", func(t *testing.T) {
		xrd := s.does("manager", "GET", "/instruments?q=XRD", nil).text("items.0.id")
		list := s.does("manager", "GET", "/instruments/"+xrd+"/calibrations", nil)
		if list.text("items.0.suspect_results") != "1" || list.text("items.0.out_of_tolerance") != "true" || list.at("items.1.suspect_results") != nil {
			t.Errorf("%s", list.body)
		}
	})
	s.screen("history of the instrument", func(*testing.T) {
		s.shows(s.does("technician", "GET", path+"/maintenance", nil), "items.0.kind", "items.0.started_at", "items.0.description", "items.0.downtime_seconds", "items.0.created_by_name")
	})
	var run string
	begin := map[string]any{"to": "running"}
	s.step("the technician is stopped", func(*testing.T) {
		run = s.does("technician", "POST", "/experiments", map[string]any{"title": "Transmission of W08", "method": "uvvis.transmission", "instrument_id": instrument}).id()
		s.refused(409, "calibration_overdue", "technician", "POST", "/experiments/"+run+"/transition", begin)
	})
	s.step("and may not override", func(*testing.T) {
		s.refused(403, "forbidden", "technician", "POST", "/experiments/"+run+"/transition", begin, "X-Calibration-Override", "true", "X-Change-Reason", "I am in a hurry")
	})
	s.step("the manager needs a reason", func(*testing.T) {
		s.refused(422, "reason_required", "manager", "POST", "/experiments/"+run+"/transition", begin, "X-Calibration-Override", "true")
	})
	s.step("and overrides with one", func(t *testing.T) {
		out := s.does("manager", "POST", "/experiments/"+run+"/transition", begin, "X-Calibration-Override", "true", "X-Change-Reason", "holmium standard read today")
		if out.text("calibration_override.reason") != "holmium standard read today" || out.text("calibration_override.name") != "Marco Bellini" || out.text("calibration.status") != "overdue" {
			t.Errorf("%s", out.body)
		}
	})
	var result string
	s.step("the technician measures and finishes", func(t *testing.T) {
		out := s.does("technician", "POST", "/results", map[string]any{"experiment_id": run, "result_type": "transmission", "values": []any{map[string]any{"name": "T.550nm", "value": "0.610", "unit": "1"}}})
		result = out.id()
		if out.text("calibration_override.reason") != "holmium standard read today" {
			t.Errorf("%s", out.body)
		}
		s.does("technician", "POST", "/experiments/"+run+"/transition", map[string]any{"to": "completed"})
	})
	s.step("a new calibration opens the instrument and takes no flag away", func(t *testing.T) {
		now := time.Now().UTC()
		s.does("technician", "POST", path+"/calibrations", map[string]any{"certificate_number": "MET-80001", "outcome": "pass", "performed_at": now.Format(time.RFC3339Nano), "expires_at": now.AddDate(0, 3, 0).Format(time.RFC3339Nano)})
		if one := s.does("technician", "GET", path, nil); one.text("calibration_status") != "valid" || one.text("_actions.start_experiment") != "true" {
			t.Errorf("%s", one.body)
		}
		for _, where := range []string{"/results/" + result, "/experiments/" + run} {
			if out := s.does("viewer", "GET", where, nil); out.text("calibration_override.reason") != "holmium standard read today" || out.text("calibration.status") != "overdue" {
				t.Errorf("%s: %s", where, out.body)
			}
		}
		trail := s.does("auditor", "GET", "/audit?record_type=experiment&record_id="+run+"&action=experiment.transitioned", nil)
		if trail.text("items.1.reason") != "holmium standard read today" {
			t.Errorf("%.800s", trail.body)
		}
	})
	s.step("nobody can take the flag away", func(*testing.T) {
		if out := s.by("manager", "PATCH", "/experiments/"+run, map[string]any{"calibration_override": nil}, "If-Match", "*"); out.status < 400 {
			s.t.Errorf("%d %s", out.status, out.body)
		}
	})
}
