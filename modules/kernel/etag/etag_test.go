package etag_test

import (
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]int{`"1"`: 1, `"42"`: 42, `W/"3"`: 3, `7`: 7, etag.Of(9): 9, `""`: 0, `"0"`: 0, `"-1"`: 0, `*`: 0, `"1", "2"`: 0, `"x"`: 0,
		`"99999999999999999999"`: 0, `"1.0"`: 0, "\"1\x00\"": 0} {
		got, err := etag.Parse(in)
		if got != want || (err != nil) != (want == 0) || err != nil && !apperr.Is(err, apperr.Stale) {
			t.Errorf("%q: %d, %v", in, got, err)
		}
	}
}

func TestCheck(t *testing.T) {
	if etag.Check(0, 5) != nil || etag.Check(5, 5) != nil {
		t.Error("refused")
	}
	e, _ := apperr.As(etag.Check(4, 5))
	if e == nil || e.Kind.Status() != 412 || e.Extra["current_version"] != 5 {
		t.Errorf("stale: %v", e)
	}
	if e, _ := apperr.As(etag.Missing()); e == nil || e.Kind.Status() != 428 {
		t.Errorf("missing: %v", e)
	}
}
