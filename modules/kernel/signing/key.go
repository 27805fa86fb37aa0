package signing

import (
	"bufio"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// KeyFile and PublicFile are the names in the keys directory. The public file has a line for every key there ever was, so that
// old signatures still verify.
const (
	KeyFile    = "signing.key"
	PublicFile = "signing.pub"
)

// Key signs manifests. It lies outside the database: who owns that can forge a row, never a signature.
type Key struct {
	ID      string
	private ed25519.PrivateKey
	public  map[string]ed25519.PublicKey
}

// OpenKey reads the key from the directory, or makes it at the first start. It is never replaced by itself.
func OpenKey(dir string) (*Key, error) {
	path := filepath.Join(dir, KeyFile)
	seed, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = makeKey(dir); err == nil || errors.Is(err, fs.ErrExist) {
			seed, err = os.ReadFile(path)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("key of signatures: %w", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the key in %s could be read by others: chmod 400", path)
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(seed)))
	if err != nil || len(raw) != ed25519.SeedSize {
		return nil, fmt.Errorf("the key in %s is damaged: restore it from a backup; a new one would not confirm what the old one signed", path)
	}
	k := &Key{private: ed25519.NewKeyFromSeed(raw)}
	own := k.private.Public().(ed25519.PublicKey) //nolint:errcheck // always of this type
	k.ID = KeyID(own)
	if err := announce(dir, own); err != nil {
		return nil, fmt.Errorf("public key of signatures: %w", err)
	}
	k.public, err = ReadPublic(filepath.Join(dir, PublicFile))
	return k, err
}

// KeyID names a public key: the beginning of its SHA-256.
func KeyID(public ed25519.PublicKey) string {
	sum := sha256.Sum256(public)
	return hex.EncodeToString(sum[:8])
}

// Sign signs a canonical manifest.
func (k *Key) Sign(manifest []byte) []byte { return ed25519.Sign(k.private, manifest) }

// Public gives the public key of an id; nil when this installation never had it.
func (k *Key) Public(keyID string) ed25519.PublicKey { return k.public[keyID] }

// makeKey writes the private key; the file appears whole or not at all, and of two processes one wins for both.
func makeKey(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	seed := make([]byte, ed25519.SeedSize)
	_, _ = rand.Read(seed) // never fails (crypto/rand)
	tmp, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, werr := tmp.WriteString(base64.StdEncoding.EncodeToString(seed) + "\n")
	if err := errors.Join(werr, tmp.Chmod(0o400), tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	return os.Link(tmp.Name(), filepath.Join(dir, KeyFile)) // fails when another process was faster
}

// announce adds the public half, unless it is there.
func announce(dir string, public ed25519.PublicKey) error {
	path := filepath.Join(dir, PublicFile)
	known, err := ReadPublic(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) || known[KeyID(public)] != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	_, werr := fmt.Fprintf(f, "ed25519 %s %s\n", KeyID(public), base64.StdEncoding.EncodeToString(public))
	return errors.Join(werr, f.Sync(), f.Close())
}

// ReadPublic reads a file of public keys, one a line; # begins a comment.
func ReadPublic(path string) (map[string]ed25519.PublicKey, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]ed25519.PublicKey{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		word := strings.Fields(line)
		if len(word) != 3 || word[0] != "ed25519" {
			return nil, fmt.Errorf("%s: %q is no public key of signatures", path, line)
		}
		raw, err := base64.StdEncoding.DecodeString(word[2])
		if err != nil || len(raw) != ed25519.PublicKeySize || KeyID(raw) != word[1] {
			return nil, fmt.Errorf("%s: the key %s is damaged", path, word[1])
		}
		out[word[1]] = raw
	}
	return out, nil
}

// PublicLines are the public keys there ever were, as in the file of public keys.
func (k *Key) PublicLines() []string {
	out := make([]string, 0, len(k.public))
	for _, name := range slices.Sorted(maps.Keys(k.public)) {
		out = append(out, "ed25519 "+name+" "+base64.StdEncoding.EncodeToString(k.public[name]))
	}
	return out
}
