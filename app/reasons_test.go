package app

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/reasons"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// listedReason is in every list of these tests, so that the setting itself can be changed under each.
const listedReason = "Typing error"

// explainedRoute changes a record whose type may ask for a reason.
func explainedRoute(rt endpoint.Route) bool {
	return rt.Record != "" && rt.Changes() && rt.NoEvent == ""
}

// TestP11_09EveryChangedTypeMayAskForReasons: no type that a route changes is missing from the setting, none is too many, and
// the statuses are those of the schema.
func TestP11_09EveryChangedTypeMayAskForReasons(t *testing.T) {
	types := map[string]bool{}
	for _, rt := range routes(t) {
		if explainedRoute(rt) {
			types[rt.Record] = true
		}
	}
	for _, known := range reasons.Types() {
		if !types[known] {
			t.Errorf("no route changes a %s", known)
		}
		delete(types, known)
	}
	if len(types) > 0 {
		t.Errorf("missing in reasons.Types: %v", types)
	}
	schema, err := os.ReadFile("../migrations/schema.golden.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, known := range reasons.Types() {
		table := reasons.Table(known)
		if table == "" {
			continue
		}
		want := fmt.Sprintf("constraint %s %s_status_check CHECK ((status = ANY (ARRAY['%s'::text])))", table, strings.TrimPrefix(table, "spectra."), strings.Join(reasons.StatusesOf(known), "'::text, '"))
		if !strings.Contains(string(schema), want) {
			t.Errorf("not in the schema: %s", want)
		}
	}
}

// asks sets what organisation a asks for.
func (r *running) asks(policies ...map[string]any) {
	r.t.Helper()
	if policies == nil {
		policies = []map[string]any{}
	}
	r.as("a/admin", "PUT", "/settings/change_reasons", map[string]any{"value": map[string]any{"required_for": []string{}, "policies": policies}}, "X-Change-Reason", listedReason)
}

// listedIn are the policies that ask for a reason of a list in every status of a type, or at all where it has none.
func listedIn(record string) (out []map[string]any) {
	statuses := reasons.StatusesOf(record)
	if len(statuses) == 0 {
		return []map[string]any{{"record_type": record, "reason": "listed", "reasons": []string{"Other", listedReason}}}
	}
	out = append(out, map[string]any{"record_type": record, "reason": "none"})
	for _, s := range statuses {
		out = append(out, map[string]any{"record_type": record, "status": s, "reason": "listed", "reasons": []string{"Other", listedReason}})
	}
	return out
}

// TestP11_09EveryChangeAsksForItsReason: no route that changes a record leaves the organisation's policies out, neither by type
// nor by status; refused changes leave no event, and the one with a reason of the list is made with it.
func TestP11_09EveryChangeAsksForItsReason(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	for _, rt := range routes(t) {
		scenario, ok := scenarios[rt.ID]
		if !ok || !explainedRoute(rt) {
			continue
		}
		t.Run(rt.ID, func(t *testing.T) {
			w := newWorld(t, r, &n)
			r.t = t
			defer r.asks()
			q := scenario(w)
			for i := len(q.headers) - 2; i >= 0; i -= 2 {
				if q.headers[i] == "X-Change-Reason" {
					q.headers = slices.Delete(slices.Clone(q.headers), i, i+2)
				}
			}
			refused := func(why, code string, headers ...string) {
				t.Helper()
				p := q
				p.headers = append(slices.Clone(q.headers), headers...)
				if out := w.perform(p); out.status != 422 || out.get("code") != code {
					t.Errorf("%s: got %d %.300s, want %s", why, out.status, out.body, code)
				} else if left := r.events(t, out.header.Get("X-Request-ID")); len(left) > 0 {
					t.Errorf("%s: left %v", why, left)
				}
			}
			r.asks(map[string]any{"record_type": rt.Record, "reason": "required"})
			refused("by type", "reason_required")
			r.asks(listedIn(rt.Record)...)
			refused("by status, none", "reason_required")
			refused("by status, another", "reason_not_listed", "X-Change-Reason", "because I may")
			q.headers = append(q.headers, "X-Change-Reason", listedReason)
			if out := w.perform(q); out.status != rt.Status && (rt.Status != 0 || out.status != 200) {
				t.Errorf("with a reason of the list: %d %s", out.status, out.body)
			}
		})
	}
	r.t = t
}

// TestP11_09ReasonsByStatus: what is asked for goes by the status before the change, and the most specific policy wins.
func TestP11_09ReasonsByStatus(t *testing.T) {
	r := start(t)
	made := r.as("a/technician", "POST", "/samples", map[string]any{"name": "Wafer", "sample_type": "wafer"})
	path := "/samples/" + made.id()
	change := func(headers ...string) *reply {
		t.Helper()
		return r.send(r.token("a/technician"), "PUT", path+"/metadata/note", map[string]any{"value": "x"}, append(headers, "If-Match", r.as("a/technician", "GET", path, nil).header.Get("ETag"))...)
	}
	want := func(out *reply, status int, code string) {
		t.Helper()
		if out.status != status || code != "" && out.get("code") != code {
			t.Errorf("got %d %.300s, want %d %s", out.status, out.body, status, code)
		}
	}
	inUse := map[string]any{"record_type": "sample", "status": "in_use", "reason": "listed", "reasons": []string{listedReason, "Ergänzung"}}
	r.asks(inUse)
	want(change(), 200, "")
	// the change into the status is one of the status before
	want(r.send(r.token("a/technician"), "POST", path+"/transition", map[string]any{"to": "in_use"}), 200, "")
	want(change(), 422, "reason_required")
	out := change("X-Change-Reason", "no idea")
	want(out, 422, "reason_not_listed")
	if detail := fmt.Sprint(out.get("detail")); !strings.Contains(detail, "Typing error; Ergänzung") || fmt.Sprint(out.get("reasons")) != "[Typing error Ergänzung]" {
		t.Errorf("the reasons to choose from: %s", out.body)
	}
	want(change("X-Change-Reason", "Ergänzung"), 200, "")
	inUse["free_text"] = true
	r.asks(inUse)
	want(change(), 422, "reason_required")
	want(change("X-Change-Reason", "something else"), 200, "")

	// status over type, either way
	r.asks(map[string]any{"record_type": "sample", "reason": "required"}, map[string]any{"record_type": "sample", "status": "in_use", "reason": "none"})
	want(change(), 200, "")
	other := r.as("a/technician", "POST", "/samples", map[string]any{"name": "Second", "sample_type": "wafer"}).id()
	move := func(ids ...string) *reply {
		items := []map[string]any{}
		for _, v := range ids {
			items = append(items, map[string]any{"id": v})
		}
		return r.send(r.token("a/technician"), "POST", "/samples/bulk-move", map[string]any{"location": "Bench", "items": items})
	}
	want(move(made.id()), 200, "")
	want(move(made.id(), other), 422, "reason_required")
	r.as("a/admin", "PUT", "/settings/change_reasons", map[string]any{"value": map[string]any{"required_for": []string{"sample"}, "policies": []map[string]any{{"record_type": "sample", "status": "in_use", "reason": "optional"}}}})
	want(move(made.id()), 200, "")
	want(move(other), 422, "reason_required")

	// nobody learns of a status by it, and nobody else is asked
	want(r.send(r.token("b/technician"), "PUT", "/samples/"+other+"/metadata/note", map[string]any{"value": "x"}, "If-Match", `"1"`), 404, "")
	want(r.send(r.token("a/viewer"), "PUT", "/samples/"+other+"/metadata/note", map[string]any{"value": "x"}, "If-Match", `"1"`), 403, "")
	elsewhere := r.as("b/technician", "POST", "/samples", map[string]any{"name": "Elsewhere", "sample_type": "wafer"}).id()
	want(r.send(r.token("b/technician"), "PATCH", "/samples/"+elsewhere, map[string]any{"name": "Free"}, "If-Match", `"1"`), 200, "")
}

// TestP11_09ReasonsByStatusHaveNoRace: a change that waits for another one is judged by the status that the other one left.
func TestP11_09ReasonsByStatusHaveNoRace(t *testing.T) {
	r := start(t)
	sample := r.as("a/technician", "POST", "/samples", map[string]any{"name": "Wafer", "sample_type": "wafer"})
	r.asks(map[string]any{"record_type": "sample", "status": "received", "reason": "required"})
	org, _ := id.Parse(fmt.Sprint(r.as("a/admin", "GET", "/organizations/current", nil).get("id")))
	actor := tenancy.CLI(org)
	answered := make(chan *reply, 1)
	token := r.token("a/technician")
	err := r.core.pool.InTx(tenancy.WithStamp(tenancy.With(context.Background(), actor), tenancy.Stamp{Event: "sample.transitioned"}), func(ctx context.Context) error {
		if err := r.core.pool.Q(ctx).Exec("update samples set status = 'received' where org_id = ? and id = ?", actor.Org, sample.id()).Error; err != nil {
			return err
		}
		go func() {
			answered <- r.send(token, "POST", "/samples/bulk-move", map[string]any{"location": "Bench", "items": []map[string]any{{"id": sample.id()}}})
		}()
		select {
		case out := <-answered:
			return fmt.Errorf("did not wait: %d %s", out.status, out.body)
		case <-time.After(300 * time.Millisecond):
			return nil
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if out := <-answered; out.status != 422 || out.get("code") != "reason_required" {
		t.Errorf("judged by what it was: %d %s", out.status, out.body)
	}
}
