package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// opened shares a record of organisation A with B; both take part.
func (w *world) opened(kind, record string, cascade ...string) string {
	w.t.Helper()
	w.once("both share", func() string {
		for _, org := range []string{"a", "b"} {
			w.as(org+"/admin", "PUT", "/settings/sharing", map[string]any{"value": map[string]any{"enabled": true}})
		}
		return "on"
	})
	return w.as("a/manager", "POST", "/shares", map[string]any{"resource_type": kind, "resource_id": record, "grantee_org": "org-b", "level": "read",
		"reason": "round robin", "cascade": cascade}).id()
}

// sharedOnce are the shareable records of a world by type, and where each is read.
func (w *world) sharedOnce() map[string][2]string {
	return map[string][2]string{"sample": {w.sample(), "/samples"}, "experiment": {w.runningExperiment(), "/experiments"}, "result": {w.result(), "/results"},
		"file": {w.file(), "/files"}, "notebook_entry": {w.entry(), "/notebooks/entries"}, "protocol": {w.protocol(), "/protocols"}}
}

// status calls and gives what came back, whatever it is.
func (w *world) status(who, method, path string, body any, headers ...string) *reply {
	w.t.Helper()
	return w.send(w.token(who), method, path, body, headers...)
}

// TestRLS_10_Sharing: each type of record is read by the grantee from the grant to its end and not a moment longer, is in
// its list of what is shared and in no other list, count or search, and opens nothing else.
func TestRLS_10_Sharing(t *testing.T) {
	r := start(t)
	n := 0
	w := newWorld(t, r, &n)
	for kind, at := range w.sharedOnce() {
		path := at[1] + "/" + at[0]
		if out := w.status("b/viewer", "GET", path, nil); out.status != 404 {
			t.Fatalf("%s before: %d %s", kind, out.status, out.body)
		}
		share := w.opened(kind, at[0])
		own := w.as("a/viewer", "GET", path, nil)
		out := w.status("b/viewer", "GET", path, nil)
		if out.status != 200 || out.get("id") != at[0] || out.get("org_id") != own.get("org_id") || out.get("code") != own.get("code") {
			t.Errorf("%s shared: %d %s", kind, out.status, out.body)
			continue
		}
		for name, allowed := range out.get("_actions").(map[string]any) {
			if allowed == true {
				t.Errorf("%s: the grantee may %s", kind, name)
			}
		}
		if got := ids(w.as("b/viewer", "GET", at[1]+"?scope=shared", nil)); !slices.Equal(got, []string{at[0]}) {
			t.Errorf("%s: shared %v", kind, got)
		}
		for _, list := range []string{at[1] + "?count=true", at[1] + "?scope=own&count=true"} {
			if out := w.as("b/viewer", "GET", list, nil); strings.Contains(string(out.body), at[0]) || out.get("total") != float64(0) {
				t.Errorf("%s is in %s: %s", kind, list, out.body)
			}
		}
		if out := w.as("b/viewer", "GET", "/search?q="+strings.ReplaceAll(fmt.Sprint(own.get("code")), " ", "+"), nil); strings.Contains(string(out.body), at[0]) {
			t.Errorf("%s is found: %s", kind, out.body)
		}
		w.as("a/manager", "DELETE", "/shares/"+share, nil)
		if out := w.status("b/viewer", "GET", path, nil); out.status != 404 {
			t.Errorf("%s after: %d %s", kind, out.status, out.body)
		}
		if got := ids(w.as("b/viewer", "GET", at[1]+"?scope=shared", nil)); len(got) != 0 {
			t.Errorf("%s after: %v", kind, got)
		}
	}
}

// ids are those of a list, in order.
func ids(r *reply) (out []string) {
	items, _ := r.get("items").([]any)
	for _, v := range items {
		item, _ := v.(map[string]any)
		out = append(out, fmt.Sprint(item["id"]))
	}
	return out
}

// TestRLS_10_Cascade: parts go with a record as they were when it was shared; the project never does.
func TestRLS_10_Cascade(t *testing.T) {
	r := start(t)
	n := 0
	w := newWorld(t, r, &n)
	result, file := w.result(), w.file()
	w.opened("sample", w.sample(), "sample", "result", "file")
	for path, want := range map[string]int{"/results/" + result: 200, "/files/" + file: 200, "/files/" + file + "/content": 200, "/samples/" + w.sample(): 200,
		"/projects/" + w.project(): 404, "/experiments/" + w.experiment(): 404, "/instruments/" + w.instrument(): 404, "/samples/" + w.sample() + "/history": 404} {
		if out := w.status("b/viewer", "GET", path, nil); out.status != want {
			t.Errorf("%s: %d, want %d: %s", path, out.status, want, out.body)
		}
	}
	delete(w.made, "result")
	later := w.result()
	if out := w.status("b/viewer", "GET", "/results/"+later, nil); out.status != 404 {
		t.Errorf("a result taken later: %d", out.status)
	}
	refused := func(code string, status int, change map[string]any) {
		t.Helper()
		body := map[string]any{"resource_type": "sample", "resource_id": w.sample(), "grantee_org": "org-b", "reason": "again"}
		for k, v := range change {
			body[k] = v
		}
		if out := w.status("a/manager", "POST", "/shares", body); out.status != status || !strings.Contains(string(out.body), code) {
			t.Errorf("%v: %d %s", change, out.status, out.body)
		}
	}
	refused("not_allowed", 422, map[string]any{"resource_type": "project", "resource_id": w.project()})
	refused("not_allowed", 422, map[string]any{"level": "write"})
	refused("not_allowed", 422, map[string]any{"cascade": []string{"project"}})
	refused("not_allowed", 422, map[string]any{"grantee_org": "org-a"})
	refused("unknown_reference", 422, map[string]any{"grantee_org": "org-nobody"})
	refused("unknown_reference", 422, map[string]any{"resource_id": "0190b5a4-0000-7000-8000-000000000000"})
	refused("out_of_range", 422, map[string]any{"reason": "  "})
	refused("out_of_range", 422, map[string]any{"expires_at": time.Now().Add(-time.Minute)})
	refused("out_of_range", 422, map[string]any{"expires_at": time.Now().Add(1000 * 24 * time.Hour)})
}

// TestX_16_ShareAbuse: the grantee changes nothing, shares nothing on, and what ends, ends at once: by revocation, expiry, or
// one of the two organisations turning sharing off.
func TestX_16_ShareAbuse(t *testing.T) {
	r := start(t)
	n := 0
	w := newWorld(t, r, &n)
	sample := w.sample()
	path := "/samples/" + sample
	if out := w.status("a/manager", "POST", "/shares", map[string]any{"resource_type": "sample", "resource_id": sample, "grantee_org": "org-b", "reason": "early"}); out.status != 409 || out.get("code") != "sharing_disabled" {
		t.Errorf("while off: %d %s", out.status, out.body)
	}
	share := w.opened("sample", sample)
	for _, q := range []request{
		{method: "PATCH", path: path, body: map[string]any{"name": "Mine"}, headers: []string{"If-Match", `"1"`}},
		{method: "DELETE", path: path, headers: []string{"If-Match", `"1"`}},
		{method: "POST", path: path + "/transition", body: map[string]any{"to": "received"}},
		{method: "PUT", path: path + "/metadata/doping", body: map[string]any{"value": "P", "type": "string"}},
	} {
		if out := w.status("b/admin", q.method, q.path, q.body, q.headers...); out.status != 403 || out.get("code") != "shared_read_only" {
			t.Errorf("%s %s: %d %s", q.method, q.path, out.status, out.body)
		}
	}
	if out := w.status("b/admin", "POST", "/shares", map[string]any{"resource_type": "sample", "resource_id": sample, "grantee_org": "org-a", "reason": "onwards"}); out.status != 422 {
		t.Errorf("shared on: %d %s", out.status, out.body)
	}
	if out := w.status("b/admin", "DELETE", "/shares/"+share, nil); out.status != 403 {
		t.Errorf("revoked by the grantee: %d %s", out.status, out.body)
	}
	if out := w.as("b/manager", "GET", "/shares?direction=received", nil); !slices.Equal(ids(out), []string{share}) {
		t.Errorf("received: %s", out.body)
	}
	w.resharedBySQL(t, sample)
	for _, org := range []string{"b", "a"} {
		w.as(org+"/admin", "PUT", "/settings/sharing", map[string]any{"value": map[string]any{"enabled": false}})
		if out := w.status("b/viewer", "GET", path, nil); out.status != 404 {
			t.Errorf("%s turned it off: %d", org, out.status)
		}
		w.as(org+"/admin", "PUT", "/settings/sharing", map[string]any{"value": map[string]any{"enabled": true}})
	}
	if out := w.status("b/viewer", "GET", path, nil); out.status != 200 {
		t.Errorf("on again: %d", out.status)
	}
	w.as("a/manager", "DELETE", "/shares/"+share, nil)
	if out := w.status("b/admin", "PATCH", path, map[string]any{"name": "Mine"}, "If-Match", `"1"`); out.status != 404 {
		t.Errorf("after the end: %d %s", out.status, out.body)
	}
	w.as("a/manager", "POST", "/shares", map[string]any{"resource_type": "sample", "resource_id": sample, "grantee_org": "org-b", "reason": "for a moment", "expires_at": time.Now().Add(1500 * time.Millisecond)})
	if out := w.status("b/viewer", "GET", path, nil); out.status != 200 {
		t.Errorf("for a moment: %d", out.status)
	}
	time.Sleep(1600 * time.Millisecond)
	if out := w.status("b/viewer", "GET", path, nil); out.status != 404 {
		t.Errorf("expired: %d", out.status)
	}
	for _, org := range []string{"a", "b"} {
		if out := w.as(org+"/admin", "GET", "/audit?record_id="+share, nil); !strings.Contains(string(out.body), "share.created") || !strings.Contains(string(out.body), "share.revoked") {
			t.Errorf("trail of %s: %s", org, out.body)
		}
	}
}

// resharedBySQL: the database itself keeps the grantee from opening another's record to anybody.
func (w *world) resharedBySQL(t *testing.T, sample string) {
	t.Helper()
	me := w.as("b/admin", "GET", "/auth/me", nil)
	org, _ := me.get("org_id").(string)
	orgID, ok := id.Parse(org)
	if !ok {
		t.Fatalf("no organisation: %s", me.body)
	}
	ctx := tenancy.WithStamp(tenancy.With(t.Context(), tenancy.CLI(orgID)), tenancy.Stamp{Event: "test.done"})
	err := w.core.pool.InTx(ctx, func(ctx context.Context) error {
		share := "0190b5a4-0000-7000-8000-000000000001"
		if err := w.core.pool.Q(ctx).Exec(`insert into shares (org_id, id, resource_type, resource_id, resource_code, grantee_org_id, owner_org, grantee_org, records, reason, expires_at, created_by_name)
			select ?, ?, 'sample', ?, 'X', o.id, 'org-b', 'org-a', 1, 'onwards', now() + interval '1 day', 'x' from auth.find_org('org-a') o`, org, share, sample).Error; err != nil {
			return err
		}
		return w.core.pool.Q(ctx).Exec("insert into share_items (org_id, id, share_id, grantee_org_id, resource_type, resource_id) select ?, gen_random_uuid(), ?, o.id, 'sample', ? from auth.find_org('org-a') o", org, share, sample).Error
	})
	if err == nil || !strings.Contains(err.Error(), "share_items_resource") && !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("opened by SQL: %v", err)
	}
}
