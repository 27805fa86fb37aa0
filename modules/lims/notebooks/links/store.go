package links

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// names reads all types in one statement. The SQL of a type comes from kinds and never from a client.
func (s store) names(ctx context.Context, kinds map[string]kind, byType map[string][]id.ID) (map[Target]Linked, error) {
	args := []any{tenancy.Must(ctx).Org}
	var parts []string
	for _, t := range slices.Sorted(maps.Keys(byType)) {
		args = append(args, byType[t])
		parts = append(parts, "select '"+t+"' as type, x.* from ("+kinds[t].source+" where org_id = $1 and id = any($"+strconv.Itoa(len(args))+")) x(id, code, label)")
	}
	out := map[Target]Linked{}
	err := s.db.Each(ctx, func(row pgx.Rows) error {
		var v Linked
		err := row.Scan(&v.Type, &v.ID, &v.Code, &v.Label)
		out[v.Target] = v
		return err
	}, strings.Join(parts, " union all "), args...)
	return out, err
}
