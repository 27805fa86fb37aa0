package settings

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// TestP11_09ReasonPolicies: what cannot be meant is refused with the place of the fault.
func TestP11_09ReasonPolicies(t *testing.T) {
	many := func(n int, form string) string {
		var out []string
		for i := range n {
			out = append(out, fmt.Sprintf(form, i))
		}
		return "[" + strings.Join(out, ",") + "]"
	}
	listed := func(reasons string) string {
		return `[{"record_type":"sample","reason":"listed","reasons":` + reasons + `}]`
	}
	for policies, at := range map[string]string{
		`[{"record_type":"sample","status":"in_use","reason":"required"},{"record_type":"sample","reason":"none"},{"record_type":"sample","status":"received","reason":"optional"}]`: "",
		listed(`["Typing error","Ergänzung"]`): "",
		listed(many(50, `"Reason %d"`)):        "",
		`[]`:                                   "",
		`[{"record_type":"nonsense","reason":"none"}]`: "/value/policies/0/record_type",
		`[{"reason":"none"}]`:                          "/value/policies/0/record_type",
		`[{"record_type":"sample","reason":"none"},{"record_type":"sample","status":"draft","reason":"none"}]`: "/value/policies/1/status",
		`[{"record_type":"sample","status":"","reason":"none"}]`:                                               "/value/policies/0/status",
		`[{"record_type":"location","status":"active","reason":"none"}]`:                                       "/value/policies/0/status",
		`[{"record_type":"sample","reason":"maybe"}]`:                                                          "/value/policies/0/reason",
		`[{"record_type":"sample"}]`:                                                                           "/value/policies/0/reason",
		`[{"record_type":"sample","reason":"listed"}]`:                                                         "/value/policies/0/reasons",
		listed(`[]`):                                   "/value/policies/0/reasons",
		listed(many(51, `"Reason %d"`)):                "/value/policies/0/reasons",
		listed(`["Typing error","Typing error"]`):      "/value/policies/0/reasons/1",
		listed(`["Typing error","   "]`):               "/value/policies/0/reasons/1",
		listed(`[" Typing error"]`):                    "/value/policies/0/reasons/0",
		listed(`["no"]`):                               "/value/policies/0/reasons/0",
		listed(`["two\nlines"]`):                       "/value/policies/0/reasons/0",
		listed(`["` + strings.Repeat("x", 501) + `"]`): "/value/policies/0/reasons/0",
		`[{"record_type":"sample","reason":"required","reasons":["Typing error"]}]`:                                       "/value/policies/0/reasons",
		`[{"record_type":"sample","reason":"required","free_text":true}]`:                                                 "/value/policies/0/free_text",
		`[{"record_type":"sample","reason":"none"},{"record_type":"sample","reason":"required"}]`:                         "/value/policies/1",
		"[" + strings.Repeat(`{"record_type":"sample","reason":"none"},`, 50) + `{"record_type":"user","reason":"none"}]`: "/value/policies",
		`[{"record_type":"sample","reason":"none","x":1}]`:                                                                "/value/x",
		`[{"record_type":"sample","reason":1}]`:                                                                           "/value",
	} {
		_, err := known()[changeReasonsKey].check(json.RawMessage(`{"required_for":["sample"],"policies":` + policies + `}`))
		got := ""
		if e, ok := apperr.As(err); ok {
			got = e.Fields[0].Pointer
		}
		if got != at || (err == nil) != (at == "") {
			t.Errorf("%.120s: %v at %q, want %q", policies, err, got, at)
		}
	}
}

// TestP11_09OldReasonSettings: what was stored before there were policies means what it meant, and stays as it is.
func TestP11_09OldReasonSettings(t *testing.T) {
	old := `{"required_for":["project"]}`
	if kept, err := known()[changeReasonsKey].check(json.RawMessage(old)); err != nil || string(kept) != old {
		t.Errorf("%s %v", kept, err)
	}
	v := changeReasons{RequiredFor: []string{"project"}}
	if p := v.of("project"); p == nil || p.Any.Reason != "required" || len(p.By) != 0 || v.of("sample") != nil {
		t.Errorf("%+v", p)
	}
}
