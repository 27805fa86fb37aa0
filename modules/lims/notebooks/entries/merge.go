package entries

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/links"
)

// side is one side of a merge of three: what it says, and who wrote it when.
type side struct {
	Version       int            `json:"version"`
	Title         string         `json:"title"`
	Body          string         `json:"body"`
	Links         []links.Target `json:"links"`
	CreatedAt     string         `json:"created_at"`
	CreatedBy     *id.ID         `json:"created_by"`
	CreatedByName string         `json:"created_by_name"`
}

// stale is the 412 of an entry that has moved on. base is the version the client has changed and theirs the current one;
// together with what the client was about to send nothing is missing for a merge, and nothing is lost.
func (s *Service) stale(ctx context.Context, e *Entry, seen int) error {
	kept, err := s.store.versions(ctx, e.ID, seen, e.Version)
	if err != nil {
		return err
	}
	refusal := etag.Stale(e.Version)
	a, ok := apperr.As(refusal)
	if !ok {
		return refusal
	}
	return a.With("base", sideOf(kept[seen])).With("theirs", sideOf(kept[e.Version]))
}

// sideOf is null for a version that there never was.
func sideOf(v *Version) *side {
	if v == nil {
		return nil
	}
	return &side{Version: v.Version, Title: v.Title, Body: v.Body, Links: v.Links, CreatedAt: v.CreatedAt.UTC().Format("2006-01-02T15:04:05.000000Z"),
		CreatedBy: v.CreatedBy, CreatedByName: v.CreatedByName}
}
