package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/mail"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// The ways to encrypt the connection.
const (
	StartTLS = "starttls" // begins in the clear and must become encrypted
	TLS      = "tls"      // encrypted from the first byte
	None     = "none"     // never encrypted
)

// Options say where and as whom to send.
type Options struct {
	Host     string
	Port     int
	Username string // "": without signing in
	Password string
	From     string // an address, with or without a name
	TLS      string
	Timeout  time.Duration  // for each step of the conversation
	Roots    *x509.CertPool // nil: the system's
}

// Message is one mail to one person.
type Message struct {
	ID      id.ID // makes the Message-ID: sent again, the mail is recognised as the same
	To      string
	ToName  string
	Subject string
	Text    string
	HTML    string
	Date    time.Time
}

// Sender sends.
type Sender struct {
	o    Options
	from *mail.Address
}

// New checks the options; it connects to nothing.
func New(o Options) (*Sender, error) {
	from, err := mail.ParseAddress(o.From)
	if err != nil {
		return nil, fmt.Errorf("mail.from: %w", err)
	}
	s := &Sender{o: o, from: from}
	_, err = s.client()
	return s, err
}

// client makes a new one: a client keeps one connection, and senders work at the same time.
func (s *Sender) client() (*gomail.Client, error) {
	config := &tls.Config{ServerName: s.o.Host, RootCAs: s.o.Roots, MinVersion: tls.VersionTLS12}
	options := []gomail.Option{gomail.WithPort(s.o.Port), gomail.WithTimeout(s.o.Timeout), gomail.WithTLSConfig(config), gomail.WithHELO(s.domain())}
	switch s.o.TLS {
	case TLS:
		options = append(options, gomail.WithSSL())
	case StartTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if s.o.Username != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.o.Username), gomail.WithPassword(s.o.Password))
	}
	return gomail.NewClient(s.o.Host, options...)
}

// domain is that of the sender; it names this client to the server and makes message ids unique in the world.
func (s *Sender) domain() string {
	_, domain, _ := strings.Cut(s.from.Address, "@")
	return domain
}

// Server is the address of the server for people.
func (s *Sender) Server() string { return s.o.Host + ":" + strconv.Itoa(s.o.Port) }

// Send delivers one message to the server. A failure is an *Error.
func (s *Sender) Send(ctx context.Context, m Message) error {
	msg, err := s.compose(m)
	if err != nil {
		return &Error{Permanent: true, Text: "the address or the text cannot be written as a mail: " + line(err.Error())}
	}
	c, err := s.client()
	if err != nil {
		return &Error{Server: true, Text: line(err.Error())}
	}
	if err = c.DialAndSendWithContext(ctx, msg); err == nil || msg.IsDelivered() {
		return nil // taken over; how the farewell went does not matter
	}
	return explain(err)
}

func (s *Sender) compose(m Message) (*gomail.Msg, error) {
	msg := gomail.NewMsg()
	msg.FromMailAddress(s.from)
	to, err := mail.ParseAddress(m.To)
	if err != nil || to.Address != m.To {
		return nil, fmt.Errorf("%q is no address", m.To)
	}
	msg.AddToMailAddress(&mail.Address{Name: line(m.ToName), Address: to.Address})
	msg.Subject(line(m.Subject))
	msg.SetDateWithValue(m.Date)
	msg.SetMessageIDWithValue(m.ID.String() + "@" + s.domain())
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no automatic answer, please
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	return msg, nil
}

// Check connects, encrypts and signs in, and sends nothing. It ends with the context; a conversation that is under way then
// ends by itself with its timeout.
func (s *Sender) Check(ctx context.Context) error {
	c, err := s.client()
	if err != nil {
		return &Error{Server: true, Text: line(err.Error())}
	}
	done := make(chan error, 1)
	go func() {
		conn, err := c.DialToSMTPClientWithContext(ctx)
		if err == nil {
			_ = c.CloseWithSMTPClient(conn) // it has answered
		}
		done <- err
	}()
	select {
	case err = <-done:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		return explain(err)
	}
	return nil
}

// line makes one line of text that may come from people: a line break in a header would begin another one.
func line(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r < 0x20 || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 || r == ' ' }), " ")
}
