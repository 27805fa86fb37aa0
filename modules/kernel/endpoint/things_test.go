package endpoint_test

import (
	"context"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// things is a module of routes that end in every way a route can end.
type things struct{ db *db.DB }

func (things) Name() string                    { return "things" }
func (things) Permissions() []authz.Permission { return nil }
func (things) Tables() []db.Table              { return nil }
func (things) Jobs(*jobs.Registry)             {}

type thing struct {
	Name   string                  `json:"name" minLength:"1" maxLength:"20"`
	Kind   string                  `json:"kind,omitempty" enum:"wafer,die"`
	Count  int32                   `json:"count,omitempty" minimum:"0"`
	Meta   map[string]any          `json:"meta,omitempty"`
	Inner  *inner                  `json:"inner,omitempty"`
	Secret endpoint.Patch[string]  `json:"secret,omitempty"`
	Level  endpoint.Patch[float64] `json:"level,omitempty"`
}

type inner struct {
	Deep string `json:"deep"`
}

type made struct {
	ID   id.ID  `json:"id"`
	Name string `json:"name"`
	HTML string `json:"html"`
}

type (
	createIn struct{ Body thing }
	getIn    struct {
		endpoint.Param
		Limit int    `query:"limit" minimum:"1" maximum:"9" default:"3"`
		Q     string `query:"q" maxLength:"10"`
	}
	none struct{}
)

func (m things) Routes(r *endpoint.Router) {
	create := endpoint.Route{ID: "create-thing", Method: "POST", Path: "/things", Status: 201, Permission: "project:create", Event: "project.created", Tx: endpoint.ReadWrite, Record: "project"}
	endpoint.Register(r, create, func(ctx context.Context, in *createIn) (*endpoint.Created[made], error) {
		return m.create(ctx, in.Body.Name)
	})
	endpoint.Register(r, endpoint.Route{ID: "get-thing", Method: "GET", Path: "/things/{id}", Permission: "project:read", Record: "project"},
		func(_ context.Context, in *getIn) (*endpoint.Found[made], error) {
			v, err := in.Record("thing")
			return &endpoint.Found[made]{ETag: `"1"`, Body: made{ID: v}}, err
		})
	endpoint.Register(r, endpoint.Route{ID: "panic-thing", Method: "POST", Path: "/panic", Permission: "project:create", Event: "project.created", Tx: endpoint.ReadWrite},
		func(ctx context.Context, _ *none) (*endpoint.NoContent, error) {
			if _, err := m.create(ctx, "half"); err != nil {
				return nil, err
			}
			panic("password=hunter2")
		})
	endpoint.Register(r, endpoint.Route{ID: "slow-thing", Method: "POST", Path: "/slow", Permission: "project:create", Event: "project.created", Tx: endpoint.ReadWrite, Timeout: 100 * time.Millisecond},
		func(ctx context.Context, _ *none) (*endpoint.NoContent, error) {
			if _, err := m.create(ctx, "half"); err != nil {
				return nil, err
			}
			return nil, m.db.Q(ctx).Exec("select pg_sleep(5)").Error
		})
	endpoint.Register(r, endpoint.Route{ID: "empty-thing", Method: "POST", Path: "/empty", Status: 204, Permission: "project:create", Event: "project.created", Tx: endpoint.ReadWrite},
		func(ctx context.Context, _ *none) (*endpoint.NoContent, error) {
			_, err := m.create(ctx, "empty")
			return &endpoint.NoContent{}, err
		})
	endpoint.Register(r, endpoint.Route{ID: "broken-thing", Method: "POST", Path: "/broken", Permission: "project:create", Event: "project.created", Tx: endpoint.ReadWrite},
		func(ctx context.Context, _ *none) (*endpoint.NoContent, error) {
			return nil, m.db.Q(ctx).Exec("select secret_column from projects").Error
		})
	endpoint.Register(r, endpoint.Route{ID: "why-thing", Method: "POST", Path: "/why", Permission: "project:create", Event: "project.created", Tx: endpoint.ReadWrite, Reason: true},
		func(ctx context.Context, _ *none) (*endpoint.NoContent, error) {
			_, err := m.create(ctx, "why")
			return nil, err
		})
	endpoint.Register(r, endpoint.Route{ID: "busy-thing", Method: "GET", Path: "/busy", Permission: endpoint.Public},
		func(context.Context, *none) (*endpoint.NoContent, error) {
			e := apperr.New(apperr.TooMany, "too_many", "Slow down.")
			e.RetryAfter = 1500 * time.Millisecond
			return nil, e
		})
	endpoint.Register(r, endpoint.Route{ID: "quiet-thing", Method: "GET", Path: "/quiet", Permission: endpoint.Public, Quiet: true},
		func(context.Context, *none) (*endpoint.NoContent, error) { return nil, nil })
	endpoint.RegisterRaw(r, endpoint.Route{ID: "upload-thing", Method: "POST", Path: "/raw/{id}", Status: 201, Permission: "project:create", Event: "project.created", Accepts: "*/*"},
		func(ctx context.Context, x *endpoint.Exchange) error {
			return x.InTx(ctx, [32]byte{7}, func(ctx context.Context) (db.Answer, error) {
				out, err := m.create(ctx, "raw")
				if err != nil {
					return db.Answer{}, err
				}
				return endpoint.Answer(201, map[string]string{"Location": out.Location}, out.Body)
			})
		})
	endpoint.RegisterRaw(r, endpoint.Route{ID: "raw-thing", Method: "PUT", Path: "/raw/{id}", Status: 201, Permission: "project:create", Event: "project.created", Accepts: "*/*", Record: "project"},
		func(ctx context.Context, x *endpoint.Exchange) error {
			if x.Param("id") == "panic" {
				panic("raw")
			}
			return x.InTx(ctx, [32]byte{}, func(ctx context.Context) (db.Answer, error) {
				out, err := m.create(ctx, "raw")
				if err != nil {
					return db.Answer{}, err
				}
				return endpoint.Answer(201, map[string]string{"Location": out.Location}, out.Body)
			})
		})
}

func (m things) create(ctx context.Context, name string) (*endpoint.Created[made], error) {
	k := id.New()
	err := m.db.Q(ctx).Exec("insert into projects (org_id, id, name) values (?,?,?)", tenancy.Must(ctx).Org, k, name).Error
	return &endpoint.Created[made]{Location: "/things/" + k.String(), ETag: `"1"`, Body: made{ID: k, Name: name, HTML: "<a&b>\u2028"}}, err
}

func serve(t *testing.T) (*apptest.Lab, *apptest.API) {
	t.Helper()
	lab := apptest.New(t)
	return lab, lab.Serve(t, things{lab.DB})
}

func (m things) count(t *testing.T, lab *apptest.Lab) (n int) {
	t.Helper()
	if err := m.db.Q(lab.Ctx("a", "viewer")).Raw("select count(*) from projects").Row().Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
