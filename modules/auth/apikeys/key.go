package apikeys

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"hash/crc32"
	"strings"
)

// A key reads spk_<env>_<id>_<secret>_<crc32>: secret scanners know it by its form, people tell a development key
// from a real one, and a mistyped key is refused without asking the database.
const (
	keyPrefix = "spk"
	maxKey    = 200
)

// secret holds a key that was just made or is presented.
type secret struct {
	prefix string // spk_<env>_<id>: shown for ever, finds the key
	whole  string
	hash   [sha256.Size]byte
}

// newSecret makes a key of 256 random bits.
func newSecret(env string) secret {
	var raw [42]byte
	_, _ = rand.Read(raw[:]) // never fails (crypto/rand)
	text := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw[:]))
	s := secret{prefix: keyPrefix + "_" + env + "_" + text[:16]}
	body := s.prefix + "_" + text[16:]
	s.whole = body + "_" + checksum(body)
	s.hash = sha256.Sum256([]byte(s.whole))
	return s
}

// parse takes a presented key apart; ok is false for what cannot be a key.
func parse(text string) (s secret, ok bool) {
	parts := strings.Split(text, "_")
	if len(text) > maxKey || len(parts) != 5 || parts[0] != keyPrefix || parts[2] == "" || parts[3] == "" {
		return s, false
	}
	body := text[:strings.LastIndexByte(text, '_')]
	if checksum(body) != parts[4] {
		return s, false
	}
	return secret{prefix: strings.Join(parts[:3], "_"), whole: text, hash: sha256.Sum256([]byte(text))}, true
}

func checksum(body string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(body))) }
