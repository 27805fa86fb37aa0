package app

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// story is a day's work in the demo laboratory, step by step over HTTP. It counts requests: what a screen shows comes in at
// most two.
type story struct {
	*running
	tokens   map[string]string
	requests int
}

func newStory(t *testing.T) *story { return &story{running: seeded(t), tokens: map[string]string{}} }

// by calls as a person of the demo laboratory.
func (s *story) by(role, method, path string, body any, headers ...string) *reply {
	s.t.Helper()
	if s.tokens[role] == "" {
		s.tokens[role] = s.demoToken(role)
	}
	s.requests++
	return s.send(s.tokens[role], method, path, body, headers...)
}

// does is by for a call that succeeds.
func (s *story) does(role, method, path string, body any, headers ...string) *reply {
	s.t.Helper()
	out := s.by(role, method, path, body, headers...)
	if out.status >= 300 {
		s.t.Fatalf("%s %s %s: %d %s", role, method, path, out.status, out.body)
	}
	return out
}

// refused expects a problem with this status and code.
func (s *story) refused(status int, code, role, method, path string, body any, headers ...string) *reply {
	s.t.Helper()
	out := s.by(role, method, path, body, headers...)
	if out.status != status || out.get("code") != code {
		s.t.Errorf("%s %s %s: want %d %s, got %d %s", role, method, path, status, code, out.status, out.body)
	}
	return out
}

// step runs a part of a story.
func (s *story) step(what string, f func(t *testing.T)) {
	s.t.Helper()
	outer, t := s.t, s.t.(*testing.T)
	ok := t.Run(what, func(t *testing.T) {
		s.t = t
		f(t)
	})
	if s.t = outer; !ok {
		t.FailNow() // what follows stands on it
	}
}

// screen is a step that reads what a screen shows.
func (s *story) screen(what string, f func(t *testing.T)) {
	s.t.Helper()
	s.step(what, func(t *testing.T) {
		before := s.requests
		f(t)
		if n := s.requests - before; n > 2 {
			t.Errorf("the screen takes %d requests, at most 2", n)
		}
	})
}

// shows fails for members that an answer lacks; a path goes through objects and lists: items.0.code.
func (s *story) shows(out *reply, paths ...string) {
	s.t.Helper()
	for _, p := range paths {
		if out.at(p) == nil {
			s.t.Errorf("%s is not in the answer: %.1200s", p, out.body)
		}
	}
}

// at reads a member of an answer; lists have numbers.
func (p *reply) at(path string) any {
	var v any
	if json.Unmarshal(p.body, &v) != nil {
		return nil
	}
	for name := range strings.SplitSeq(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}

// text is a member as text.
func (p *reply) text(path string) string { return fmt.Sprint(p.at(path)) }

// list is a member that is a list.
func (p *reply) list(path string) []any {
	v, _ := p.at(path).([]any)
	return v
}
