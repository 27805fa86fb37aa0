package tokens

import (
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"math/big"
	"sync/atomic"
)

// The algorithms.
const (
	HS256 = "HS256"
	RS256 = "RS256"
)

const (
	minSecret  = 32
	minModulus = 2048
)

// key is one signing key.
type key struct {
	kid    string
	sign   any // []byte or *rsa.PrivateKey
	verify any // []byte or *rsa.PublicKey
}

// keys never changes once built; the last one signs, the earlier ones only verify.
type keys struct {
	active key
	byID   map[string]key
}

// Keyring holds the keys of the process.
type Keyring struct {
	algorithm string
	load      func() (*keys, error)
	current   atomic.Pointer[keys]
}

// NewHMAC makes the keyring of a shared secret. golang-jwt accepts an empty one; this does not.
func NewHMAC(secret []byte) (*Keyring, error) {
	if len(secret) < minSecret {
		return nil, errors.New("auth: the HS256 secret (JWT_SECRET) needs at least 32 bytes")
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("spectra/kid"))
	k := key{kid: "hs-" + hex.EncodeToString(mac.Sum(nil)[:8]), sign: secret, verify: secret}
	r := &Keyring{algorithm: HS256, load: func() (*keys, error) { return newKeys(k), nil }}
	return r, r.Reload()
}

// Reload reads the key files again (SIGHUP); a fault leaves the keys in force as they are.
func (r *Keyring) Reload() error {
	k, err := r.load()
	if err == nil {
		r.current.Store(k)
	}
	return err
}

func newKeys(all ...key) *keys {
	out := &keys{active: all[len(all)-1], byID: make(map[string]key, len(all))}
	for _, k := range all {
		out.byID[k.kid] = k
	}
	return out
}

// rsaKey names a key by its RFC 7638 thumbprint.
func rsaKey(private *rsa.PrivateKey) (key, error) {
	if private.N.BitLen() < minModulus {
		return key{}, errors.New("an RSA key needs at least 2048 bits")
	}
	if err := private.Validate(); err != nil {
		return key{}, err
	}
	sum := sha256.Sum256([]byte(`{"e":"` + exponent(&private.PublicKey) + `","kty":"RSA","n":"` + modulus(&private.PublicKey) + `"}`))
	return key{kid: "rs-" + base64.RawURLEncoding.EncodeToString(sum[:]), sign: private, verify: &private.PublicKey}, nil
}

func exponent(k *rsa.PublicKey) string {
	return base64.RawURLEncoding.EncodeToString(big.NewInt(int64(k.E)).Bytes())
}

func modulus(k *rsa.PublicKey) string { return base64.RawURLEncoding.EncodeToString(k.N.Bytes()) }

// JWK is one public key (RFC 7517).
type JWK struct {
	KeyType   string `json:"kty"`
	Use       string `json:"use"`
	Algorithm string `json:"alg"`
	KeyID     string `json:"kid"`
	Modulus   string `json:"n"`
	Exponent  string `json:"e"`
}

// Public lists the public keys; there is none with HS256.
func (r *Keyring) Public() []JWK {
	out := []JWK{}
	if r.algorithm != RS256 {
		return out
	}
	current := r.current.Load()
	add := func(k key) {
		if p, ok := k.verify.(*rsa.PublicKey); ok {
			out = append(out, JWK{KeyType: "RSA", Use: "sig", Algorithm: RS256, KeyID: k.kid, Modulus: modulus(p), Exponent: exponent(p)})
		}
	}
	add(current.active)
	for kid, k := range current.byID {
		if kid != current.active.kid {
			add(k)
		}
	}
	return out
}
