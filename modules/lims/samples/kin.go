package samples

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

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
	Relation string `json:"relation" doc:"parent, split, or the kind of the step it came out of."`
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
	shown, known := make(map[id.ID]bool, len(found)), map[Edge]bool{}
	for _, k := range found {
		if !shown[k.ID] {
			g.Nodes = append(g.Nodes, Node{Type: "sample", ID: k.ID, Code: k.Code, Label: k.Name, Status: k.Status, Hop: k.Hop})
		}
		shown[k.ID] = true
	}
	for _, k := range found {
		if k.Source == nil || k.Target == nil || !shown[*k.Source] || !shown[*k.Target] {
			continue
		}
		if e := (Edge{From: *k.Source, To: *k.Target, Relation: k.Relation}); !known[e] {
			known[e] = true
			g.Edges = append(g.Edges, e)
		}
	}
	return g, nil
}

// kin is one sample of a genealogy and the edge that leads to it.
type kin struct {
	Source, Target *id.ID
	Relation       string
	ID             id.ID
	Code           string
	Name           string
	Status         string
	Hop            int
}

// maxKin bounds a genealogy: a wafer may have thousands of dies.
const maxKin = 2000

func (s store) lineage(ctx context.Context, sampleID id.ID, up, down int) ([]kin, error) {
	var out []kin
	err := s.db.Each(ctx, func(row pgx.Rows) error {
		var k kin
		err := row.Scan(&k.Source, &k.Target, &k.Relation, &k.ID, &k.Code, &k.Name, &k.Status, &k.Hop)
		out = append(out, k)
		return err
	}, lineageSQL, tenancy.Must(ctx).Org, sampleID, up, down, maxKin+1)
	return out, err
}
