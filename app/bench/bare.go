package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/labstack/echo/v4"
)

// bareSample is what the bare server scans and encodes: the columns of a sample, the plain way.
type bareSample struct {
	ID        string     `json:"id"`
	OrgID     string     `json:"org_id"`
	Code      string     `json:"code"`
	Name      string     `json:"name"`
	Type      string     `json:"sample_type"`
	Status    string     `json:"status"`
	ProjectID *string    `json:"project_id"`
	ParentID  *string    `json:"parent_id"`
	Lot       *string    `json:"lot"`
	Barcode   *string    `json:"barcode"`
	Location  *string    `json:"location"`
	Material  *string    `json:"material"`
	Text      *string    `json:"description"`
	Quantity  *string    `json:"quantity"`
	Unit      *string    `json:"quantity_unit"`
	Hazards   []string   `json:"hazards"`
	Version   int        `json:"version"`
	CreatedAt time.Time  `json:"created_at"`
	CreatedBy *string    `json:"created_by"`
	UpdatedAt time.Time  `json:"updated_at"`
	Archived  *time.Time `json:"archived_at"`
}

// bare serves GET /samples/{id} with neither sign-in nor policy, row-level security, log or API layer: the speed that
// Echo and pgx have on this machine. It runs as a process of its own, like the server it is compared with.
func bare(ctx context.Context, addr, databaseURL string) error {
	cfg, err := pgxpool.ParseConfig(databaseURL)
	if err != nil {
		return err
	}
	cfg.MaxConns = 20 // as database.max_conns
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return err
	}
	defer pool.Close()
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.GET("/livez", func(c echo.Context) error { return c.NoContent(http.StatusOK) })
	e.GET("/samples/:id", func(c echo.Context) error {
		rows, err := pool.Query(c.Request().Context(), `select id::text, org_id::text, code, name, sample_type, status, project_id::text, parent_id::text, lot, barcode,
			location, material, description, quantity_text, quantity_unit, hazards, version, created_at, created_by::text, updated_at, archived_at
			from spectra.samples where org_id = $1 and id = $2`, c.QueryParam("org"), c.Param("id"))
		if err != nil {
			return err
		}
		s, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[bareSample])
		if err != nil {
			return echo.ErrNotFound
		}
		return c.JSON(http.StatusOK, s)
	})
	go func() {
		<-ctx.Done()
		_ = e.Close()
	}()
	if err := e.Start(addr); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// serveBare starts the bare server on the same data.
func (in *installation) serveBare(ctx context.Context) (*server, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	env := append(os.Environ(), "BENCH_BARE_URL="+in.c.admin(in.database))
	return launch(ctx, env, "/livez", self, func(addr string) []string { return []string{"-bare", addr} })
}
