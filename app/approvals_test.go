package app

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestP11_24_NobodySignsAfterAReset: what an administrator's link opened signs nothing until two administrators say so.
func TestP11_24_NobodySignsAfterAReset(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	w := newWorld(t, r, &n)
	entry := w.entry()
	me := w.as("a/scientist", "GET", "/auth/me", nil).id()
	w.redeem(me)
	delete(r.tok, "a/scientist") // the reset ended the session
	q := w.signingOf("a/scientist", "notebook_entry", "/notebooks/entries/"+entry, entry, "authorship")
	if out := w.send(w.token(q.who), q.method, q.path, q.body); out.status != 403 || out.get("code") != "signing_after_reset" {
		t.Fatalf("%d %s", out.status, out.body)
	}
	second := w.secondAdmin()
	approval := w.as("a/admin", "POST", "/users/"+me+"/signing/restore", map[string]any{"reason": "seen in person"}).id()
	if out := w.send(w.token("a/admin"), "POST", "/approvals/"+approval+"/confirm", nil); out.status != 403 || out.get("code") != "second_person_required" {
		t.Errorf("alone: %d %s", out.status, out.body)
	}
	if out := w.send(w.token(q.who), q.method, q.path, q.body); out.status != 403 {
		t.Errorf("%d %s", out.status, out.body)
	}
	w.as(second, "POST", "/approvals/"+approval+"/confirm", nil)
	w.as(q.who, q.method, q.path, q.body)
}

// TestP11_24_NoRouteForAnothersPassword: nothing in the document sets or shows a password of somebody else, or acts under another
// name.
func TestP11_24_NoRouteForAnothersPassword(t *testing.T) {
	prove := []string{"sign", "withdraw-signature", "review-audit"} // with the own
	another := regexp.MustCompile(`(?i)impersonat|act_as|on_behalf|sudo|"(signer_id|as_user)"`)
	d, seen := theDoc(t), 0
	for _, rt := range routes(t) {
		if another.MatchString(rt.ID + rt.Path) {
			t.Errorf("%s %s", rt.Method, rt.Path)
		}
		body, _ := d.operation(rt.Method, rt.Path)["requestBody"].(map[string]any)
		names := d.names(body, map[string]bool{})
		for _, name := range slices.Sorted(maps.Keys(names)) {
			if !strings.Contains(name, "password") {
				continue
			}
			seen++
			if !strings.HasPrefix(rt.Path, "/auth/") && !slices.Contains(prove, rt.ID) {
				t.Errorf("%s %s takes %s", rt.Method, rt.Path, name)
			}
		}
		for name := range d.names(d.operation(rt.Method, rt.Path)["responses"], map[string]bool{}) {
			if strings.Contains(name, "password") && !strings.HasPrefix(name, "password_") && !strings.HasPrefix(name, "must_change_") {
				t.Errorf("%s %s shows %s", rt.Method, rt.Path, name)
			}
		}
	}
	if seen < 3 {
		t.Errorf("only %d passwords found: the document is read wrongly", seen)
	}
}

// names collects the properties of a part of the document, through its references.
func (d apiDoc) names(part any, through map[string]bool) map[string]bool {
	out := map[string]bool{}
	switch v := part.(type) {
	case []any:
		for _, x := range v {
			maps.Copy(out, d.names(x, through))
		}
	case map[string]any:
		if ref, _ := v["$ref"].(string); ref != "" && !through[ref] {
			through[ref] = true
			name, _ := url.PathUnescape(ref[strings.LastIndex(ref, "/")+1:])
			maps.Copy(out, d.names(d.at("components", "schemas")[name], through))
		}
		properties, _ := v["properties"].(map[string]any)
		for name := range properties {
			out[name] = true
		}
		for _, x := range v {
			maps.Copy(out, d.names(x, through))
		}
	}
	return out
}
