package main

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// create is B3: one sample with its audit entry sealed into the chain, against pgbench inserting row and audit row
// unchained; and what one organisation alone, whose writes share one chain, can do.
func create(ctx context.Context, w *workload) ([]line, error) {
	body := []byte(`{"name":"Bench wafer","sample_type":"wafer","lot":"LOT-BENCH","material":"Si (100)","quantity":{"value":"1.10","unit":"cm2"}}`)
	post := func(token string) [][]byte { return [][]byte{request("POST", "/samples", token, body)} }
	all := w.spread(func(_ int, _ org, token string) [][]byte { return post(token) })
	one := w.spread(func(int, org, string) [][]byte { return post(w.tokens[0]) })
	limit, err := w.pgbench("insert", w.c.app(w.database))
	if err != nil {
		return nil, err
	}
	c, err := pair{
		func(ctx context.Context) (float64, error) { return w.o.rate(ctx, w.server.addr, all) },
		func(ctx context.Context) (float64, error) { return w.unaudited(ctx, limit) },
	}.rounds(ctx, w.o.rounds)
	if err != nil {
		return nil, err
	}
	var alone series
	for range w.o.rounds {
		v, err := w.o.rate(ctx, w.server.addr, one)
		if err != nil {
			return nil, err
		}
		alone = append(alone, v)
	}
	syncs, err := w.flushes(ctx)
	if err != nil {
		return nil, err
	}
	return []line{
		w.o.ratio("B3", fmt.Sprintf("POST /samples, %d organisations", len(w.orgs)), c, "/s", "pgbench, row + audit row, no chain: ", .50),
		w.o.figure("B3", "POST /samples, one organisation alone", alone, 900, true, "/s"),
		{id: "B3", what: "commits that one session can have flushed to this disk", theirs: "pgbench, empty transactions: " + number(syncs) + "/s", background: true},
	}, nil
}

// unaudited runs pgbench with the audit trigger of samples off: its script writes the audit row itself.
func (w *workload) unaudited(ctx context.Context, limit pgbench) (rate float64, err error) {
	conn, err := pgx.Connect(ctx, w.c.admin(w.database))
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, "alter table spectra.samples disable trigger audit_row"); err != nil {
		return 0, err
	}
	rate, err = limit.run(ctx, w.o.duration)
	if _, aerr := conn.Exec(ctx, "alter table spectra.samples enable always trigger audit_row"); err == nil {
		err = aerr
	}
	return rate, err
}

// flushes tells how many commits a second one session can have: what the disk allows a chain that is sealed at commit.
func (w *workload) flushes(ctx context.Context) (float64, error) {
	p, err := newPgbench(w.c.server.BinDir(), w.c.dir, "flush", w.c.admin(w.database), 1, "select pg_logical_emit_message(true, 'bench', 'x');")
	if err != nil {
		return 0, err
	}
	return p.run(ctx, w.o.duration)
}
