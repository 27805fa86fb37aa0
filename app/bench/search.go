package main

import (
	"context"
)

// search is B7: substring search and a filter at full size under row-level security, against the same statement where
// it does not apply.
func search(ctx context.Context, w *workload) ([]line, error) {
	var out []line
	for _, k := range []struct{ name, what string }{{"search", "search q=… under RLS"}, {"common", "search q=…, a word in every name, under RLS"}, {"status", "filter status=… under RLS"}} {
		ours, err := w.pgbench(k.name, w.c.app(w.database))
		if err != nil {
			return nil, err
		}
		theirs, err := w.pgbench(k.name+"_plain", w.c.admin(w.database))
		if err != nil {
			return nil, err
		}
		c, err := pair{
			func(ctx context.Context) (float64, error) { return ours.run(ctx, w.o.duration) },
			func(ctx context.Context) (float64, error) { return theirs.run(ctx, w.o.duration) },
		}.rounds(ctx, w.o.rounds)
		if err != nil {
			return nil, err
		}
		out = append(out, w.o.ratio("B7", k.what, c, "/s", "without RLS: ", .67))
	}
	for _, k := range []struct{ path, what string }{
		{"/samples?limit=50&q=delaminated", "GET /samples?q=…"}, {"/samples?limit=50&q=wafer", "GET /samples?q=…, a word in every name"},
		{"/samples?limit=50&status=in_storage", "GET /samples?status=…"},
		{"/search?q=delaminated", "GET /search?q=…"}, {"/search?q=wafer", "GET /search?q=…, a word in every name"},
	} {
		var s series
		requests := w.spread(func(_ int, _ org, token string) [][]byte {
			return [][]byte{request("GET", k.path, token, nil)}
		})
		for range w.o.rounds {
			v, err := w.o.rate(ctx, w.server.addr, requests)
			if err != nil {
				return nil, err
			}
			s = append(s, v)
		}
		out = append(out, line{id: "B7", what: k.what + ", full stack", ours: s.String() + "/s", background: true})
	}
	return out, nil
}
