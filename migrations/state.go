package migrations

import (
	"context"
	"database/sql"
	"slices"
)

// State compares the database with this executable.
type State struct {
	Applied []string
	Pending []string // known here, not applied: the schema is stale
	Unknown []string // applied, not known here: the schema is newer than the executable
}

// Current reports whether the two match.
func (s State) Current() bool { return len(s.Pending) == 0 && len(s.Unknown) == 0 }

// Newer reports whether the schema is ahead of the executable.
func (s State) Newer() bool { return len(s.Unknown) > 0 }

func (State) has(list []string, id string) bool { return slices.Contains(list, id) }

// Read works for the administrator and for the server's role alike.
func Read(ctx context.Context, db *sql.DB) (State, error) {
	all, err := steps()
	if err != nil {
		return State{}, err
	}
	done, err := applied(ctx, db)
	if err != nil {
		return State{}, err
	}
	var s State
	for _, step := range all {
		if i := slices.Index(done, step.ID); i >= 0 {
			s.Applied = append(s.Applied, step.ID)
			done = slices.Delete(done, i, i+1)
		} else {
			s.Pending = append(s.Pending, step.ID)
		}
	}
	s.Unknown = done
	return s, nil
}

func applied(ctx context.Context, db *sql.DB) ([]string, error) {
	var exists bool
	if err := db.QueryRowContext(ctx, "select to_regclass('migrations.applied') is not null").Scan(&exists); err != nil || !exists {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, "select id from migrations.applied order by id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}
