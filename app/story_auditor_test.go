package app

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/audit/bundle"
	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/audit/checkpoints"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// publicKeys are the files that the laboratory hands to an inspector.
func (s *story) publicKeys() []string {
	return []string{"--key", filepath.Join(s.core.cfg.Auth.KeysDir, signing.PublicFile), "--key", checkpoints.PublicFile(s.core.cfg.Audit.KeyFile)}
}

// reported is the code of a result that was computed from a file.
func (s *story) reported() string {
	s.t.Helper()
	for _, one := range s.does("auditor", "GET", "/results?limit=100", nil).list("items") {
		item := one.(map[string]any)
		if trace := s.does("auditor", "GET", "/results/"+fmt.Sprint(item["id"])+"/trace", nil); trace.at("files.0") != nil && trace.at("method.name") != nil {
			return fmt.Sprint(item["code"])
		}
	}
	s.t.Fatal("no result of the demo laboratory was computed from a file")
	return ""
}

// done watches a job; its screen asks until it has ended.
func (s *story) done(role, job string) *reply {
	s.t.Helper()
	for range 600 {
		if out := s.does(role, "GET", "/jobs/"+job, nil); out.at("finished_at") != nil {
			return out
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Fatal("the job does not end")
	return nil
}

// TestJ9NumberToRawFile: an inspector goes from a number to the bytes behind it, takes the evidence home and checks it there
// (UX J9): at most six steps.
func TestJ9NumberToRawFile(t *testing.T) {
	s := &story{running: seededWith(t, 2), tokens: map[string]string{}}
	code := s.reported()
	var result, job string
	var trace *reply
	s.step("1: the code on the report", func(*testing.T) {
		out := s.does("auditor", "GET", "/records/"+code, nil)
		if result = out.text("id"); out.text("type") != "result" {
			s.t.Errorf("%s", out.body)
		}
	})
	s.step("2: the trace report says everything", func(t *testing.T) {
		trace = s.does("auditor", "GET", "/results/"+result+"/trace", nil)
		s.shows(trace, "result.code", "values.0.name", "values.0.value", "values.0.unit", "method.name", "method.version", "method.parameters", "traces.0.data_sha256", "traces.0.reader_version",
			"files.0.sha256", "files.0.parser", "files.0.parser_version", "experiment.code", "samples.0.code", "people.0.name", "custody", "signatures")
	})
	s.step("3: the original has the hash", func(t *testing.T) {
		out := s.does("auditor", "GET", "/files/"+trace.text("files.0.id")+"/content", nil)
		if sum := sha256.Sum256(out.body); hex.EncodeToString(sum[:]) != trace.text("files.0.sha256") {
			t.Error("the bytes are others")
		}
	})
	s.step("4: evidence of it", func(*testing.T) {
		job = s.does("auditor", "POST", "/evidence", map[string]any{"record_type": "result", "record_id": result}).id()
	})
	s.step("5: it is made", func(t *testing.T) {
		if out := s.done("auditor", job); out.text("status") != "succeeded" || out.text("result_ids.0") != job {
			t.Errorf("%s", out.body)
		}
	})
	s.step("6: taken home and checked there", func(t *testing.T) {
		content := s.does("auditor", "GET", "/evidence/"+job+"/content", nil).body
		out, exit := offline(t, append([]string{"verify", saved(t, "e.zip", content)}, s.publicKeys()...)...)
		if exit != chain.ExitClean {
			t.Errorf("%d %s", exit, out)
		}
		parts := unpacked(t, content)
		if !strings.Contains(string(parts[bundle.TraceName]), trace.text("files.0.sha256")) {
			t.Errorf("%s", parts[bundle.TraceName])
		}
		text, err := pdfText(t.Context(), strings.NewReader(string(parts[bundle.ReportName])))
		if err != nil || !strings.Contains(text, "Trace report") || !strings.Contains(text, trace.text("method.name")) {
			t.Errorf("%v %.2000s", err, text)
		}
	})
}

// TestJ10TrailOfAPeriod: the trail of a period and a kind of records, checked and exported, in at most five requests (UX J10);
// the export verifies with the executable alone.
func TestJ10TrailOfAPeriod(t *testing.T) {
	s := newStory(t)
	s.does("auditor", "GET", "/auth/me", nil)
	before := s.requests
	period := url.Values{"from": {time.Now().AddDate(0, -1, 0).UTC().Format(time.RFC3339)}, "to": {time.Now().Add(time.Hour).UTC().Format(time.RFC3339)}, "record_type": {"result"}}.Encode()
	s.step("the entries", func(*testing.T) {
		s.shows(s.does("auditor", "GET", "/audit?"+period, nil), "items.0.seq", "items.0.occurred_at", "items.0.actor.name", "items.0.action", "items.0.record_id", "items.0.changes", "items.0.hash")
	})
	s.step("the chain is whole", func(t *testing.T) {
		if out := s.does("auditor", "GET", "/audit/verify", nil); out.text("status") != "clean" {
			t.Errorf("%s", out.body)
		}
	})
	for _, format := range []string{"jsonl", "csv"} {
		s.step("exported as "+format, func(t *testing.T) {
			content := s.does("auditor", "GET", "/audit/export?format="+format+"&"+period, nil).body
			args := []string{"audit", "verify", "--export", saved(t, "trail."+format, content)}
			if out, exit := offline(t, append(args, s.publicKeys()[2:]...)...); exit != chain.ExitClean {
				t.Errorf("%d %s", exit, out)
			}
		})
	}
	if n := s.requests - before; n > 5 {
		t.Errorf("the story takes %d requests", n)
	}
}
