package db

import (
	"context"
	"net"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
)

// Counted is a pool that counts how often its connections turn from writing to reading: round trips.
func Counted(o Options) (*DB, *atomic.Int64, error) {
	var trips atomic.Int64
	d, err := open(o, func(c *pgx.ConnConfig) {
		dial := c.DialFunc
		c.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
			nc, err := dial(ctx, network, addr)
			return &counting{Conn: nc, trips: &trips}, err
		}
	})
	return d, &trips, err
}

type counting struct {
	net.Conn
	trips *atomic.Int64
	wrote atomic.Bool
}

func (c *counting) Write(b []byte) (int, error) {
	if !c.wrote.Swap(true) {
		c.trips.Add(1)
	}
	return c.Conn.Write(b)
}

func (c *counting) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 {
		c.wrote.Store(false)
	}
	return n, err
}

// NoSleep makes retries immediate.
func (d *DB) NoSleep() { d.sleep = func(context.Context, time.Duration) error { return nil } }
