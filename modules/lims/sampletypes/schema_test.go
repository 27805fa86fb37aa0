package sampletypes

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

func text(f values.Faults) string {
	out := make([]string, len(f))
	for i := range f {
		out[i] = f[i].Pointer + " " + f[i].Code
	}
	return strings.Join(out, "|")
}

func fieldsOf(t *testing.T, body string) []NewField {
	t.Helper()
	var in []NewField
	if err := json.Unmarshal([]byte(body), &in); err != nil {
		t.Fatal(err)
	}
	return in
}

func schemaOf(t *testing.T, strict bool, body string) *Schema {
	t.Helper()
	var f values.Faults
	fields := define(&f, fieldsOf(t, body))
	if len(f) > 0 {
		t.Fatal(text(f))
	}
	return compile(&Type{Strict: strict, Fields: fields})
}

const waferFields = `[{"key":"polished","kind":"boolean","required":true},
 {"key":"sides","kind":"choice","choices":["one","both"],"required":true,"shown_when":{"field":"polished","equals":true},"default":"one"},
 {"key":"ra","kind":"quantity","unit":"nm","min":"0","max":"5","shown_when":{"field":"sides","equals":"both"}},
 {"key":"thickness","label":"Thickness","kind":"quantity","unit":"um","min":"100","max":"1000","required":true},
 {"key":"n","kind":"number","min":-1.50,"max":"2"}, {"key":"grown","kind":"date"}, {"key":"note","kind":"text"}, {"key":"mask","kind":"reference","reference_type":"sample"}]`

func TestDefinitions(t *testing.T) {
	for body, want := range map[string]string{
		`[]`: "", waferFields: "",
		`[{"key":"","kind":"text"}]`:                            "/fields/0/key invalid_key",
		`[{"key":"a/b","kind":"text"}]`:                         "/fields/0/key invalid_key",
		`[{"key":"a","kind":"text"},{"key":"a","kind":"date"}]`: "/fields/1/key duplicate",
		`[{"key":"a","kind":"colour"}]`:                         "/fields/0/kind not_allowed",
		`[{"key":"a","kind":"quantity"}]`:                       "/fields/0/unit required",
		`[{"key":"a","kind":"quantity","unit":"furlong"}]`:      "/fields/0/unit unknown_unit",
		`[{"key":"a","kind":"text","unit":"nm","min":1,"max":2,"choices":["x"],"reference_type":"sample"}]`: "/fields/0/unit not_allowed|/fields/0/min not_allowed|/fields/0/max not_allowed|/fields/0/choices not_allowed|/fields/0/reference_type not_allowed",
		`[{"key":"a","kind":"number","min":"2","max":"1.9"}]`:                                               "/fields/0/max out_of_range",
		`[{"key":"a","kind":"number","min":"x","max":"NaN"}]`:                                               "/fields/0/min not_decimal|/fields/0/max not_decimal",
		`[{"key":"a","kind":"choice"}]`:                                                                     "/fields/0/choices required",
		`[{"key":"a","kind":"choice","choices":["x"," x ",""]}]`:                                            "/fields/0/choices/1 duplicate|/fields/0/choices/2 required",
		`[{"key":"a","kind":"reference"}]`:                                                                  "/fields/0/reference_type required",
		`[{"key":"a","kind":"reference","reference_type":"users"}]`:                                         "/fields/0/reference_type not_allowed",
		`[{"key":"a","kind":"text","shown_when":{"field":"b","equals":"x"}}]`:                               "/fields/0/shown_when/field unknown_field",
		`[{"key":"a","kind":"text","shown_when":{"field":"a","equals":"x"}}]`:                               "/fields/0/shown_when/field cycle",
		`[{"key":"a","kind":"text","shown_when":{"field":"b","equals":"x"}},{"key":"b","kind":"text","shown_when":{"field":"c","equals":"x"}},{"key":"c","kind":"text","shown_when":{"field":"a","equals":"x"}}]`: "/fields/0/shown_when/field cycle|/fields/1/shown_when/field cycle|/fields/2/shown_when/field cycle",
		`[{"key":"d","kind":"text","shown_when":{"field":"a","equals":"x"}},{"key":"a","kind":"text","shown_when":{"field":"b","equals":"x"}},{"key":"b","kind":"text","shown_when":{"field":"a","equals":"x"}}]`: "/fields/0/shown_when/field cycle|/fields/1/shown_when/field cycle|/fields/2/shown_when/field cycle",
		`[{"key":"b","kind":"boolean"},{"key":"a","kind":"text","shown_when":{"field":"b","equals":"true"}}]`:                                                                                                     "/fields/1/shown_when/equals wrong_type",
		`[{"key":"b","kind":"choice","choices":["x"]},{"key":"a","kind":"text","shown_when":{"field":"b","equals":"y"}}]`:                                                                                         "/fields/1/shown_when/equals not_in_choices",
		`[{"key":"b","kind":"date"},{"key":"a","kind":"text","shown_when":{"field":"b","equals":"y"}}]`:                                                                                                           "/fields/1/shown_when/field not_allowed",
		`[{"key":"a","kind":"text","shown_when":{"field":"a"}}]`:                                                                                                                                                  "/fields/0/shown_when/equals required",
		`[{"key":"a","kind":"text","shown_when":7}]`:                                     "/fields/0/shown_when wrong_type",
		`[{"key":"a","kind":"text","shown_when":{"field":"a","equals":"x","not":1}}]`:    "/fields/0/shown_when/not unknown_field",
		`[{"key":"a","kind":"number","max":"1","default":"2"}]`:                          "/fields/0/default out_of_range",
		`[{"key":"a","kind":"quantity","unit":"nm","default":{"value":"1","unit":"s"}}]`: "/fields/0/default unit_dimension",
		`[{"key":"a","kind":"quantity","unit":"nm","default":"1"}]`:                      "/fields/0/default/unit required",
		`[{"key":"a","kind":"choice","choices":["x"],"default":"y"}]`:                    "/fields/0/default not_in_choices",
		`[{"key":"a","kind":"date","default":"2026-02-30"}]`:                             "/fields/0/default not_a_date",
	} {
		var f values.Faults
		define(&f, fieldsOf(t, body))
		if text(f) != want {
			t.Errorf("%s\ngot  %s\nwant %s", body, text(f), want)
		}
	}
	var f values.Faults
	define(&f, make([]NewField, 101))
	if text(f) != "/fields out_of_range" {
		t.Error(text(f))
	}
}

// TestWhatIsReadCanBeSent: the fields of an answer, sent back, are no change.
func TestWhatIsReadCanBeSent(t *testing.T) {
	s := schemaOf(t, false, waferFields)
	shown, err := json.Marshal(s.Fields)
	if err != nil {
		t.Fatal(err)
	}
	if again := schemaOf(t, false, string(shown)); !same(again.Fields, s.Fields) {
		t.Errorf("%s", shown)
	}
	if *s.Fields[4].Min != "-1.50" || s.Fields[3].Default.Value != nil || s.Fields[1].Default.Value.Value != "one" {
		t.Errorf("%s", shown)
	}
}

func TestReading(t *testing.T) {
	s, strict := schemaOf(t, false, waferFields), schemaOf(t, true, waferFields)
	const fine = `"polished":false,"thickness":{"value":"0.525","unit":"mm"}`
	for body, want := range map[string]string{
		fine: "",
		`"polished":true,"thickness":{"value":"525.0","unit":"µm"}`: "",
		``:                                "/m/polished required|/m/thickness required",
		`"polished":null,"thickness":525`: "/m/polished not_boolean|/m/thickness/unit required",
		`"polished":"yes","thickness":{"value":"x","unit":"um"}`:                     "/m/polished not_boolean|/m/thickness/value not_decimal",
		`"polished":true,"thickness":{"value":"2","unit":"mm"}`:                      "/m/thickness out_of_range",
		`"polished":true,"thickness":{"value":"99.9999999999999999999","unit":"um"}`: "/m/thickness out_of_range",
		`"polished":true,"thickness":{"value":"0.1","unit":"mm"}`:                    "",
		`"polished":true,"thickness":{"value":"1","unit":"kg"}`:                      "/m/thickness unit_dimension",
		`"polished":true,"thickness":{"value":"1","unit":"furlong"}`:                 "/m/thickness unit_dimension",
		fine + `,"thickness":{"value":"5","type":"number"}`:                          "/m/thickness wrong_type",
		fine + `,"sides":"one"`: "/m/sides not_shown",
		`"polished":true,"sides":"three","thickness":{"value":"0.1","unit":"mm"}`:                                   "/m/sides not_in_choices",
		`"polished":true,"sides":" ","thickness":{"value":"0.1","unit":"mm"}`:                                       "/m/sides required",
		`"polished":true,"sides":"both","ra":{"value":"0.51","unit":"nm"},"thickness":{"value":"0.1","unit":"mm"}`:  "",
		`"polished":true,"ra":{"value":"0.51","unit":"nm"},"thickness":{"value":"0.1","unit":"mm"}`:                 "/m/ra not_shown",
		`"polished":false,"sides":"both","ra":{"value":"0.51","unit":"nm"},"thickness":{"value":"0.1","unit":"mm"}`: "/m/sides not_shown|/m/ra not_shown",
		fine + `,"n":2.000`: "", fine + `,"n":"2.0001"`: "/m/n out_of_range", fine + `,"n":-1.5`: "", fine + `,"n":-1.51`: "/m/n out_of_range",
		fine + `,"n":{"value":"1","unit":"nm"}`: "/m/n unit_dimension",
		fine + `,"grown":"2026-02-29"`:          "/m/grown not_a_date", fine + `,"grown":"2024-02-29"`: "",
		fine + `,"mask":"SMP-2026-000001"`: "", fine + `,"mask":"x"`: "/m/mask not_a_reference",
		fine + `,"colour":"red"`: "",
	} {
		for _, schema := range []*Schema{s, strict} {
			var in map[string]json.RawMessage
			if err := json.Unmarshal([]byte("{"+body+"}"), &in); err != nil {
				t.Fatal(err)
			}
			want := want
			if schema.Strict && in["colour"] != nil {
				want = "/m/colour unknown_field"
			}
			var f values.Faults
			schema.Read(&f, "/m", in, 200)
			if text(f) != want {
				t.Errorf("%s\ngot  %s\nwant %s", body, text(f), want)
			}
		}
	}
}

// TestDefaultsFillOnlyWhatIsShown: and a default may show the next field.
func TestDefaultsFillOnlyWhatIsShown(t *testing.T) {
	s := schemaOf(t, true, `[{"key":"c","kind":"quantity","unit":"nm","default":{"value":"1.10","unit":"um"},"shown_when":{"field":"b","equals":"x"}},
	 {"key":"b","kind":"choice","choices":["x","y"],"default":"x","shown_when":{"field":"a","equals":true}},{"key":"a","kind":"boolean","default":true}]`)
	for body, want := range map[string]string{`{}`: "a=true b=x c=1.10", `{"a":false}`: "a=false", `{"b":"y"}`: "a=true b=y", `{"c":{"value":"2","unit":"nm"}}`: "a=true b=x c=2"} {
		var in map[string]json.RawMessage
		var f values.Faults
		_ = json.Unmarshal([]byte(body), &in)
		got := []string{}
		for _, v := range s.Read(&f, "/m", in, 200) {
			got = append(got, v.Name+"="+v.Text)
		}
		if strings.Join(got, " ") != want || len(f) > 0 {
			t.Errorf("%s: %v %s", body, got, text(f))
		}
	}
}

// TestChangesAnswerForThemselves: what was wrong before and is left alone is no fault of a change.
func TestChangesAnswerForThemselves(t *testing.T) {
	s := schemaOf(t, true, waferFields)
	value := func(key, body string) *values.Typed {
		var f values.Faults
		v := f.PlainAs("", key, s.TypeOf(key), json.RawMessage(body))
		return &v
	}
	old := Values{"polished": value("polished", "false"), "colour": value("colour", `"red"`), "n": value("n", "7")} // no thickness; colour; n too large
	for name, tc := range map[string]struct {
		with Values
		less string
		want string
	}{
		"nothing":               {nil, "", ""},
		"another field":         {Values{"note": value("note", `"x"`)}, "", ""},
		"the bad one made good": {Values{"n": value("n", "1")}, "", ""},
		"the bad one otherwise": {Values{"n": value("n", "8")}, "", "n out_of_range"},
		"shows a required one":  {Values{"polished": value("polished", "true")}, "", "sides required"},
		"a required one gone":   {nil, "polished", "polished required"},
		"one more unknown":      {Values{"size": value("size", "1")}, "", "size unknown_field"},
	} {
		after := Values{}
		for k, v := range old {
			after[k] = v
		}
		for k, v := range tc.with {
			after[k] = v
		}
		delete(after, tc.less)
		var f values.Faults
		s.Change(&f, old, after, func(key string) string { return key })
		if text(f) != tc.want {
			t.Errorf("%s: %s, want %s", name, text(f), tc.want)
		}
	}
	var f values.Faults
	s.Change(&f, nil, old, func(key string) string { return key })
	if text(f) != "thickness required|n out_of_range|colour unknown_field" {
		t.Errorf("another type: %s", text(f))
	}
}

// TestRandomSchemas: whatever is accepted when a sample is written has no fault when it is read, and a change that
// changes nothing never has one.
func TestRandomSchemas(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	accepted := 0
	for range 3000 {
		s := randomSchema(r)
		if s == nil {
			continue
		}
		in := map[string]json.RawMessage{}
		for _, fd := range s.Fields {
			if r.IntN(4) > 0 {
				in[fd.Key] = json.RawMessage(randomValue(r, fd.Kind))
			}
		}
		var f values.Faults
		read := s.Read(&f, "/m", in, 200)
		all, shown := Values{}, map[string]values.Shown{}
		for i := range read {
			all[read[i].Name], shown[read[i].Name] = &read[i], read[i].Shown()
		}
		var same values.Faults
		if s.Change(&same, all, all, func(k string) string { return k }); len(same) > 0 {
			t.Fatalf("no change has faults: %s", text(same))
		}
		if len(f) == 0 {
			accepted++
			if w := s.Warnings(shown); len(w) > 0 {
				t.Fatalf("accepted and then at fault: %+v", w)
			}
			for i := range s.Fields {
				if _, there := all[s.Fields[i].Key]; s.Fields[i].Required && s.shown(i, all) && !there {
					t.Fatalf("%s is required, shown and absent", s.Fields[i].Key)
				}
			}
		}
	}
	if accepted < 100 {
		t.Errorf("only %d accepted", accepted)
	}
}

func randomSchema(r *rand.Rand) *Schema {
	in := make([]NewField, 1+r.IntN(6))
	for i := range in {
		in[i] = NewField{Key: fmt.Sprint("k", i), Kind: []string{"text", "number", "quantity", "choice", "date", "boolean"}[r.IntN(6)], Required: r.IntN(3) == 0}
		switch in[i].Kind {
		case "quantity":
			unit := []string{"nm", "um", "kg"}[r.IntN(3)]
			in[i].Unit, in[i].Max = &unit, json.RawMessage(`"5000"`)
		case "choice":
			in[i].Choices = []string{"x", "y"}
		}
		if r.IntN(3) == 0 {
			in[i].Default = json.RawMessage(randomValue(r, in[i].Kind))
		}
		if r.IntN(2) == 0 {
			in[i].ShownWhen = json.RawMessage(fmt.Sprintf(`{"field":"k%d","equals":%s}`, r.IntN(len(in)), []string{"true", "false", `"x"`}[r.IntN(3)]))
		}
	}
	var f values.Faults
	fields := define(&f, in)
	if len(f) > 0 {
		return nil
	}
	return compile(&Type{Fields: fields, Strict: r.IntN(2) == 0})
}

func randomValue(r *rand.Rand, kind string) string {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	switch kind {
	case "number":
		return pick("1", `"1.10"`, "-3e5", `"x"`)
	case "quantity":
		return pick(`{"value":"1.10","unit":"um"}`, `{"value":"3","unit":"mm"}`, `{"value":"60","unit":"[in_i]"}`, `{"value":"1","unit":"g"}`)
	case "boolean":
		return pick("true", "false")
	case "date":
		return pick(`"2026-01-02"`, `"2026-13-02"`)
	}
	return pick(`"x"`, `"y"`, `" "`)
}

// FuzzDefine: no definition breaks it, and what it accepts can be sent again.
func FuzzDefine(f *testing.F) {
	f.Add(waferFields)
	f.Add(`[{"key":"a","kind":"text","shown_when":{"field":"a"}}]`)
	f.Fuzz(func(t *testing.T, body string) {
		var in []NewField
		if json.Unmarshal([]byte(body), &in) != nil {
			return
		}
		var faults values.Faults
		fields := define(&faults, in)
		if len(faults) > 0 {
			return
		}
		again, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		var second []NewField
		if err := json.Unmarshal(again, &second); err != nil {
			t.Fatal(err)
		}
		if round := define(&faults, second); len(faults) > 0 || !same(round, fields) {
			t.Fatalf("%s: %s", again, text(faults))
		}
	})
}
