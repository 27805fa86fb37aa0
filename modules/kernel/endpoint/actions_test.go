package endpoint_test

import (
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

func TestMay(t *testing.T) {
	for _, tc := range []struct {
		got, want endpoint.Action
	}{
		{endpoint.May(true), endpoint.Action{Allowed: true}},
		{endpoint.May(true, "", endpoint.When(false, "locked")), endpoint.Action{Allowed: true}},
		{endpoint.May(true, "", endpoint.When(true, "locked"), "archived"), endpoint.Action{Reason: "locked"}},
		{endpoint.May(false, "locked"), endpoint.Action{}}, // why not is no business of who may not anyway
	} {
		if tc.got != tc.want {
			t.Errorf("%+v, want %+v", tc.got, tc.want)
		}
	}
}
