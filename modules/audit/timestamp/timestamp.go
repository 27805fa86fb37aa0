package timestamp

import (
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"time"

	tsp "github.com/notaryproject/tspclient-go"
)

// Authority is a time-stamping authority behind an address.
type Authority struct {
	url    string
	client *http.Client
}

const answerTime = 10 * time.Second

var errRedirect = errors.New("the time-stamping authority sends us elsewhere")

// NewAuthority names an authority. Its answers are signed, so that plain HTTP, which many authorities have, is no
// danger to what they prove.
func NewAuthority(url string) *Authority {
	return &Authority{url: url, client: &http.Client{Timeout: answerTime, CheckRedirect: func(*http.Request, []*http.Request) error { return errRedirect }}}
}

// Stamp has the authority confirm the SHA-256 of a message, and checks that the answer is about it.
func (a *Authority) Stamp(ctx context.Context, message []byte) (token []byte, authority string, err error) {
	query, err := tsp.NewRequest(tsp.RequestOptions{Content: message, HashAlgorithm: crypto.SHA256}) // with a nonce
	if err != nil {
		return nil, a.url, err
	}
	asker, err := tsp.NewHTTPTimestamper(a.client, a.url)
	if err != nil {
		return nil, a.url, err
	}
	answer, err := asker.Timestamp(ctx, query)
	if err == nil {
		err = answer.Validate(query)
	}
	if err != nil {
		return nil, a.url, fmt.Errorf("the time-stamping authority refused, or its answer is about something else: %w", err)
	}
	token = answer.TimestampToken.FullBytes
	_, err = Check(ctx, token, message, nil)
	return token, a.url, err
}

// Check gives the time that a token confirms for a message. With roots the authority's certificate must lead to one of
// them and be meant for time-stamping; without, only that the token is whole and signed by a certificate inside it.
func Check(ctx context.Context, token, message []byte, roots *x509.CertPool) (time.Time, error) {
	signed, err := tsp.ParseSignedToken(token)
	if err != nil {
		return time.Time{}, fmt.Errorf("not a time-stamp token: %w", err)
	}
	info, err := signed.Info()
	if err != nil {
		return time.Time{}, fmt.Errorf("not a time-stamp token: %w", err)
	}
	at, err := info.Validate(message)
	if err != nil {
		return time.Time{}, fmt.Errorf("the time-stamp is of something else: %w", err)
	}
	if roots == nil {
		roots = x509.NewCertPool()
		for _, c := range signed.Certificates {
			roots.AddCert(c)
		}
	}
	if _, err := signed.Verify(ctx, x509.VerifyOptions{Roots: roots, CurrentTime: at.Value}); err != nil {
		return time.Time{}, fmt.Errorf("the time-stamp's signature: %w", err)
	}
	return at.Value, nil
}
