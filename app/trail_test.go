package app

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/audit/checkpoints"
)

// entryOfTrail is what the tests look at.
type entryOfTrail struct {
	seq                int64
	kind, record, who  string
	user, action, text string
}

// trail reads all pages of a trail, of the given size.
func (w *world) trail(who, query string, limit int) (out []entryOfTrail) {
	w.t.Helper()
	for cursor := ""; ; {
		page := w.as(who, "GET", fmt.Sprintf("/audit?limit=%d&%s&cursor=%s", limit, query, cursor), nil)
		items, _ := page.get("items").([]any)
		for _, one := range items {
			m := one.(map[string]any)
			text := func(v any) string { s, _ := v.(string); return s }
			e := entryOfTrail{seq: int64(m["seq"].(float64)), kind: text(m["record_type"]), record: text(m["record_id"]), who: text(m["actor"].(map[string]any)["id"]), action: text(m["action"]), text: fmt.Sprint(m)}
			for _, c := range m["changes"].([]any) {
				if c := c.(map[string]any); c["field"] == "user_id" {
					e.user = text(c["new"])
				}
			}
			out = append(out, e)
		}
		if cursor, _ = page.get("next_cursor").(string); cursor == "" {
			return out
		}
	}
}

func seqs(list []entryOfTrail, want func(e entryOfTrail) bool) (out []int64) {
	for _, e := range list {
		if want(e) {
			out = append(out, e.seq)
		}
	}
	return out
}

// TestP11_06_OneTrail: the trail of a record with all that belongs to it, of a project and of a person is in one order, page by
// page, complete, with nothing besides, and its export verifies offline (issue 4: one chronological trail).
func TestP11_06_OneTrail(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	w := newWorld(t, r, &n)
	w.everything()
	w.draft()
	w.process()
	e, file, result := w.measured()
	traces := fmt.Sprint(w.as("a/scientist", "GET", "/files/"+file, nil).get("traces"))
	signed := []string{w.signs("a/scientist", "experiment", "/experiments/", e, "authorship").id(), w.signs("a/manager", "result", "/results/", result, "approval").id()}
	inProject := []string{w.project(), w.sample(), w.experiment(), w.file(), w.trace(), w.result(), w.process()}
	if out := w.as("a/scientist", "GET", "/notebooks/"+w.notebook(), nil); out.get("project.id") == w.project() || out.get("project_id") == w.project() {
		inProject = append(inProject, w.notebook(), w.entry())
	}
	person := w.as("a/scientist", "GET", "/auth/me", nil).id()
	calibrated, _ := w.as("a/scientist", "GET", "/calibrations/"+w.calibration(), nil).get("instrument_id").(string)
	whole := w.trail("a/auditor", "", 200)
	among := func(ids ...string) func(entryOfTrail) bool {
		return func(e entryOfTrail) bool { return slices.Contains(ids, e.record) }
	}
	for query, want := range map[string]func(entryOfTrail) bool{
		"include=children&record_type=experiment&record_id=" + e: func(x entryOfTrail) bool {
			return among(append(signed, e, file, result)...)(x) || x.kind == "trace" && strings.Contains(traces, x.record)
		},
		"include=children&record_type=sample&record_id=" + w.sample():     among(w.sample(), w.file(), w.trace(), w.result()),
		"include=children&record_type=notebook&record_id=" + w.notebook(): among(w.notebook(), w.entry()),
		"include=children&record_type=instrument&record_id=" + calibrated: among(calibrated, w.calibration(), w.maintenance()),
		"include=children&record_type=protocol&record_id=" + w.protocol(): among(w.protocol()),
		"include=children&record_type=file&record_id=" + w.file():         among(w.file(), w.trace()),
		"project_id=" + w.project():                                       among(inProject...),
		"project_id=" + w.project() + "&action=sample.created":            func(x entryOfTrail) bool { return x.record == w.sample() && x.action == "sample.created" },
		"user_id=" + person: func(x entryOfTrail) bool {
			return x.who == person || x.record == person || (x.kind == "session" || x.kind == "api_key") && x.user == person
		},
		"project_id=" + w.sample():                                        func(entryOfTrail) bool { return false },
		"include=children&record_type=sample&record_id=" + w.instrument(): func(entryOfTrail) bool { return false },
	} {
		query, _, _ = strings.Cut(query, "#")
		want := seqs(whole, want)
		for _, limit := range []int{3, 200} {
			if got := seqs(w.trail("a/auditor", query, limit), func(entryOfTrail) bool { return true }); !slices.Equal(got, want) {
				t.Errorf("%s in pages of %d: %v, want %v", query, limit, got, want)
			}
		}
		if total, _ := w.as("a/auditor", "GET", "/audit?count=true&"+query, nil).get("total").(float64); int(total) != len(want) {
			t.Errorf("%s: total %v of %d", query, total, len(want))
		}
		if strings.HasPrefix(query, "user_id") {
			continue // what the test itself asks for is in it
		}
		for _, format := range []string{"jsonl", "csv"} {
			file := saved(t, "trail", w.as("a/auditor", "GET", "/audit/export?format="+format+"&"+query, nil).body)
			if out, exit := offline(t, "audit", "verify", "--export", file, "--key", checkpoints.PublicFile(w.cfg.Audit.KeyFile)); exit != chain.ExitClean || !strings.HasPrefix(out, fmt.Sprintf("clean: %d entries", len(want))) {
				t.Errorf("%s as %s: %d %s, want %d", query, format, exit, out, len(want))
			}
		}
	}
	for _, bad := range []string{"include=children", "include=children&record_type=sample", "include=parents&record_type=sample&record_id=" + e, "project_id=" + e + "&user_id=" + e,
		"project_id=" + e + "&record_type=sample", "project_id=1", "include=children&record_type=sample&record_id=" + e + "&user_id=" + e} {
		for _, path := range []string{"/audit?", "/audit/export?"} {
			if out := w.send(w.token("a/auditor"), "GET", path+bad, nil); out.status != 422 {
				t.Errorf("%s%s: %d %s", path, bad, out.status, out.body)
			}
		}
	}
}

// TestP11_06_TrailBehindTheWalls: who reads the trail and has no part in a closed project sees no entry of it, neither in lists
// nor in files, and is told that the file is not all.
func TestP11_06_TrailBehindTheWalls(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	w := newWorld(t, r, &n)
	w.everything()
	w.process()
	w.hold()
	w.as("a/admin", "POST", "/legal-holds/"+w.hold()+"/records", map[string]any{"records": []any{map[string]any{"type": "sample", "id": w.sample()}}}, "X-Change-Reason", "court")
	w.evidence()
	w.share()
	w.signatureRequest()
	_, keyed := w.outsider("a/manager", "audit:read")
	_, reads := w.outsider("a/manager", "access_log:read")
	open := w.send("", "GET", "/audit/export", nil, keyed...)
	if open.status != 200 || !strings.Contains(string(open.body[:600]), `"complete":true`) {
		t.Fatalf("%d %.600s", open.status, open.body)
	}
	secrets := slices.DeleteFunc(w.closed(), func(s string) bool { return s == w.job() }) // its id is in the access log as that of what it will make
	until := time.Now().Add(3 * time.Second)                                              // the access log is written a moment later
	for time.Now().Before(until) && !strings.Contains(string(w.as("a/auditor", "GET", "/access-logs?limit=200", nil).body), w.sample()) {
		time.Sleep(100 * time.Millisecond)
	}
	for _, c := range []struct {
		path    string
		headers []string
		some    string // stands in the answer nonetheless
	}{
		{"/audit?limit=200", keyed, `"action":"instrument.created"`}, {"/audit/export?format=jsonl", keyed, "closed_projects=left_out"}, {"/audit/export?format=csv", keyed, "instrument.created"},
		{"/audit?project_id=" + w.project(), keyed, `"items":[]`}, {"/audit?include=children&record_type=sample&record_id=" + w.sample(), keyed, `"items":[]`},
		{"/audit?include=children&record_type=notebook&record_id=" + w.notebook(), keyed, `"items":[]`},
		{"/audit?record_type=experiment&record_id=" + w.experiment(), keyed, `"items":[]`}, {"/access-logs?limit=200", reads, `"items":[{`},
	} {
		out := w.send("", "GET", c.path, nil, c.headers...)
		text := string(out.body)
		if out.status != 200 || !strings.Contains(text, c.some) {
			t.Errorf("%s: %d %.300s", c.path, out.status, text)
		}
		for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' }) {
			for _, secret := range secrets {
				if strings.Contains(line, secret) && !strings.HasPrefix(line, `{"form"`) && !strings.HasPrefix(line, "# {") && !strings.Contains(line, "audit.exported") {
					t.Errorf("%s tells of %s: %.400s", c.path, secret, at(line, secret))
				}
			}
		}
		if strings.Contains(c.path, "export") {
			if out, exit := offline(t, "audit", "verify", "--export", saved(t, "trail", out.body), "--key", checkpoints.PublicFile(w.cfg.Audit.KeyFile)); exit != chain.ExitClean {
				t.Errorf("%s: %d %s", c.path, exit, out)
			}
		}
	}
	if out := w.as("a/auditor", "GET", "/audit/export", nil); !strings.Contains(string(out.body[:600]), `"complete":true`) {
		t.Errorf("an auditor reads every project: %.600s", out.body)
	}
}

// at is the surroundings of a word in a text.
func at(text, word string) string {
	i := strings.Index(text, word)
	return text[max(0, i-200):min(len(text), i+200)]
}

// TestP11_45_AccessLogAsFile: the access log leaves as a file that a spreadsheet does not compute, and that it left is in the trail.
func TestP11_45_AccessLogAsFile(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	w := newWorld(t, r, &n)
	w.as("a/scientist", "GET", "/samples/"+w.sample(), nil, "User-Agent", "=HYPERLINK(\"x\")")
	var rows [][]string
	for until := time.Now().Add(5 * time.Second); time.Now().Before(until); time.Sleep(100 * time.Millisecond) {
		out := w.as("a/auditor", "GET", "/access-logs/export?format=csv&preamble=false&columns=action,user_agent,batch_id&action=get-sample", nil)
		var err error
		if rows, err = csv.NewReader(strings.NewReader(strings.TrimPrefix(string(out.body), "\ufeff"))).ReadAll(); err != nil {
			t.Fatal(err)
		}
		if len(rows) > 1 {
			break
		}
	}
	if len(rows) != 2 || rows[1][1] != `'=HYPERLINK("x")` || rows[1][2] == "00000000-0000-0000-0000-000000000000" {
		t.Errorf("%q", rows)
	}
	if got := w.trail("a/auditor", "action=access_log.exported", 200); len(got) == 0 || !strings.Contains(got[0].text, "get-sample") {
		t.Errorf("%v", got)
	}
}
