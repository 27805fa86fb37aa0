package samples

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

func historyKeys() page.Keys[History] {
	return page.Keys[History]{"occurred_at": db.ByTime("occurred_at", func(h *History) time.Time { return h.OccurredAt })}
}

// History reads one page of a sample's timeline, newest first.
func (s *Service) History(ctx context.Context, sampleID id.ID, r page.Request) (page.List[History], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, historyKeys(), "-occurred_at", r, sampleID)
	if err != nil {
		return page.List[History]{}, err
	}
	if err := s.store.exists(ctx, sampleID); err != nil {
		return page.List[History]{}, err
	}
	return s.store.history(ctx, sampleID, p)
}

// Children reads one page of what was made of a sample directly.
func (s *Service) Children(ctx context.Context, sampleID id.ID, archived bool, r page.Request) (*Page, error) {
	if err := s.store.exists(ctx, sampleID); err != nil {
		return nil, err
	}
	return s.List(ctx, Filter{ParentID: sampleID.String(), IncludeArchived: archived}, r)
}

// Node is one sample of a genealogy.
type Node struct {
	Type   string `json:"type"`
	ID     id.ID  `json:"id"`
	Code   string `json:"code"`
	Label  string `json:"label"`
	Status string `json:"status"`
	Hop    int    `json:"hop" doc:"Generations from the sample asked for; negative towards its origin."`
}

// Edge points from a sample to what was made of it.
type Edge struct {
	From     id.ID  `json:"from"`
	To       id.ID  `json:"to"`
	Relation string `json:"relation" enum:"parent,split"`
}

// Genealogy is where a sample comes from and what was made of it.
type Genealogy struct {
	Nodes     []Node `json:"nodes"`
	Edges     []Edge `json:"edges"`
	Truncated bool   `json:"truncated" doc:"There are more descendants than are shown."`
}

// Lineage walks the genealogy of a sample; up and down count generations.
func (s *Service) Lineage(ctx context.Context, sampleID id.ID, up, down int) (*Genealogy, error) {
	found, err := s.store.lineage(ctx, sampleID, up, down)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, s.store.exists(ctx, sampleID)
	}
	g := &Genealogy{Nodes: []Node{}, Edges: []Edge{}, Truncated: len(found) > maxKin}
	found = found[:min(len(found), maxKin)]
	shown := make(map[id.ID]bool, len(found))
	for _, k := range found {
		shown[k.ID] = true
		g.Nodes = append(g.Nodes, Node{Type: "sample", ID: k.ID, Code: k.Code, Label: k.Name, Status: k.Status, Hop: k.Hop})
	}
	for _, k := range found {
		if k.Parent != nil && shown[*k.Parent] {
			g.Edges = append(g.Edges, Edge{From: *k.Parent, To: k.ID, Relation: k.relation()})
		}
	}
	return g, nil
}

// relation tells a split from any other descent.
func (k *kin) relation() string {
	if k.Split {
		return "split"
	}
	return "parent"
}
