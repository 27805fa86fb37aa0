package bundle

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// Keys are public keys: of signatures and packages, and of checkpoints of the trail.
type Keys struct {
	Signing map[string]ed25519.PublicKey
	Audit   note.Verifiers // nil: none
}

// ParseKeys reads public keys of both kinds, one a line; # begins a comment.
func ParseKeys(text string) (Keys, error) {
	k := Keys{Signing: map[string]ed25519.PublicKey{}}
	var audit []note.Verifier
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if word := strings.Fields(line); len(word) == 3 && word[0] == "ed25519" {
			raw, err := base64.StdEncoding.DecodeString(word[2])
			if err != nil || len(raw) != ed25519.PublicKeySize || signing.KeyID(raw) != word[1] {
				return k, fmt.Errorf("the key %q is damaged", line)
			}
			k.Signing[word[1]] = raw
			continue
		}
		v, err := note.NewVerifier(line)
		if err != nil {
			return k, fmt.Errorf("%q is no public key", line)
		}
		audit = append(audit, v)
	}
	if len(audit) > 0 {
		k.Audit = note.VerifierList(audit...)
	}
	if len(audit)+len(k.Signing) == 0 {
		return k, errors.New("there is no public key")
	}
	return k, nil
}
