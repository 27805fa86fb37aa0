package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// Violates reports whether the error is a violation of the named unique, check or foreign-key constraint.
func Violates(err error, constraint string) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && strings.HasPrefix(pg.Code, "23") && pg.ConstraintName == constraint
}

// transient reports failures that a repeat of the whole transaction may cure: serialisation failure, deadlock,
// lock time-out (SECURITY.md F-12).
func transient(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01" || pg.Code == "55P03")
}

// Translate turns what PostgreSQL refused into an answer for the client; nil when the error is not its.
// No message of the database ever leaves the server: it could name another organisation's values.
func Translate(err error) *apperr.Error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return translateCode(pg).Because(err)
	}
	var network net.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return unavailable("timeout", "The request took too long and was rolled back. Try again or ask for less.").Because(err)
	case errors.Is(err, context.Canceled):
		return unavailable("cancelled", "The request was cancelled and rolled back.").Because(err)
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone), pgconn.Timeout(err), errors.As(err, &network), isConnect(err):
		return unavailable("database_unavailable", "The database cannot be reached right now. Try again shortly.").Because(err)
	}
	return nil
}

func isConnect(err error) bool {
	var c *pgconn.ConnectError
	return errors.As(err, &c) || errors.Is(err, pgconn.ErrConnClosed) || errors.Is(err, io.ErrUnexpectedEOF)
}

func translateCode(pg *pgconn.PgError) *apperr.Error {
	switch {
	case pg.Code == "23505":
		return apperr.New(apperr.Conflict, "already_exists", "A record with this value already exists in your organisation.")
	case pg.Code == "23503":
		return apperr.New(apperr.Invalid, "unknown_reference", "The request refers to a record that does not exist.")
	case pg.Code == "23502", pg.Code == "23514", strings.HasPrefix(pg.Code, "22"),
		strings.HasPrefix(pg.Code, "54"): // 54: longer than an index or a row can hold
		return apperr.New(apperr.Invalid, "invalid", "A value is outside what this field can hold.")
	case pg.Code == "SP423": // raised by app.keep_signed and app.keep_signed_child
		return apperr.Signed("record")
	case pg.Code == "SP451": // raised by app.keep_held
		return apperr.New(apperr.Locked, "legal_hold", "This record is under the legal hold %s and cannot be archived until that is released.", pg.Detail)
	case pg.Code == "42501" && pg.ConstraintName == "project_read_only":
		return apperr.New(apperr.Forbidden, "project_read_only", "You may read what is in this project, but not change it. Ask a lead of the project.")
	case pg.Code == "42501" && pg.ConstraintName == "project_hidden":
		return apperr.Missing("record")
	case pg.Code == "42501":
		return apperr.New(apperr.Forbidden, "forbidden", "The database refuses this change.")
	case pg.Code == "57014":
		return unavailable("timeout", "The database took too long and the request was rolled back.")
	case transient(pg):
		return unavailable("busy", "Someone else is changing the same record. Try again.")
	case strings.HasPrefix(pg.Code, "08"), strings.HasPrefix(pg.Code, "53"), strings.HasPrefix(pg.Code, "57P"):
		return unavailable("database_unavailable", "The database cannot be reached right now. Try again shortly.")
	}
	return apperr.New(apperr.Internal, "internal", "An unexpected error occurred.")
}

func unavailable(code, message string) *apperr.Error {
	e := apperr.New(apperr.Unavailable, code, "%s", message)
	e.RetryAfter = time.Second
	return e
}
