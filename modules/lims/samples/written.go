package samples

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// metaRow is one custom value as the insert statement reads it.
type metaRow struct {
	ID       id.ID   `json:"id"`
	SampleID id.ID   `json:"sample_id"`
	Key      string  `json:"key"`
	Type     string  `json:"type"`
	Text     string  `json:"text"`
	Number   *string `json:"number"`
	Unit     *string `json:"unit"`
}

// insertArgs are what the insert statement is given.
func insertArgs(ctx context.Context, drafts []draft) []any {
	a := tenancy.Must(ctx)
	meta := []metaRow{}
	for i := range drafts {
		d := &drafts[i]
		d.Ord = i
		for _, v := range d.Values {
			meta = append(meta, metaRow{ID: id.New(), SampleID: d.ID, Key: v.Name, Type: v.Type, Text: v.Text, Number: v.Number, Unit: v.Unit})
		}
	}
	return []any{a.Org, mustJSON(drafts), mustJSON(meta), db.By(ctx).CreatedBy, a.ID, a.Name, optional(tenancy.StampFrom(ctx).Reason)}
}

// changed is a sample after a bulk request.
type changed struct {
	ID         id.ID      `json:"id"`
	Status     string     `json:"status"`
	Location   *string    `json:"location"`
	LocationID *id.ID     `json:"location_id"`
	Position   *string    `json:"position"`
	ReceivedAt *time.Time `json:"received_at"`
}

// row is the sample as it is written.
func (k *change) row() changed {
	out := changed{ID: k.r.ID, Status: k.r.Status, Location: k.r.Location, LocationID: k.r.LocationID, Position: k.r.Position, ReceivedAt: k.r.ReceivedAt}
	if k.m.set {
		out.Location, out.LocationID, out.Position = k.m.words, k.m.to, k.m.position
	}
	if at, ok := k.c.columns["received_at"].(time.Time); ok {
		out.ReceivedAt = &at
	}
	return out
}
