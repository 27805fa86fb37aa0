package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// server is a running process that answers on addr.
type server struct {
	cmd   *exec.Cmd
	addr  string
	began time.Time
	up    time.Duration // from the start of the process to the first answer
	ended chan error
}

// freeAddress is a port that was free a moment ago.
func freeAddress(ctx context.Context) (string, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// launch starts a process and waits until GET path answers 200.
func launch(ctx context.Context, env []string, path, program string, args func(addr string) []string) (*server, error) {
	addr, err := freeAddress(ctx)
	if err != nil {
		return nil, err
	}
	s := &server{addr: addr, began: time.Now(), ended: make(chan error, 1)}
	started := make(chan error)
	go func() {
		// Pdeathsig follows the thread that started the child: it must live as long.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		var err error
		s.cmd, err = child(ctx, env, program, args(addr)...)
		started <- err
		if err == nil {
			s.ended <- s.cmd.Wait()
		}
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	for {
		if s.answers(ctx, path) {
			s.up = time.Since(s.began)
			return s, nil
		}
		select {
		case err := <-s.ended:
			return nil, fmt.Errorf("%s ended before it answered: %w", program, err)
		case <-time.After(2 * time.Millisecond):
		}
		if time.Since(s.began) > 2*time.Minute {
			return nil, errors.Join(fmt.Errorf("%s does not answer", program), s.stop())
		}
	}
}

func (s *server) answers(ctx context.Context, path string) bool {
	c, err := dial(ctx, s.addr)
	if err != nil {
		return false
	}
	defer c.Close()
	_, err = c.call(request("GET", path, "", nil), nil)
	return err == nil
}

// stop ends the process the way a service manager does.
func (s *server) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case err := <-s.ended:
		return err
	case <-time.After(40 * time.Second):
		return errors.Join(errors.New("still running 40 s after SIGTERM"), s.cmd.Process.Kill())
	}
}

// serve starts spectra on an installation.
func (in *installation) serve(ctx context.Context) (*server, error) {
	return launch(ctx, in.environment(), "/health", in.bin, func(addr string) []string { return []string{"serve", "--addr", addr} })
}

// login gives an access token.
func (s *server) login(ctx context.Context, o org) (string, error) {
	body, err := json.Marshal(map[string]string{"email": o.email, "password": password})
	if err != nil {
		return "", err
	}
	var answer struct {
		Token string `json:"access_token"`
	}
	if err := s.json(ctx, request("POST", "/auth/login", "", body), &answer); err != nil {
		return "", err
	}
	return answer.Token, nil
}

// json makes one call and reads the answer into v.
func (s *server) json(ctx context.Context, req []byte, v any) error {
	c, err := dial(ctx, s.addr)
	if err != nil {
		return err
	}
	defer c.Close()
	var b bytes.Buffer
	if _, err := c.call(req, &b); err != nil {
		return fmt.Errorf("%w: %s", err, b.Bytes())
	}
	return json.Unmarshal(b.Bytes(), v)
}
