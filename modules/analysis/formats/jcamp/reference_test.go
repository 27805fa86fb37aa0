package jcamp

import (
	"bytes"
	"slices"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/refdata"
)

// TestReferenceCodings compares the coded forms met in a table and the number of its Y
// checks, which only this package can see. PAC is not told apart from AFFN here.
func TestReferenceCodings(t *testing.T) {
	f := refdata.Open(t)
	for _, name := range f.Files("jcamp") {
		data := f.Read(t, name)
		var seen []*asdf
		p := &parser{units: formats.NewUnits(), text: data, budget: formats.NewBudget(formats.DefaultLimits(), int64(len(data)))}
		p.seen = func(d *asdf) { seen = append(seen, d) }
		if err := p.run(t.Context()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		next := 0
		for _, facts := range tables(f.Facts(name)) {
			forms := strs(facts["encoding"], facts["forms"])
			if slices.Contains(forms, "XY pairs") || next >= len(seen) {
				continue
			}
			d := seen[next]
			next++
			for form, met := range map[string]bool{"SQZ": d.sqz, "DIF": d.dif, "DUP": d.dup} {
				if slices.Contains(forms, form) != met {
					t.Errorf("%s table %d: %s met: %v", name, next, form, met)
				}
			}
			if want, ok := facts["ychk"].([]any); ok && (float64(d.checks) != want[0] || float64(d.failures) != want[1]) {
				t.Errorf("%s table %d: %d checks, %d failures, want %v", name, next, d.checks, d.failures, want)
			}
		}
		if bytes.Contains(data, []byte("++(")) && next == 0 && !bytes.Contains(data, []byte("(XY..XY)")) {
			t.Errorf("%s: no table compared", name)
		}
	}
}

// tables lists the facts of the tables of a file.
func tables(f refdata.Facts) (out []map[string]any) {
	for _, s := range f["spectra"].([]any) {
		out = append(out, s.(map[string]any))
	}
	pages, _ := f["ntuples"].([]any)
	for _, n := range pages {
		for _, p := range n.(map[string]any)["pages"].([]any) {
			out = append(out, p.(map[string]any))
		}
	}
	return out
}

func strs(lists ...any) (out []string) {
	for _, l := range lists {
		items, _ := l.([]any)
		for _, i := range items {
			out = append(out, i.(string))
		}
	}
	return out
}
