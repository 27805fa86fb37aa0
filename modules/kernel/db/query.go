package db

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// Columns and texts named here are SQL: a store writes them, never a client.

// Equal narrows a list to the rows whose column has the value; the zero value narrows nothing.
func Equal[T comparable](q *gorm.DB, column string, v T) *gorm.DB {
	var none T
	if v == none {
		return q
	}
	return q.Where(column+" = ?", v)
}

// In narrows a list to the rows whose column has one of the words; none narrows nothing.
func In(q *gorm.DB, column string, words []string) *gorm.DB {
	if len(words) == 0 {
		return q
	}
	return q.Where(column+" in ?", words)
}

// Current leaves out what is archived, unless it is asked for. column is archived_at.
func Current(q *gorm.DB, column string, archivedToo bool) *gorm.DB {
	if archivedToo {
		return q
	}
	return q.Where(column + " is null")
}

// Search narrows a list to the rows whose text contains part, in any case. position matches literally: no wildcard
// leaks through.
func Search(q *gorm.DB, text, part string) *gorm.DB {
	if part == "" {
		return q
	}
	return q.Where("position(lower(?) in lower("+text+")) > 0", part)
}

// During narrows a list to a time from one moment up to another; a zero time is no bound.
func During(q *gorm.DB, column string, from, to time.Time) *gorm.DB {
	if !from.IsZero() {
		q = q.Where(column+" >= ?", from)
	}
	if !to.IsZero() {
		q = q.Where(column+" < ?", to)
	}
	return q
}

// Absent turns the error of a read that found no row into the 404 of what was looked for.
func Absent(err error, what string) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return apperr.Missing(what)
	}
	return err
}

// Reference is the field of a request that a foreign key holds, and what it refers to.
type Reference struct{ Pointer, What string }

// References are the foreign keys of a table by their constraints.
type References map[string]Reference

// Explain turns the violation of one of them into the 422 that names the field.
func (r References) Explain(err error) error {
	for constraint, to := range r {
		if Violates(err, constraint) {
			return apperr.InvalidField(to.Pointer, "unknown_reference", "There is no such %s.", to.What)
		}
	}
	return err
}

// Each calls fn for every row of one stamped statement.
func (d *DB) Each(ctx context.Context, fn func(pgx.Rows) error, query string, args ...any) error {
	return d.Raw(ctx, func(rows pgx.Rows) error {
		for rows.Next() {
			if err := fn(rows); err != nil {
				return err
			}
		}
		return rows.Err()
	}, query, args...)
}
