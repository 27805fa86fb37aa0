package app

import "time"

// calibrationScenarios are calls about the fitness of instruments: calibrations, maintenance, what is due.
var calibrationScenarios = map[string]func(w *world) request{
	"list-due-instruments":   func(w *world) request { w.instrument(); return get("a/viewer", "/instruments/due?within_days=60") },
	"export-due-instruments": func(*world) request { return get("a/viewer", "/instruments/due/export?format=json") },
	"get-due-calendar":       func(*world) request { return get("a/viewer", "/instruments/due.ics") },
	"list-calendar-feeds":    func(w *world) request { w.feed(); return get("a/viewer", "/calendar-feeds") },
	"create-calendar-feed": func(w *world) request {
		w.spareFeeds()
		return post("a/viewer", "/calendar-feeds", map[string]any{"name": w.name("Calendar")})
	},
	"revoke-calendar-feed": func(w *world) request {
		return request{who: "a/viewer", method: "DELETE", path: "/calendar-feeds/" + w.feed()}
	},
	"list-calibrations": func(w *world) request {
		w.calibration()
		return get("a/viewer", "/instruments/"+w.instrument()+"/calibrations")
	},
	"create-calibration": func(w *world) request {
		return post("a/technician", "/instruments/"+w.instrument()+"/calibrations", w.calibrationBody())
	},
	"get-calibration": func(w *world) request { return get("a/viewer", "/calibrations/"+w.calibration()) },
	"update-calibration": func(w *world) request {
		q := w.patch("a/technician", "/calibrations/"+w.calibration(), map[string]any{"certificate_number": w.name("C"), "certificate_file_id": w.file()})
		q.headers = append(q.headers, "X-Change-Reason", "misread the certificate")
		return q
	},
	"archive-calibration": func(w *world) request { return w.remove("a/manager", "/calibrations/"+w.calibration()) },
	"get-calibration-impact": func(w *world) request {
		w.result()
		return get("a/viewer", "/calibrations/"+w.calibration()+"/impact")
	},
	"flag-calibration-impact": func(w *world) request {
		w.result()
		return request{"a/manager", "POST", "/calibrations/" + w.calibration() + "/impact/flag", nil, []string{"X-Change-Reason", "laser line was off"}}
	},
	"list-maintenance": func(w *world) request {
		w.maintenance()
		return get("a/viewer", "/instruments/"+w.instrument()+"/maintenance")
	},
	"create-maintenance": func(w *world) request {
		return post("a/technician", "/instruments/"+w.instrument()+"/maintenance", w.maintenanceBody())
	},
	"get-maintenance": func(w *world) request { return get("a/viewer", "/maintenance/"+w.maintenance()) },
	"update-maintenance": func(w *world) request {
		return w.patch("a/technician", "/maintenance/"+w.maintenance(), map[string]any{"finished_at": "2026-03-02T12:30:00Z"})
	},
	"archive-maintenance": func(w *world) request { return w.remove("a/manager", "/maintenance/"+w.maintenance()) },
}

// calibrationBody is one that adjusted the instrument, which was out of tolerance until then.
func (w *world) calibrationBody() map[string]any {
	now := time.Now().UTC()
	return map[string]any{"certificate_number": w.name("C"), "performed_at": now.Format(time.RFC3339Nano), "expires_at": now.AddDate(1, 0, 0).Format(time.RFC3339Nano),
		"provider": "Calibration Ltd", "outcome": "adjusted", "as_found": map[string]any{"shift": map[string]any{"value": "521.90", "unit": "cm-1"}}, "as_left": map[string]any{"shift": map[string]any{"value": "520.70", "unit": "cm-1"}},
		"uncertainty": map[string]any{"shift": map[string]any{"value": "0.10", "unit": "cm-1", "k": 2}}, "standards": []any{map[string]any{"name": "Si (100)", "certificate_number": "S-17"}}, "certificate_file_id": w.file()}
}

func (w *world) calibration() string {
	return w.once("calibration", func() string {
		body := w.calibrationBody()
		delete(body, "certificate_file_id") // the world's file belongs to its project, a calibration to everybody
		return w.as("a/technician", "POST", "/instruments/"+w.instrument()+"/calibrations", body).id()
	})
}

func (w *world) maintenanceBody() map[string]any {
	return map[string]any{"kind": "preventive", "started_at": "2026-03-02T08:00:00Z", "description": "Laser cleaned", "performed_by": "Service"}
}

func (w *world) maintenance() string {
	return w.once("maintenance", func() string {
		return w.as("a/technician", "POST", "/instruments/"+w.instrument()+"/maintenance", w.maintenanceBody()).id()
	})
}

func (w *world) feed() string {
	return w.once("feed", func() string {
		w.spareFeeds()
		return w.as("a/viewer", "POST", "/calendar-feeds", map[string]any{"name": w.name("Calendar")}).id()
	})
}

// spareFeeds revokes the feeds of other worlds: a person has only so many.
func (w *world) spareFeeds() {
	items, _ := w.as("a/viewer", "GET", "/calendar-feeds?limit=200", nil).get("items").([]any)
	for _, f := range items[min(len(items), 10):] {
		w.as("a/viewer", "DELETE", "/calendar-feeds/"+f.(map[string]any)["id"].(string), nil)
	}
}
