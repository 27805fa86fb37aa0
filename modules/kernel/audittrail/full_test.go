package audittrail

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// F-02: with the database away for long a request ends all the same, and who did what is in the server's log.
func TestF02_FullBufferDoesNotHang(t *testing.T) {
	var said bytes.Buffer
	l := NewAccessLog(nil, slog.New(slog.NewTextHandler(&said, nil)))
	l.wait = 50 * time.Millisecond
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for range accessBuffer + 1 {
			l.Write(Entry{Action: "list-samples", Status: 503})
		}
	}()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Fatal("Write waits for ever")
	}
	if n := strings.Count(said.String(), "action=list-samples"); n != 1 {
		t.Errorf("%d entries in the log: %.300s", n, said.String())
	}
}
