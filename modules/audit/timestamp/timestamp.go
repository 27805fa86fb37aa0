package timestamp

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"time"

	"github.com/digitorus/pkcs7"
	tsp "github.com/digitorus/timestamp"
)

// Authority is a time-stamping authority behind an address.
type Authority struct {
	url    string
	client *http.Client
}

const (
	answerTime  = 10 * time.Second
	answerBytes = 1 << 20
)

var errRedirect = errors.New("the time-stamping authority sends us elsewhere")

// NewAuthority names an authority. Its answers are signed, so that plain HTTP, which many authorities have, is no
// danger to what they prove.
func NewAuthority(url string) *Authority {
	return &Authority{url: url, client: &http.Client{Timeout: answerTime, CheckRedirect: func(*http.Request, []*http.Request) error { return errRedirect }}}
}

// Stamp has the authority confirm the SHA-256 of a message, and checks that the answer is about it.
func (a *Authority) Stamp(ctx context.Context, message []byte) (token []byte, authority string, err error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return nil, a.url, err
	}
	query, err := tsp.CreateRequest(bytes.NewReader(message), &tsp.RequestOptions{Hash: crypto.SHA256, Certificates: true, Nonce: nonce})
	if err != nil {
		return nil, a.url, err
	}
	answer, err := a.post(ctx, query)
	if err != nil {
		return nil, a.url, err
	}
	stamp, err := tsp.ParseResponse(answer)
	if err != nil {
		return nil, a.url, fmt.Errorf("the time-stamping authority refused, or its answer cannot be read: %w", err)
	}
	if stamp.Nonce == nil || stamp.Nonce.Cmp(nonce) != 0 {
		return nil, a.url, errors.New("the time-stamping authority answered another request")
	}
	if _, err := Check(stamp.RawToken, message, nil); err != nil {
		return nil, a.url, err
	}
	return stamp.RawToken, a.url, nil
}

func (a *Authority) post(ctx context.Context, query []byte) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.url, bytes.NewReader(query))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/timestamp-query")
	answer, err := a.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the time-stamping authority answered %s", answer.Status)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, answerBytes+1))
	if err == nil && len(body) > answerBytes {
		err = errors.New("the answer of the time-stamping authority is too long")
	}
	return body, err
}

// Check gives the time that a token confirms for a message. With roots the authority's certificate must lead to one of
// them and be meant for time-stamping; without, only that the token is whole and signed by the certificate inside it.
func Check(token, message []byte, roots *x509.CertPool) (time.Time, error) {
	stamp, err := tsp.Parse(token)
	if err != nil {
		return time.Time{}, fmt.Errorf("not a time-stamp token: %w", err)
	}
	sum := sha256.Sum256(message)
	if stamp.HashAlgorithm != crypto.SHA256 || !bytes.Equal(stamp.HashedMessage, sum[:]) {
		return time.Time{}, errors.New("the time-stamp is of something else")
	}
	signed, err := pkcs7.Parse(token)
	if err != nil {
		return time.Time{}, err
	}
	if err := signed.Verify(); err != nil {
		return time.Time{}, fmt.Errorf("the time-stamp's signature: %w", err)
	}
	if roots == nil {
		return stamp.Time, nil
	}
	signer := signed.GetOnlySigner()
	if signer == nil {
		return time.Time{}, errors.New("the time-stamp does not have one signer")
	}
	between := x509.NewCertPool()
	for _, c := range signed.Certificates {
		between.AddCert(c)
	}
	_, err = signer.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: stamp.Time, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}})
	return stamp.Time, err
}
