package methods_test

import (
	"encoding/json"
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/methods"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

func TestDefaultsAreFilledIn(t *testing.T) {
	m, _ := methods.Standard().Get("peaks.find")
	for _, given := range []params{nil, {}, {"distance": nil, "prominence": nil}} {
		p, err := m.Settings(given)
		want := methods.Settings{"polarity": nil, "x_min": nil, "x_max": nil, "height": nil, "threshold": nil, "distance": 1.0,
			"prominence": nil, "width": nil, "rel_height": 0.5, "max_peaks": 200.0}
		if err != nil || !reflect.DeepEqual(p, want) {
			t.Errorf("%v: %v %v", given, p, err)
		}
	}
}

func TestParameterRefusals(t *testing.T) {
	m, _ := methods.Standard().Get("peaks.find")
	for pointer, given := range map[string]params{
		"/parameters/nonsense unknown_parameter": {"nonsense": 1.0},
		"/parameters/a~1b~0 unknown_parameter":   {"a/b~": 1.0},
		"/parameters/ unknown_parameter":         {"": nil},
		"/parameters/height wrong_type":          {"height": "12"},
		"/parameters/width wrong_type":           {"width": []any{1.0}},
		"/parameters/x_min wrong_type":           {"x_min": math.NaN()},
		"/parameters/polarity wrong_type":        {"polarity": 1.0},
		"/parameters/polarity not_allowed":       {"polarity": "up"},
		"/parameters/max_peaks wrong_type":       {"max_peaks": 1.5},
		"/parameters/max_peaks out_of_range":     {"max_peaks": 201.0},
		"/parameters/distance out_of_range":      {"distance": 0.0},
		"/parameters/rel_height out_of_range":    {"rel_height": 1.1},
		"/parameters/prominence out_of_range":    {"prominence": -1.0},
	} {
		_, err := m.Settings(given)
		e, ok := apperr.As(err)
		if !ok || e.Kind != apperr.Invalid || len(e.Fields) != 1 || e.Fields[0].Pointer+" "+e.Fields[0].Code != pointer {
			t.Errorf("%v: %v %+v", given, err, e)
		}
	}
	_, err := m.Settings(params{"height": true, "width": -1.0, "zz": 1.0, "yy": 1.0})
	if e, ok := apperr.As(err); !ok || len(e.Fields) != 4 || e.Fields[2].Pointer != "/parameters/yy" {
		t.Errorf("every fault is named, in a stable order: %+v", e)
	}
}

func TestBooleansAndBounds(t *testing.T) {
	one, two := 1.0, 2.0
	info := methods.Info{Name: "a.b", Parameters: []methods.Parameter{{Name: "on", Type: methods.Boolean, Default: true},
		{Name: "most", Type: methods.Number, Max: &two}, {Name: "both", Type: methods.Number, Min: &one, Max: &two}}}
	if p, err := info.Settings(params{"on": false}); err != nil || p["on"] != false {
		t.Errorf("%v %v", p, err)
	}
	_, err := info.Settings(params{"on": "yes", "most": 3.0, "both": 0.0})
	e, _ := apperr.As(err)
	if e == nil || len(e.Fields) != 3 || e.Fields[1].Detail != "most is at most 2." || e.Fields[2].Detail != "both is between 1 and 2." {
		t.Errorf("%+v", e)
	}
}

func TestTextIsShortAndExact(t *testing.T) {
	for v, want := range map[float64]string{0: "0", math.Copysign(0, -1): "0", 1: "1", 1e6: "1000000", 0.1: "0.1", 520.7: "520.7", -3.25e-7: "-3.25e-07", 1e21: "1e+21", 1e-6: "0.000001", 1.0 / 3: "0.3333333333333333"} {
		got := methods.Text(v)
		back, err := strconv.ParseFloat(got, 64)
		if got != want || err != nil || back != v {
			t.Errorf("Text(%v) = %s, want %s", v, got, want)
		}
	}
}

func TestCatalogueIsFit(t *testing.T) {
	list := methods.Standard().List()
	if len(list) == 0 || list[0].Name != "peaks.find" || list[0].Version != "1.0.0" {
		t.Fatalf("%v", list)
	}
	text, err := json.Marshal(list[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"inputs":[{"name":"trace_id","kind":"trace","required":true`, `"name":"distance","type":"number","default":1,"unit":"points","min":1,"max":1000000000`,
		`"name":"prominence","type":"number","default":null,"unit":"y","min":0,"max":null`, `"outputs":[{"name":"peak#.position","unit":"x"`, `"reference":"scipy`} {
		if !strings.Contains(string(text), part) {
			t.Errorf("%s is not in %s", part, text)
		}
	}
	if _, ok := methods.Standard().Get("peaks.lose"); ok {
		t.Error("found what is not there")
	}
}

func TestUnfitMethodsPanic(t *testing.T) {
	good, _ := methods.Standard().Get("peaks.find")
	for name, change := range map[string]func(m *methods.Method){
		"name":      func(m *methods.Method) { m.Name = "Peaks" },
		"version":   func(m *methods.Method) { m.Version = "1.0" },
		"reference": func(m *methods.Method) { m.Reference = "" },
		"default": func(m *methods.Method) {
			m.Parameters = []methods.Parameter{{Name: "a", Type: methods.Number, Default: "text"}}
		},
		"twice": func(m *methods.Method) {
			m.Parameters = []methods.Parameter{{Name: "a", Type: methods.Number}, {Name: "a", Type: methods.Number}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := *good
			change(&m)
			defer func() {
				if recover() == nil {
					t.Error("accepted")
				}
			}()
			methods.NewCatalogue(&m)
		})
	}
	defer func() {
		if recover() == nil {
			t.Error("two of one name accepted")
		}
	}()
	methods.NewCatalogue(good, good)
}
