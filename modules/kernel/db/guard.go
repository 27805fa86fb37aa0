package db

import (
	"context"
	"errors"
	"fmt"
)

// ErrUnsafeRole tells that the server would be able to bypass row-level security.
var ErrUnsafeRole = errors.New("unsafe database role")

// Guard refuses to serve as a role that could bypass row-level security, or while a tenant table is not under it
// (SECURITY.md SD-2, PF-01, RLS-11).
func (d *DB) Guard(ctx context.Context) error {
	var r struct {
		Name          string
		Super, Bypass bool
		Owns          int
		Member        bool
	}
	err := d.sql.QueryRowContext(ctx, `select current_user::text, r.rolsuper, r.rolbypassrls,
		(select count(*) from pg_class c join pg_namespace n on n.oid=c.relnamespace
		 where n.nspname in ('spectra','audit','auth') and c.relkind in ('r','p') and c.relowner=r.oid),
		exists(select from pg_roles o where o.oid<>r.oid and pg_has_role(r.oid, o.oid, 'MEMBER') and (o.rolsuper or o.rolbypassrls or o.rolname in
		 ('spectra_owner','spectra_audit_owner','spectra_auth','spectra_migrator','pg_execute_server_program','pg_read_server_files','pg_write_server_files')))
		from pg_roles r where r.rolname=current_user`).Scan(&r.Name, &r.Super, &r.Bypass, &r.Owns, &r.Member)
	if err != nil {
		return fmt.Errorf("check database role: %w", err)
	}
	why := ""
	switch {
	case r.Super:
		why = "is a superuser"
	case r.Bypass:
		why = "has BYPASSRLS"
	case r.Owns > 0:
		why = "owns tables"
	case r.Member:
		why = "is a member of a role that owns tables or is under no restriction"
	}
	if why != "" {
		return fmt.Errorf("%w: %q %s and could read every organisation; serve as spectra_app (DATABASE_URL=postgres://spectra_app:…), and give the administrator's URL only to `spectra migrate up`", ErrUnsafeRole, r.Name, why)
	}
	return d.guardTables(ctx)
}

func (d *DB) guardTables(ctx context.Context) error {
	var open *string
	err := d.sql.QueryRowContext(ctx, `select string_agg(c.relname, ', ' order by c.relname) from pg_class c
		join pg_namespace n on n.oid=c.relnamespace
		where c.relkind in ('r','p') and not (c.relrowsecurity and c.relforcerowsecurity) and (c.relname in ('organizations','river_job')
		 or exists (select from pg_attribute a where a.attrelid=c.oid and a.attname='org_id' and not a.attisdropped))
		and n.nspname in ('spectra','audit','river')`).Scan(&open)
	if err != nil {
		return fmt.Errorf("check row-level security: %w", err)
	}
	if open != nil {
		return fmt.Errorf("%w: row-level security is not forced on %s; run `spectra migrate up` or restore it", ErrUnsafeRole, *open)
	}
	return nil
}
