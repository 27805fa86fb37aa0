package app

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spectra-lab/spectra/config"
)

// secrets are the keys of an installation that are no token keys themselves.
type secrets struct{ tokens, cursors, mails []byte }

// loadSecrets takes the installation secret from the configuration, or makes it once in the keys directory. Page
// cursors are signed and links on their way into a mail are sealed with keys derived from it, so that replicas accept each
// other's.
func loadSecrets(cfg config.Config) (secrets, error) {
	text := cfg.Auth.JWTSecret
	if text == "" {
		var err error
		if text, err = secret(cfg.Auth.KeysDir, "installation.secret"); err != nil {
			return secrets{}, err
		}
	}
	cursors, err := hkdf.Key(sha256.New, []byte(text), nil, "spectra page cursors", 32)
	if err != nil {
		return secrets{}, err
	}
	mails, err := hkdf.Key(sha256.New, []byte(text), nil, "spectra secrets in mails", 32)
	return secrets{tokens: []byte(text), cursors: cursors, mails: mails}, err
}

// secret reads a secret of the installation from the keys directory; the first call makes it. The file appears whole
// or not at all, and of two processes that make it at once one wins for both.
func secret(dir, name string) (string, error) {
	path := filepath.Join(dir, name)
	for range 3 {
		text, err := os.ReadFile(path)
		if err == nil {
			if info, serr := os.Stat(path); serr != nil || info.Mode().Perm()&0o077 != 0 {
				return "", fmt.Errorf("the secret in %s could be read by others: chmod 600", path)
			}
			if s := strings.TrimSpace(string(text)); len(s) >= 32 {
				return s, nil
			}
			return "", fmt.Errorf("the secret in %s is damaged: delete the file, a new one is made at the next start", path)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		if err := makeSecret(dir, path); err != nil && !errors.Is(err, fs.ErrExist) {
			return "", fmt.Errorf("make %s: %w", path, err)
		}
	}
	return "", fmt.Errorf("cannot make %s", path)
}

func makeSecret(dir, path string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // never fails (crypto/rand)
	tmp, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, werr := tmp.WriteString(base64.RawURLEncoding.EncodeToString(raw[:]) + "\n")
	if err := errors.Join(werr, tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	return os.Link(tmp.Name(), path) // fails when another process was faster
}
