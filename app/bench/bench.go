package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// bench is everything that runs during a measurement.
type bench struct {
	o            options
	bin, dir     string
	c            *cluster
	small, large *workload
}

func newBench(ctx context.Context, bin, dir string, o options) (*bench, error) {
	bin, err := filepath.Abs(bin)
	if err != nil {
		return nil, err
	}
	b := &bench{o: o, bin: bin, dir: dir}
	if b.c, err = startCluster(ctx, dir); err != nil {
		return nil, err
	}
	for _, s := range []struct {
		name string
		rows int
		into **workload
	}{{"small", o.smallRows, &b.small}, {"large", o.rows, &b.large}} {
		if s.name == "small" && !b.wants("B6") || s.name == "large" && !b.wants("B1", "B2", "B3", "B6", "B7", "B9", "B12") {
			continue
		}
		b.say("%s database: %d samples in %d organisations", s.name, s.rows, o.orgs)
		in, err := install(ctx, b.c, bin, s.name, o, s.rows)
		if err == nil {
			*s.into, err = startWorkload(ctx, in, o)
		}
		if err != nil {
			b.close(ctx)
			return nil, err
		}
	}
	return b, nil
}

func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%s  %s\n", time.Now().Format(time.TimeOnly), fmt.Sprintf(format, args...))
}

func (b *bench) wants(ids ...string) bool {
	if b.o.only == "" {
		return true
	}
	for _, id := range ids {
		for _, want := range strings.Split(b.o.only, ",") {
			if want == id {
				return true
			}
		}
	}
	return false
}

// all measures in an order in which nothing disturbs what follows: reads, growth, search, then writes.
func (b *bench) all(ctx context.Context) ([]line, error) {
	var out []line
	for _, s := range []struct {
		id, what string
		run      func() ([]line, error)
	}{
		{"B10", "and B11, start and memory", func() ([]line, error) { return startUp(ctx, b.bin, b.dir, b.o) }},
		{"B8", "policy decision", func() ([]line, error) { return decide(b.o) }},
		{"B1", "read one", func() ([]line, error) { return readOne(ctx, b.large) }},
		{"B2", "list", func() ([]line, error) { return listPage(ctx, b.large) }},
		{"B6", "growth", func() ([]line, error) { return grow(ctx, b.small, b.large) }},
		{"B7", "search", func() ([]line, error) { return search(ctx, b.large) }},
		{"B3", "create", func() ([]line, error) { return create(ctx, b.large) }},
		{"B12", "import", func() ([]line, error) { return takeIn(ctx, b.large) }},
		{"B9", "audit verify", func() ([]line, error) { return proveTrail(ctx, b.large) }},
	} {
		if !b.wants(s.id) {
			continue
		}
		b.say("%s %s", s.id, s.what)
		lines, err := s.run()
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", s.id, s.what, err)
		}
		for _, l := range lines {
			b.say("    %s: %s %s %s %s", l.what, l.ours, l.theirs, l.shown, l.verdict())
		}
		out = append(out, lines...)
	}
	return out, nil
}

func (b *bench) close(ctx context.Context) {
	for _, w := range []*workload{b.small, b.large} {
		if w != nil && w.server != nil {
			if err := w.server.stop(); err != nil {
				b.say("stopping the server: %v", err)
			}
		}
	}
	b.c.stop(ctx)
}

// ratio is the line of a comparison.
func (o options) ratio(id, what string, c comparison, unit, against string, target float64) line {
	return line{id: id, what: what, ours: number(c.ours.median()) + unit, theirs: against + number(c.theirs.median()) + unit, value: c.ratio.median(),
		shown: c.ratio.String() + "×", target: target, least: true, unit: "×", judged: !o.quick}
}

// figure is the line of an absolute figure.
func (o options) figure(id, what string, s series, target float64, least bool, unit string) line {
	return line{id: id, what: what, ours: s.String() + unit, value: s.median(), shown: number(s.median()) + unit, target: target, least: least, unit: unit, judged: !o.quick}
}
