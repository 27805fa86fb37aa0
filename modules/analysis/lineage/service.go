package lineage

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
)

// maxNodes bounds an answer: one sample may have thousands of results.
const maxNodes = 2000

// Service records and walks edges.
type Service struct{ store store }

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{store: store{kit.DB}} }

// Record writes edges in the caller's transaction. An edge that is already there stays as it is.
func (s *Service) Record(ctx context.Context, edges ...Edge) error {
	if len(edges) == 0 {
		return nil
	}
	return s.store.insert(ctx, edges)
}

// MarkStale tells every result that was made of a record, directly or through files, traces and other results, why it no
// longer stands on it (ANALYSIS.md §7). It runs in the caller's transaction, under its event. A signed result does not
// change.
func (s *Service) MarkStale(ctx context.Context, from Node, why string) error {
	return s.store.markStale(ctx, from, why)
}

// Graph walks up and down from a record. Call it in a snapshot: edges and names are two statements.
func (s *Service) Graph(ctx context.Context, start Node, up, down int) (*Graph, error) {
	return s.GraphAsOf(ctx, start, up, down, nil)
}

// GraphAsOf is Graph with the edges that there were at a time; codes, labels and stale marks are those of now.
func (s *Service) GraphAsOf(ctx context.Context, start Node, up, down int, asOf *time.Time) (*Graph, error) {
	if _, known := sources()[start.Type]; !known {
		return nil, apperr.Missing("record")
	}
	edges, more, err := s.store.walk(ctx, start, up, down, asOf)
	if err != nil {
		return nil, err
	}
	c := collect(start, edges, more)
	names, err := s.store.names(ctx, c.order)
	if err != nil {
		return nil, err
	}
	if _, there := names[start]; !there {
		return nil, apperr.Missing("record")
	}
	return c.graph(names), nil
}

// collection is a walk without repetitions, nearest first.
type collection struct {
	order     []Node
	seen      map[Node]bool
	edges     []Edge
	known     map[Edge]bool
	truncated bool
}

func collect(start Node, walked []Edge, more bool) *collection {
	c := &collection{order: []Node{start}, seen: map[Node]bool{start: true}, known: map[Edge]bool{}, truncated: more}
	for _, e := range walked {
		if c.known[e] || !c.reach(e.From) || !c.reach(e.To) {
			continue
		}
		c.known[e] = true
		c.edges = append(c.edges, e)
	}
	return c
}

func (c *collection) reach(n Node) bool {
	if c.seen[n] {
		return true
	}
	if len(c.order) >= maxNodes {
		c.truncated = true
		return false
	}
	c.seen[n] = true
	c.order = append(c.order, n)
	return true
}

// graph leaves out what has no name: a record that another organisation owns or that is of no known type.
func (c *collection) graph(names map[Node]NodeView) *Graph {
	g := &Graph{Nodes: make([]NodeView, 0, len(c.order)), Edges: make([]EdgeView, 0, len(c.edges)), Truncated: c.truncated}
	for _, n := range c.order {
		if v, ok := names[n]; ok {
			g.Nodes = append(g.Nodes, v)
		}
	}
	for _, e := range c.edges {
		_, from := names[e.From]
		_, to := names[e.To]
		if from && to {
			g.Edges = append(g.Edges, EdgeView{From: e.From.ID, To: e.To.ID, Relation: e.Relation})
		}
	}
	return g
}

// ids groups nodes by type.
func ids(nodes []Node) map[string][]id.ID {
	out := map[string][]id.ID{}
	for _, n := range nodes {
		out[n.Type] = append(out[n.Type], n.ID)
	}
	return out
}

// Sources are the records of a type that one was made of, as far as the graph goes.
func (g *Graph) Sources(kind string, of id.ID) (out []id.ID) {
	types := map[id.ID]string{}
	for _, n := range g.Nodes {
		types[n.ID] = n.Type
	}
	above := map[id.ID][]id.ID{}
	for _, e := range g.Edges {
		above[e.To] = append(above[e.To], e.From)
	}
	seen, next := map[id.ID]bool{of: true}, []id.ID{of}
	for len(next) > 0 {
		now := next[0]
		next = next[1:]
		if types[now] == kind && now != of {
			out = append(out, now)
		}
		for _, source := range above[now] {
			if !seen[source] {
				seen[source] = true
				next = append(next, source)
			}
		}
	}
	return out
}
