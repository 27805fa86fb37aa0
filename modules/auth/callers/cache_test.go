package callers

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestCacheForgets(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	c := newCache[int, string](func() time.Time { return now }, life, 100)
	began, before := now, c.mark()
	now = now.Add(time.Second) // loading took a second: the value is as old as its question
	c.put(1, "a", before)
	if v, ok := c.get(1); !ok || v != "a" {
		t.Fatal("not kept")
	}
	now = began.Add(life)
	if _, ok := c.get(1); ok {
		t.Error("kept longer than its life")
	}
	now = began.Add(-time.Hour) // F-11: the clock is set back
	if _, ok := c.get(1); ok {
		t.Error("a clock that is set back keeps values for hours")
	}
	now = began
	c.put(2, "b", c.mark())
	c.drop(func(k int, v string) bool { return k == 2 && v == "b" })
	if _, ok := c.get(2); ok {
		t.Error("not dropped")
	}
	old := c.mark() // what was read before it was to be forgotten must not come back after
	c.drop(func(int, string) bool { return false })
	c.put(3, "stale", old)
	if _, ok := c.get(3); ok {
		t.Error("a value loaded before the drop is kept after it")
	}
}

func TestCacheIsBounded(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	c := newCache[int, int](func() time.Time { return now }, life, 100)
	for i := range 10_000 {
		c.put(i, i, c.mark())
		if len(c.m) > 100 {
			t.Fatalf("%d values kept", len(c.m))
		}
	}
	if _, ok := c.get(9_999); !ok {
		t.Error("the newest value was dropped")
	}
}

// Many requests at once ask the database once, and one that gives up does not fail the others.
func TestLoadOnce(t *testing.T) {
	c := &Callers{clock: time.Now}
	kept := newCache[string, string](c.clock, life, 10)
	var asked atomic.Int64
	release := make(chan struct{})
	ctx, giveUp := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			v, err := load(ctx, c, kept, "k", "k", func(ctx context.Context) (string, error) {
				asked.Add(1)
				<-release
				return "v", ctx.Err()
			})
			if err != nil || v != "v" {
				t.Errorf("%q %v", v, err)
			}
		})
	}
	time.Sleep(50 * time.Millisecond)
	giveUp()
	close(release)
	wg.Wait()
	if n := asked.Load(); n > 5 {
		t.Errorf("asked %d times", n)
	}
	if _, err := load(t.Context(), c, kept, "bad", "k", func(context.Context) (string, error) { return "", errors.New("down") }); err == nil {
		t.Error("a fault is hidden")
	}
	if _, ok := kept.get("bad"); ok {
		t.Error("a fault is kept")
	}
}
