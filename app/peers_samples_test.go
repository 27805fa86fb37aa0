package app

import (
	"fmt"
	"regexp"
	"strings"
)

// peerGenealogy: from a chip to its wafer, and no circle.
func peerGenealogy(s *story) {
	wafer := s.does("viewer", "GET", "/samples/"+s.first("/samples?sample_type=die").text("parent_id"), nil)
	dies := s.does("viewer", "GET", "/samples/"+wafer.id()+"/children", nil)
	if len(dies.list("items")) != 4 {
		s.t.Fatalf("%.600s", dies.body)
	}
	s.want(dies, "items.0.sample_type", "die", "items.0.parent_code", wafer.text("code"))
	chip := s.first("/samples?sample_type=chip")
	family := s.does("viewer", "GET", "/samples/"+chip.id()+"/lineage?up=3&down=0", nil)
	if !strings.Contains(string(family.body), wafer.text("code")) || len(family.list("nodes")) != 4 { // chip, die, wafer, ingot
		s.t.Errorf("%.900s", family.body)
	}
	circle := s.by("technician", "PATCH", "/samples/"+wafer.id(), map[string]any{"parent_id": chip.id()}, "If-Match", wafer.header.Get("ETag"))
	if circle.status != 422 && circle.status != 409 {
		s.t.Errorf("a wafer made of its own chip: %d %s", circle.status, circle.body)
	}
	s.problem(s.by("technician", "POST", "/samples/"+wafer.id()+"/split", map[string]any{"count": 2, "pattern": "{parent}-X{n}", "quantity": map[string]any{"value": "9", "unit": "{wafer}"}}), 422)
}

// peerLineage: from the raw file to the number, as nodes and edges.
func peerLineage(s *story) {
	result := s.first("/results?method=peaks.find")
	graph := s.does("viewer", "GET", "/lineage/result/"+result.id()+"?up=4&down=0", nil)
	kinds := map[string]bool{}
	for _, n := range graph.list("nodes") {
		kinds[n.(map[string]any)["type"].(string)] = true
	}
	if !kinds["file"] || !kinds["trace"] || !kinds["result"] || !kinds["sample"] {
		s.t.Errorf("%v", kinds)
	}
	s.shows(graph, "edges.0.from", "edges.0.to", "edges.0.relation")
	s.problem(s.by("viewer", "GET", "/lineage/result/"+result.id()+"?up=11", nil), 422, "up")
	s.problem(s.by("viewer", "GET", "/lineage/result/01900000-0000-7000-8000-000000000000", nil), 404)
}

var codeField = regexp.MustCompile(`SMP-\d{4}-\d{6}`)

// peerLabels: forty samples have forty different labels, as ZPL and as PDF.
func peerLabels(s *story) {
	list := s.does("technician", "GET", "/samples?sample_type=wafer&limit=40", nil)
	var ids []string
	for i := range list.list("items") {
		ids = append(ids, list.text(fmt.Sprintf("items.%d.id", i)))
	}
	zpl := s.does("technician", "POST", "/samples/labels", map[string]any{"ids": ids, "format": "zpl"})
	codes := map[string]bool{}
	for _, c := range codeField.FindAllString(string(zpl.body), -1) {
		codes[c] = true
	}
	if len(ids) != 40 || len(codes) != 40 || strings.Count(string(zpl.body), "^XA") != 40 || !strings.Contains(string(zpl.body), "/r/SMP-") || !strings.Contains(string(zpl.body), "^BC") {
		s.t.Errorf("%d labels with %d codes: %.500s", strings.Count(string(zpl.body), "^XA"), len(codes), zpl.body)
	}
	if pdf := s.does("technician", "POST", "/samples/labels", map[string]any{"ids": ids, "format": "pdf"}); !strings.HasPrefix(string(pdf.body), "%PDF-") {
		s.t.Errorf("%.60s", pdf.body)
	}
	s.problem(s.by("technician", "POST", "/samples/labels", map[string]any{"ids": []string{"01900000-0000-7000-8000-000000000000"}, "format": "zpl"}), 422, "unknown_reference")
	taken := s.by("technician", "POST", "/samples", map[string]any{"name": "Twin", "sample_type": "powder", "barcode": "L2609001"})
	s.problem(taken, 409, "barcode")
}

// peerStorage: a tree with capacity; what is full takes no more, and no place is inside itself.
func peerStorage(s *story) {
	room := s.first("/locations?q=Cleanroom")
	inside := s.does("viewer", "GET", "/locations?parent_id="+room.id(), nil)
	if len(inside.list("items")) != 3 {
		s.t.Errorf("%.600s", inside.body)
	}
	box := s.does("technician", "POST", "/locations", map[string]any{"name": "Box for two", "kind": "box", "parent_id": room.id(), "capacity": 2})
	s.want(box, "path", "Delft / Cleanroom / Box for two", "occupied", "0")
	for i, status := range []int{201, 201, 409} {
		out := s.by("technician", "POST", "/samples", map[string]any{"name": fmt.Sprint("Piece ", i), "sample_type": "powder", "location_id": box.id()})
		s.problem(out, status)
	}
	s.want(s.does("viewer", "GET", "/samples?count=true&location_id="+room.id()+"&q=Piece", nil), "total", "2")
	circle := s.by("technician", "PATCH", "/locations/"+room.id(), map[string]any{"parent_id": box.id()}, "If-Match", room.header.Get("ETag"))
	if circle.status != 422 && circle.status != 409 {
		s.t.Errorf("a room inside its box: %d %s", circle.status, circle.body)
	}
}

// peerCustody: who holds it changes when the receiver says so, and nobody else can.
func peerCustody(s *story) {
	path := "/samples/" + s.first("/samples?q=L2609-W10").id()
	to := s.does("scientist", "GET", "/auth/me", nil).id()
	s.want(s.does("technician", "POST", path+"/custody", map[string]any{"to_user_id": to, "note": "for the anneal"}), "status", "pending", "to_user_name", "Sofia Tanaka")
	s.refused(403, "not_receiver", "technician", "POST", path+"/custody/accept", map[string]any{})
	s.want(s.does("scientist", "POST", path+"/custody/accept", map[string]any{"note": "got it"}), "status", "accepted", "answer", "got it")
	s.want(s.does("viewer", "GET", path, nil), "custodian.name", "Sofia Tanaka")
	s.want(s.does("viewer", "GET", path+"/custody", nil), "items.0.note", "for the anneal", "items.0.status", "accepted")
	if again := s.by("scientist", "POST", path+"/custody/accept", map[string]any{}); again.status != 409 {
		s.t.Errorf("accepted twice: %d %s", again.status, again.body)
	}
}

// peerCSV: a table becomes samples, all or none, and can be undone.
func peerCSV(s *story) {
	done := s.post("technician", "/samples/import", "delivery.csv", "name,sample_type,lot,quantity\nPowder 1,powder,CSV-1,1.10 g\nPowder 2,powder,CSV-1,250 mg\n")
	s.problem(done, 201)
	s.want(done, "rows", "2", "valid", "2", "status", "applied")
	s.want(s.does("viewer", "GET", "/samples?lot=CSV-1&sort=name&count=true", nil), "total", "2", "items.0.quantity.value", "1.10", "items.1.quantity.unit", "mg")
	s.problem(s.post("technician", "/samples/import", "half.csv", "name,sample_type,lot\nGood,powder,CSV-2\nBad,nothing known,CSV-2\n"), 422, "unknown_sample_type")
	s.want(s.does("viewer", "GET", "/samples?lot=CSV-2&count=true", nil), "total", "0")
	s.want(s.does("technician", "POST", "/imports/"+done.id()+"/undo", nil), "status", "undone")
	s.want(s.does("viewer", "GET", "/samples?lot=CSV-1&count=true", nil), "total", "0")
	s.problem(s.post("viewer", "/samples/import", "delivery.csv", "name,sample_type\nA,powder\n"), 403)
}

// peerXLSX: a workbook that came from here goes back in; one with macros does not.
func peerXLSX(s *story) {
	book := s.does("viewer", "GET", "/samples/export?format=xlsx&lot=R-1805&columns=name,sample_type,lot,quantity.value,quantity.unit", nil)
	if !strings.HasPrefix(string(book.body), "PK") {
		s.t.Fatalf("%.200s", book.body)
	}
	done := s.post("technician", "/samples/import", "again.xlsx", string(book.body))
	s.problem(done, 201)
	s.want(done, "rows", "3")
	s.want(s.does("viewer", "GET", "/samples?lot=R-1805&count=true", nil), "total", "6")
	s.problem(s.post("technician", "/samples/import", "again.xlsm", string(book.body)), 422, "macros")
	s.problem(s.post("technician", "/samples/import", "broken.xlsx", string(book.body[:len(book.body)/2])), 422)
}

// peerReport: every fault of every row in one report, as JSON and in the workbook, before anything is written.
func peerReport(s *story) {
	var table strings.Builder
	table.WriteString("name,sample_type,barcode,thickness,diameter\n")
	for i := range 100 {
		thickness := "525 um"
		if i%30 == 7 {
			thickness = "5 kg"
		}
		fmt.Fprintf(&table, "Row %d,wafer,RPT-%d,%s,150 mm\n", i, i%98, thickness)
	}
	dry := s.post("technician", "/samples/import?dry_run=true", "rows.csv", table.String())
	s.problem(dry, 200)
	s.want(dry, "rows", "100", "invalid", "6", "valid", "94", "status", "checked")
	columns := map[string]int{}
	for i := range dry.list("errors") {
		columns[dry.text(fmt.Sprintf("errors.%d.column", i))]++
	}
	if columns["thickness"] != 4 || columns["barcode"] != 2 {
		s.t.Errorf("%v: %.900s", columns, dry.body)
	}
	s.want(s.does("viewer", "GET", "/samples?q=RPT-&count=true", nil), "total", "0")
	if report := s.does("technician", "GET", "/imports/"+dry.id()+"/report.xlsx", nil); !strings.HasPrefix(string(report.body), "PK") {
		s.t.Errorf("%.100s", report.body)
	}
}
