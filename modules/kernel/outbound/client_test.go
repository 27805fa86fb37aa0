package outbound

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestT_29_ReachableAddresses(t *testing.T) {
	for address, want := range map[string]struct{ public, private bool }{
		"93.184.216.34:443": {true, true}, "[2606:2800:220:1::1]:443": {true, true},
		"127.0.0.1:80": {false, true}, "127.9.9.9:80": {false, true}, "[::1]:80": {false, true}, "10.0.0.1:443": {false, true}, "172.16.9.1:443": {false, true},
		"192.168.1.1:443": {false, true}, "[fd00::1]:443": {false, true}, "100.64.1.1:443": {false, true}, "[::ffff:10.0.0.1]:443": {false, true}, "[64:ff9b::a00:1]:443": {false, true},
		"169.254.169.254:80": {}, "[fe80::1]:80": {}, "[::ffff:169.254.169.254]:80": {}, "[64:ff9b::a9fe:a9fe]:80": {}, "0.0.0.0:80": {}, "0.1.2.3:80": {}, "[::]:80": {},
		"224.0.0.1:80": {}, "255.255.255.255:80": {}, "[ff02::1]:80": {}, "192.0.0.8:80": {}, "not an address": {},
	} {
		if got := (Options{}).reachable(address) == nil; got != want.public {
			t.Errorf("%s: reachable %v", address, got)
		}
		if got := (Options{Private: true}).reachable(address) == nil; got != want.private {
			t.Errorf("%s with private addresses allowed: reachable %v", address, got)
		}
	}
}

func TestT_29_Addresses(t *testing.T) {
	for address, want := range map[string]struct{ public, private bool }{
		"https://idp.example": {true, true}, "http://idp.example": {}, "http://127.0.0.1:80/x": {false, true}, "http://localhost/": {false, true}, "http://[::1]/": {false, true},
		"http://10.0.0.1/": {}, "https://u:p@idp.example/": {}, "file:///etc/passwd": {}, "javascript:alert(1)": {}, "gopher://127.0.0.1/": {}, "https:///x": {},
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if (Options{}).CheckURL(u) == nil != want.public || (Options{Private: true}).CheckURL(u) == nil != want.private {
			t.Errorf("%s: %v, %v", address, (Options{}).CheckURL(u), (Options{Private: true}).CheckURL(u))
		}
	}
}

func TestT_29_NoConnectionToTheOwnMachine(t *testing.T) {
	asked := false
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer s.Close()
	for _, address := range []string{s.URL, strings.Replace(s.URL, "127.0.0.1", "localhost", 1)} {
		res, err := NewClient(Options{}).Get(address)
		if err == nil {
			res.Body.Close()
		}
		if !errors.Is(err, ErrRefused) || asked {
			t.Errorf("%s: %v, asked %v", address, err, asked)
		}
	}
}

func TestX_12_BoundsOfAnswers(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "secret") }))
	defer other.Close()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/exact":
			fmt.Fprint(w, strings.Repeat("x", maxBody))
		case "/large":
			fmt.Fprint(w, strings.Repeat("x", maxBody+1))
		case "/away":
			http.Redirect(w, r, other.URL, http.StatusFound)
		case "/around":
			http.Redirect(w, r, "/around", http.StatusFound)
		case "/home":
			http.Redirect(w, r, "/exact", http.StatusFound)
		case "/slow":
			<-r.Context().Done()
		}
	}))
	defer s.Close()
	c := NewClient(Options{Private: true})
	read := func(path string) (int, error) {
		res, err := c.Get(s.URL + path)
		if err != nil {
			return 0, err
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		return len(body), err
	}
	for _, path := range []string{"/exact", "/home"} {
		if n, err := read(path); n != maxBody || err != nil {
			t.Errorf("%s: %d bytes, %v", path, n, err)
		}
	}
	if n, err := read("/large"); err == nil {
		t.Errorf("too large: %d bytes", n)
	}
	for _, path := range []string{"/away", "/around"} {
		if _, err := read(path); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", path, err)
		}
	}
	c.Timeout = 100 * time.Millisecond
	if _, err := read("/slow"); err == nil {
		t.Error("a silent server is waited for")
	}
}
