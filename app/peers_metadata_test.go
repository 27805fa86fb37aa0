package app

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// peerTypes: a manager makes a kind of sample with fields of its own; nobody below may.
func peerTypes(s *story) {
	kind := map[string]any{"key": "target", "label": "Sputter target", "fields": []any{
		map[string]any{"key": "purity", "kind": "number", "required": true, "min": "0", "max": "100"},
		map[string]any{"key": "bonded", "kind": "boolean"},
		map[string]any{"key": "bond", "kind": "choice", "choices": []string{"indium", "elastomer"}, "required": true, "shown_when": map[string]any{"field": "bonded", "equals": true}},
		map[string]any{"key": "supplier_lot", "kind": "text"}, map[string]any{"key": "opened_on", "kind": "date"},
		map[string]any{"key": "made_for", "kind": "reference", "reference_type": "project"}}}
	s.refused(403, "forbidden", "scientist", "POST", "/sample-types", kind)
	s.want(s.does("manager", "POST", "/sample-types", kind), "key", "target", "fields.2.shown_when.field", "bonded")
	s.problem(s.by("manager", "POST", "/sample-types", kind), 409)
	made := s.does("technician", "POST", "/samples", map[string]any{"name": "Ti target", "sample_type": "target", "metadata": map[string]any{"purity": "99.995", "opened_on": "2026-02-03"}})
	s.want(made, "metadata.purity.value", "99.995", "metadata.opened_on.type", "date")
	s.problem(s.by("technician", "POST", "/samples", map[string]any{"name": "X", "sample_type": "tragett"}), 422, "unknown_sample_type")
}

// wafer is a registration with these custom values.
func (s *story) wafer(metadata map[string]any) *reply {
	return s.by("technician", "POST", "/samples", map[string]any{"name": "Checked wafer", "sample_type": "wafer", "metadata": metadata})
}

// peerValidation: the server holds the fields, whoever calls, and names every fault at once.
func peerValidation(s *story) {
	s.problem(s.wafer(map[string]any{"orientation": "100"}), 422, "/metadata/diameter", "required")
	s.problem(s.wafer(map[string]any{"diameter": "many mm", "orientation": "101", "polished": "maybe"}), 422, "/metadata/diameter", "/metadata/orientation", "/metadata/polished")
	s.problem(s.wafer(map[string]any{"diameter": map[string]any{"value": "900", "unit": "mm"}}), 422, "/metadata/diameter", "out_of_range")
	s.problem(s.wafer(map[string]any{"diameter": map[string]any{"value": "150", "unit": "mm"}, "orientation": "111"}), 201)
}

// peerUnits: any unit of the same dimension is taken and stays as written; another dimension is refused.
func peerUnits(s *story) {
	inches := s.wafer(map[string]any{"diameter": map[string]any{"value": "2.00", "unit": "[in_i]"}})
	s.problem(inches, 201)
	s.want(inches, "metadata.diameter.value", "2.00", "metadata.diameter.unit", "[in_i]")
	for _, unit := range []string{"V", "kg", "parsec"} {
		s.problem(s.wafer(map[string]any{"diameter": map[string]any{"value": "150", "unit": unit}}), 422, "/metadata/diameter")
	}
	s.problem(s.wafer(map[string]any{"diameter": map[string]any{"value": "0.15", "unit": "m"}}), 201)
	s.problem(s.wafer(map[string]any{"diameter": map[string]any{"value": "0.9", "unit": "m"}}), 422, "out_of_range") // converted before it is compared
}

// peerConditional: a field is asked for only where another one says so, and then really.
func peerConditional(s *story) {
	bottle := func(metadata map[string]any) *reply {
		return s.by("technician", "POST", "/samples", map[string]any{"name": "Bottle", "sample_type": "photoresist", "metadata": metadata})
	}
	s.problem(bottle(map[string]any{"opened": false}), 201)
	s.problem(bottle(map[string]any{"opened": true}), 422, "/metadata/opened_on", "required")
	s.problem(bottle(map[string]any{"opened": true, "opened_on": "2026-02-30"}), 422, "/metadata/opened_on")
	s.problem(bottle(map[string]any{"opened": true, "opened_on": "2026-02-03"}), 201)
}

// peerViews: filter, sort and columns under a name, for oneself or for all.
func peerViews(s *story) {
	view := s.does("scientist", "POST", "/views", map[string]any{"resource": "samples", "name": "My lot", "query": map[string]any{"lot": "L2611", "sort": "-name"}, "columns": []string{"name", "location", "status"}})
	s.want(view, "columns.1", "location", "query.lot", "L2611", "shared", "false")
	s.problem(s.by("technician", "GET", "/views/"+view.id(), nil), 404)
	s.does("scientist", "PATCH", "/views/"+view.id(), map[string]any{"shared": true}, "If-Match", view.header.Get("ETag"))
	s.want(s.does("technician", "GET", "/views/"+view.id(), nil), "name", "My lot")
	if out := s.by("technician", "PATCH", "/views/"+view.id(), map[string]any{"name": "Mine now"}, "If-Match", "*"); out.status < 400 {
		s.t.Errorf("somebody else's view: %d %s", out.status, out.body)
	}
	s.problem(s.by("scientist", "POST", "/views", map[string]any{"resource": "samples", "name": "Bad", "columns": []string{"password"}}), 422, "unknown_column")
	s.problem(s.by("scientist", "POST", "/views", map[string]any{"resource": "samples", "name": "Bad", "query": map[string]any{"colour": "red"}}), 422, "unknown_filter")
}

const spectrum = "Raman shift (cm-1),counts\n518,100\n519,140\n520,900\n521,880\n522,130\n523,90\n"

// peerChecksum: the server says what it keeps, and finds it by that.
func peerChecksum(s *story) {
	file := s.post("technician", "/files", "checked.csv", spectrum)
	s.problem(file, 201)
	sum := sha256.Sum256([]byte(spectrum))
	s.want(file, "sha256", hex.EncodeToString(sum[:]), "size", fmt.Sprint(len(spectrum)))
	s.want(s.does("viewer", "GET", "/files?sha256="+hex.EncodeToString(sum[:]), nil), "items.0.id", file.id())
	if n := s.does("viewer", "GET", "/files?sha256="+strings.Repeat("0", 64), nil).list("items"); len(n) != 0 {
		s.t.Errorf("%v", n)
	}
}

// peerSpectra: an instrument's file becomes a trace that can be drawn at any width; one that nobody can read is kept.
func peerSpectra(s *story) {
	trace := s.first("/traces?technique=raman")
	s.shows(trace, "title", "technique", "n", "x_unit", "y_unit", "x_min", "x_max")
	data := s.does("viewer", "GET", "/traces/"+trace.id()+"/data?points=50&x0=500&x1=540", nil)
	if n := len(data.list("x")); n == 0 || n > 110 || n != len(data.list("y")) {
		s.t.Errorf("%d points: %.300s", n, data.body)
	}
	odd := s.post("technician", "/files", "notes.xyz", "\x00\x01\x02 no spectrum")
	s.problem(odd, 201)
	if odd.at("parser") != nil || odd.text("warnings.0") == "<nil>" {
		s.t.Errorf("%s", odd.body)
	}
	s.problem(s.by("viewer", "GET", "/traces/"+trace.id()+"/data?points=-1", nil), 422)
}

// peerRaw: there is no way to change the bytes; removing archives, with a reason.
func peerRaw(s *story) {
	file := s.post("technician", "/files", "raw.csv", spectrum+"524,88\n")
	path := "/files/" + file.id()
	for _, method := range []string{"PUT", "PATCH"} {
		if out := s.by("admin", method, path, map[string]any{"filename": "other"}); out.status != 405 {
			s.t.Errorf("%s: %d %s", method, out.status, out.body)
		}
		if out := s.by("admin", method, path+"/content", "other"); out.status != 405 {
			s.t.Errorf("%s content: %d %s", method, out.status, out.body)
		}
	}
	one := s.does("manager", "GET", path, nil)
	s.does("manager", "DELETE", path, nil, "If-Match", one.header.Get("ETag"), "X-Change-Reason", "measured on the wrong wafer")
	if back := s.does("viewer", "GET", path+"/content", nil); string(back.body) != spectrum+"524,88\n" {
		s.t.Errorf("%q", back.body)
	}
}
