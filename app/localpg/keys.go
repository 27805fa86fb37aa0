package localpg

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The roles with a password of their own. The migrations give the others than admin
// their rights; localpg only lets them log in.
const (
	RoleAdmin        = "spectra_admin" // superuser of the private cluster
	RoleApp          = "spectra_app"
	RoleWorker       = "spectra_worker"
	RoleCheckpointer = "spectra_checkpointer"
)

// ServerRoles are the roles that the server logs in as.
func ServerRoles() []string { return []string{RoleApp, RoleWorker, RoleCheckpointer} }

// Database is the database of the installation, created with the cluster.
const Database = "spectra"

func keyFile(l layout, role string) string { return filepath.Join(l.keys, role+".password") }

// readKey returns a role's password.
func readKey(l layout, role string) (string, error) {
	b, err := os.ReadFile(keyFile(l, role))
	if err != nil {
		return "", fmt.Errorf("password of %s (run spectra as the user who owns %s): %w", role, l.state, err)
	}
	key := strings.TrimSpace(string(b))
	if len(key) < 32 {
		return "", fmt.Errorf("password of %s in %s is damaged: delete the file, a new one is made at the next start", role, keyFile(l, role))
	}
	return key, nil
}

// ensureKey reads a role's password or makes it; made says that the cluster may not know it yet.
func ensureKey(l layout, role string) (key string, made bool, err error) {
	key, err = readKey(l, role)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, false, err
	}
	if err := os.MkdirAll(l.keys, 0o700); err != nil {
		return "", false, fmt.Errorf("keys: %w", err)
	}
	var raw [32]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return "", false, fmt.Errorf("keys: %w", err)
	}
	key = hex.EncodeToString(raw[:]) // hexadecimal: needs no quoting in SQL or URLs
	return key, true, nil
}

// saveKey stores a password whole or not at all.
func saveKey(l layout, role, key string) error {
	f, err := os.CreateTemp(l.keys, role+".*")
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	_, err = f.WriteString(key + "\n")
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), keyFile(l, role)) // CreateTemp made it 0600
	}
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	return nil
}
