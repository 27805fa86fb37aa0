package stall

import (
	"io"
	"net/http"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/clock"
)

// patience is how long one read or write may wait. Deadlines are set in time on the machine's clock: they belong to
// the socket and to no rule about records.
const patience = time.Minute

// Reader reads a request body. Call release after the last read: a deadline left behind would end the connection
// while the handler still works.
func Reader(w http.ResponseWriter, body io.Reader) (r io.Reader, release func()) {
	c := http.NewResponseController(w)
	return reader{body, c}, func() { _ = c.SetReadDeadline(time.Time{}) }
}

type reader struct {
	io.Reader
	c *http.ResponseController
}

func (r reader) Read(p []byte) (int, error) {
	_ = r.c.SetReadDeadline(clock.System().Add(patience)) // not supported by test recorders, which do not stall either
	return r.Reader.Read(p)
}

// Writer writes an answer. Call release at the end: the connection serves further requests.
func Writer(w http.ResponseWriter) (out http.ResponseWriter, release func()) {
	c := http.NewResponseController(w)
	return writer{w, c}, func() { _ = c.SetWriteDeadline(time.Time{}) }
}

type writer struct {
	http.ResponseWriter
	c *http.ResponseController
}

func (w writer) Write(p []byte) (int, error) {
	_ = w.c.SetWriteDeadline(clock.System().Add(patience))
	return w.ResponseWriter.Write(p)
}
