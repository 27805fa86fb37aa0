package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spectra-lab/spectra/app/demo"
	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
)

// Options of serving.
type Options struct {
	Demo        bool // put the demo data in once
	AutoMigrate bool // bring an external schema up to date first
	Console     io.Writer
	Observe     func(ctx context.Context, sql string) // called with every statement; tests count them
}

// App is the server: a listener that answers from the first moment, and the core behind it once that is built.
type App struct {
	cfg      config.Config
	o        Options
	log      *slog.Logger
	listener net.Listener
	server   *http.Server

	metricsServer *http.Server // nil unless metrics.addr is set
	metrics       *metrics
	core          *core
	health        *health
	gate          gate
	mailWatch     mailWatch
	setup         string // first-run link
	wait          sync.WaitGroup
}

// gate is the handler in force: "starting" until the core is built.
type gate struct{ current atomic.Pointer[http.Handler] }

func (g *gate) set(h http.Handler) { g.current.Store(&h) }

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) { (*g.current.Load()).ServeHTTP(w, r) }

// New checks the configuration and opens the listener, so that a taken port is the first thing told.
func New(ctx context.Context, cfg config.Config, o Options) (*App, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if o.Demo && cfg.Production() {
		return nil, errDemoInProduction
	}
	a := &App{cfg: cfg, o: o, log: serverLog(cfg, o.Console), metrics: newMetrics(clock.System)}
	var lc net.ListenConfig
	var err error
	if a.listener, err = lc.Listen(ctx, "tcp", cfg.Server.Addr); err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w; choose another address with --addr or SPECTRA_SERVER_ADDR", cfg.Server.Addr, errors.Unwrap(err))
	}
	a.gate.set(starting(cfg.Server.BasePath))
	a.server = newServer(&a.gate, a.log, cfg.Server.ReadHeaderTimeout)
	return a, nil
}

// heapFloor is a piece of heap that nobody touches, so that it takes no memory: the collector, which runs whenever the heap
// has doubled, would otherwise clear a few megabytes many times a second.
const heapFloor = 32 << 20

// Run serves until the context ends, then drains: not ready, a delay for load balancers, open requests, jobs, logs.
// ready is called with the address once the first request can be answered.
func (a *App) Run(ctx context.Context, ready func(url string)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	floor := make([]byte, heapFloor)
	defer runtime.KeepAlive(floor)
	failed := make(chan error, 2)
	a.wait.Go(func() { failed <- ignoreClosed(a.server.Serve(paced{a.listener})) })
	err := a.build(ctx)
	if err == nil && a.core != nil {
		err = a.work(ctx, failed, ready)
	}
	cancel()
	return errors.Join(err, a.drain(ctx))
}

// work starts the background parts and waits for the end.
func (a *App) work(ctx context.Context, failed chan error, ready func(url string)) error {
	if a.cfg.Jobs.Workers > 0 {
		if err := a.core.jobs.Start(context.WithoutCancel(ctx)); err != nil {
			return fmt.Errorf("background jobs: %w", err)
		}
	}
	a.wait.Go(func() { a.core.points.Run(ctx) })
	a.wait.Go(func() { a.core.policy.Watch(ctx) })
	a.wait.Go(func() { a.followPolicy(ctx) })
	a.wait.Go(func() { a.reloadOnSignal(ctx) })
	if a.core.mail.On() {
		a.wait.Go(func() { a.mailWatch.watch(ctx, a.core.mail.Sender) })
	}
	if err := a.serveMetrics(ctx, failed); err != nil {
		return err
	}
	ready(a.URL())
	debug.FreeOSMemory() // what building routes, documents and policy left behind
	select {
	case <-ctx.Done():
		return nil
	case err := <-failed:
		return err
	}
}

// build makes the core and swaps the real handler in. A database that is not up yet is waited for (F-03).
func (a *App) build(ctx context.Context) error {
	var err error
	for pause := 250 * time.Millisecond; ; pause = min(2*pause, 5*time.Second) {
		a.core, err = openCore(ctx, a.cfg, a.log, a.o)
		var later *unreachableError
		if !errors.As(err, &later) {
			break
		}
		a.log.Warn("waiting for the database", "error", err, "again_in", pause.String())
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
	if err != nil {
		return err
	}
	if a.o.Demo {
		if err := demo.Seed(ctx, a.core.demoServices()); err != nil {
			return fmt.Errorf("demo data: %w", err)
		}
	} else if a.setup, err = a.core.setupLink(ctx, a.URL()); err != nil {
		return err
	}
	h, err := a.handler(ctx)
	if err != nil {
		return err
	}
	a.gate.set(h)
	return nil
}

// URL is where the server listens.
func (a *App) URL() string {
	host, port, err := net.SplitHostPort(a.listener.Addr().String())
	if err != nil {
		return "http://" + a.listener.Addr().String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port) + a.cfg.Server.BasePath
}

// followPolicy keeps the tables of roles and permissions with the policy file.
func (a *App) followPolicy(ctx context.Context) {
	tick := time.NewTicker(2 * time.Second)
	defer tick.Stop()
	for seen := a.core.policy.SHA256(); ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := a.core.policy.SHA256()
		if now == seen {
			continue
		}
		if err := a.core.modules.auth.SyncCatalogue(ctx); err != nil {
			a.log.Error("roles table not updated, will retry", "error", err)
			continue
		}
		seen = now
	}
}

// reloadOnSignal reads keys and policy again on SIGHUP, without losing a request (ID-03).
func (a *App) reloadOnSignal(ctx context.Context) {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	for {
		select {
		case <-ctx.Done():
			return
		case <-hup:
		}
		if err := a.core.modules.auth.ReloadKeys(); err != nil {
			a.log.Error("signing keys not reloaded; the earlier ones stay in force", "error", err)
		}
		_ = a.core.policy.Reload() // a fault is logged there and shows in /health
		a.log.Info("reloaded on SIGHUP")
	}
}

// drain ends in order; 25 s for open requests and jobs (F-08).
func (a *App) drain(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	var errs []error
	if a.health != nil {
		a.health.draining.Store(true)
		time.Sleep(a.cfg.Server.DrainDelay)
	}
	limit, cancel := context.WithTimeout(ctx, 25*time.Second)
	defer cancel()
	for _, s := range []*http.Server{a.server, a.metricsServer} {
		if s == nil {
			continue
		}
		if err := s.Shutdown(limit); err != nil {
			errs = append(errs, fmt.Errorf("requests were cut off: %w", err))
			_ = s.Close()
		}
	}
	if a.core != nil {
		if a.cfg.Jobs.Workers > 0 {
			errs = append(errs, a.core.jobs.Stop(limit))
		}
		errs = append(errs, a.core.close(ctx))
	}
	a.wait.Wait()
	return errors.Join(errs...)
}

func ignoreClosed(err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
