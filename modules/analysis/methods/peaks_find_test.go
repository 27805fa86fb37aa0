package methods_test

import (
	"bufio"
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/internal/refdata"
	"github.com/spectra-lab/spectra/modules/analysis/methods"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

type params = map[string]any

// run validates and computes as the API does.
func run(t *testing.T, s *methods.Series, given params) (*methods.Outcome, error) {
	t.Helper()
	m, ok := methods.Standard().Get("peaks.find")
	if !ok {
		t.Fatal("no peaks.find")
	}
	p, err := m.Settings(given)
	if err != nil {
		return nil, err
	}
	return m.Run(t.Context(), methods.Inputs{"trace_id": s}, p)
}

func must(t *testing.T, s *methods.Series, given params) *methods.Outcome {
	t.Helper()
	out, err := run(t, s, given)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func number(t *testing.T, o *methods.Outcome, name string) float64 {
	t.Helper()
	for _, v := range o.Values {
		if v.Name == name {
			f, err := strconv.ParseFloat(v.Value, 64)
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
	}
	t.Fatalf("no value %s in %v", name, o.Values)
	return 0
}

func codes(o *methods.Outcome) []string {
	out := []string{}
	for _, w := range o.Warnings {
		out = append(out, w.Code)
	}
	return out
}

// gaussians makes a spectrum of known peaks {centre, height, fwhm} on an uneven axis.
func gaussians(seed uint64, noise float64, list ...[3]float64) *methods.Series {
	r := rand.New(rand.NewPCG(seed, 7))
	s := &methods.Series{XAxis: formats.Quantity{Kind: "raman_shift", Unit: "cm-1"}, YAxis: formats.Quantity{Kind: "counts", Unit: "counts"}}
	for i := range 4000 {
		x := 100 + 0.4*float64(i) + 0.00002*float64(i*i)
		y := 50 + noise*r.NormFloat64()
		for _, g := range list {
			y += g[1] * math.Exp(-4*math.Ln2*(x-g[0])*(x-g[0])/(g[2]*g[2]))
		}
		s.X, s.Y = append(s.X, x), append(s.Y, y)
	}
	return s
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %v, want %v ± %v", what, got, want, tolerance)
	}
}

func TestKnownPeaks(t *testing.T) {
	s := gaussians(1, 0, [3]float64{300, 80, 12}, [3]float64{520.7, 1000, 7}, [3]float64{950, 150, 40})
	out := must(t, s, nil)
	if len(out.Values) != 15 || len(out.Warnings) != 0 {
		t.Fatalf("%v %v", out.Values, out.Warnings)
	}
	gauss := math.Sqrt(math.Pi / math.Ln2 / 4)
	for i, g := range [][3]float64{{300, 80, 12}, {520.7, 1000, 7}, {950, 150, 40}} {
		n := "peak" + strconv.Itoa(i+1)
		near(t, n+" position", number(t, out, n+".position"), g[0], 0.25)
		near(t, n+" height", number(t, out, n+".height"), 50+g[1], g[1]*0.003)
		near(t, n+" prominence", number(t, out, n+".prominence"), g[1], g[1]*0.003)
		near(t, n+" fwhm", number(t, out, n+".fwhm"), g[2], g[2]*0.01)
		near(t, n+" area", number(t, out, n+".area"), g[1]*g[2]*gauss, g[1]*g[2]*0.01)
	}
	units := []string{}
	for _, v := range out.Values[:5] {
		units = append(units, v.Name+"="+v.Unit)
		if v.Uncertainty != nil || v.K != nil {
			t.Error("an uncertainty was invented")
		}
	}
	if got := strings.Join(units, " "); got != "peak1.position=cm-1 peak1.height=counts peak1.prominence=counts peak1.fwhm=cm-1 peak1.area=counts cm-1" {
		t.Error(got)
	}
}

// TestRealSiliconLine works out of the box on a real Raman spectrum, and with scipy's parameters gives scipy's peaks.
func TestRealSiliconLine(t *testing.T) {
	f, err := os.Open(refdata.Path(t, "text/532nm-191216-Si_200mu.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := &methods.Series{XAxis: formats.Quantity{Unit: "cm-1"}, YAxis: formats.Quantity{Unit: "counts"}}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var x, y float64
		if cells := strings.Fields(lines.Text()); len(cells) == 2 && !strings.HasPrefix(cells[0], "#") {
			x, _ = strconv.ParseFloat(cells[0], 64)
			y, _ = strconv.ParseFloat(cells[1], 64)
			s.X, s.Y = append(s.X, x), append(s.Y, y)
		}
	}
	if len(s.X) != 1024 {
		t.Fatalf("%d points", len(s.X))
	}
	out := must(t, s, nil)
	if len(out.Values) != 15 {
		t.Fatalf("the three bands of silicon, not %v", out.Values)
	}
	for name, want := range map[string]float64{"peak1.position": 304.862, "peak2.position": 522.624, "peak3.position": 952.469, "peak2.prominence": 14966, "peak2.height": 14997} {
		near(t, name, number(t, out, name), want, 0)
	}
	near(t, "fwhm against the fit", number(t, out, "peak2.fwhm"), 6.5986, 0.8)
	narrow := must(t, s, params{"x_min": 480.0, "x_max": 560.0, "prominence": 1000.0})
	near(t, "area against the fit", number(t, narrow, "peak1.area"), 137693, 137693*0.15)
}

// TestEffectiveParameters: what was used is told, and run with it gives the same digits.
func TestEffectiveParameters(t *testing.T) {
	s := gaussians(2, 5, [3]float64{520, 900, 9}, [3]float64{800, 300, 20})
	first := must(t, s, nil)
	prominence, set := first.Parameters.Number("prominence")
	if !set || prominence < 40 || prominence > 60 {
		t.Errorf("ten times the noise of 5 counts is not %v", prominence)
	}
	text, err := json.Marshal(first.Parameters)
	if err != nil {
		t.Fatal(err)
	}
	var stored params
	if err := json.Unmarshal(text, &stored); err != nil || len(stored) != 10 {
		t.Fatalf("%s %v", text, err)
	}
	if again := must(t, s, stored); !reflect.DeepEqual(first, again) {
		t.Errorf("not the same again:\n%v\n%v", first, again)
	}
	if len(first.Values) != 10 {
		t.Errorf("two peaks, not %v", first.Values)
	}
}

// TestDirection: the same curve with x descending gives the same peaks under the same names.
func TestDirection(t *testing.T) {
	s := gaussians(3, 4, [3]float64{400, 900, 9}, [3]float64{800, 300, 20})
	back := &methods.Series{X: slices.Clone(s.X), Y: slices.Clone(s.Y), XAxis: s.XAxis, YAxis: s.YAxis}
	slices.Reverse(back.X)
	slices.Reverse(back.Y)
	a, b := must(t, s, nil), must(t, back, nil)
	if len(a.Values) != 10 || len(b.Values) != 10 {
		t.Fatalf("%v\n%v", a.Values, b.Values)
	}
	for _, v := range a.Values {
		want := number(t, a, v.Name)
		near(t, v.Name, number(t, b, v.Name), want, 1e-9*math.Abs(want))
		if strings.HasSuffix(v.Name, "area") && want <= 0 {
			t.Errorf("%s = %v", v.Name, want)
		}
	}
}

// TestMinima: bands of a transmittance spectrum point down, and are found as what they are.
func TestMinima(t *testing.T) {
	s := gaussians(4, 0, [3]float64{600, -30, 20})
	s.YAxis = formats.Quantity{Kind: "transmittance", Unit: "%"}
	out := must(t, s, nil)
	if out.Parameters.Text("polarity") != "minima" || len(out.Values) != 5 {
		t.Fatalf("%v %v", out.Parameters, out.Values)
	}
	near(t, "height", number(t, out, "peak1.height"), 20, 0.1)
	near(t, "prominence", number(t, out, "peak1.prominence"), 30, 0.1)
	near(t, "fwhm", number(t, out, "peak1.fwhm"), 20, 0.1)
	if number(t, out, "peak1.area") < 600 || out.Values[4].Unit != "% cm-1" {
		t.Errorf("%+v", out.Values[4])
	}
	if out := must(t, s, params{"height": 15.0}); len(out.Values) != 0 {
		t.Error("height is the highest y of a minimum")
	}
	if out := must(t, s, params{"polarity": "maxima"}); len(out.Values) != 0 {
		t.Error("the spectrum has no maximum")
	}
	s.YAxis.Kind = "counts"
	if out := must(t, s, params{"polarity": "minima"}); len(out.Values) != 5 {
		t.Error("asked for minima")
	}
}

// TestStrongestKept: the most prominent stay, are listed by position, and the cut is told.
func TestStrongestKept(t *testing.T) {
	s := &methods.Series{}
	for i := range 2001 {
		s.X, s.Y = append(s.X, float64(i)), append(s.Y, float64(i%2)*(1+float64(i*37%2001)))
	}
	out := must(t, s, params{"prominence": 0.0})
	if len(out.Values) != 1000 || !slices.Contains(codes(out), "peaks_cut") {
		t.Fatalf("%d values, %v", len(out.Values), out.Warnings)
	}
	for i := 2; i <= 200; i++ {
		if number(t, out, "peak"+strconv.Itoa(i)+".position") <= number(t, out, "peak"+strconv.Itoa(i-1)+".position") {
			t.Fatal("not in order of position")
		}
	}
	one := must(t, s, params{"prominence": 0.0, "max_peaks": 1.0})
	if len(one.Values) != 5 || number(t, one, "peak1.height") != slices.Max(s.Y) {
		t.Errorf("%v", one.Values)
	}
}

func TestMissingAndTurning(t *testing.T) {
	nan := math.NaN()
	s := gaussians(5, 0, [3]float64{600, 100, 20})
	clean := must(t, s, nil)
	s.Y[10], s.X[3000], s.Y[3500] = nan, nan, math.Inf(1)
	out := must(t, s, nil)
	if !reflect.DeepEqual(codes(out), []string{"missing_points_skipped"}) || !strings.HasPrefix(out.Warnings[0].Message, "3 of 4000 ") {
		t.Errorf("%v", out.Warnings)
	}
	near(t, "position", number(t, out, "peak1.position"), number(t, clean, "peak1.position"), 0)

	sweep := &methods.Series{X: []float64{0, 1, 2, 3, 2, 1, 0}, Y: []float64{0, 1, 2, 9, 3, 1, 0}}
	turned := must(t, sweep, nil)
	if len(turned.Values) != 3 || !reflect.DeepEqual(codes(turned), []string{"value_undefined"}) {
		t.Errorf("a peak at the turn of a sweep has no width and no area: %v %v", turned.Values, turned.Warnings)
	}
	// Two branches inside the range must not be joined to one curve.
	cut := must(t, sweep, params{"x_max": 2.5, "prominence": 0.0})
	if len(cut.Values) != 0 {
		t.Errorf("the cut made a peak: %v", cut.Values)
	}
}

// TestFewPoints: a short curve has no noise to measure, and its one peak is found all the same.
func TestFewPoints(t *testing.T) {
	s := &methods.Series{X: []float64{1, 2, 3, 4, 5}, Y: []float64{0, 1, 5, 1, 0}}
	out := must(t, s, nil)
	if p, _ := out.Parameters.Number("prominence"); p != 0.5 || number(t, out, "peak1.position") != 3 || number(t, out, "peak1.area") != 7 {
		t.Errorf("%v %v", out.Parameters, out.Values)
	}
}

func TestNoPeaks(t *testing.T) {
	flat := &methods.Series{X: []float64{1, 2, 3, 4}, Y: []float64{5, 5, 5, 5}}
	out := must(t, flat, nil)
	if len(out.Values) != 0 || !reflect.DeepEqual(codes(out), []string{"no_peaks"}) {
		t.Errorf("%v %v", out.Values, out.Warnings)
	}
}

func TestHugeNumbers(t *testing.T) {
	m := math.MaxFloat64
	s := &methods.Series{X: []float64{-m, 0, m, 1.5e308}, Y: []float64{-m, m, -m, -m}}
	out := must(t, s, nil)
	for _, v := range out.Values {
		if f, err := strconv.ParseFloat(v.Value, 64); err != nil || math.IsInf(f, 0) {
			t.Errorf("%+v", v)
		}
	}
	if _, err := json.Marshal(out.Parameters); err != nil {
		t.Error(err)
	}
}

func TestDataRefusals(t *testing.T) {
	nan := math.NaN()
	ok := gaussians(6, 0, [3]float64{600, 100, 20})
	for name, c := range map[string]struct {
		s       *methods.Series
		p       params
		pointer string
	}{
		"empty trace":   {&methods.Series{}, nil, "/inputs/trace_id"},
		"only missing":  {&methods.Series{X: []float64{1, 2, 3, 4}, Y: []float64{nan, nan, nan, nan}}, nil, "/inputs/trace_id"},
		"range outside": {ok, params{"x_min": 1e6}, "/parameters/x_min"},
		"range below":   {ok, params{"x_max": -1e6}, "/parameters/x_max"},
		"range turned":  {ok, params{"x_min": 500.0, "x_max": 400.0}, "/parameters/x_max"},
	} {
		_, err := run(t, c.s, c.p)
		e, is := apperr.As(err)
		if !is || e.Kind != apperr.Invalid || e.Fields[0].Pointer != c.pointer {
			t.Errorf("%s: %v", name, err)
		}
	}
	m, _ := methods.Standard().Get("peaks.find")
	p, _ := m.Settings(nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Run(ctx, methods.Inputs{"trace_id": ok}, p); err == nil {
		t.Error("a cancelled run gave a result")
	}
}
