package timestamp

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	tsp "github.com/digitorus/timestamp"
)

// authority is a time-stamping authority of our own: a root and a certificate for time-stamping under it.
type authority struct {
	root   *x509.Certificate
	cert   *x509.Certificate
	key    *ecdsa.PrivateKey
	garble func([]byte) []byte
	*httptest.Server
}

func certificate(t *testing.T, template, parent *x509.Certificate, key, signer *ecdsa.PrivateKey) *x509.Certificate {
	t.Helper()
	template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(24*time.Hour)
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	a := &authority{key: key}
	top := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test root"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	a.root = certificate(t, top, top, rootKey, rootKey)
	usage, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
	if err != nil {
		t.Fatal(err)
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "Test TSA"}, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtraExtensions: []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: usage}}}
	a.cert = certificate(t, leaf, a.root, key, rootKey)
	a.Server = httptest.NewServer(http.HandlerFunc(a.answer))
	t.Cleanup(a.Close)
	return a
}

func (a *authority) answer(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	q, err := tsp.ParseRequest(body)
	if err != nil {
		http.Error(w, "bad", http.StatusBadRequest)
		return
	}
	stamp := tsp.Timestamp{HashAlgorithm: q.HashAlgorithm, HashedMessage: q.HashedMessage, Time: time.Now(), Nonce: q.Nonce, Policy: asn1.ObjectIdentifier{1, 2, 3, 4},
		Accuracy: time.Second, AddTSACertificate: true, Certificates: []*x509.Certificate{a.root}}
	out, err := stamp.CreateResponseWithOpts(a.cert, a.key, crypto.SHA256)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if a.garble != nil {
		out = a.garble(out)
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	_, _ = w.Write(out)
}

func TestStampAndCheck(t *testing.T) {
	a := newAuthority(t)
	message := []byte("what was signed")
	token, where, err := NewAuthority(a.URL).Stamp(t.Context(), message)
	if err != nil || where != a.URL {
		t.Fatal(where, err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(a.root)
	at, err := Check(t.Context(), token, message, roots)
	if err != nil || time.Since(at).Abs() > time.Minute {
		t.Errorf("%v, %v", at, err)
	}
	if _, err := Check(t.Context(), token, []byte("something else"), roots); err == nil {
		t.Error("a token of something else is taken")
	}
	if _, err := Check(t.Context(), token, message, x509.NewCertPool()); err == nil {
		t.Error("an unknown authority is taken")
	}
	changed := bytes.Clone(token)
	changed[len(changed)-10] ^= 1
	if _, err := Check(t.Context(), changed, message, roots); err == nil {
		t.Error("a changed token is taken")
	}
	if _, err := Check(t.Context(), []byte("no token"), message, roots); err == nil {
		t.Error("anything is taken")
	}
}

// TestOpenSSL has another implementation check a token, as an inspector would.
func TestOpenSSL(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is not installed: apt-get install openssl")
	}
	a := newAuthority(t)
	token, _, err := NewAuthority(a.URL).Stamp(t.Context(), []byte("what was signed"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, content := range map[string][]byte{"token": token, "data": []byte("what was signed"), "other": []byte("something else"),
		"root.pem": pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.root.Raw})} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	check := func(data string) (string, error) {
		out, err := exec.CommandContext(t.Context(), openssl, "ts", "-verify", "-token_in", "-in", filepath.Join(dir, "token"), "-data", filepath.Join(dir, data),
			"-CAfile", filepath.Join(dir, "root.pem")).CombinedOutput()
		return string(out), err
	}
	if out, err := check("data"); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if out, err := check("other"); err == nil {
		t.Errorf("something else is taken: %s", out)
	}
}

func TestRefusedAnswers(t *testing.T) {
	for name, garble := range map[string]func([]byte) []byte{
		"not an answer": func([]byte) []byte { return []byte("<html>") },
		"too long":      func([]byte) []byte { return make([]byte, 32<<20) },
		"cut":           func(b []byte) []byte { return b[:len(b)/2] },
		"empty":         func([]byte) []byte { return nil },
	} {
		a := newAuthority(t)
		a.garble = garble
		if _, _, err := NewAuthority(a.URL).Stamp(t.Context(), []byte("x")); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	elsewhere := httptest.NewServer(http.RedirectHandler("http://127.0.0.1:1/", http.StatusTemporaryRedirect))
	defer elsewhere.Close()
	if _, _, err := NewAuthority(elsewhere.URL).Stamp(t.Context(), []byte("x")); err == nil {
		t.Error("a redirect is followed")
	}
	// An answer to somebody else's request is signed as well.
	a := newAuthority(t)
	old, _, err := NewAuthority(a.URL).Stamp(t.Context(), []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	a.garble = func([]byte) []byte { return old }
	if _, _, err := NewAuthority(a.URL).Stamp(t.Context(), []byte("x")); err == nil {
		t.Error("an earlier answer is taken")
	}
}
