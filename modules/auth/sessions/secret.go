package sessions

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"github.com/spectra-lab/spectra/modules/auth/seal"
)

const (
	refreshPrefix = "spr_" // lets secret scanners find a leaked one
	successorKey  = "spectra/refresh/successor"
)

// newRefresh makes an opaque token of 256 bits.
func newRefresh() string {
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // never fails (crypto/rand)
	return refreshPrefix + base64.RawURLEncoding.EncodeToString(raw[:])
}

// wellFormed spares the database what cannot be a token.
func wellFormed(token string) bool {
	rest, ok := strings.CutPrefix(token, refreshPrefix)
	return ok && len(rest) == 43
}

func digest(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// The successor is kept for the grace period (ID-05) encrypted with a key made of the old token itself: a dump of the
// database holds neither, so it gives no usable token, and every replica can open it.

func lockSuccessor(old, successor string) ([]byte, error) {
	box, err := seal.New([]byte(old), successorKey)
	if err != nil {
		return nil, err
	}
	return box.Seal([]byte(successor), ""), nil
}

func openSuccessor(old string, sealed []byte) (string, error) {
	box, err := seal.New([]byte(old), successorKey)
	if err != nil {
		return "", err
	}
	out, err := box.Open(sealed, "")
	return string(out), err
}
