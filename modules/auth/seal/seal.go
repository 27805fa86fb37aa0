package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
)

// Box seals and opens for one purpose.
type Box struct{ aead cipher.AEAD }

const minSecret = 32 // bytes

// New derives the key of a purpose from a secret.
func New(secret []byte, purpose string) (Box, error) {
	if len(secret) < minSecret {
		return Box{}, errors.New("auth: the installation's secret (JWT_SECRET) needs at least 32 bytes")
	}
	key, err := hkdf.Key(sha256.New, secret, nil, purpose, 32)
	if err != nil {
		return Box{}, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return Box{}, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return Box{aead}, err
}

// Seal encrypts; what it gives opens only together with the same bound text, so that it cannot be moved elsewhere.
func (b Box) Seal(plain []byte, bound string) []byte {
	return b.aead.Seal(nil, nil, plain, []byte(bound)) //nolint:gosec // the cipher makes its own random nonce
}

// Open decrypts what Seal gave.
func (b Box) Open(sealed []byte, bound string) ([]byte, error) {
	return b.aead.Open(nil, nil, sealed, []byte(bound))
}
