package words

import (
	"slices"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

func TestOf(t *testing.T) {
	for text, want := range map[string][]string{"Raman, raman & RAMAN-2": {"raman", "2"}, "Größe ﬁlm": {"größe", "film"}, "': & | !": nil, "": nil} {
		if got := Of(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
	if got := Of(strings.Repeat("x", 1000)); len(got) != 1 || len(got[0]) != maxWord {
		t.Errorf("%q", got)
	}
}

func TestQuery(t *testing.T) {
	org := id.New()
	if got := Query("Gold film'", org); got != "'"+Org(org)+"' & 'gold':* & 'film':*" {
		t.Error(got)
	}
	for _, q := range []string{"", "a", "' | '", "%"} {
		if got := Query(q, org); got != "" {
			t.Errorf("%q: %s", q, got)
		}
	}
}
