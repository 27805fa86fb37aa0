package app

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
)

// slow is a connection that notes the deadline in force at each write.
type slow struct {
	net.Conn
	deadline time.Time
	written  []time.Time
}

func (s *slow) SetWriteDeadline(t time.Time) error { s.deadline = t; return nil }

func (s *slow) Write(p []byte) (int, error) {
	s.written = append(s.written, s.deadline)
	return len(p), nil
}

// every write has an end, the handler's own where it has set one.
func TestX19_WritesHaveAnEnd(t *testing.T) {
	s := &slow{}
	c := &pacedConn{Conn: s}
	own := time.Now().Add(time.Hour)
	steps := []func() error{
		func() error { _, err := c.Write(nil); return err },
		func() error { _ = c.SetWriteDeadline(own); _, err := c.Write(nil); return err },
		func() error { _ = c.SetWriteDeadline(time.Time{}); _, err := c.Write(nil); return err },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	for i, d := range s.written {
		if left := time.Until(d); i == 1 && !d.Equal(own) || i != 1 && (left <= 0 || left > readPatience) {
			t.Errorf("write %d ends %v from now", i, left)
		}
	}
}

// A client that never reads is cut off; net/http behind the listener works as before.
func TestX19_PacedListenerServes(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	body, failed := bytes.Repeat([]byte("x"), 64<<20), make(chan error, 1)
	srv := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/stuck" {
			_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(200 * time.Millisecond)) // in place of readPatience
			_, err := w.Write(body)
			failed <- err
		}
	})}
	go func() { _ = srv.Serve(paced{l}) }()
	defer srv.Close()
	r, err := http.Get("http://" + l.Addr().String() + "/")
	if err != nil {
		t.Fatal(err)
	}
	if _ = r.Body.Close(); r.StatusCode != 200 {
		t.Fatal(r.StatusCode)
	}
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Write([]byte("GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-failed:
		if !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("the write goes on")
	}
}

// Methods are the client's own words: they must not become series of their own.
func TestMetricsAreBounded(t *testing.T) {
	m := newMetrics(time.Now)
	e := echo.New()
	e.Use(m.middleware)
	for i := range 100 {
		e.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(strings.Repeat("X", i+1), "/samples/1", nil))
	}
	families, err := m.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if strings.HasPrefix(f.GetName(), "spectra_http_") && len(f.GetMetric()) != 1 {
			t.Errorf("%s has %d series", f.GetName(), len(f.GetMetric()))
		}
	}
}

// a body that never comes holds no connection, whatever address it is sent to: unknown ones, those of the system,
// and routes whose uploads may last for hours, for people who were let in.
func TestX19_BodyThatNeverComes(t *testing.T) {
	_, url := launch(t, Options{}, external(t)...)
	host := strings.TrimPrefix(url, "http://")
	for _, line := range []string{"POST /nowhere", "GET /health", "GET /openapi.json", "POST /files", "POST /samples"} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			c, err := net.Dial("tcp", host)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			_ = c.SetDeadline(time.Now().Add(3 * bodyPatience))
			if _, err := c.Write([]byte(line + " HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n")); err != nil {
				t.Fatal(err)
			}
			answer, err := io.ReadAll(c)
			if err != nil || !bytes.HasPrefix(answer, []byte("HTTP/1.1 ")) {
				t.Errorf("still open after %v: %v; got %.60s", 3*bodyPatience, err, answer)
			}
		})
	}
}
