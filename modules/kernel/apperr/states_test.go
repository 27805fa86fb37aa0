package apperr_test

import (
	"slices"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

func TestTransition(t *testing.T) {
	if err := apperr.Transition("A sample", "a", "b", []string{"c", "b"}); err != nil {
		t.Error(err)
	}
	for _, tc := range []struct {
		allowed []string
		want    string
	}{{[]string{"c", "d"}, "A sample that is a cannot become b; it can be moved to: c, d."}, {[]string{}, "A sample that is a cannot become b; nothing follows it."}} {
		e, ok := apperr.As(apperr.Transition("A sample", "a", "b", tc.allowed))
		if !ok || e.Kind != apperr.Conflict || e.Code != "invalid_transition" || e.Message != tc.want || e.Extra["from"] != "a" || e.Extra["to"] != "b" {
			t.Fatalf("%+v", e)
		}
		if got, _ := e.Extra["allowed"].([]string); !slices.Equal(got, tc.allowed) {
			t.Errorf("allowed %v", e.Extra["allowed"])
		}
	}
}
