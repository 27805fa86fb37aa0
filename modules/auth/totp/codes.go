package totp

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"strings"
	"time"

	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

const (
	period    = 30 // seconds
	digits    = 6
	drift     = 1 // steps a telephone's clock may be off
	codes     = 10
	codeBytes = 10 // 80 bits
)

// enrolment makes a secret of 160 bits and its otpauth address.
func enrolment(issuer, account string) (*Enrolment, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: account, Period: period, SecretSize: 20})
	if err != nil {
		return nil, err
	}
	return &Enrolment{Secret: key.Secret(), URL: key.URL()}, nil
}

// isCode tells a code of the telephone from a recovery code.
func isCode(typed string) bool {
	return len(typed) == digits && strings.Trim(typed, "0123456789") == ""
}

// steps gives the steps around now, after the last one used, whose code this is.
func steps(secret, typed string, now time.Time, last int64) ([]int64, error) {
	var out []int64
	at := now.Unix() / period
	for step := at - drift; step <= at+drift; step++ {
		code, err := hotp.GenerateCode(secret, uint64(step)) //nolint:gosec // a step of the present is positive
		if err != nil {
			return nil, err
		}
		if subtle.ConstantTimeCompare([]byte(code), []byte(typed)) == 1 && step > last {
			out = append(out, step)
		}
	}
	return out, nil
}

var alphabet = base32.StdEncoding.WithPadding(base32.NoPadding)

// recovery makes the codes for the day the telephone is lost, in groups that can be read from paper.
func recovery() []string {
	out := make([]string, codes)
	for i := range out {
		var raw [codeBytes]byte
		_, _ = rand.Read(raw[:]) // never fails (crypto/rand)
		text := strings.ToLower(alphabet.EncodeToString(raw[:]))
		out[i] = text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:]
	}
	return out
}

// hash is what is stored of a recovery code. 80 random bits need no slow hash; the person is in it, so that equal hashes
// cannot be told from the table.
func hash(identity id.ID, typed string) []byte {
	mac := hmac.New(sha256.New, identity[:])
	mac.Write([]byte("spectra/recovery\x00" + strings.ToLower(plain(typed))))
	return mac.Sum(nil)
}

// plain is what was typed without what people put between characters.
func plain(typed string) string { return strings.NewReplacer(" ", "", "-", "").Replace(typed) }
