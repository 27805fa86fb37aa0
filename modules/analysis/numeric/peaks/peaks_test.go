package peaks_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/numeric/peaks"
)

var nan = math.NaN()

func curve(seed uint64, n int, levels float64) []float64 {
	r := rand.New(rand.NewPCG(seed, 1))
	y := make([]float64, n)
	for i := range y {
		y[i] = math.Floor(r.Float64() * levels)
	}
	return y
}

func indices(found []peaks.Peak) []int {
	out := []int{}
	for _, p := range found {
		out = append(out, p.Index)
	}
	return out
}

func TestFind(t *testing.T) {
	saw := []float64{0, 2, 0, 5, 1, 5, 0, 3, 3, 3, 3, 0}
	for name, c := range map[string]struct {
		y    []float64
		o    peaks.Options
		want []int
	}{
		"nothing":                       {nil, peaks.Options{}, []int{}},
		"two points":                    {[]float64{0, 1}, peaks.Options{}, []int{}},
		"constant":                      {[]float64{1, 1, 1, 1}, peaks.Options{}, []int{}},
		"ends are no peaks":             {[]float64{9, 0, 1, 0, 9}, peaks.Options{}, []int{2}},
		"plateau at the end":            {[]float64{0, 1, 1}, peaks.Options{}, []int{}},
		"plateau middle rounded down":   {saw, peaks.Options{}, []int{1, 3, 5, 8}},
		"plateau size":                  {saw, peaks.Options{PlateauSize: peaks.AtLeast(2)}, []int{8}},
		"height range":                  {saw, peaks.Options{Height: &peaks.Bounds{Min: 2, Max: 3}}, []int{1, 8}},
		"threshold":                     {saw, peaks.Options{Threshold: peaks.AtLeast(1)}, []int{1, 3, 5}},
		"threshold upper":               {saw, peaks.Options{Threshold: &peaks.Bounds{Min: 0, Max: 4}}, []int{1, 8}},
		"distance, ties keep the later": {saw, peaks.Options{Distance: 3}, []int{1, 5, 8}},
		"distance is rounded up":        {saw, peaks.Options{Distance: 2.1}, []int{1, 5, 8}},
		"distance beyond the curve":     {saw, peaks.Options{Distance: 1e300}, []int{5}},
		"prominence":                    {saw, peaks.Options{Prominence: peaks.AtLeast(3)}, []int{3, 5, 8}},
		"width":                         {saw, peaks.Options{Width: peaks.AtLeast(3.5)}, []int{8}},
		"window hides the far base":     {[]float64{0, 5, 4, 6, 4, 5, 0}, peaks.Options{Wlen: 3, Prominence: peaks.AtLeast(3)}, []int{}},
		"missing value is no peak":      {[]float64{0, 1, nan, 1, 0, 2, 0}, peaks.Options{}, []int{5}},
		"missing value ends the search": {[]float64{0, nan, 4, 5, 4, nan, 0}, peaks.Options{Prominence: peaks.AtLeast(2)}, []int{}},
		"nothing but missing values":    {[]float64{nan, nan, nan}, peaks.Options{}, []int{}},
		"infinite peak":                 {[]float64{0, math.Inf(1), 0}, peaks.Options{}, []int{1}},
		"infinite depth":                {[]float64{0, math.Inf(-1), 1, 0}, peaks.Options{}, []int{2}},
		"height that is not a number":   {saw, peaks.Options{Height: &peaks.Bounds{Min: nan, Max: nan}}, []int{}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := peaks.Find(c.y, c.o)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(indices(got), c.want) {
				t.Errorf("peaks at %v, want %v", indices(got), c.want)
			}
		})
	}
}

func TestOptionsOutOfRange(t *testing.T) {
	for name, o := range map[string]peaks.Options{
		"distance 0.5": {Distance: 0.5}, "distance NaN": {Distance: nan}, "distance -1": {Distance: -1},
		"wlen 1": {Wlen: 1}, "wlen -3": {Wlen: -3},
		"rel_height -1": {RelHeight: -1}, "rel_height NaN": {RelHeight: nan}, "rel_height Inf": {RelHeight: math.Inf(1)},
	} {
		if _, err := peaks.Find([]float64{0, 1, 0}, o); !errors.Is(err, peaks.ErrOption) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestMirror: a curve read backwards has the mirrored peaks; plateaus of even length round down on both sides.
func TestMirror(t *testing.T) {
	y := []float64{0, 1, 0.5, 3, 0.2, 2, 1.5, 4, 1, 0}
	forth, _ := peaks.Find(y, peaks.Options{})
	back := slices.Clone(y)
	slices.Reverse(back)
	mirrored, _ := peaks.Find(back, peaks.Options{})
	slices.Reverse(mirrored)
	last := len(y) - 1
	if len(forth) != 4 || len(mirrored) != len(forth) {
		t.Fatalf("%d and %d peaks", len(forth), len(mirrored))
	}
	for i, p := range forth {
		m := mirrored[i]
		got := []float64{float64(last - m.Index), m.Prominence, float64(last - m.RightBase), float64(last - m.LeftBase)}
		want := []float64{float64(p.Index), p.Prominence, float64(p.LeftBase), float64(p.RightBase)}
		if !reflect.DeepEqual(got, want) || math.Abs(m.Width-p.Width) > 1e-12 {
			t.Errorf("peak %d: %v width %v, want %v width %v", i, got, m.Width, want, p.Width)
		}
	}
}

// TestWideWidths holds the block search of widths against a plain walk, on peaks wider than many blocks.
func TestWideWidths(t *testing.T) {
	const n = 5000
	y := make([]float64, n)
	for i := range y {
		d := float64(i-2300) / 700
		y[i] = math.Exp(-d*d/2) + 0.002*math.Sin(float64(i))
	}
	y[900], y[3901] = nan, nan
	found, err := peaks.Find(y, peaks.Options{RelHeight: 0.9})
	if err != nil || len(found) < 100 {
		t.Fatal(len(found), err)
	}
	for _, p := range found {
		l, r := p.Index, p.Index
		for l > p.LeftBase && p.WidthHeight < y[l] {
			l--
		}
		for r < p.RightBase && p.WidthHeight < y[r] {
			r++
		}
		if int(math.Floor(p.LeftCross)) != l || int(math.Ceil(p.RightCross)) != r {
			t.Fatalf("peak %d: crossings %v %v, plain walk ends at %d %d", p.Index, p.LeftCross, p.RightCross, l, r)
		}
	}
}

func TestAtSample(t *testing.T) {
	x := []float64{10, 8, 5, 1}
	for at, want := range map[float64]float64{-1: 10, 0: 10, 0.5: 9, 1: 8, 1.5: 6.5, 2.25: 4, 3: 1, 9: 1} {
		if got := peaks.AtSample(x, at); got != want {
			t.Errorf("AtSample(%v) = %v, want %v", at, got, want)
		}
	}
}

// TestSlopeIsNotQuadratic: on a falling slope every peak looks to the end for its right base.
func TestSlopeIsNotQuadratic(t *testing.T) {
	y := make([]float64, 2_000_000)
	for i := range y {
		y[i] = -float64(i) + float64(i%2)*3
	}
	found, err := peaks.Find(y, peaks.Options{Width: peaks.AtLeast(0), RelHeight: 1})
	if err != nil || len(found) < 900_000 {
		t.Fatal(len(found), err)
	}
}

func FuzzFind(f *testing.F) {
	f.Add([]byte{0, 3, 1, 9, 9, 2}, 1.0, 0.5, 3)
	f.Fuzz(func(t *testing.T, b []byte, distance, rel float64, wlen int) {
		y := make([]float64, len(b))
		for i, v := range b {
			y[i] = float64(v)
			if v == 255 {
				y[i] = nan
			}
		}
		found, err := peaks.Find(y, peaks.Options{Distance: distance, RelHeight: rel, Wlen: wlen % 1000})
		if err != nil {
			return
		}
		for i, p := range found {
			if p.LeftBase > p.Index || p.RightBase < p.Index || p.Prominence < 0 || p.LeftCross > float64(p.Index) || p.RightCross < float64(p.Index) {
				t.Fatalf("%+v", p)
			}
			if i > 0 && float64(p.Index-found[i-1].Index) < distance {
				t.Fatalf("peaks %d and %d are nearer than %v", found[i-1].Index, p.Index, distance)
			}
		}
	})
}

func BenchmarkFind1M(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	y := make([]float64, 1_000_000)
	for i := range y {
		y[i] = r.NormFloat64() + 50*math.Sin(float64(i)/3000)
	}
	for b.Loop() {
		if _, err := peaks.Find(y, peaks.Options{Prominence: peaks.AtLeast(5)}); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(8 * len(y)))
}
