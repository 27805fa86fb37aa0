package tokens

import (
	"crypto/sha256"
	"sync"
	"time"
)

// maxSeen bounds the memory of checked tokens: some 200 bytes each.
const maxSeen = 20000

// seen remembers tokens whose signature and claims were checked, by their hash: checking costs more than all else that a
// read does. A token counts only under the very keys it was checked with, and only while its own times allow.
type seen struct {
	mu sync.RWMutex
	m  map[[sha256.Size]byte]checked
}

type checked struct {
	subject     Subject
	by          *keys // after a reload everything is checked again, so that a removed key ends its tokens
	from, until time.Time
}

func (s *seen) get(sum [sha256.Size]byte, by *keys, now time.Time) (Subject, bool) {
	s.mu.RLock()
	c, ok := s.m[sum]
	s.mu.RUnlock()
	return c.subject, ok && c.by == by && !now.Before(c.from) && now.Before(c.until)
}

func (s *seen) put(sum [sha256.Size]byte, c checked) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.m) >= maxSeen || s.m == nil {
		s.m = map[[sha256.Size]byte]checked{}
	}
	s.m[sum] = c
}
