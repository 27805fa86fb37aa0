package sessions

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
)

const refreshPrefix = "spr_" // lets secret scanners find a leaked one

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
	aead, err := sealer(old)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce)
	return aead.Seal(nonce, nonce, []byte(successor), nil), nil
}

func openSuccessor(old string, sealed []byte) (string, error) {
	aead, err := sealer(old)
	if err != nil {
		return "", err
	}
	if len(sealed) < aead.NonceSize() {
		return "", errors.New("auth: no successor")
	}
	out, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], nil)
	return string(out), err
}

func sealer(old string) (cipher.AEAD, error) {
	key := sha256.Sum256([]byte("spectra/refresh/successor\x00" + old))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
