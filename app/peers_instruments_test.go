package app

import (
	"strings"
	"time"
)

// instrument registers one that has to be calibrated, and never was.
func (s *story) instrument(name string) *reply {
	return s.does("manager", "POST", "/instruments", map[string]any{"name": name, "category": "profilometry", "serial_number": "P-" + name, "location": "Cleanroom / bay 2", "calibration_interval_days": 180})
}

// certificate is a calibration of some days ago.
func certificate(outcome string, days int) map[string]any {
	done := time.Now().UTC().AddDate(0, 0, -days)
	return map[string]any{"certificate_number": "C-" + outcome, "performed_at": done.Format(time.RFC3339Nano), "expires_at": done.AddDate(0, 6, 0).Format(time.RFC3339Nano), "provider": "Calibration Ltd", "outcome": outcome,
		"as_found": map[string]any{"step": map[string]any{"value": "100.3", "unit": "nm", "tolerance": "1.0"}}, "as_left": map[string]any{"step": map[string]any{"value": "100.0", "unit": "nm"}},
		"uncertainty": map[string]any{"step": map[string]any{"value": "0.4", "unit": "nm", "k": 2}}, "standards": []any{map[string]any{"name": "Step 100 nm", "certificate_number": "S-1"}}}
}

// peerRegistry: what there is, by serial number, state and kind.
func peerRegistry(s *story) {
	i := s.instrument("Profiler 1")
	s.shows(i, "code", "name", "serial_number")
	s.want(s.does("viewer", "GET", "/instruments?q=P-Profiler&category=profilometry", nil), "items.0.id", i.id(), "items.0.calibration_status", "overdue")
	s.does("manager", "PATCH", "/instruments/"+i.id(), map[string]any{"status": "retired"}, "If-Match", i.header.Get("ETag"))
	s.want(s.does("viewer", "GET", "/instruments?status=retired&q=Profiler", nil), "items.0.id", i.id())
	s.problem(s.by("technician", "POST", "/instruments", map[string]any{"name": "Mine"}), 403)
	s.problem(s.by("manager", "POST", "/instruments", map[string]any{"name": "Bad", "calibration_interval_days": -1}), 422)
}

// peerMaintenance: what was done, when, and how long the instrument was down.
func peerMaintenance(s *story) {
	path := "/instruments/" + s.instrument("Profiler 2").id() + "/maintenance"
	begun := time.Now().UTC().Add(-48 * time.Hour)
	log := s.does("technician", "POST", path, map[string]any{"kind": "corrective", "started_at": begun.Format(time.RFC3339), "finished_at": begun.Add(26 * time.Hour).Format(time.RFC3339), "description": "Stylus replaced", "performed_by": "Service"})
	s.want(log, "downtime_seconds", "93600", "kind", "corrective")
	s.want(s.does("viewer", "GET", path, nil), "items.0.description", "Stylus replaced")
	s.problem(s.by("technician", "POST", path, map[string]any{"kind": "corrective", "started_at": begun.Format(time.RFC3339), "finished_at": begun.Add(-time.Hour).Format(time.RFC3339), "description": "Backwards"}), 422, "/finished_at")
	s.problem(s.by("technician", "POST", path, map[string]any{"kind": "magic", "started_at": begun.Format(time.RFC3339), "description": "?"}), 422, "/kind")
}

// peerCalibration: as found, as left, standards, uncertainty; status now and as of any past day; a correction says why.
func peerCalibration(s *story) {
	path := "/instruments/" + s.instrument("Profiler 3").id()
	c := s.does("technician", "POST", path+"/calibrations", certificate("pass", 10))
	s.want(c, "as_found.step.value", "100.3", "uncertainty.step.k", "2", "standards.0.certificate_number", "S-1", "out_of_tolerance", "false")
	s.want(s.does("viewer", "GET", path, nil), "calibration_status", "valid")
	s.want(s.does("viewer", "GET", path+"?at="+time.Now().UTC().AddDate(0, 0, -20).Format(time.RFC3339), nil), "calibration_status", "overdue")
	backwards := certificate("pass", 10)
	backwards["expires_at"] = time.Now().UTC().AddDate(0, 0, -11).Format(time.RFC3339)
	s.problem(s.by("technician", "POST", path+"/calibrations", backwards), 422, "/expires_at")
	s.refused(422, "reason_required", "technician", "PATCH", "/calibrations/"+c.id(), map[string]any{"certificate_number": "C-2"}, "If-Match", c.header.Get("ETag"))
	s.want(s.does("technician", "PATCH", "/calibrations/"+c.id(), map[string]any{"certificate_number": "C-2"}, "If-Match", c.header.Get("ETag"), "X-Change-Reason", "misread"), "certificate_number", "C-2")
}

// measured starts an experiment on an instrument.
func (s *story) measured(instrument string) (path string) {
	return "/experiments/" + s.does("technician", "POST", "/experiments", map[string]any{"title": "Step height", "method": "profilometry", "instrument_id": instrument}).id()
}

// peerBlocked: neither a run nor a result, until it is calibrated; a failed calibration closes it again and names what it
// casts doubt on.
func peerBlocked(s *story) {
	i := s.instrument("Profiler 4")
	run := s.measured(i.id())
	s.refused(409, "calibration_overdue", "scientist", "POST", run+"/transition", map[string]any{"to": "running"})
	s.does("technician", "POST", "/instruments/"+i.id()+"/calibrations", certificate("pass", 1))
	s.does("technician", "POST", run+"/transition", map[string]any{"to": "running"})
	result := map[string]any{"experiment_id": run[len("/experiments/"):], "result_type": "step", "values": []any{map[string]any{"name": "h", "value": "99.8", "unit": "nm"}}}
	kept := s.does("technician", "POST", "/results", result)
	bad := s.does("technician", "POST", "/instruments/"+i.id()+"/calibrations", certificate("fail", 0))
	s.refused(409, "calibration_out_of_tolerance", "technician", "POST", "/results", result)
	impact := s.does("viewer", "GET", "/calibrations/"+bad.id()+"/impact", nil)
	s.want(impact, "items.0.id", kept.id(), "counts.total", "1")
	s.want(s.does("viewer", "GET", "/calibrations/"+bad.id(), nil), "suspect_results", "1")
	s.does("manager", "POST", "/calibrations/"+bad.id()+"/impact/flag", nil, "X-Change-Reason", "stylus was worn")
	if flagged := s.does("viewer", "GET", "/results/"+kept.id(), nil); !strings.Contains(flagged.text("stale"), "stylus was worn") {
		s.t.Errorf("%s", flagged.body)
	}
}

// peerOverride: by who may, with a reason, in the trail and on the record.
func peerOverride(s *story) {
	run := s.measured(s.instrument("Profiler 5").id())
	begin := map[string]any{"to": "running"}
	s.refused(403, "forbidden", "scientist", "POST", run+"/transition", begin, "X-Calibration-Override", "true", "X-Change-Reason", "urgent")
	s.refused(422, "reason_required", "manager", "POST", run+"/transition", begin, "X-Calibration-Override", "true")
	s.does("manager", "POST", run+"/transition", begin, "X-Calibration-Override", "true", "X-Change-Reason", "standard measured today")
	s.want(s.does("viewer", "GET", run, nil), "calibration_override.reason", "standard measured today", "calibration_override.name", "Marco Bellini")
	s.want(s.does("auditor", "GET", "/audit?record_type=experiment&record_id="+run[len("/experiments/"):]+"&action=experiment.transitioned", nil), "items.0.reason", "standard measured today", "items.0.actor.name", "Marco Bellini")
}
