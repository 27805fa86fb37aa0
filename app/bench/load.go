package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"sync"
	"time"
)

// load is one run of the generator: connections that send the next request when the answer has come (closed loop).
type load struct {
	addr     string
	requests [][][]byte // per connection: what it sends, in turn
	duration time.Duration
	warmup   time.Duration
}

// outcome of a run. Only answers after the warm-up count.
type outcome struct {
	perSecond float64
	median    time.Duration
	p99       time.Duration
	answers   int
}

// run fails on the first answer that is not 2xx: a fast refusal must not look like speed.
func (l load) run(ctx context.Context) (outcome, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	begin := time.Now().Add(l.warmup)
	end := begin.Add(l.duration)
	times := make([][]time.Duration, len(l.requests))
	var wait sync.WaitGroup
	for n := range l.requests {
		wait.Go(func() {
			var err error
			if times[n], err = l.connection(ctx, l.requests[n], begin, end); err != nil {
				cancel(err)
			}
		})
	}
	wait.Wait()
	if err := context.Cause(ctx); err != nil {
		return outcome{}, err
	}
	all := slices.Concat(times...)
	if len(all) == 0 {
		return outcome{}, errors.New("no answer came within the time measured")
	}
	slices.Sort(all)
	elapsed := max(l.duration, time.Since(begin))
	return outcome{perSecond: float64(len(all)) / elapsed.Seconds(), median: all[len(all)/2], p99: all[len(all)*99/100], answers: len(all)}, nil
}

// connection sends its requests until the end and returns how long each answer took.
func (l load) connection(ctx context.Context, requests [][]byte, begin, end time.Time) ([]time.Duration, error) {
	c, err := dial(ctx, l.addr)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	var out []time.Duration
	for n := 0; ctx.Err() == nil; n++ {
		sent := time.Now()
		if sent.After(end) && len(out) > 0 { // on a very slow machine one answer is waited for
			break
		}
		if _, err := c.call(requests[n%len(requests)], nil); err != nil {
			return nil, err
		}
		if sent.After(begin) {
			out = append(out, time.Since(sent))
		}
	}
	return out, nil
}

// client speaks just enough HTTP/1.1 to cost little of the processor that the server runs on.
type client struct {
	net.Conn
	r *bufio.Reader
}

func dial(ctx context.Context, addr string) (*client, error) {
	var d net.Dialer
	c, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	return &client{Conn: c, r: bufio.NewReaderSize(c, 64<<10)}, nil
}

// call sends one request and reads the answer; its body is appended to body unless that is nil.
func (c *client) call(request []byte, body *bytes.Buffer) (status int, err error) {
	if err := c.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return 0, err
	}
	if _, err := c.Write(request); err != nil {
		return 0, err
	}
	status, length, err := c.head()
	if err != nil {
		return 0, err
	}
	w := io.Discard
	var refusal bytes.Buffer
	switch {
	case body != nil:
		w = body
	case status > 299:
		w = &refusal
	}
	if length >= 0 {
		_, err = io.CopyN(w, c.r, length)
	} else {
		err = c.chunks(w)
	}
	if err == nil && status > 299 {
		err = fmt.Errorf("%.60q answered %d: %.300s", request, status, bytes.TrimSpace(refusal.Bytes()))
	}
	return status, err
}

// head reads status line and headers; a length of -1 means chunks.
func (c *client) head() (status int, length int64, err error) {
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return 0, 0, err
	}
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return 0, 0, fmt.Errorf("not HTTP/1.1: %q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, 0, err
	}
	for {
		if line, err = c.r.ReadSlice('\n'); err != nil {
			return 0, 0, err
		}
		name, value, _ := bytes.Cut(bytes.TrimRight(line, "\r\n"), []byte(":"))
		switch {
		case len(name) == 0:
			return status, length, nil
		case bytes.EqualFold(name, []byte("content-length")):
			if length, err = strconv.ParseInt(string(bytes.TrimSpace(value)), 10, 64); err != nil {
				return 0, 0, err
			}
		case bytes.EqualFold(name, []byte("transfer-encoding")):
			length = -1
		}
	}
}

func (c *client) chunks(w io.Writer) error {
	for {
		line, err := c.r.ReadSlice('\n')
		if err != nil {
			return err
		}
		size, err := strconv.ParseInt(string(bytes.TrimSpace(line)), 16, 64)
		if err != nil {
			return fmt.Errorf("chunk: %w", err)
		}
		if _, err := io.CopyN(w, c.r, size); err != nil {
			return err
		}
		if _, err := c.r.Discard(2); err != nil || size == 0 {
			return err
		}
	}
}

// request writes one HTTP request.
func request(method, path, token string, body []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\n", method, path)
	if token != "" {
		fmt.Fprintf(&b, "Authorization: Bearer %s\r\n", token)
	}
	if body != nil {
		fmt.Fprintf(&b, "Content-Type: application/json\r\nContent-Length: %d\r\n", len(body))
	}
	b.WriteString("\r\n")
	b.Write(body)
	return b.Bytes()
}
