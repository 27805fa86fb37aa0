package passwords

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

func TestHash(t *testing.T) {
	h := NewHasher(4, 1, "pepper")
	for _, p := range []string{"x", strings.Repeat("a", 72) + "b", "🔬🔭", "nul\x00inside"} {
		hash, err := h.Hash(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		if !h.Matches(hash, p) || h.Matches(hash, p+"x") || h.Matches(hash, p[:len(p)-1]) || h.Matches(hash, "") {
			t.Errorf("%q is compared wrongly", p)
		}
		if NewHasher(4, 1, "other").Matches(hash, p) {
			t.Error("the pepper does not count")
		}
		if bcrypt.CompareHashAndPassword([]byte(hash), []byte(p)) == nil {
			t.Error("the password is hashed without the digest")
		}
	}
	if h.Matches("", "x") || h.Matches("garbage", "x") {
		t.Error("no hash matches")
	}
	if hash, _ := NewHasher(5, 1, "").Hash(t.Context(), "x"); !h.Outdated(hash) {
		t.Error("another cost is not noticed")
	}
}

// ID-10: an unknown account costs a whole hash of the cost in force.
func TestID10_DummyHash(t *testing.T) {
	for _, cost := range []int{4, 12} {
		dummy := NewHasher(cost, 1, "").dummy
		if got, err := bcrypt.Cost(dummy); err != nil || got != cost || len(dummy) != 60 {
			t.Errorf("dummy %q: cost %d, %v", dummy, got, err)
		}
		if err := bcrypt.CompareHashAndPassword(dummy, []byte("x")); cost == 4 && !errors.Is(err, bcrypt.ErrMismatchedHashAndPassword) {
			t.Errorf("the dummy is not compared in full: %v", err)
		}
	}
}

func TestID10_QueueIsBounded(t *testing.T) {
	h := NewHasher(4, 1, "")
	done, err := h.Turn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	_, err = h.Turn(t.Context())
	if e, ok := apperr.As(err); !ok || e.Kind != apperr.TooMany || e.RetryAfter == 0 || time.Since(began) > 4*time.Second {
		t.Errorf("after %s: %v", time.Since(began), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.Turn(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a client that left: %v", err)
	}
	done()
	if done, err = h.Turn(t.Context()); err != nil {
		t.Fatal(err)
	}
	done()
}

func TestRules(t *testing.T) {
	r := NewRules(15)
	for p, code := range map[string]string{
		"spectra-demo-2026": "", "a long enough sentence": "", "🔬🔭🧪🧫🧬📈📉🧲⚗️🔋🪫💡🔦🕯️x": "", strings.Repeat("word ", 51): "",
		"fourteen chars": "too_short", "🔬🔭🧪": "too_short", strings.Repeat("word ", 52): "too_long",
		"passwordpassword": "too_common", "PasswordPassword": "too_common", "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ": "too_common", "correcthorsebatterystaple": "too_common",
		"aaaaaaaaaaaaaaaa": "too_common", "abababababababab": "too_common", "abcdefghijklmnopq": "too_common", "9876543210987654": "too_common",
		"ada.lovelace@lab.example": "too_common", "ada.lovelaceada.lovelace": "too_common", "Ada King Lovelace": "too_common",
		"a sentence with nul\x00": "invalid", "a sentence with a\nline": "invalid", "not utf-8 at all \xff": "invalid",
	} {
		err := r.Check("/password", p, "ada.lovelace@lab.example", "Ada King Lovelace")
		e, ok := apperr.As(err)
		switch {
		case code == "" && err != nil:
			t.Errorf("%q: %v", p, err)
		case code != "" && (!ok || e.Fields[0].Code != code):
			t.Errorf("%q: %v, want %s", p, err, code)
		case ok && strings.Contains(e.Fields[0].Detail+e.Message, p):
			t.Errorf("%q: the message repeats the password", p)
		}
	}
}
