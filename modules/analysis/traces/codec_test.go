package traces

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

func same(a, b []float64) bool {
	return bytes.Equal(pack(a), pack(b)) // bit for bit: NaN equals itself, -0 is not 0
}

func encode(c *codec, x formats.Axis, y, sigma []float64) (encoded, error) {
	a, err := c.axis(x)
	if err != nil {
		return encoded{}, err
	}
	return c.encode(a, y, sigma)
}

// TestCodec: every value comes back bit for bit, whatever the axis, and the hash does not depend on the storage form.
func TestCodec(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	q := formats.Quantity{Kind: "wavelength", Unit: "nm"}
	var c codec
	for _, n := range []int{0, 1, 2, 3, 5, 31, 32, 33, 255, 256, 257, 4096, 70_000, 300_000} {
		x, y, s := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range n {
			x[i], y[i], s[i] = rng.NormFloat64(), math.Float64frombits(rng.Uint64()), rng.Float64()
		}
		if n > 3 {
			y[0], y[1], y[2], y[3] = math.NaN(), math.Inf(-1), math.Copysign(0, -1), 5e-324
		}
		for name, axis := range map[string]formats.Axis{"listed": formats.Listed(q, x), "linear": formats.Linear(q, 1100.5, 399.3, n)} {
			for _, sigma := range [][]float64{nil, s} {
				e, err := encode(&c, axis, y, sigma)
				if err != nil {
					t.Fatal(err)
				}
				gx, gy, gs, err := c.decode(Data{Codec: e.codec, X: e.x, Y: e.y}, n)
				if err != nil {
					t.Fatalf("%s, %d points: %v", name, n, err)
				}
				if !same(gx, axis.Slice()) || !same(gy, y) || !same(gs, sigma) || e.hash != digest(gx, gy, gs) {
					t.Errorf("%s, %d points, sigma %t: other values", name, n, sigma != nil)
				}
			}
		}
	}
	if _, err := encode(&c, formats.Listed(q, make([]float64, 3)), make([]float64, 2), nil); err == nil {
		t.Error("axis and values of different lengths were stored")
	}
}

// TestSharedAxis: an axis is taken over only when it is the same one.
func TestSharedAxis(t *testing.T) {
	var c codec
	v := []float64{1, 2, 3}
	a, err := c.axis(formats.Listed(formats.Quantity{}, v))
	if err != nil {
		t.Fatal(err)
	}
	l, err := c.axis(formats.Linear(formats.Quantity{}, 0, 1, 3))
	if err != nil {
		t.Fatal(err)
	}
	var none *axis
	for name, c := range map[string]struct {
		a    *axis
		x    formats.Axis
		want bool
	}{
		"same slice":   {a, formats.Listed(formats.Quantity{Unit: "nm"}, v), true},
		"equal slice":  {a, formats.Listed(formats.Quantity{}, []float64{1, 2, 3}), false},
		"shorter":      {a, formats.Listed(formats.Quantity{}, v[:2]), false},
		"line":         {a, formats.Linear(formats.Quantity{}, 1, 3, 3), false},
		"same line":    {l, formats.Linear(formats.Quantity{}, 0, 1, 3), true},
		"other start":  {l, formats.Linear(formats.Quantity{}, 0.5, 1.5, 3), false},
		"other step":   {l, formats.Linear(formats.Quantity{}, 0, 2, 3), false},
		"other length": {l, formats.Axis{N: 4, Step: 0.5}, false},
		"minus zero":   {l, formats.Axis{N: 3, Start: math.Copysign(0, -1), Step: 0.5}, false},
		"nothing yet":  {none, formats.Listed(formats.Quantity{}, v), false},
	} {
		if got := c.a.serves(c.x); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestCodecDamage: no damage gives numbers, and none makes the server allocate on the word of a header.
func TestCodecDamage(t *testing.T) {
	var c codec
	y := make([]float64, 1000)
	for i := range y {
		y[i] = math.Sin(float64(i))
	}
	e, err := encode(&c, formats.Listed(formats.Quantity{}, y), y, nil)
	if err != nil {
		t.Fatal(err)
	}
	good := Data{Codec: e.codec, X: e.x, Y: e.y}
	bomb, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]Data{
		"codec 0":         {Codec: 0, X: e.x, Y: e.y},
		"codec 64":        {Codec: 65, X: e.x, Y: e.y},
		"negative codec":  {Codec: -1, X: e.x, Y: e.y},
		"linear, listed":  {Codec: e.codec | codecLinear, X: e.x, Y: e.y},
		"sigma, none":     {Codec: e.codec | codecSigma, X: e.x, Y: e.y},
		"no x":            {Codec: e.codec, Y: e.y},
		"x cut":           {Codec: e.codec, X: e.x[:len(e.x)-9], Y: e.y},
		"junk":            {Codec: e.codec, X: e.x, Y: []byte("not zstd at all")},
		"bomb":            {Codec: e.codec, X: e.x, Y: bomb.EncodeAll(make([]byte, 64<<20), nil)},
		"second frame":    {Codec: e.codec, X: e.x, Y: append(bytes.Clone(e.y), e.y...)},
		"trailing":        {Codec: e.codec, X: e.x, Y: append(bytes.Clone(e.y), 1)},
		"frame of others": {Codec: e.codec, X: e.x, Y: bomb.EncodeAll(pack(y[:999]), nil)},
	} {
		if _, _, _, err := c.decode(d, len(y)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for _, n := range []int{-1, 999, 1001, math.MaxInt32} {
		if _, _, _, err := c.decode(good, n); err == nil {
			t.Errorf("%d points: accepted", n)
		}
	}
	for i := range good.Y { // zstd's own checksum: no flipped bit goes unnoticed
		d := Data{Codec: good.Codec, X: good.X, Y: bytes.Clone(good.Y)}
		d.Y[i] ^= 1 << (i % 8)
		if _, gy, _, err := c.decode(d, len(y)); err == nil && !same(gy, y) {
			t.Fatalf("byte %d flipped: other numbers", i)
		}
	}
}

func FuzzDecode(f *testing.F) {
	var c codec
	e, err := encode(&c, formats.Linear(formats.Quantity{}, 0, 1, 20), make([]float64, 20), nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(e.codec, e.x, e.y, 20)
	f.Fuzz(func(t *testing.T, codec int16, x, y []byte, n int) {
		gx, gy, gs, err := c.decode(Data{Codec: codec, X: x, Y: y}, n)
		if err == nil && (len(gx) != n || len(gy) != n || gs != nil && len(gs) != n) {
			t.Fatalf("%d, %d, %d values for %d", len(gx), len(gy), len(gs), n)
		}
	})
}

func BenchmarkDecode1M(b *testing.B) {
	var c codec
	y := make([]float64, 1<<20)
	for i := range y {
		y[i] = math.Round(1000*math.Sin(float64(i)/500)) / 8
	}
	e, err := encode(&c, formats.Linear(formats.Quantity{}, 0, 1000, len(y)), y, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, _, err := c.decode(Data{Codec: e.codec, X: e.x, Y: e.y}, len(y)); err != nil {
			b.Fatal(err)
		}
	}
}
