package smtptest

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// The account of the server.
const (
	Username = "lims"
	Password = "correct horse"
)

// Host is what the certificate says.
const Host = "127.0.0.1"

// Mail is what the server took.
type Mail struct {
	From string
	To   []string
	Raw  string
	User string // who signed in
	TLS  bool
}

// Message reads the header.
func (m Mail) Message(t testing.TB) *mail.Message {
	t.Helper()
	msg, err := mail.ReadMessage(strings.NewReader(m.Raw))
	if err != nil {
		t.Fatal(err)
	}
	return msg
}

// Server is one mail server.
type Server struct {
	Port  int
	Roots *x509.CertPool // knows its certificate

	t       testing.TB
	tls     *tls.Config
	mu      sync.Mutex
	mails   []Mail
	tries   map[string]int
	verdict func(to string, try int) error
	silent  chan struct{} // closed: speaks again
	server  *smtp.Server
}

// New starts a server that takes everything.
func New(t testing.TB) *Server {
	t.Helper()
	cert, roots := certificate(t)
	s := &Server{t: t, Roots: roots, tls: &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}, tries: map[string]int{}}
	s.Start()
	t.Cleanup(s.Stop)
	return s
}

// Start listens, after Stop on the same port again.
func (s *Server) Start() {
	s.t.Helper()
	l, err := (&net.ListenConfig{}).Listen(s.t.Context(), "tcp", net.JoinHostPort(Host, strconv.Itoa(s.Port)))
	if err != nil {
		s.t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	s.Port, _ = net.LookupPort("tcp", port)
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		s.pause()
		return &session{server: s, conn: c}, nil
	}))
	server.Domain, server.TLSConfig, server.AllowInsecureAuth, server.EnableSMTPUTF8 = "mail.example", s.tls, false, true
	server.ErrorLog = quiet{}
	s.mu.Lock()
	s.server = server
	s.mu.Unlock()
	go func() { _ = server.Serve(l) }()
}

// Stop goes away.
func (s *Server) Stop() {
	s.Speak()
	s.mu.Lock()
	server := s.server
	s.mu.Unlock()
	_ = server.Close()
}

// Judge says what is answered to a recipient; try counts from 1. nil takes the mail.
func (s *Server) Judge(f func(to string, try int) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.verdict = f
}

// Refusal is an answer of the server.
func Refusal(code int, text string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 0, 0}, Message: text}
}

// FallSilent lets connections be made and says nothing.
func (s *Server) FallSilent() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.silent = make(chan struct{})
}

// Speak ends the silence.
func (s *Server) Speak() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.silent != nil {
		close(s.silent)
		s.silent = nil
	}
}

func (s *Server) pause() {
	s.mu.Lock()
	silent := s.silent
	s.mu.Unlock()
	if silent != nil {
		<-silent
	}
}

// Mails are those taken so far.
func (s *Server) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.mails)
}

// Wait gives the mails once there are n.
func (s *Server) Wait(ctx context.Context, n int) []Mail {
	s.t.Helper()
	for range 1500 {
		if all := s.Mails(); len(all) >= n {
			return all
		}
		select {
		case <-ctx.Done():
			s.t.Fatal(ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
	s.t.Fatalf("%d mails, want %d", len(s.Mails()), n)
	return nil
}

type session struct {
	server *Server
	conn   *smtp.Conn
	user   string
	mail   Mail
}

func (c *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (c *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != Username || password != Password {
			return smtp.ErrAuthFailed
		}
		c.user = user
		return nil
	}), nil
}

func (c *session) Mail(from string, _ *smtp.MailOptions) error {
	_, encrypted := c.conn.TLSConnectionState()
	c.mail = Mail{From: from, User: c.user, TLS: encrypted}
	return nil
}

func (c *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tries[to]++
	if s.verdict != nil {
		if err := s.verdict(to, s.tries[to]); err != nil {
			return err
		}
	}
	c.mail.To = append(c.mail.To, to)
	return nil
}

func (c *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	c.mail.Raw = string(raw)
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	c.server.mails = append(c.server.mails, c.mail)
	return nil
}

func (c *session) Reset()        { c.mail = Mail{} }
func (c *session) Logout() error { return nil }

// quiet drops the server's complaints about clients.
type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

func certificate(t testing.TB) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<33, 0), IPAddresses: []net.IP{net.ParseIP(Host)},
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, roots
}
