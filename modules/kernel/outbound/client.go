package outbound

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"
)

const (
	timeout   = 5 * time.Second
	maxBody   = 1 << 20
	maxHeader = 64 << 10
	maxHops   = 3
)

// ErrRefused is in the chain of every error about an address that must not be asked.
var ErrRefused = errors.New("the address is not allowed")

// Options say what the operator allows.
type Options struct {
	// Private allows addresses of the own machine and of private networks, and plain http on the own machine. Link-local
	// addresses, where clouds keep credentials, stay out of reach.
	Private bool
}

// NewClient makes a client that looks at the address of every connection it opens, after the name was resolved: a name
// can be made to point elsewhere between a check and its use. A proxy would open connections that nobody looks at, so
// none is used.
func NewClient(o Options) *http.Client {
	dialer := &net.Dialer{Timeout: timeout, Control: func(_, address string, _ syscall.RawConn) error { return o.reachable(address) }}
	transport := &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: timeout, ResponseHeaderTimeout: timeout, IdleConnTimeout: 30 * time.Second,
		MaxIdleConnsPerHost: 2, MaxResponseHeaderBytes: maxHeader, ForceAttemptHTTP2: true}
	return &http.Client{Timeout: timeout, Transport: guard{o, transport}, CheckRedirect: sameHost}
}

// CheckURL refuses addresses that are not https. Without TLS only the own machine may be asked, where that is allowed.
func (o Options) CheckURL(u *url.URL) error {
	switch {
	case u.Host == "" || u.User != nil:
		return fmt.Errorf("%w: it needs a host and carries no credentials", ErrRefused)
	case u.Scheme == "https" || u.Scheme == "http" && o.Private && loopback(u.Hostname()):
		return nil
	}
	return fmt.Errorf("%w: %s is not https", ErrRefused, u.Host)
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

var (
	carrier = netip.MustParsePrefix("100.64.0.0/10") // RFC 6598, shared by carriers and overlays
	ietf    = netip.MustParsePrefix("192.0.0.0/24")  // RFC 6890
	thisNet = netip.MustParsePrefix("0.0.0.0/8")
	nat64   = netip.MustParsePrefix("64:ff9b::/96") // an IPv4 address inside, RFC 6052
)

// reachable judges the address a connection is about to be opened to.
func (o Options) reachable(address string) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	ip := to.Addr().WithZone("").Unmap()
	if nat64.Contains(ip) {
		b := ip.As16()
		ip = netip.AddrFrom4([4]byte(b[12:]))
	}
	never := ip.IsUnspecified() || ip.IsMulticast() || ip.IsLinkLocalUnicast() || thisNet.Contains(ip) || ietf.Contains(ip) || ip == netip.AddrFrom4([4]byte{255, 255, 255, 255})
	inside := ip.IsLoopback() || ip.IsPrivate() || carrier.Contains(ip)
	if never || inside && !o.Private {
		return fmt.Errorf("%w: %s is not on the public internet", ErrRefused, ip)
	}
	return nil
}

// sameHost follows redirects within the host that was asked, never to another one.
func sameHost(req *http.Request, via []*http.Request) error {
	first := via[0].URL
	if len(via) > maxHops || req.URL.Host != first.Host || req.URL.Scheme != first.Scheme {
		return fmt.Errorf("%w: redirected to %s", ErrRefused, req.URL.Host)
	}
	return nil
}

// guard looks at every request and bounds every answer.
type guard struct {
	o    Options
	next http.RoundTripper
}

func (g guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := g.o.CheckURL(req.URL); err != nil {
		return nil, err
	}
	res, err := g.next.RoundTrip(req)
	if err == nil {
		res.Body = &bounded{res.Body, maxBody}
	}
	return res, err
}

// bounded fails where a limited reader would end in silence.
type bounded struct {
	io.ReadCloser
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if len(p) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.ReadCloser.Read(p)
	if b.left -= n; b.left < 0 {
		return 0, fmt.Errorf("the answer is larger than %d bytes", maxBody)
	}
	return n, err
}
