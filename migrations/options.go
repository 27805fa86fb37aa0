package migrations

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"log/slog"
	"slices"
	"strings"
)

//go:embed steps/*.sql
var files embed.FS

// Options of a run.
type Options struct {
	Passwords map[string]string // by login role; an empty one is left alone
	Log       *slog.Logger
}

// step is one migration: an id and what to execute in each direction.
type step struct {
	ID       string
	Up, Down []string
}

// steps lists all migrations in order.
func steps() ([]step, error) {
	names, err := fs.Glob(files, "steps/*.up.sql")
	if err != nil {
		return nil, err
	}
	var out []step
	for _, name := range names {
		up, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		down, err := files.ReadFile(strings.Replace(name, ".up.", ".down.", 1))
		if err != nil {
			return nil, err
		}
		id := strings.TrimSuffix(strings.TrimPrefix(name, "steps/"), ".up.sql")
		out = append(out, step{ID: id, Up: []string{string(up)}, Down: []string{string(down)}})
	}
	queue, err := queueSteps()
	if err != nil {
		return nil, err
	}
	out = append(out, queue...)
	slices.SortFunc(out, func(a, b step) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// Latest is the id of the newest migration.
func Latest() (string, error) {
	all, err := steps()
	if err != nil {
		return "", err
	}
	return all[len(all)-1].ID, nil
}

// Hash names the schema: SHA-256 over all migrations.
func Hash() (string, error) {
	all, err := steps()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, s := range all {
		for _, part := range slices.Concat([]string{s.ID}, s.Up, s.Down) {
			h.Write([]byte(part))
			h.Write([]byte{0})
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
