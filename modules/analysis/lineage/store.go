package lineage

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// maxEdges bounds each direction of a walk; perStatement an insert (PERFORMANCE.md §2 "Ingest").
const (
	maxEdges     = 5000
	perStatement = 1000
)

type store struct{ db *db.DB }

func (s store) insert(ctx context.Context, edges []Edge) error {
	by := db.By(ctx).CreatedBy
	rows := make([]row, len(edges))
	for i, e := range edges {
		rows[i] = row{Key: db.NewKey(ctx), FromType: e.From.Type, FromID: e.From.ID, ToType: e.To.Type, ToID: e.To.ID, Relation: e.Relation, CreatedBy: by}
	}
	return s.db.Q(ctx).Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(rows, perStatement).Error
}

// walk gives the edges of both directions, and whether one of them has more than maxEdges.
func (s store) walk(ctx context.Context, start Node, up, down int, asOf *time.Time) (out []Edge, more bool, err error) {
	count := map[bool]int{}
	err = s.db.Each(ctx, func(row pgx.Rows) error {
		var e Edge
		var upward bool
		err := row.Scan(&upward, &e.From.Type, &e.From.ID, &e.To.Type, &e.To.ID, &e.Relation)
		count[upward]++
		out = append(out, e)
		return err
	}, walkSQL, tenancy.Must(ctx).Org, start.Type, start.ID, down, up, maxEdges+1, asOf)
	return out, max(count[true], count[false]) > maxEdges, err
}

// names reads code and label of all nodes in one statement.
func (s store) names(ctx context.Context, nodes []Node) (map[Node]NodeView, error) {
	byType, known := ids(nodes), sources()
	args := []any{tenancy.Must(ctx).Org}
	var parts []string
	for _, kind := range slices.Sorted(maps.Keys(byType)) {
		source, ok := known[kind]
		if !ok {
			continue
		}
		args = append(args, byType[kind])
		parts = append(parts, "select '"+kind+"', * from ("+source+" where org_id = $1 and id = any($"+strconv.Itoa(len(args))+")) x(code, label, id, stale)")
	}
	out := make(map[Node]NodeView, len(nodes))
	err := s.db.Each(ctx, func(row pgx.Rows) error {
		var v NodeView
		err := row.Scan(&v.Type, &v.Code, &v.Label, &v.ID, &v.Stale)
		out[Node{Type: v.Type, ID: v.ID}] = v
		return err
	}, strings.Join(parts, " union all "), args...)
	return out, err
}

func (s store) markStale(ctx context.Context, from Node, why string) error {
	return s.db.Q(ctx).Exec(staleSQL, map[string]any{"org": tenancy.Must(ctx).Org, "type": from.Type, "id": from.ID, "why": why}).Error
}
