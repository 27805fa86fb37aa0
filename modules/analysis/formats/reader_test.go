package formats

import (
	"context"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
)

// stub is a reader with a fixed score that does what the test says.
type stub struct {
	name  string
	score Score
	read  func() ([]Dataset, []Warning, error)
}

func (s stub) Name() string                      { return s.name }
func (s stub) Version() string                   { return "7" }
func (s stub) Sniff([]byte, int64, string) Score { return s.score }
func (s stub) Read(context.Context, io.ReaderAt, int64, Limits) ([]Dataset, []Warning, error) {
	return s.read()
}

func fails(err error) func() ([]Dataset, []Warning, error) {
	return func() ([]Dataset, []Warning, error) { return []Dataset{{Title: "kept"}}, nil, err }
}

func through(t *testing.T, text string, readers ...Reader) Parsed {
	t.Helper()
	p, err := NewRegistry(readers...).Read(t.Context(), strings.NewReader(text), int64(len(text)), "f", DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestRegistryStates(t *testing.T) {
	good := stub{"good", ScoreMaybe, fails(nil)}
	for name, c := range map[string]struct {
		readers []Reader
		status  Status
		reader  string
		warning string
	}{
		"parsed":          {[]Reader{good}, StatusParsed, "good", ""},
		"best score":      {[]Reader{good, stub{"sure", ScoreSure, fails(nil)}}, StatusParsed, "sure", ""},
		"first of equals": {[]Reader{good, stub{"other", ScoreMaybe, fails(nil)}}, StatusParsed, "good", ""},
		"next may try":    {[]Reader{stub{"no", ScoreSure, fails(&NotThisFormatError{"x", "y"})}, good}, StatusParsed, "good", ""},
		"damaged":         {[]Reader{stub{"bad", ScoreSure, fails(&DamagedError{5, "cut"})}, good}, StatusDamaged, "bad", "damaged"},
		"over a limit":    {[]Reader{stub{"big", ScoreSure, fails(&LimitError{"points", 1, 2})}}, StatusDamaged, "big", "over_limit"},
		"variant":         {[]Reader{stub{"old", ScoreSure, fails(&UnsupportedError{"x", "v0"})}}, StatusUnreadable, "", "unsupported_variant"},
		"panic":           {[]Reader{stub{"ill", ScoreSure, func() ([]Dataset, []Warning, error) { panic("boom") }}}, StatusDamaged, "ill", "reader_failed"},
		"nobody":          {[]Reader{stub{"no", ScoreNo, fails(nil)}}, StatusUnreadable, "", "no_reader"},
	} {
		p := through(t, "text", c.readers...)
		if p.Status != c.status || p.Reader != c.reader {
			t.Errorf("%s: %s by %q", name, p.Status, p.Reader)
		}
		if c.warning != "" && (len(p.Warnings) != 1 || p.Warnings[0].Code != c.warning) {
			t.Errorf("%s: %v", name, p.Warnings)
		}
		if c.status == StatusDamaged && c.warning != "reader_failed" && len(p.Datasets) != 1 {
			t.Errorf("%s: what came before the damage is lost", name)
		}
	}
	if p := through(t, "", good); p.Status != StatusUnreadable || p.Warnings[0].Code != "empty_file" {
		t.Errorf("empty: %+v", p)
	}
}

func TestRegistryReturnsForeignErrors(t *testing.T) {
	want := errors.New("disk gone")
	_, err := NewRegistry(stub{"r", ScoreSure, fails(want)}).Read(t.Context(), strings.NewReader("x"), 1, "f", DefaultLimits())
	if !errors.Is(err, want) {
		t.Fatal(err)
	}
}

func TestStampAndSource(t *testing.T) {
	p := through(t, "x", stub{"r", ScoreSure, fails(nil)})
	p.Stamp("abc")
	if s := p.Datasets[0].Source; s.SHA256 != "abc" || s.Reader != "r" || s.Version != "7" {
		t.Fatalf("%+v", s)
	}
}

func TestBudget(t *testing.T) {
	lim := Limits{PointsPerTrace: 100, PointsPerFile: 250, Traces: 3, MetaBytes: 10, Depth: 2, RunRatio: 8, RunFree: 240}
	b := NewBudget(lim, 1)
	if b.Room() != 100 || b.Trace(100) != nil || b.Trace(100) != nil || b.Room() != 48 {
		t.Fatalf("room %d", b.Room())
	}
	var over *LimitError
	if err := b.Trace(49); !errors.As(err, &over) || over.Limit != "points" {
		t.Fatal(err)
	}
	if err := b.Trace(1); !errors.As(err, &over) || over.Limit != "traces" {
		t.Fatal(err)
	}
	if b.Meta(10) != nil || b.Meta(1) == nil || b.Depth(2) != nil || b.Depth(3) == nil {
		t.Fatal("meta or depth")
	}
	if NewBudget(DefaultLimits(), math.MaxInt64).Room() <= 0 {
		t.Fatal("a huge size overflows")
	}
}

func TestAxes(t *testing.T) {
	a := Linear(Quantity{}, 10, 4, 4)
	low, high := a.Range()
	if a.At(3) != 4 || low != 4 || high != 10 || len(a.Slice()) != 4 || a.Cut(2).Len() != 2 {
		t.Fatalf("%+v", a)
	}
	l := Listed(Quantity{}, []float64{3, math.NaN(), 1})
	if low, high := l.Range(); low != 1 || high != 3 || l.Cut(1).Len() != 1 {
		t.Fatalf("%v %v", low, high)
	}
	if low, _ := Range(nil); low == low {
		t.Fatal("nothing has no range")
	}
}
