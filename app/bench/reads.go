package main

import (
	"context"
	"errors"
	"fmt"
)

// workload is an installation that serves, with somebody signed in from each organisation.
type workload struct {
	*installation
	server *server
	tokens []string
	o      options
}

func startWorkload(ctx context.Context, in *installation, o options) (*workload, error) {
	s, err := in.serve(ctx)
	if err != nil {
		return nil, err
	}
	w := &workload{installation: in, server: s, o: o}
	for _, p := range in.orgs {
		token, err := s.login(ctx, p)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("sign in: %w", err), s.stop())
		}
		w.tokens = append(w.tokens, token)
	}
	return w, nil
}

// spread gives each connection its organisation and requests.
func (w *workload) spread(make func(n int, o org, token string) [][]byte) [][][]byte {
	out := [][][]byte{}
	for c := range w.o.connections {
		n := c % len(w.orgs)
		out = append(out, make(n, w.orgs[n], w.tokens[n]))
	}
	return out
}

// rate is the answers per second of these requests.
func (o options) rate(ctx context.Context, addr string, requests [][][]byte) (float64, error) {
	out, err := load{addr: addr, requests: requests, duration: o.duration, warmup: o.duration / 5}.run(ctx)
	return out.perSecond, err
}

// readOne is B1: one sample by its id, against the bare server.
func readOne(ctx context.Context, w *workload) ([]line, error) {
	bare, err := w.serveBare(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = bare.stop() }()
	ids := make([][]string, len(w.orgs))
	for n, o := range w.orgs {
		if ids[n], err = sampleIDs(ctx, w.c.admin(w.database), o, 2000); err != nil {
			return nil, err
		}
	}
	requests := func(query func(o org) string) [][][]byte {
		return w.spread(func(n int, o org, token string) (out [][]byte) {
			for _, id := range ids[n] {
				out = append(out, request("GET", "/samples/"+id+query(o), token, nil))
			}
			return out
		})
	}
	ours, theirs := requests(func(org) string { return "" }), requests(func(o org) string { return "?org=" + o.id })
	c, err := pair{
		func(ctx context.Context) (float64, error) { return w.o.rate(ctx, w.server.addr, ours) },
		func(ctx context.Context) (float64, error) { return w.o.rate(ctx, bare.addr, theirs) },
	}.rounds(ctx, w.o.rounds)
	if err != nil {
		return nil, err
	}
	return []line{w.o.ratio("B1", "GET /samples/{id}, full stack", c, "/s", "bare Echo + pgx: ", .70)}, nil
}

// listPage is B2: the first page, against pgbench reading the same page under row-level security.
func listPage(ctx context.Context, w *workload) ([]line, error) {
	requests := w.spread(func(_ int, _ org, token string) [][]byte {
		return [][]byte{request("GET", "/samples?limit=50", token, nil)}
	})
	limit, err := w.pgbench("page", w.c.app(w.database))
	if err != nil {
		return nil, err
	}
	c, err := pair{
		func(ctx context.Context) (float64, error) { return w.o.rate(ctx, w.server.addr, requests) },
		func(ctx context.Context) (float64, error) { return limit.run(ctx, w.o.duration) },
	}.rounds(ctx, w.o.rounds)
	if err != nil {
		return nil, err
	}
	return []line{w.o.ratio("B2", "GET /samples?limit=50", c, "/s", "pgbench, same page under RLS: ", .50)}, nil
}

func (w *workload) pgbench(name, url string) (pgbench, error) {
	text, err := script(name, w.orgs)
	if err != nil {
		return pgbench{}, err
	}
	return newPgbench(w.c.server.BinDir(), w.c.dir, name, url, w.o.connections, text)
}
