package app

import (
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/clock"
)

// readPatience is how long a client may take nothing of an answer. Without it anybody could hold connections for ever by
// asking for a document and never reading it (SECURITY.md X-19); a deadline for the whole answer would cut downloads.
const readPatience = 30 * time.Second

// paced is a listener whose connections end when the other side stops reading.
type paced struct{ net.Listener }

// Accept waits for the next connection.
func (l paced) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &pacedConn{Conn: c}, nil
}

type pacedConn struct {
	net.Conn
	own atomic.Bool // the handler has set a deadline itself (package stall)
}

func (c *pacedConn) Write(p []byte) (int, error) {
	if !c.own.Load() {
		_ = c.Conn.SetWriteDeadline(clock.System().Add(readPatience)) // fails only on a closed connection, as Write then does
	}
	return c.Conn.Write(p)
}

func (c *pacedConn) SetWriteDeadline(t time.Time) error {
	c.own.Store(!t.IsZero())
	return c.Conn.SetWriteDeadline(t)
}

// CloseWrite lets net/http end an answer before the body of its request has come whole.
func (c *pacedConn) CloseWrite() error {
	if t, ok := c.Conn.(*net.TCPConn); ok {
		return t.CloseWrite()
	}
	return nil
}

// bodyPatience is for bodies that nobody reads, such as those sent to unknown addresses: net/http waits for them. Routes
// set a time of their own.
const bodyPatience = 5 * time.Second

// brief is a handler whose requests cannot hold their connection by sending no body.
type brief struct{ http.Handler }

func (h brief) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = http.NewResponseController(w).SetReadDeadline(clock.System().Add(bodyPatience)) // net/http's own writers can
	h.Handler.ServeHTTP(w, r)
}
