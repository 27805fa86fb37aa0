package checkpoints

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// keyName names the key inside notes.
const keyName = "spectra-audit"

// LoadKey reads the signing key, or makes it at the first start. The public half goes into a file beside it, one line
// a key: lines of earlier keys stay there, so that old checkpoints still verify.
func LoadKey(path string) (note.Signer, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = makeKey(path); err == nil || errors.Is(err, fs.ErrExist) {
			text, err = os.ReadFile(path)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("key of the audit trail: %w", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the key in %s could be read by others: chmod 400", path)
	}
	signer, err := note.NewSigner(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, fmt.Errorf("the key in %s is damaged: restore it from a backup; a new one would not confirm what the old one signed", path)
	}
	return signer, nil
}

func makeKey(path string) error {
	private, public, err := note.GenerateKey(rand.Reader, keyName)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, werr := tmp.WriteString(private + "\n")
	if err := errors.Join(werr, tmp.Chmod(0o400), tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if err := os.Link(tmp.Name(), path); err != nil { // fails when another process was faster
		return err
	}
	return appendLine(PublicFile(path), public, 0o644)
}

// PublicFile is where the public halves of a key file lie.
func PublicFile(path string) string { return strings.TrimSuffix(path, ".key") + ".pub" }

// ReadVerifiers reads a file of public keys, one a line; # begins a comment.
func ReadVerifiers(path string) (note.Verifiers, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("public keys of the audit trail: %w", err)
	}
	return ParseVerifiers(string(text), path)
}

// ParseVerifiers reads public keys from text; where names it in errors.
func ParseVerifiers(text, where string) (note.Verifiers, error) {
	var keys []note.Verifier
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		v, err := note.NewVerifier(line)
		if err != nil {
			return nil, fmt.Errorf("%s: %q is no public key of a checkpoint", where, line)
		}
		keys = append(keys, v)
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("%s holds no public key", where)
	}
	return note.VerifierList(keys...), nil
}

// appendLine adds a line to a file and has it on the disk before it returns.
func appendLine(path, line string, mode fs.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, mode)
	if err != nil {
		return err
	}
	_, werr := f.WriteString(line + "\n")
	return errors.Join(werr, f.Sync(), f.Close())
}
