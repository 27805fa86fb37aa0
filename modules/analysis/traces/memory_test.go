package traces

import (
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// many requests for the largest traces wait for each other; small traces never wait.
func TestLargeTracesTakeTurns(t *testing.T) {
	m := newMemory()
	var held []func()
	for range 2 {
		done, err := m.take(t.Context(), openPoints/2)
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, done)
	}
	for range 100 {
		if _, err := m.take(t.Context(), smallTrace); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := m.take(t.Context(), openPoints/2); !apperr.Is(err, apperr.Unavailable) {
		t.Fatalf("one more: %v", err)
	}
	held[0]()
	done, err := m.take(t.Context(), openPoints/2)
	if err != nil {
		t.Fatal("what was given back is not free:", err)
	}
	done()
	held[1]()
	if done, err = m.take(t.Context(), 10*openPoints); err != nil { // larger than all room: alone
		t.Fatal(err)
	}
	done()
}
