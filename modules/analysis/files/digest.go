package files

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"net/textproto"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// claim is a SHA-256 the client gave in a header (RFC 9530).
type claim struct {
	header string
	sum    []byte
}

// claims reads Content-Digest and Repr-Digest. A digest nobody checks would be a false promise: one without sha-256
// is refused.
func claims(h textproto.MIMEHeader) ([]claim, error) {
	var out []claim
	for _, name := range []string{"Content-Digest", "Repr-Digest"} {
		text := strings.Join(h.Values(name), ",")
		if text == "" {
			continue
		}
		sum, err := sha256Of(text)
		if err != nil {
			return nil, apperr.InvalidField("header:"+name, "invalid_digest", "Send sha-256=:<base64 of 32 bytes>: as RFC 9530 writes it.")
		}
		out = append(out, claim{name, sum})
	}
	return out, nil
}

var errDigest = errors.New("no sha-256")

func sha256Of(dictionary string) ([]byte, error) {
	for member := range strings.SplitSeq(dictionary, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(member), "=")
		if !ok || !strings.EqualFold(name, "sha-256") {
			continue
		}
		value, _, _ = strings.Cut(value, ";")
		value = strings.TrimSpace(value)
		if len(value) < 2 || value[0] != ':' || value[len(value)-1] != ':' {
			return nil, errDigest
		}
		sum, err := base64.StdEncoding.DecodeString(value[1 : len(value)-1])
		if err != nil || len(sum) != sha256.Size {
			return nil, errDigest
		}
		return sum, nil
	}
	return nil, errDigest
}

// agree compares claims with what arrived: any one of the sums may match.
func agree(all []claim, sums ...[]byte) error {
	for _, c := range all {
		ok := false
		for _, sum := range sums {
			ok = ok || subtle.ConstantTimeCompare(c.sum, sum) == 1
		}
		if !ok {
			return apperr.InvalidField("header:"+c.header, "digest_mismatch", "What arrived has another SHA-256 than the header says; nothing was stored. Send it again.")
		}
	}
	return nil
}
