package samples

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

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
