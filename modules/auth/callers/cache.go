package callers

import (
	"sync"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/clock"
)

// cache keeps loaded values for a short time and in a bounded number. What is not there is kept too, so that a revoked
// token cannot make the database work at every request.
type cache[K comparable, V any] struct {
	clock clock.Clock
	life  time.Duration
	max   int
	mu    sync.RWMutex
	m     map[K]entry[V]
	drops uint64 // how often something was forgotten
}

type entry[V any] struct {
	value V
	at    time.Time
}

func newCache[K comparable, V any](c clock.Clock, life time.Duration, most int) *cache[K, V] {
	return &cache[K, V]{clock: c, life: life, max: most, m: map[K]entry[V]{}}
}

func (c *cache[K, V]) get(k K) (V, bool) {
	now := c.clock()
	c.mu.RLock()
	e, ok := c.m[k]
	c.mu.RUnlock()
	// An age below zero means that the clock was set back: ask again rather than keep a value for hours.
	if age := now.Sub(e.at); !ok || age >= c.life || age < 0 {
		var zero V
		return zero, false
	}
	return e.value, true
}

// mark is taken before a value is loaded and given to put.
type mark struct {
	at    time.Time
	drops uint64
}

func (c *cache[K, V]) mark() mark {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return mark{c.clock(), c.drops}
}

// put keeps a value as of the time its loading began. Where something was forgotten since, the value may be what was
// to be forgotten, and is not kept.
func (c *cache[K, V]) put(k K, v V, began mark) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.drops != began.drops {
		return
	}
	if len(c.m) >= c.max {
		c.makeRoom()
	}
	c.m[k] = entry[V]{value: v, at: began.at}
}

// makeRoom drops what has expired, and an eighth of the rest when that was not enough.
func (c *cache[K, V]) makeRoom() {
	now := c.clock()
	for k, e := range c.m {
		if now.Sub(e.at) >= c.life {
			delete(c.m, k)
		}
	}
	for k := range c.m {
		if len(c.m) <= c.max-c.max/8 {
			return
		}
		delete(c.m, k)
	}
}

// drop forgets the values that match.
func (c *cache[K, V]) drop(match func(K, V) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drops++
	for k, e := range c.m {
		if match(k, e.value) {
			delete(c.m, k)
		}
	}
}
