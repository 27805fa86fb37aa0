package jobs_test

import (
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// TestT_30_JobOfAKey: what a key has asked for may do no more than the key, whatever its owner may.
func TestT_30_JobOfAKey(t *testing.T) {
	s := open(t, true)
	a, instrument := *s.lab.Actor("a", "scientist"), id.New()
	a.Kind, a.APIKeyID, a.Scopes, a.Instrument = tenancy.APIKey, id.New(), []string{"project:read"}, &instrument
	ctx := tenancy.WithStamp(tenancy.With(t.Context(), &a), tenancy.Stamp{Event: "test.done"})
	s.wait(t, ctx, s.enqueue(t, ctx, "held to the key"), "succeeded")
}
