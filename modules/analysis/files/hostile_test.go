package files_test

import (
	"math"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// hostile is what PostgreSQL and JSON cannot hold: NUL, broken UTF-8, NaN, infinities, texts without end.
func hostile() []formats.Dataset {
	bad := "a\x00b\xff" + strings.Repeat("é", 5000)
	inf := math.Inf(1)
	q := formats.Quantity{Kind: bad, Unit: bad, Label: bad}
	return []formats.Dataset{{Title: bad, Meta: []formats.MetaItem{{Key: bad, Value: bad, Unit: bad}}, Source: formats.Source{Block: bad},
		Warnings: []formats.Warning{{Code: bad, Message: bad, Offset: 3}}, Traces: []formats.Trace{
			{Title: bad, Technique: bad, X: formats.Listed(q, []float64{inf, math.NaN(), -inf}), Y: q, Data: []float64{math.NaN(), inf, -inf},
				Coord: map[string]formats.Value{bad: {Text: bad}, "t": {Number: math.NaN(), Unit: bad}}},
			{X: formats.Listed(q, nil), Y: q, Data: nil}}}}
}
