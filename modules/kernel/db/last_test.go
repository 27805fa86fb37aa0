package db_test

import (
	"context"
	"errors"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// add writes a project as the last statement.
func add(ctx context.Context, d *db.DB, name string) error {
	return d.Last(ctx, drain, lastProject, tenancy.Must(ctx).Org, id.New(), name)
}

// TestLast: the last statement commits, its faults roll everything back, nothing runs after it, and the connection goes on.
func TestLast(t *testing.T) {
	lab := apptest.New(t)
	d := open(t, lab, 1)
	ctx := db.ToLast(lab.Ctx("a", "scientist"))
	gone, cancel := context.WithCancel(ctx)
	cancel()
	for _, tc := range []struct {
		name string
		ctx  context.Context
		fn   func(ctx context.Context) error
		bad  bool
		want string
	}{
		{"commits", ctx, func(ctx context.Context) error { return errors.Join(project(ctx, d, "1a"), add(ctx, d, "1b")) }, false, "1a,1b"},
		{"fails", ctx, func(ctx context.Context) error { return errors.Join(project(ctx, d, "2a"), add(ctx, d, "")) }, true, "1a,1b"},
		{"an error after it", ctx, func(ctx context.Context) error { return errors.Join(add(ctx, d, "3"), errUndo) }, true, "1a,1b,3"},
		{"a statement after it", ctx, func(ctx context.Context) error { return errors.Join(add(ctx, d, "4a"), project(ctx, d, "4b")) }, true, "1a,1b,3,4a"},
		{"a second last one", ctx, func(ctx context.Context) error { return errors.Join(add(ctx, d, "5a"), add(ctx, d, "5b")) }, true, "1a,1b,3,4a,5a"},
		{"not allowed", lab.Ctx("a", "scientist"), func(ctx context.Context) error { return errors.Join(add(ctx, d, "6a"), project(ctx, d, "6b")) }, false, "1a,1b,3,4a,5a,6a,6b"},
		{"not allowed, undone", lab.Ctx("a", "scientist"), func(ctx context.Context) error { return errors.Join(add(ctx, d, "7"), errUndo) }, true, "1a,1b,3,4a,5a,6a,6b"},
		{"in an aborted one", ctx, func(ctx context.Context) error { _ = project(ctx, d, ""); return add(ctx, d, "8") }, true, "1a,1b,3,4a,5a,6a,6b"},
		{"given up", gone, func(ctx context.Context) error { return add(ctx, d, "9") }, true, "1a,1b,3,4a,5a,6a,6b"},
		{"once more", ctx, func(ctx context.Context) error { return add(ctx, d, "A") }, false, "1a,1b,3,4a,5a,6a,6b,A"},
	} {
		if err := d.InTx(tc.ctx, tc.fn); (err != nil) != tc.bad {
			t.Errorf("%s: %v", tc.name, err)
		}
		if got, err := names(lab.Ctx("a", "viewer"), d); err != nil || got != tc.want {
			t.Errorf("%s: left %q, %v; want %q", tc.name, got, err, tc.want)
		}
	}
	entries := lab.Audit(t, "a")
	if n := len(entries); n == 0 || entries[n-1].RecordType != "project" {
		t.Errorf("the trail lacks the last one: %d entries", n)
	}
}
