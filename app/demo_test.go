package app

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/demo"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// seeded is a server with the demo data and its people.
func seeded(t testing.TB) *running {
	t.Helper()
	return seededWith(t, 0)
}

// seededWith is seeded with background work.
func seededWith(t testing.TB, workers int) *running {
	t.Helper()
	r := start(t, fmt.Sprintf("SPECTRA_JOBS_WORKERS=%d", workers))
	if err := demo.Seed(context.Background(), r.core.demoServices()); err != nil {
		t.Fatal(err)
	}
	return r
}

// demoToken signs a person of the demo laboratory in.
func (r *running) demoToken(role string) string {
	r.t.Helper()
	out := r.send("", "POST", "/auth/login", map[string]any{"email": role + "@demo.lab", "password": demo.Password})
	token, _ := out.get("access_token").(string)
	if token == "" {
		r.t.Fatalf("sign-in of %s: %d %s", role, out.status, out.body)
	}
	return token
}

// TestDemo: the demo data is made in less than ten seconds, and a second run adds nothing to any table.
func TestDemo(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	begun := time.Now()
	if err := demo.Seed(context.Background(), r.core.demoServices()); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("the seed took %s", took)
	}
	before := r.rows(t, "demo-lab", "partner-lab")
	if err := demo.Seed(context.Background(), r.core.demoServices()); err != nil {
		t.Fatal(err)
	}
	for table, n := range r.rows(t, "demo-lab", "partner-lab") {
		if n != before[table] {
			t.Errorf("the second run took %s from %d rows to %d", table, before[table], n)
		}
	}
	if before["samples"] < 50 || before["audit.audit_logs"] < 200 {
		t.Errorf("what was counted cannot be all: %v", before)
	}
}

// rows counts what organisations have in every table of every module.
func (r *running) rows(t *testing.T, orgs ...string) map[string]int {
	t.Helper()
	out := map[string]int{}
	for _, slug := range orgs {
		var org id.ID
		if err := r.core.pool.Q(context.Background()).Raw("select id from auth.find_org(?)", slug).Row().Scan(&org); err != nil {
			t.Fatal(err)
		}
		ctx := tenancy.With(context.Background(), tenancy.CLI(org))
		for _, table := range []string{"audit.audit_logs"} {
			out[table] += r.count(t, ctx, table)
		}
		for _, m := range blankModules().list() {
			for _, table := range m.Tables() {
				if !strings.Contains(table.Name, ".") {
					out[table.Name] += r.count(t, ctx, table.Name)
				}
			}
		}
	}
	return out
}

func (r *running) count(t *testing.T, ctx context.Context, table string) (n int) {
	t.Helper()
	if err := r.core.pool.Q(ctx).Raw("select count(*) from " + table).Row().Scan(&n); err != nil {
		t.Fatalf("%s: %v", table, err)
	}
	return n
}

// empty are lists that the demo rightly leaves empty.
var empty = map[string]string{
	"list-api-keys":       "a key's secret is shown once, to the person who makes it",
	"list-approvals":      "the demo laboratory has one administrator, and nobody there lost anything",
	"list-calendar-feeds": "as an API key",
	"list-jobs":           "everything was computed at once",
	"list-shares":         "sharing is off until both organisations turn it on",
	"list-audit-reviews":  "the auditor has not looked yet",
	"list-evidence":       "a package is made when somebody asks for it",
	"list-mails":          "none goes out where no SMTP server is configured",
	"list-access-logs":    "", // written a moment after the answer
}

// TestDemoFillsEveryList: whatever a person opens first has something true to show.
func TestDemoFillsEveryList(t *testing.T) {
	r := seeded(t)
	tokens := map[string]string{}
	for _, role := range []string{"admin", "manager", "scientist"} {
		tokens[role] = r.demoToken(role)
	}
	for _, rt := range routes(t) {
		if rt.Method != "GET" || !strings.HasPrefix(rt.ID, "list-") || strings.Contains(rt.Path, "{") {
			continue
		}
		items, _ := r.send(tokens["scientist"], "GET", rt.Path, nil).get("items").([]any)
		if len(items) == 0 {
			items, _ = r.send(tokens["admin"], "GET", rt.Path, nil).get("items").([]any)
		}
		if why, exempt := empty[rt.ID]; len(items) == 0 && !exempt {
			t.Errorf("%s is empty", rt.Path)
		} else if len(items) > 0 && exempt && why != "" {
			t.Errorf("%s is not empty, although %s", rt.Path, why)
		}
	}
}

// TestDemoShowsEveryState: each filter of the screens finds something, and what is due is due today.
func TestDemoShowsEveryState(t *testing.T) {
	r := seeded(t)
	manager := r.demoToken("manager")
	for _, path := range []string{
		"/protocols?status=draft", "/protocols?status=in_review", "/protocols?status=approved", "/protocols?status=effective", "/protocols?status=superseded", "/protocols?status=retired",
		"/instruments?calibration_status=valid", "/instruments?calibration_status=due", "/instruments?calibration_status=overdue", "/instruments?calibration_status=not_required",
		"/instruments?status=maintenance", "/instruments?status=retired", "/instruments/due?within_days=30",
		"/samples?status=received", "/samples?status=in_use", "/samples?status=in_storage", "/samples?sample_type=die", "/samples?sample_type=chip", "/samples?sample_type=photoresist", "/samples?barcode=L2609001",
		"/experiments?status=running", "/experiments?status=completed", "/experiments?status=reviewed", "/experiments?status=approved",
		"/imports?status=applied", "/imports?status=refused", "/views?resource=samples", "/samples?q=nothing",
	} {
		items, _ := r.send(manager, "GET", path, nil).get("items").([]any)
		if (len(items) == 0) != strings.HasSuffix(path, "=nothing") {
			t.Errorf("%s has %d items", path, len(items))
		}
	}
	r.demoReading(t, manager)
	r.demoCustody(t, manager)
	r.demoFlags(t, manager)
}

// only gives the first item of a list.
func (r *running) only(token, path string) map[string]any {
	r.t.Helper()
	out := r.send(token, "GET", path, nil)
	item, ok := out.get("items.0").(map[string]any)
	if !ok {
		r.t.Fatalf("%s: %d %.400s", path, out.status, out.body)
	}
	return item
}

// demoReading: who has read the line check, who has not, who is late; and the inbox says so.
func (r *running) demoReading(t *testing.T, manager string) {
	sop := r.only(manager, "/protocols?number=SOP-RAMAN-01&status=effective")
	for _, status := range []string{"acknowledged", "overdue"} {
		if r.only(manager, fmt.Sprintf("/protocols/%v/acknowledgements?status=%s", sop["id"], status))["user_name"] == nil {
			t.Errorf("nobody has %s", status)
		}
	}
	if sop["revision"] != 2.0 || sop["training_required"] != true {
		t.Errorf("%v", sop)
	}
	for role, want := range map[string][]string{
		"manager":    {"calibration_due", "experiment_to_approve", "experiment_to_review", "protocol_to_review", "signature_requested"},
		"scientist":  {"custody_", "protocol_to_read"},
		"technician": {"custody_"},
		"viewer":     {"protocol_to_read"},
	} {
		body := string(r.send(r.demoToken(role), "GET", "/inbox", nil).body)
		for _, kind := range want {
			if !strings.Contains(body, `"kind":"`+kind) {
				t.Errorf("the inbox of the %s has no %s: %.600s", role, kind, body)
			}
		}
	}
}

// demoCustody: four wafers are on the bench, one waits for its receiver, one has a past.
func (r *running) demoCustody(t *testing.T, manager string) {
	if box := r.only(manager, "/locations?barcode=CAS-L2609"); box["occupied"] != 21.0 || box["capacity"] != 25.0 {
		t.Errorf("%v", box)
	}
	wafer := r.only(manager, "/samples?q=L2611-W15")
	if wafer["pending_custody"] == nil || wafer["location"] != "Delft / Cleanroom / Cassette L2611" {
		t.Errorf("%v", wafer)
	}
	chain := r.send(manager, "GET", fmt.Sprintf("/samples/%v/custody", r.only(manager, "/samples?q=L2611-W14")["id"]), nil)
	if items, _ := chain.get("items").([]any); len(items) != 3 {
		t.Errorf("%s", chain.body)
	}
}

// demoFlags: an override and an out-of-tolerance calibration have left their marks; a draft and versions are there.
func (r *running) demoFlags(t *testing.T, manager string) {
	e := r.only(manager, "/experiments?q=Transmission+of+the+oxide")
	result := r.only(manager, fmt.Sprintf("/results?experiment_id=%v", e["id"]))
	if result["calibration_override"] == nil || e["calibration_override"] == nil {
		t.Errorf("no override at %v", result)
	}
	xrd := r.only(manager, "/instruments?q=XRD")
	calibration := r.only(manager, fmt.Sprintf("/instruments/%v/calibrations", xrd["id"]))
	if impact := r.send(manager, "GET", fmt.Sprintf("/calibrations/%v/impact", calibration["id"]), nil); impact.get("items.0") == nil {
		t.Errorf("no impact: %s", impact.body)
	}
	scientist := r.demoToken("scientist")
	entry := r.only(scientist, "/notebooks/entries?q=Line+position")
	if draft := r.send(scientist, "GET", fmt.Sprintf("/notebooks/entries/%v/draft", entry["id"]), nil); entry["version"] != 3.0 || draft.get("base_version") != 3.0 {
		t.Errorf("version %v: %s", entry["version"], draft.body)
	}
	steps := r.send(scientist, "GET", fmt.Sprintf("/experiments/%v/checklist", r.only(scientist, "/experiments?status=running&q=Raman+line")["id"]), nil)
	items, _ := steps.get("items").([]any)
	done := 0
	for _, s := range items {
		if s.(map[string]any)["done"] == true {
			done++
		}
	}
	if len(items) != 4 || done != 2 {
		t.Errorf("%d of %d steps are done", done, len(items))
	}
}
