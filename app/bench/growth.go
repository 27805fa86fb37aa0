package main

import (
	"context"
	"fmt"
	"net/url"
	"time"
)

// grow is B6: what a person waits for, with few rows and with many, one request at a time and turn about.
func grow(ctx context.Context, small, large *workload) ([]line, error) {
	var out []line
	kinds := []struct {
		what string
		make func(ctx context.Context, w *workload) ([][]byte, error)
	}{
		{"first page", get("/samples?limit=50")},
		{"page in the middle", deepPage},
		{"read one", func(ctx context.Context, w *workload) ([][]byte, error) { return w.perSample(ctx, "/samples/%s") }},
		{"audit of one record", func(ctx context.Context, w *workload) ([][]byte, error) {
			return w.perSample(ctx, "/audit?record_type=sample&record_id=%s")
		}},
		{"page of the audit trail", get("/audit?limit=50")},
		{"search of samples, a word in every name", get("/samples?limit=50&q=wafer")},
		{"search of everything, a word in every name", get("/search?q=wafer")},
	}
	for _, k := range kinds {
		few, err := k.make(ctx, small)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k.what, err)
		}
		many, err := k.make(ctx, large)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k.what, err)
		}
		c, err := pair{
			func(ctx context.Context) (float64, error) { return large.patience(ctx, many) },
			func(ctx context.Context) (float64, error) { return small.patience(ctx, few) },
		}.rounds(ctx, large.o.rounds)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k.what, err)
		}
		l := large.o.ratio("B6", k.what, c, " ms", fmt.Sprintf("%d rows: ", large.o.smallRows), 1.2)
		l.least = false
		out = append(out, l)
	}
	return out, nil
}

// get is one request that is made again and again.
func get(path string) func(context.Context, *workload) ([][]byte, error) {
	return func(_ context.Context, w *workload) ([][]byte, error) {
		return [][]byte{request("GET", path, w.tokens[0], nil)}, nil
	}
}

// patience is the median time of one request after the other, in milliseconds.
func (w *workload) patience(ctx context.Context, requests [][]byte) (float64, error) {
	out, err := load{addr: w.server.addr, requests: [][][]byte{requests}, duration: w.o.duration / 4, warmup: w.o.duration / 8}.run(ctx)
	return float64(out.median) / float64(time.Millisecond), err
}

func (w *workload) perSample(ctx context.Context, path string) ([][]byte, error) {
	ids, err := sampleIDs(ctx, w.c.admin(w.database), w.orgs[0], 500)
	if err != nil {
		return nil, err
	}
	var out [][]byte
	for _, id := range ids {
		out = append(out, request("GET", fmt.Sprintf(path, id), w.tokens[0], nil))
	}
	return out, nil
}

// deepPage walks the cursor half-way through the organisation's samples.
func deepPage(ctx context.Context, w *workload) ([][]byte, error) {
	var page struct {
		Items []struct{} `json:"items"`
		Next  *string    `json:"next_cursor"`
	}
	cursor, seen := "", 0
	for seen == 0 || seen < w.perOrg/2 {
		limit := min(200, max(1, w.perOrg/2-seen))
		if err := w.server.json(ctx, request("GET", fmt.Sprintf("/samples?limit=%d%s", limit, cursor), w.tokens[0], nil), &page); err != nil {
			return nil, err
		}
		seen += len(page.Items)
		if page.Next == nil {
			return nil, fmt.Errorf("the list ended after %d of %d samples", seen, w.perOrg)
		}
		cursor = "&cursor=" + url.QueryEscape(*page.Next)
	}
	return [][]byte{request("GET", "/samples?limit=50"+cursor, w.tokens[0], nil)}, nil
}
