package apptest

import (
	"context"
	"database/sql"
	"log/slog"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the administrator's connection

	"github.com/spectra-lab/spectra/app/apptest/pgtest"
	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/migrations"
	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Roles are the ones every organisation of a Lab has one person of.
func Roles() []string {
	return []string{"admin", "manager", "scientist", "technician", "viewer", "auditor"}
}

// Lab is one test's installation: organisations "a" and "b".
type Lab struct {
	DB         *db.DB
	Kit        module.Kit
	Pg         pgtest.DB
	Policy     *authz.Policy
	Statements atomic.Int64 // sent to the database so far

	orgs   map[string]id.ID
	users  map[string]id.ID
	access atomic.Pointer[audittrail.AccessLog]
	log    *slog.Logger
}

// New makes a Lab on a clone of the migrated template.
func New(t testing.TB) *Lab {
	t.Helper()
	pg := Database(t)
	l := &Lab{Pg: pg, Policy: shippedPolicy(t), orgs: map[string]id.ID{}, users: map[string]id.ID{}, log: slog.New(slog.DiscardHandler)}
	pool, err := db.Open(db.Options{URL: pg.AppURL, MaxConns: 8, Clock: clock.System, Can: l.can,
		Observe: func(_ context.Context, sql string) { l.count(sql) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pool.Close() })
	l.DB = pool
	l.Kit = module.Kit{DB: pool, Cursors: page.NewCodec([]byte("cursors of tests")), Clock: clock.System, Can: l.can, Log: l.log}
	l.people(t)
	l.openAccess(t)
	return l
}

// Database clones the migrated template.
func Database(t testing.TB) pgtest.DB {
	t.Helper()
	key, err := migrations.Hash()
	if err != nil {
		t.Fatal(err)
	}
	pgtest.Template(t, key, func(ctx context.Context, adminURL string) error {
		admin, err := sql.Open("pgx", adminURL)
		if err != nil {
			return err
		}
		defer admin.Close()
		return migrations.Up(ctx, admin, migrations.Options{})
	})
	return pgtest.Clone(t, key)
}

// shippedPolicy compiles the policy inside the executable against its own lines, so that a Lab needs no module.
func shippedPolicy(t testing.TB) *authz.Policy {
	t.Helper()
	bundle := config.Bundle()
	var all []authz.Permission
	seen := map[string]bool{}
	for line := range strings.Lines(string(bundle.Policy)) {
		f := strings.Split(line, ",")
		if len(f) != 4 || strings.TrimSpace(f[0]) != "p" {
			continue
		}
		p := authz.Permission{Object: strings.TrimSpace(f[2]), Action: strings.TrimSpace(f[3]), Meaning: "as shipped"}
		if !seen[p.Key()] {
			seen[p.Key()] = true
			all = append(all, p)
		}
	}
	c, err := authz.NewCatalogue(all)
	if err != nil {
		t.Fatal(err)
	}
	policy, err := authz.Compile(c, bundle.Model, bundle.Policy, config.PolicyName)
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

// count leaves out the flush of the access log, which may fall into any request's time.
func (l *Lab) count(sql string) {
	if !strings.HasPrefix(sql, "insert into audit.access_logs") {
		l.Statements.Add(1)
	}
}

func (l *Lab) can(ctx context.Context, permission string) bool {
	a := tenancy.From(ctx)
	return a != nil && a.InScope(permission) && l.Policy.Allowed(a.Roles, permission)
}

// people makes the organisations and users the way the operator would, so that the audit trail has them.
func (l *Lab) people(t testing.TB) {
	t.Helper()
	for _, name := range []string{"a", "b"} {
		org := id.New()
		l.orgs[name] = org
		ctx := tenancy.WithStamp(tenancy.With(t.Context(), tenancy.CLI(org)), tenancy.Stamp{Event: "organization.created"})
		err := l.DB.InTx(ctx, func(ctx context.Context) error {
			if err := l.DB.Q(ctx).Exec(`select auth.sync_catalogue((select jsonb_agg(jsonb_build_object('key',r,'name',r,'description','','system',true,
				'inherits','[]'::jsonb)) from unnest(string_to_array(?,' ')) r), '[]')`, strings.Join(Roles(), " ")).Error; err != nil {
				return err
			}
			if err := l.DB.Q(ctx).Exec("insert into organizations (id, slug, name) values (?,?,?)", org, "org-"+name, "Organisation "+strings.ToUpper(name)).Error; err != nil {
				return err
			}
			for _, role := range Roles() {
				user, email := id.New(), role+"@"+name+".example"
				l.users[name+"/"+role] = user
				if err := l.DB.Q(ctx).Exec("insert into users (org_id, id, email, email_norm, name) values (?,?,?,?,?)", org, user, email, email, person(name, role)).Error; err != nil {
					return err
				}
				if err := l.DB.Q(ctx).Exec("insert into user_roles (org_id, user_id, role_key) values (?,?,?)", org, user, role).Error; err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func person(org, role string) string {
	return strings.ToUpper(role[:1]) + role[1:] + " " + strings.ToUpper(org)
}

// Org gives the id of organisation "a" or "b".
func (l *Lab) Org(name string) id.ID { return l.orgs[name] }

// User gives the id of the person with the role.
func (l *Lab) User(org, role string) id.ID { return l.users[org+"/"+role] }

// Actor is the person as the kernel sees it after sign-in.
func (l *Lab) Actor(org, role string) *tenancy.Actor {
	return &tenancy.Actor{Org: l.orgs[org], OrgSlug: "org-" + org, ID: l.users[org+"/"+role], Kind: tenancy.User, Name: person(org, role),
		Email: role + "@" + org + ".example", Roles: []string{role}, Via: "api", RequestID: id.New(), IP: netip.MustParseAddr("127.0.0.1")}
}

// Ctx is a context in which the person acts, with a test's event.
func (l *Lab) Ctx(org, role string) context.Context {
	return tenancy.WithStamp(tenancy.With(context.Background(), l.Actor(org, role)), tenancy.Stamp{Event: "test.done"})
}
