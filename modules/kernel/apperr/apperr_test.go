package apperr_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// TestStatuses is the one table from kind to status (API.md §1 "Errors").
func TestStatuses(t *testing.T) {
	for kind, status := range map[apperr.Kind]int{apperr.Internal: 500, apperr.Malformed: 400, apperr.Unauthenticated: 401, apperr.Forbidden: 403, apperr.NotFound: 404,
		apperr.NotAllowed: 405, apperr.Conflict: 409, apperr.Stale: 412, apperr.TooLarge: 413, apperr.WrongType: 415, apperr.Invalid: 422, apperr.Locked: 423,
		apperr.Unconditional: 428, apperr.TooMany: 429, apperr.Unavailable: 503} {
		if kind.Status() != status {
			t.Errorf("kind %d: %d, want %d", kind, kind.Status(), status)
		}
	}
}

func TestChain(t *testing.T) {
	cause := errors.New("cause")
	err := fmt.Errorf("store: %w", apperr.New(apperr.Conflict, "taken", "%s is taken", "100%").Because(cause).With("n", 1).At("/a", "x", "y"))
	e, ok := apperr.As(err)
	if !ok || !errors.Is(err, cause) || !apperr.Is(err, apperr.Conflict) || apperr.Is(err, apperr.Invalid) || apperr.Is(cause, apperr.Conflict) || apperr.Is(nil, apperr.Internal) {
		t.Errorf("%v", err)
	}
	if e.Message != "100% is taken" || e.Extra["n"] != 1 || e.Fields[0] != (apperr.Field{Pointer: "/a", Code: "x", Detail: "y"}) {
		t.Errorf("%+v", e)
	}
	if a, b := apperr.Missing("sample"), apperr.Missing("sample"); a.Error() != b.Error() {
		t.Error("what is not there and what is not yours look different")
	}
}
