package refdata

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

// Folder is the reference data: the facts of every file by its path below the folder.
type Folder struct {
	dir   string
	facts map[string]Facts
}

// Facts are the facts of one file or one trace.
type Facts map[string]any

// Open reads expected.json in ../shared/data beside the project root, or skips the test.
func Open(tb testing.TB) *Folder {
	tb.Helper()
	f := &Folder{dir: filepath.Join(root(tb), "..", "shared", "data")}
	raw, err := os.ReadFile(filepath.Join(f.dir, "expected.json"))
	if errors.Is(err, fs.ErrNotExist) {
		tb.Skipf("reference data not found at %s: not compared", f.dir)
	}
	if err != nil {
		tb.Fatal(err)
	}
	if err := json.Unmarshal(raw, &f.facts); err != nil {
		tb.Fatal(err)
	}
	return f
}

// root is the folder of go.mod.
func root(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		tb.Fatal("no go.mod above the test")
	}
}

// Files lists the paths with facts below one of the folders named, in order.
func (f *Folder) Files(under ...string) (out []string) {
	for name := range f.facts {
		for _, u := range under {
			if strings.HasPrefix(name, u+"/") {
				out = append(out, name)
			}
		}
	}
	sort.Strings(out)
	return out
}

// Facts are the facts of a file.
func (f *Folder) Facts(name string) Facts { return f.facts[name] }

// Read returns the bytes of a file after checking that they are the ones the facts tell of.
func (f *Folder) Read(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(name)))
	if err != nil {
		tb.Fatal(err)
	}
	sum := sha256.Sum256(data)
	if want, _ := f.facts[name]["sha256"].(string); hex.EncodeToString(sum[:]) != want {
		tb.Fatalf("%s is not the file of the facts: sha256 differs", name)
	}
	return bytes.Clone(data)
}
