package web

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"net/http/httptest"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// built are the files besides ui/src that a build depends on; ui/scripts/seal.mjs has the same list.
var built = []string{"index.html", "package-lock.json", "vite.config.ts", "scripts/seal.mjs"}

// TestDistIsBuiltFromTheSources holds that the frontend in the tree is what its sources give.
func TestDistIsBuiltFromTheSources(t *testing.T) {
	want, err := fs.ReadFile(Files(), "sources.sha256")
	if err != nil {
		t.Fatal("web/dist holds no build: run make ui")
	}
	sources := os.DirFS("ui")
	names := slices.Clone(built)
	err = fs.WalkDir(sources, "src", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	names = slices.DeleteFunc(names, func(n string) bool { return strings.HasSuffix(n, ".d.ts") || strings.Contains(n, ".test.") })
	slices.Sort(names)
	hash := sha256.New()
	for _, n := range names {
		body, err := fs.ReadFile(sources, n)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(hash, n+"\n")
		_, _ = hash.Write(body)
	}
	if got := hex.EncodeToString(hash.Sum(nil)); got != strings.TrimSpace(string(want)) {
		t.Error("web/dist is older than web/ui: run make ui and commit web/dist")
	}
}

// TestFirstLoadIsSmall holds the budget of scripts that every page needs: 250 kB (UX §2.4).
func TestFirstLoadIsSmall(t *testing.T) {
	page, err := fs.ReadFile(Files(), "index.html")
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := fs.Glob(Files(), "assets/*.js.gz")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	size := int64(0)
	for _, s := range scripts {
		if strings.Contains(string(page), path.Base(strings.TrimSuffix(s, ".gz"))) {
			info, err := fs.Stat(Files(), s)
			if err != nil {
				t.Fatal(err)
			}
			size += info.Size()
		}
	}
	if size < 50_000 || size > 250_000 {
		t.Errorf("the first page loads %d bytes of script", size)
	}
}

// TestSourcesKeepTheRules: no component over 300 lines, no dialogue of the browser, no address of elsewhere.
func TestSourcesKeepTheRules(t *testing.T) {
	sources := os.DirFS("ui/src")
	err := fs.WalkDir(sources, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".d.ts") {
			return err
		}
		body, err := fs.ReadFile(sources, name)
		if err != nil {
			return err
		}
		text := string(body)
		if lines := strings.Count(text, "\n"); strings.HasSuffix(name, ".tsx") && lines > 300 {
			t.Errorf("%s has %d lines", name, lines)
		}
		for _, word := range []string{"alert(", "confirm(", "mock", "dangerouslySetInnerHTML", "https://"} {
			if strings.Contains(text, word) {
				t.Errorf("%s holds %q", name, word)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestAssets are served for ever, in the form the client takes, and never from outside the folder.
func TestAssets(t *testing.T) {
	h, err := New(Files(), "/lab", "sso")
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := fs.Glob(Files(), "assets/*.js.br")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	name := strings.TrimPrefix(strings.TrimSuffix(scripts[0], ".br"), "assets/")
	for accepted, want := range map[string]string{"gzip, deflate, br": "br", "gzip": "gzip", "": "", "br;q=0": "", "br;q=0, gzip;q=0.5": "gzip"} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Encoding", accepted)
		w := httptest.NewRecorder()
		if !h.Asset(w, r, name) || w.Header().Get("Content-Encoding") != want || w.Body.Len() == 0 {
			t.Errorf("%q: %q, %d bytes", accepted, w.Header().Get("Content-Encoding"), w.Body.Len())
		}
		if got := w.Header().Get("Cache-Control"); !strings.Contains(got, "immutable") {
			t.Error(got)
		}
		if got := w.Header().Get("Content-Type"); !strings.HasPrefix(got, "text/javascript") {
			t.Error(got)
		}
	}
	for _, bad := range []string{"none.js", "../index.html", "../../embed.go", ""} {
		if h.Asset(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil), bad) {
			t.Errorf("%q was served", bad)
		}
	}
	w := httptest.NewRecorder()
	h.Page(w, httptest.NewRequest("GET", "/o/x", nil))
	for _, want := range []string{`<base href="/lab/">`, `content="sso"`} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(w.Body.String(), "{{") {
		t.Error("a value of the page was not filled in")
	}
}
