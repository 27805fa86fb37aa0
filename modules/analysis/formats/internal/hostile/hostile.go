package hostile

import (
	"bytes"
	"fmt"
	"math"
	"runtime"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// MaxAlloc is what reading any small file may allocate in total.
const MaxAlloc = 100 << 20

// Damage reads the file cut at every byte and with every bit of every byte flipped, and
// checks the outcome of each.
func Damage(tb testing.TB, r formats.Reader, data []byte) {
	tb.Helper()
	for n := range data {
		Check(tb, r, data[:n], fmt.Sprintf("cut at %d", n))
	}
	for i := range data {
		for bit := range 8 {
			flipped := bytes.Clone(data)
			flipped[i] ^= 1 << bit
			Check(tb, r, flipped, fmt.Sprintf("bit %d of byte %d flipped", bit, i))
		}
	}
}

// Check reads the file, checks what every outcome must keep, and returns it with the bytes
// the reading allocated.
func Check(tb testing.TB, r formats.Reader, data []byte, what string) (formats.Parsed, uint64) {
	tb.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	p, err := formats.NewRegistry(r).Read(tb.Context(), bytes.NewReader(data), int64(len(data)), "file", formats.DefaultLimits())
	runtime.ReadMemStats(&after)
	if err != nil {
		tb.Fatalf("%s: %v", what, err)
	}
	used := after.TotalAlloc - before.TotalAlloc
	if used > MaxAlloc {
		tb.Errorf("%s: allocates %d bytes", what, used)
	}
	for _, problem := range Problems(p) {
		tb.Errorf("%s: %s", what, problem)
	}
	return p, used
}

// Problems lists what is wrong with an outcome, whatever the file was.
func Problems(p formats.Parsed) (out []string) {
	warned := len(p.Warnings)
	for _, w := range p.Warnings {
		if w.Code == "reader_failed" {
			out = append(out, "the reader panicked: "+p.Failure.Error())
		}
	}
	switch p.Status {
	case formats.StatusParsed:
		if p.Failure != nil {
			out = append(out, "parsed, and failed")
		}
	case formats.StatusDamaged, formats.StatusUnreadable:
		if warned == 0 {
			out = append(out, "not parsed, and no warning")
		}
	default:
		out = append(out, "no status")
	}
	for _, d := range p.Datasets {
		for i, t := range d.Traces {
			if t.X.Len() != len(t.Data) || t.X.Values != nil && len(t.X.Values) != t.X.N {
				out = append(out, fmt.Sprintf("trace %d: %d abscissas, %d values", i, t.X.Len(), len(t.Data)))
			}
			if low, high := formats.Range(t.Data); math.IsInf(low, 0) || math.IsInf(high, 0) {
				out = append(out, fmt.Sprintf("trace %d holds infinity", i))
			}
			if low, high := t.X.Range(); math.IsInf(low, 0) || math.IsInf(high, 0) {
				out = append(out, fmt.Sprintf("trace %d runs to infinity", i))
			}
		}
	}
	return out
}
