package app

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/config"
)

// TestBrowser drives the built frontend on the real server and database in Chromium: every route in light and dark,
// the daily jobs with their clicks. Plain go test needs no Node, so it runs where make test asks for it.
func TestBrowser(t *testing.T) {
	if os.Getenv("BROWSER_TESTS") == "" {
		t.Skip("make test runs it (BROWSER_TESTS=1; needs Node, Chromium and npm ci in web/ui)")
	}
	_, base := launch(t, Options{Demo: true}, external(t)...)
	frontend(t, "SPECTRA_URL="+base, "browser/run.mjs")
}

// TestClientIsCurrent holds that the frontend's typed client was made from this API document.
func TestClientIsCurrent(t *testing.T) {
	made, err := os.ReadFile("../web/ui/src/kernel/api/schema.d.ts")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(made[:200]), "openapi sha256 "+documentSum(t)) {
		t.Error("the client of the frontend is older than the API: run make client")
	}
}

// frontend runs a script of the frontend's folder.
func frontend(t *testing.T, env string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", args...)
	cmd.Dir, cmd.Env = filepath.Join("..", "web", "ui"), append(os.Environ(), env)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// documentSum is the hash of what "spectra openapi" prints.
func documentSum(t *testing.T) string {
	t.Helper()
	r, err := routesOnly(config.Config{})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := r.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, doc, "", "  "); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(append(out.Bytes(), '\n'))
	return hex.EncodeToString(sum[:])
}
