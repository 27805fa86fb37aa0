package samples_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestRegister(t *testing.T) {
	b := open(t)
	project, parent := b.project("a"), b.sample("a", m{"name": "Boule"})
	r := b.Do("a/technician", "POST", "/samples", m{"name": "  Wafer 7 ", "sample_type": "wafer", "status": "received", "project_id": project, "parent_id": parent,
		"lot": "L-1", "barcode": "4711", "location": "Rack 2", "material": "Si ⟨100⟩", "description": "first\nsecond", "quantity": m{"value": "1.10", "unit": "g"},
		"hazards": []string{"Flammable", "GHS06", "toxic", "our own"}, "die_row": -3, "die_col": 4,
		"metadata": m{"thickness": m{"value": "525.0", "unit": "um"}, "grade": "prime", "n": 1.5, "polished": true, "grown": m{"value": "2026-02-28", "type": "date"},
			"from": m{"value": "SMP-2026-000001", "type": "reference"}}}).Want(201)
	want := m{"name": "Wafer 7", "sample_type": "wafer", "status": "received", "project_id": project, "project_name": "Project", "parent_id": parent,
		"parent_name": "Boule", "lot": "L-1", "barcode": "4711", "location": "Rack 2", "material": "Si ⟨100⟩", "description": "first\nsecond",
		"created_by": b.lab.User("a", "technician").String(), "created_by_name": "Technician A", "org_id": b.lab.Org("a").String(), "archived_at": nil, "locked_at": nil,
		"quantity.value": "1.10", "quantity.unit": "g", "hazards.0": "flammable", "hazards.1": "toxic", "hazards.2": "our own", "hazards.3": nil,
		"metadata.thickness.value": "525.0", "metadata.thickness.unit": "um", "metadata.thickness.type": "quantity", "metadata.n.value": "1.5",
		"metadata.n.type": "number", "metadata.polished.value": true, "metadata.grade.type": "string", "metadata.grown.type": "date", "metadata.from.type": "reference",
		"_actions.update": true, "_actions.delete": false}
	got := b.Do("a/viewer", "GET", r.Header.Get("Location"), nil).Want(200)
	for path, v := range want {
		if r.Get(path) != v || path[0] != '_' && got.Get(path) != v {
			t.Errorf("%s: written %v, read %v, want %v", path, r.Get(path), got.Get(path), v)
		}
	}
	if e := r.Header.Get("ETag"); e != `"1"` || got.Header.Get("ETag") != e {
		t.Errorf("ETag %s and %s", e, got.Header.Get("ETag"))
	}
	if code, _ := r.Get("code").(string); !strings.HasPrefix(code, "SMP-2") || !strings.HasSuffix(code, "-000002") {
		t.Errorf("code %s", code)
	}
	first, second := r.JSON(), got.JSON()
	delete(first, "_actions")
	delete(second, "_actions")
	if !reflect.DeepEqual(first, second) {
		t.Errorf("the answer to the registration differs from the sample:\n%v\n%v", first, second)
	}
}

func TestRegisterRefuses(t *testing.T) {
	b := open(t)
	before := len(b.lab.Audit(t, "a"))
	long := strings.Repeat("ä", 201)
	for _, tc := range []struct {
		name string
		body any
		want string
	}{
		{"nothing", m{}, "/name required|/sample_type required"},
		{"blank name", m{"name": " \t", "sample_type": "wafer"}, "/name required"},
		{"long name", m{"name": long, "sample_type": "wafer"}, "/name out_of_range"},
		{"two lines", m{"name": "a\nb", "sample_type": "wafer"}, "/name control_character"},
		{"number as name", m{"name": 1, "sample_type": "wafer"}, "/name wrong_type"},
		{"unknown type", m{"name": "x", "sample_type": "planet"}, "/sample_type unknown_sample_type"},
		{"unknown field", m{"name": "x", "sample_type": "wafer", "colour": "red"}, "/colour unknown_field"},
		{"server fields", m{"name": "x", "sample_type": "wafer", "org_id": stranger(), "created_by": stranger(), "version": 3, "locked_at": nil, "code": "SMP-1"},
			"/code unknown_field|/created_by unknown_field|/locked_at unknown_field|/org_id unknown_field|/version unknown_field"},
		{"end state", m{"name": "x", "sample_type": "wafer", "status": "disposed"}, "/status not_allowed"},
		{"project", m{"name": "x", "sample_type": "wafer", "project_id": stranger()}, "/project_id unknown_reference"},
		{"parent", m{"name": "x", "sample_type": "wafer", "parent_id": stranger()}, "/parent_id unknown_reference"},
		{"no id", m{"name": "x", "sample_type": "wafer", "parent_id": "first"}, "?"},
		{"quantity", m{"name": "x", "sample_type": "wafer", "quantity": m{"value": "1,5", "unt": "g"}}, "/quantity/unit required|/quantity/unt unknown_field|/quantity/value not_decimal"},
		{"quantity as number", m{"name": "x", "sample_type": "wafer", "quantity": 5}, "/quantity wrong_type"},
		{"negative", m{"name": "x", "sample_type": "wafer", "quantity": m{"value": -1, "unit": "g"}}, "/quantity/value out_of_range"},
		{"beyond double", m{"name": "x", "sample_type": "wafer", "quantity": m{"value": "1e999", "unit": "g"}}, "/quantity/value not_decimal"},
		{"die", m{"name": "x", "sample_type": "die", "die_row": 1.5}, "/die_row wrong_type"},
		{"die far out", m{"name": "x", "sample_type": "die", "die_col": 100001}, "/die_col out_of_range"},
		{"hazards", m{"name": "x", "sample_type": "die", "hazards": []string{"toxic", " "}}, "/hazards/1 required"},
		{"hazards of another kind", m{"name": "x", "sample_type": "die", "hazards": "toxic"}, "/hazards wrong_type"},
		{"metadata", m{"name": "x", "sample_type": "die", "metadata": m{"a/b": 1, "k": nil, "l": m{"value": 1, "kind": "x"}, "o": []int{1},
			"q": m{"value": "x", "unit": "nm"}, "d": m{"value": "2026-02-30", "type": "date"}, "t": m{"value": "x", "type": "colour"}, "u": m{"value": "x", "type": "string", "unit": "nm"}}},
			"/metadata/a~1b invalid_key|/metadata/d/value not_a_date|/metadata/k not_text|/metadata/l/kind unknown_field|/metadata/o not_text|/metadata/q/value not_decimal|/metadata/t/type not_allowed|/metadata/u/unit not_allowed"},
		{"no object", []int{1}, "?"},
		{"duplicate key", `{"name":"x","name":"y","sample_type":"wafer"}`, "/name duplicate_key"},
		{"NUL", `{"name":"x\u0000","sample_type":"wafer"}`, "/name nul"},
		{"trailing bytes", `{"name":"x","sample_type":"wafer"}x`, " trailing_bytes"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := b.Do("a/technician", "POST", "/samples", tc.body).Want(422)
			got := codes(r)
			slices.Sort(got)
			if tc.want != "?" && strings.Join(got, "|") != tc.want {
				t.Errorf("got %s\nwant %s\n%s", strings.Join(got, "|"), tc.want, r.Body)
			}
		})
	}
	b.Do("a/technician", "POST", "/samples", `{"name":`).Want(400)
	b.Do("a/technician", "POST", "/samples", `{}`, "Content-Type", "text/plain").Want(415)
	b.Do("a/viewer", "POST", "/samples", m{}).Want(403)
	b.Do("", "POST", "/samples", m{}).Want(401)
	if n := len(b.lab.Audit(t, "a")); n != before {
		t.Errorf("%d entries after refusals, want %d: something was written", n, before)
	}
}

func TestBarcodeIsUnique(t *testing.T) {
	b := open(t)
	first := b.sample("a", m{"barcode": "4711"})
	second := b.sample("a", nil)
	r := b.Do("a/technician", "POST", "/samples", m{"name": "x", "sample_type": "wafer", "barcode": " 4711 "}).Want(409)
	if r.Get("code") != "barcode_taken" || lines(codes(r)) != "/barcode barcode_taken" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/technician", "PATCH", "/samples/"+second, m{"barcode": "4711"}, "If-Match", `"1"`).Want(409)
	b.sample("b", m{"barcode": "4711"}) // another organisation's labels are its own
	b.Do("a/technician", "PATCH", "/samples/"+first, m{"barcode": nil}, "If-Match", `"1"`).Want(200)
	b.Do("a/technician", "PATCH", "/samples/"+second, m{"barcode": "4711"}, "If-Match", `"1"`).Want(200)
}

func TestIdempotency(t *testing.T) {
	b := open(t)
	body := m{"name": "Once", "sample_type": "wafer"}
	first := b.Do("a/technician", "POST", "/samples", body, "Idempotency-Key", "k1").Want(201)
	before := len(b.lab.Audit(t, "a"))
	again := b.Do("a/technician", "POST", "/samples", body, "Idempotency-Key", "k1").Want(201)
	if string(first.Body) != string(again.Body) || again.Header.Get("ETag") != `"1"` || again.Header.Get("Location") != first.Header.Get("Location") {
		t.Errorf("first %s %v\nagain %s %v", first.Body, first.Header, again.Body, again.Header)
	}
	if n := len(b.lab.Audit(t, "a")); n != before {
		t.Errorf("the repeat wrote %d entries", n-before)
	}
	body["name"] = "Twice"
	b.Do("a/technician", "POST", "/samples", body, "Idempotency-Key", "k1").Want(422)
	b.Do("a/scientist", "POST", "/samples", body, "Idempotency-Key", "k1").Want(201) // keys are the caller's own
	split := "/samples/" + first.ID() + "/split"
	one := b.Do("a/technician", "POST", split, m{"count": 2}, "Idempotency-Key", "k2").Want(201)
	two := b.Do("a/technician", "POST", split, m{"count": 2}, "Idempotency-Key", "k2").Want(201)
	if string(one.Body) != string(two.Body) {
		t.Error("the repeat of a split has another answer")
	}
}
