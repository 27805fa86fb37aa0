package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// options of one run.
type options struct {
	rows, smallRows, orgs int
	connections, rounds   int
	duration, idle        time.Duration
	quick                 bool
	only                  string
}

func full() options {
	return options{rows: 1_000_000, smallRows: 10_000, orgs: 20, connections: 32, rounds: 5, duration: 4 * time.Second, idle: 3 * time.Second}
}

// smoke has tiny sizes: it shows that everything runs, its figures mean nothing.
func smoke() options {
	return options{rows: 600, smallRows: 200, orgs: 2, connections: 2, rounds: 1, duration: 200 * time.Millisecond, idle: 100 * time.Millisecond, quick: true}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	o := full()
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	bin := f.String("bin", "bin/spectra", "the executable to measure")
	out := f.String("out", "app/bench/RESULTS.md", "where the results go; empty: nowhere")
	dir := f.String("dir", "", "where the throw-away databases live (a few GB); default: the temporary directory")
	quick := f.Bool("quick", false, "smoke test: tiny sizes, nothing is judged or written")
	bareAddr := f.String("bare", "", "serve the bare handler on this address (used by the bench itself)")
	f.IntVar(&o.rows, "rows", o.rows, "samples")
	f.IntVar(&o.rounds, "rounds", o.rounds, "rounds of each measurement")
	f.DurationVar(&o.duration, "duration", o.duration, "length of one side of one round")
	f.StringVar(&o.only, "only", "", "measure these alone, e.g. B1,B3 (nothing is written)")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *bareAddr != "" {
		return bare(ctx, *bareAddr, os.Getenv("BENCH_BARE_URL"))
	}
	if *quick {
		o = smoke()
	}
	if o.quick || o.only != "" {
		*out = ""
	}
	return measure(ctx, *bin, *dir, *out, o)
}

// measure runs everything, prints it and writes the file. The error names the targets that were missed.
func measure(ctx context.Context, bin, dir, out string, o options) error {
	began := time.Now()
	b, err := newBench(ctx, bin, dir, o)
	if err != nil {
		return err
	}
	defer b.close(ctx)
	lines, err := b.all(ctx)
	if err != nil {
		return err
	}
	m := thisMachine(bin, b.c.server.Version())
	report(os.Stdout, m, o, lines)
	fmt.Printf("\n%s\n", time.Since(began).Round(time.Second))
	if out != "" {
		if err := write(out, m, o, lines); err != nil {
			return err
		}
	}
	var missed []string
	for _, l := range lines {
		if l.verdict() == "MISSED" {
			missed = append(missed, l.id+" "+l.what)
		}
	}
	if len(missed) > 0 {
		return errors.New("missed: " + strings.Join(missed, "; "))
	}
	return nil
}
