package main

import (
	"context"
	"embed"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

//go:embed sql/*.sql
var sqlFiles embed.FS

// stamp is what the server sends before a statement (modules/kernel/db), of somebody who manages projects, as the bench's
// people do.
const stamp = `select set_config('app.org_id', {{org}}::text, true), set_config('app.actor_id', {{user}}::text, true), set_config('app.org_active', ` +
	`coalesce((select o.id::text from spectra.organizations o where o.id = {{org}} and o.status = 'active'), ''), true), ` +
	`set_config('app.reach', 'manage', true), set_config('app.hidden_projects', case when 'manage' <> '' then '{}' else app.hidden_lookup()::text end, true)`

// script is one file of sql/ as a script of pgbench. Which organisation it is for is drawn each time and is a parameter of the
// statements, as it is for the server: with one text for each, most of a run would go by before plans are kept.
func script(name string, orgs []org) (string, error) {
	text, err := sqlFiles.ReadFile("sql/" + name + ".sql")
	if err != nil {
		return "", err
	}
	var ids, users []string
	for _, o := range orgs {
		ids, users = append(ids, o.id), append(users, o.user)
	}
	drawn := func(list []string) string { return "('{" + strings.Join(list, ",") + "}'::uuid[])[:n]" }
	body := strings.ReplaceAll(string(text), "{{stamp}}", stamp)
	body = strings.NewReplacer("{{org}}", drawn(ids), "{{user}}", drawn(users)).Replace(body)
	return fmt.Sprintf("\\set n random(1, %d)\n%s", len(orgs), body), nil
}

// org is one organisation of the bench with its scientist.
type org struct{ slug, id, user, email string }

// fill lays down the samples of a database, the same number in each organisation, and brings its statistics up to date.
func fill(ctx context.Context, adminURL string, orgs []org, rows int) error {
	conn, err := pgx.Connect(ctx, adminURL)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	var index string
	if err := conn.QueryRow(ctx, "select pg_get_indexdef('spectra.samples_text'::regclass)").Scan(&index); err != nil {
		return err
	}
	if err := execFile(ctx, conn, "prepare"); err != nil {
		return err
	}
	text, err := sqlFiles.ReadFile("sql/fill.sql")
	if err != nil {
		return err
	}
	for _, o := range orgs {
		if _, err := conn.Exec(ctx, string(text), o.id, o.user, rows/len(orgs)); err != nil {
			return fmt.Errorf("fill %s: %w", o.slug, err)
		}
	}
	if _, err := conn.Exec(ctx, "set maintenance_work_mem = '256MB'"); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, index); err != nil {
		return err
	}
	if err := execFile(ctx, conn, "settle"); err != nil {
		return err
	}
	for _, sql := range []string{"vacuum analyze", "checkpoint"} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}

func execFile(ctx context.Context, conn *pgx.Conn, name string) error {
	text, err := sqlFiles.ReadFile("sql/" + name + ".sql")
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, string(text), pgx.QueryExecModeSimpleProtocol)
	if err != nil {
		return fmt.Errorf("%s.sql: %w", name, err)
	}
	return nil
}

// people reads the ids of organisations and their scientists.
func people(ctx context.Context, adminURL string) ([]org, error) {
	conn, err := pgx.Connect(ctx, adminURL)
	if err != nil {
		return nil, err
	}
	defer func() { _ = conn.Close(ctx) }()
	rows, err := conn.Query(ctx, `select o.slug, o.id::text, u.id::text, u.email from spectra.organizations o join spectra.users u on u.org_id = o.id
		where o.slug like 'bench-%' order by o.slug`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (org, error) {
		var o org
		err := row.Scan(&o.slug, &o.id, &o.user, &o.email)
		return o, err
	})
}

// sampleIDs reads ids of samples of an organisation, spread over all its rows.
func sampleIDs(ctx context.Context, adminURL string, o org, n int) ([]string, error) {
	conn, err := pgx.Connect(ctx, adminURL)
	if err != nil {
		return nil, err
	}
	defer func() { _ = conn.Close(ctx) }()
	rows, err := conn.Query(ctx, "select id::text from spectra.samples where org_id = $1 order by hashtext(id::text) limit $2", o.id, n)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}
