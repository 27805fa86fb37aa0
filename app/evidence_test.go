package app

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/audit/bundle"
	"github.com/spectra-lab/spectra/modules/audit/chain"
)

// unpacked reads a package as anybody with a ZIP tool would.
func unpacked(t *testing.T, content []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
	}
	return out
}

// offline runs the built binary without any environment, configuration, network or database.
func offline(t *testing.T, args ...string) (out string, exit int) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, args...)
	cmd.Env, cmd.Dir = []string{"ACT_AS_SPECTRA=1"}, t.TempDir()
	text, _ := cmd.CombinedOutput() // the exit code tells
	return string(text), cmd.ProcessState.ExitCode()
}

func saved(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// keysOf are the public keys as the server tells them.
func keysOf(t *testing.T, v *reply) string {
	t.Helper()
	var lines []string
	for _, one := range v.get("public_keys").([]any) {
		lines = append(lines, one.(string))
	}
	return saved(t, "keys.pub", []byte(strings.Join(lines, "\n")))
}

// TestP11_03_EvidencePackage: a complete copy, to be read and electronic, with trail, signatures, hashes and marks of what
// was changed; it verifies offline by the executable with an empty environment (P11-16).
func TestP11_03_EvidencePackage(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	w := newWorld(t, r, &n)
	experiment, file, result := w.measured()
	w.as("a/scientist", "PATCH", "/experiments/"+experiment, map[string]any{"title": "A better title"}, append(w.version("/experiments/"+experiment), "X-Change-Reason", "typing error")...)
	w.signs("a/scientist", "experiment", "/experiments/", experiment, "authorship")
	w.signs("a/manager", "experiment", "/experiments/", experiment, "approval")
	w.signs("a/manager", "result", "/results/", result, "approval")
	for _, c := range []struct{ kind, record string }{{"experiment", experiment}, {"result", result}, {"file", file}, {"sample", w.sample()}, {"instrument", w.instrument()}, {"project", w.project()},
		{"notebook_entry", w.entry()}, {"protocol", w.protocol()}, {"calibration", w.calibration()}} {
		t.Run(c.kind, func(t *testing.T) {
			made := w.evidenceOf(c.kind, c.record)
			view := w.as("a/auditor", "GET", "/evidence/"+made, nil)
			content := w.as("a/auditor", "GET", "/evidence/"+made+"/content", nil).body
			sum := sha256.Sum256(content)
			if view.get("sha256") != hex.EncodeToString(sum[:]) || int(view.get("size").(float64)) != len(content) {
				t.Errorf("%s", view.body)
			}
			parts := unpacked(t, content)
			var m bundle.Manifest
			if err := json.Unmarshal(parts[bundle.ManifestName], &m); err != nil || len(m.Files)+2 != len(parts) {
				t.Fatalf("%v: %d files of %d", err, len(m.Files), len(parts))
			}
			for _, f := range m.Files {
				if sum := sha256.Sum256(parts[f.Name]); hex.EncodeToString(sum[:]) != f.SHA256 {
					t.Errorf("%s has another hash", f.Name)
				}
			}
			keys := keysOf(t, view)
			if out, exit := offline(t, "verify", saved(t, "e.zip", content), "--key", keys); exit != chain.ExitClean || !strings.HasPrefix(out, "valid: package of "+c.kind) {
				t.Errorf("%d %s", exit, out)
			}
			if out, exit := offline(t, "verify", saved(t, "r.pdf", parts[bundle.ReportName]), "--key", keys); exit != chain.ExitClean {
				t.Errorf("%d %s", exit, out)
			}
			if out, exit := offline(t, "verify", saved(t, "e.zip", content)); exit != chain.ExitCannotVerify {
				t.Errorf("without a key: %d %s", exit, out)
			}
			q := w.bring(content)
			if out := w.as(q.who, q.method, q.path, q.body, q.headers...); out.get("status") != bundle.Valid || out.get("kind") != "package" || out.get("record.id") != c.record {
				t.Errorf("%s", out.body)
			}
			text, err := pdfText(t.Context(), bytes.NewReader(parts[bundle.ReportName]))
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%.100s", text)
			if c.kind == "experiment" {
				w.readable(t, text, parts)
			}
		})
	}
}

// readable looks at the report of the experiment.
func (w *world) readable(t *testing.T, text string, parts map[string][]byte) {
	t.Helper()
	for _, want := range []string{"A better title", "1.10", "mW", "typing error", "title *", "Page 1 of", "Audit trail", "power"} {
		if !strings.Contains(text, want) {
			t.Errorf("the PDF does not say %q", want)
		}
	}
	if !strings.Contains(string(parts[bundle.RecordName]), `"value":"1.10"`) {
		t.Errorf("%s", parts[bundle.RecordName])
	}
	if bytes.Contains(parts[bundle.StateName], []byte("storage_key")) {
		t.Error("the state tells where files lie")
	}
	pages := strings.Count(text, "Page ")
	var signed []struct {
		Manifest struct {
			Signer struct{ Name string } `json:"signer"`
			Zone   string                `json:"signed_zone"`
		} `json:"manifest"`
		Local string `json:"signed_at_local"`
	}
	if err := json.Unmarshal(parts[bundle.SignaturesName], &signed); err != nil || len(signed) != 2 {
		t.Fatalf("%v %s", err, parts[bundle.SignaturesName])
	}
	for i, meaning := range []string{"authorship", "approval"} { // P11-17: on every page
		want := "Signed by " + signed[i].Manifest.Signer.Name + " · " + signed[i].Local + " (" + signed[i].Manifest.Zone + ") · " + meaning
		if n := strings.Count(text, want); n != pages || pages == 0 || signed[i].Local == "" || signed[i].Manifest.Zone == "" {
			t.Errorf("%q stands %d times on %d pages:\n%s", want, n, pages, text)
		}
	}
}
