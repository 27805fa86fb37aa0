package refdata

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// The facts below are those of the outcome below; every test alters one of them.
const facts = `{"format": "x", "bytes": 1, "title": "t", "instrument": "i", "x_units": "nm", "y_units": "%T", "n_columns": 3, "n_rows": 4,
 "header": {"Operator": "Ann"},
 "columns": {"t": {"n": 4, "first_y": 1.5, "last_y": 2, "min_y": 1.5, "max_y": 8, "argmax": 2, "sum_y": 11.5, "y_mid": 8}},
 "ntuples": [{"title": "t", "data_type": "IR", "pages": [{"page": "N=1", "n": 4, "y_name": "T", "first_x": 1}]}],
 "spectra": [{"n": 4, "first_x": 1, "last_x": null, "first_y": 1.5, "last_y": 2, "min_y": 1.5, "max_y": 8, "argmax": 2, "sum_y": 11.5, "y_mid": 8,
  "title": "t", "data_type": "IR", "npoints_header": 4, "x_units": "nm", "y_units": "%T"}]}`

func outcome() formats.Parsed {
	nan := math.NaN()
	x := formats.Listed(formats.Quantity{Kind: "wavelength", Unit: "nm"}, []float64{1, 2, 3, nan})
	tr := formats.Trace{Title: "t", X: x, Y: formats.Quantity{Kind: "transmittance", Unit: "%", Label: "T"},
		Data: []float64{1.5, nan, 8, 2}, Coord: map[string]formats.Value{"page": {Number: 1}}}
	return formats.Parsed{Status: formats.StatusParsed, Datasets: []formats.Dataset{{Title: "t", Traces: []formats.Trace{tr},
		Meta: []formats.MetaItem{{Key: "Operator", Value: "Ann"}, {Key: "DATATYPE", Value: "IR"}, {Key: "NPOINTS", Value: "4"},
			{Key: "columns", Value: "a,b,c"}, {Key: "instrument", Value: "i"}}}}}
}

func decode(t *testing.T) Facts {
	t.Helper()
	var f Facts
	if err := json.Unmarshal([]byte(facts), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestComparerAcceptsTheTruth(t *testing.T) {
	if diff := File(decode(t), outcome()); len(diff) > 0 {
		t.Fatal(diff)
	}
}

// leaves visits every single fact with a function that replaces it.
func leaves(v any, path string, visit func(path string, old any, set func(any))) {
	switch node := v.(type) {
	case map[string]any:
		for k, child := range node {
			step(child, path+"."+k, func(x any) { node[k] = x }, visit)
		}
	case Facts:
		leaves(map[string]any(node), path, visit)
	case []any:
		for i, child := range node {
			step(child, path, func(x any) { node[i] = x }, visit)
		}
	}
}

func step(child any, path string, set func(any), visit func(string, any, func(any))) {
	switch child.(type) {
	case map[string]any, []any:
		leaves(child, path, visit)
	default:
		visit(path, child, set)
	}
}

func TestComparerNoticesEveryAlteredFact(t *testing.T) {
	f := decode(t)
	visited := 0
	leaves(f, "", func(path string, old any, set func(any)) {
		if path == ".format" || path == ".bytes" {
			return
		}
		visited++
		switch v := old.(type) {
		case float64:
			set(v + 1e-4*math.Max(1, math.Abs(v)))
		case string:
			set(map[string]string{"nm": "um", "%T": "ABSORBANCE", "N=1": "N=2"}[v])
		default:
			set(4.0)
		}
		if len(File(f, outcome())) == 0 {
			t.Errorf("%s altered, and nothing noticed", path)
		}
		set(old)
	})
	if visited < 35 {
		t.Fatalf("only %d facts visited", visited)
	}
	f["new fact"] = 1.0
	if len(File(f, outcome())) == 0 {
		t.Error("a fact nobody compares must be told")
	}
}

func TestComparerNoticesLostTracesAndFailures(t *testing.T) {
	got := outcome()
	got.Datasets[0].Traces = nil
	if len(File(decode(t), got)) == 0 {
		t.Error("no traces")
	}
	got = outcome()
	got.Datasets[0].Traces = append(got.Datasets[0].Traces, got.Datasets[0].Traces[0])
	if len(File(decode(t), got)) == 0 {
		t.Error("a trace too many")
	}
	got = outcome()
	got.Status = formats.StatusDamaged
	if len(File(decode(t), got)) == 0 {
		t.Error("damage")
	}
}
