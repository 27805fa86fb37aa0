package app

import (
	"os"
	"path/filepath"
	"testing"
)

// The installation secret signs tokens: it is made for the owner alone, and not used once others can read it.
func TestSecretIsPrivate(t *testing.T) {
	dir := t.TempDir()
	first, err := secret(dir, "s")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "s")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v %v", info, err)
	}
	if again, err := secret(dir, "s"); err != nil || again != first {
		t.Errorf("the second reading: %v", err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := secret(dir, "s"); err == nil {
		t.Error("a secret that everybody can read is used")
	}
}
