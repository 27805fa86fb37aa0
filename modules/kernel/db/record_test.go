package db_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// record is a project as a module would model it.
type record struct {
	db.Key
	Code string `gorm:"default:null"`
	Name string
	db.Stamps
}

func (record) TableName() string { return "projects" }

func insert(t *testing.T, ctx context.Context, d *db.DB, name string) *record {
	t.Helper()
	r := &record{Key: db.NewKey(ctx), Name: name, Stamps: db.By(ctx)}
	if err := db.Insert(ctx, d, r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRecordLife(t *testing.T) {
	lab := apptest.New(t)
	d, ctx := lab.DB, lab.Ctx("a", "scientist")
	r := insert(t, ctx, d, "one")
	if r.Version != 1 || r.Code == "" || r.CreatedAt.IsZero() || r.CreatedAt.Location() != time.UTC || r.CreatedBy == nil || *r.CreatedBy != tenancy.Must(ctx).ID || r.OrgID != lab.Org("a") {
		t.Errorf("inserted %+v", r)
	}
	before := len(lab.Audit(t, "a"))
	if err := db.Update(ctx, d, r, nil); err != nil || r.Version != 1 || len(lab.Audit(t, "a")) != before {
		t.Errorf("no change: %v, version %d", err, r.Version)
	}
	stale := *r
	if err := db.Update(ctx, d, r, map[string]any{"name": "two"}); err != nil || r.Version != 2 || r.Name != "two" || !r.UpdatedAt.After(r.CreatedAt) {
		t.Fatalf("%v, %+v", err, r)
	}
	if err := db.Update(ctx, d, r, map[string]any{"name": "three"}); err != nil {
		t.Fatal(err)
	}
	err := db.Update(ctx, d, &stale, map[string]any{"name": "late"})
	if e, _ := apperr.As(err); e == nil || e.Kind != apperr.Stale || e.Extra["current_version"] != 3 {
		t.Errorf("stale: %v", err)
	}
	gone := record{Key: db.NewKey(ctx), Stamps: db.Stamps{Version: 1}}
	if err := db.Update(ctx, d, &gone, map[string]any{"name": "x"}); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("no such record: %v", err)
	}
	if err := db.Archive(ctx, d, r); err != nil || r.ArchivedAt == nil {
		t.Errorf("archive: %v", err)
	}
	if found, err := db.Find[record](ctx, d, "project", r.ID); err != nil || found.Version != 4 {
		t.Errorf("archived records are found by id: %v", err)
	}
	for name, other := range map[string]context.Context{"B": lab.Ctx("b", "admin"), "B with the key of A": tenancy.With(t.Context(), lab.Actor("b", "admin"))} {
		if _, err := db.Find[record](other, d, "project", r.ID); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
		mine := *r
		if err := db.Update(other, d, &mine, map[string]any{"name": "taken"}); !apperr.Is(err, apperr.NotFound) { // PF-09
			t.Errorf("%s changes: %v", name, err)
		}
	}
	if s := db.By(tenancy.With(ctx, tenancy.CLI(lab.Org("a")))); s.CreatedBy != nil {
		t.Error("the system is no creator")
	}
}

// TestF20OneRecordManyWriters: every success is one step of the version.
func TestF20OneRecordManyWriters(t *testing.T) {
	lab := apptest.New(t)
	ctx := lab.Ctx("a", "scientist")
	r := insert(t, ctx, lab.DB, "one")
	results := make(chan error, 40)
	for n := range 40 {
		go func() {
			seen, err := db.Find[record](ctx, lab.DB, "project", r.ID)
			if err == nil {
				err = db.Update(ctx, lab.DB, seen, map[string]any{"name": fmt.Sprint("writer ", n)})
			}
			results <- err
		}()
	}
	won := 0
	for range 40 {
		switch err := <-results; {
		case err == nil:
			won++
		case !apperr.Is(err, apperr.Stale):
			t.Error(err)
		}
	}
	if last, err := db.Find[record](ctx, lab.DB, "project", r.ID); err != nil || last.Version != won+1 {
		t.Errorf("%d won, version %d, %v", won, last.Version, err)
	}
}

// TestListWalks pages through equal sort values in both directions: each record once.
func TestListWalks(t *testing.T) {
	lab := apptest.New(t)
	ctx := lab.Ctx("a", "scientist")
	if err := lab.DB.Q(ctx).Exec("insert into projects (org_id, id, name) select ?, gen_random_uuid(), 'n'||(i % 3) from generate_series(1,25) i", lab.Org("a")).Error; err != nil {
		t.Fatal(err)
	}
	insert(t, lab.Ctx("b", "scientist"), lab.DB, "n1")
	codec := page.NewCodec([]byte("k"))
	keys := page.Keys[record]{"name": db.ByText("name", func(r *record) string { return r.Name }), "created_at": db.ByTime("created_at", func(r *record) time.Time { return r.CreatedAt })}
	for _, sort := range []string{"name", "-name", "created_at", "-created_at"} {
		seen, cursor := map[id.ID]bool{}, ""
		for pages := 0; pages < 10; pages++ {
			p, err := page.Open(codec, lab.Org("a"), keys, sort, page.Request{Limit: 7, Cursor: cursor, Count: true}, nil)
			if err != nil {
				t.Fatal(err)
			}
			out, err := db.List(lab.DB.Q(ctx).Where("org_id = ?", lab.Org("a")), p)
			if err != nil {
				t.Fatal(err)
			}
			if out.Total == nil || *out.Total != 25 {
				t.Errorf("%s: total %v", sort, out.Total)
			}
			for _, r := range out.Items {
				if seen[r.ID] {
					t.Errorf("%s: %s twice", sort, r.Name)
				}
				seen[r.ID] = true
			}
			if out.NextCursor == nil {
				break
			}
			cursor = *out.NextCursor
		}
		if len(seen) != 25 {
			t.Errorf("%s: %d of 25", sort, len(seen))
		}
	}
}
