package views

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, f Filter, p page.Page[View]) (page.List[View], error) {
	a := tenancy.Must(ctx)
	q := s.db.Q(ctx).Where("org_id = ? and archived_at is null and (shared or owner_id = ?)", a.Org, a.ID)
	return db.List(db.Equal(q, "resource", f.Resource), p)
}

// text is a value as a jsonb column takes it.
func text(v any) string {
	b, _ := json.Marshal(v) // maps and lists of plain values, read from JSON before
	return string(b)
}

// same compares what a client sent with what is stored.
func same(a, b map[string]any) bool { return bytes.Equal([]byte(text(a)), []byte(text(b))) }
