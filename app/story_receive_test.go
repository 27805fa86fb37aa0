package app

import (
	"fmt"
	"strings"
	"testing"
)

// TestJ1Receive: a technician receives forty wafers (UX J1, W2). The dry run marks the bad rows, one call receives the
// others.
func TestJ1Receive(t *testing.T) {
	s := newStory(t)
	var shelf, project string
	s.screen("the list of samples with its views", func(*testing.T) {
		list := s.does("technician", "GET", "/samples?status=received,in_use&count=true&limit=50", nil)
		s.shows(list, "total", "items.0.code", "items.0.name", "items.0.lot", "items.0.status", "items.0.location", "items.0.created_by_name", "items.0.updated_at", "items.0.project_name")
		views := s.does("technician", "GET", "/views?resource=samples", nil)
		s.shows(views, "items.0.name", "items.0.query", "items.0.columns")
	})
	s.screen("the form: fields of a wafer and where it goes", func(t *testing.T) {
		kind := s.does("technician", "GET", "/sample-types/wafer", nil)
		s.shows(kind, "fields.0.key", "fields.0.label", "fields.0.unit", "fields.0.help", "fields.5.shown_when")
		place := s.does("technician", "GET", "/locations?q=Shelf+1", nil)
		s.shows(place, "items.0.path", "items.0.kind")
		shelf = place.text("items.0.id")
	})
	project = s.does("technician", "GET", "/projects?q=Silicon", nil).text("items.0.id")
	rows := fortyWafers(project, shelf)
	var good []any
	s.step("the dry run marks three rows and writes nothing", func(t *testing.T) {
		out := s.by("technician", "POST", "/samples/bulk?dry_run=true", map[string]any{"items": rows})
		if out.status != 200 || out.text("valid") != "37" || out.text("invalid") != "3" {
			t.Fatalf("%d %.600s", out.status, out.body)
		}
		bad := map[string]string{}
		for i := range out.list("errors") {
			bad[out.text(fmt.Sprintf("errors.%d.pointer", i))] = out.text(fmt.Sprintf("errors.%d.code", i))
		}
		for _, pointer := range []string{"/items/38/barcode", "/items/11/barcode", "/items/25/metadata/thickness"} {
			found := false
			for p := range bad {
				found = found || strings.HasPrefix(p, pointer)
			}
			if !found {
				t.Errorf("%s is not marked: %v", pointer, bad)
			}
		}
		for i, r := range rows {
			if i != 38 && i != 11 && i != 25 {
				good = append(good, r)
			}
		}
	})
	s.step("all forty are refused together", func(*testing.T) {
		if out := s.by("technician", "POST", "/samples/bulk", map[string]any{"items": rows}); out.status != 422 {
			s.t.Errorf("%d %.300s", out.status, out.body)
		}
		if n := s.does("technician", "GET", "/samples?lot=L2614&count=true", nil).text("total"); n != "0" {
			s.t.Errorf("%s samples were written", n)
		}
	})
	var made *reply
	s.step("one call receives thirty-seven", func(t *testing.T) {
		made = s.does("technician", "POST", "/samples/bulk", map[string]any{"items": good})
		if made.status != 201 || len(made.list("items")) != 37 || made.text("items.0.status") != "received" || made.text("items.36.location") == "<nil>" {
			t.Errorf("%d %.400s", made.status, made.body)
		}
	})
	s.step("thirty-seven different labels", func(t *testing.T) {
		var ids []string
		for i := range made.list("items") {
			ids = append(ids, made.text(fmt.Sprintf("items.%d.id", i)))
		}
		zpl := string(s.does("technician", "POST", "/samples/labels", map[string]any{"ids": ids, "format": "zpl"}).body)
		for i := range ids {
			if code := made.text(fmt.Sprintf("items.%d.code", i)); !strings.Contains(zpl, code) {
				t.Errorf("no label of %s", code)
			}
		}
		if !strings.Contains(zpl, "L2614-01") || strings.Count(zpl, "^XA") != 37 {
			t.Errorf("%.500s", zpl)
		}
	})
	s.step("they are in the list, with who received them", func(t *testing.T) {
		list := s.does("viewer", "GET", "/samples?lot=L2614&count=true&sort=name", nil)
		if list.text("total") != "37" || list.text("items.0.name") != "L2614-01" || list.text("items.0.created_by_name") != "Tomas Okafor" {
			t.Errorf("%.600s", list.body)
		}
	})
	s.step("a viewer receives nothing", func(*testing.T) {
		s.refused(403, "forbidden", "viewer", "POST", "/samples/bulk", map[string]any{"items": good[:1]})
	})
}

// fortyWafers are rows of a delivery: number 39 has the barcode of number 38, number 12 that of a wafer which is here
// already, and number 26 is 0.3 V thick.
func fortyWafers(project, shelf string) []any {
	rows := make([]any, 40)
	for i := range rows {
		barcode, unit := fmt.Sprintf("L2614%03d", i+1), "mm"
		switch i {
		case 38:
			barcode = "L2614038"
		case 11:
			barcode = "L2609001"
		case 25:
			unit = "V"
		}
		rows[i] = map[string]any{"name": fmt.Sprintf("L2614-%02d", i+1), "sample_type": "wafer", "status": "received", "lot": "L2614", "project_id": project, "location_id": shelf, "barcode": barcode,
			"hazards": []string{"fragile"}, "metadata": map[string]any{"diameter": map[string]any{"value": "150", "unit": "mm", "type": "quantity"}, "thickness": map[string]any{"value": "0.3", "unit": unit, "type": "quantity"}}}
	}
	return rows
}

// TestJ2Scan: from a code or a barcode to the record with what may be done next, and that is done (UX J2).
func TestJ2Scan(t *testing.T) {
	s := newStory(t)
	wafer := s.does("technician", "GET", "/samples?barcode=L2609007", nil)
	code, id := wafer.text("items.0.code"), wafer.text("items.0.id")
	shown := []string{"code", "name", "status", "version", "project_code", "project_name", "custodian", "updated_at", "created_by_name", "lot", "barcode", "location", "material",
		"quantity.value", "hazards", "metadata.thickness.unit", "next_statuses", "_actions.transition", "_actions.split", "parent_code", "parent_name"}
	shown = append(shown[:6], shown[7:]...) // nobody holds it yet
	s.screen("a code opens the record", func(*testing.T) {
		if out := s.does("technician", "GET", "/records/"+code, nil); out.text("type") != "sample" || out.text("id") != id {
			s.t.Errorf("%s", out.body)
		}
		s.shows(s.does("technician", "GET", "/samples/"+id, nil), shown...)
	})
	s.screen("so does a barcode", func(*testing.T) {
		hit := s.does("technician", "GET", "/search?q=L2609007", nil)
		if hit.text("items.0.id") != id || hit.text("items.0.type") != "sample" {
			s.t.Fatalf("%s", hit.body)
		}
		s.shows(s.does("technician", "GET", "/samples/"+hit.text("items.0.id"), nil), shown...)
	})
	s.step("move", func(t *testing.T) {
		bench := s.does("technician", "GET", "/locations?q=Bench+2", nil).text("items.0.id")
		out := s.does("technician", "POST", "/samples/"+id+"/transition", map[string]any{"to": "in_storage", "location_id": bench, "note": "for this afternoon"})
		if out.text("status") != "in_storage" || out.text("location") != "Delft / Raman lab / Bench 2" {
			t.Errorf("%s", out.body)
		}
		line := s.does("viewer", "GET", "/samples/"+id+"/history?limit=1", nil)
		if line.text("items.0.note") != "for this afternoon" || line.text("items.0.actor_name") != "Tomas Okafor" {
			t.Errorf("%s", line.body)
		}
	})
	s.step("split", func(t *testing.T) {
		out := s.does("technician", "POST", "/samples/"+id+"/split", map[string]any{"count": 2, "pattern": "{parent}-{n}", "sample_type": "die"})
		if len(out.list("items")) != 2 || out.text("items.1.parent_code") != code {
			t.Errorf("%.600s", out.body)
		}
	})
	s.step("start a run", func(t *testing.T) {
		probe := s.does("technician", "GET", "/instruments?q=Four-point", nil).text("items.0.id")
		e := s.does("technician", "POST", "/experiments", map[string]any{"title": "Sheet resistance of " + code, "method": "four_point_probe", "sample_ids": []string{id}, "instrument_id": probe})
		if out := s.does("technician", "POST", "/experiments/"+e.id()+"/transition", map[string]any{"to": "running"}); out.text("status") != "running" || out.text("samples.0.code") != code {
			t.Errorf("%.600s", out.body)
		}
	})
	s.step("dispose, once", func(t *testing.T) {
		out := s.does("technician", "POST", "/samples/"+id+"/transition", map[string]any{"to": "disposed", "note": "broken"})
		if out.text("status") != "disposed" || len(out.list("next_statuses")) != 0 {
			t.Errorf("%.600s", out.body)
		}
		s.refused(409, "invalid_transition", "technician", "POST", "/samples/"+id+"/transition", map[string]any{"to": "in_use"})
	})
	s.step("what nobody has is not found", func(*testing.T) {
		s.refused(404, "not_found", "technician", "GET", "/records/SMP-2020-999999", nil)
		if n := s.does("technician", "GET", "/search?q=NOBODYS-0001", nil).list("items"); len(n) != 0 {
			s.t.Errorf("%v", n)
		}
	})
}
