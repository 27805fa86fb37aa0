package search

import (
	"context"
	"fmt"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// find asks for ids and reads the rows under the caller's own policies: what they hide stays hidden even if the search
// function were mistaken.
func (s store) find(ctx context.Context, q string, in []resource, perType int) ([]Hit, error) {
	org := tenancy.Must(ctx).Org
	kinds := make([]string, len(in))
	parts := make([]string, len(in))
	args := []any{q, "", perType}
	for i, r := range in {
		kinds[i] = r.kind
		project := "null::uuid"
		if r.project != "" {
			project = r.project
		}
		parts[i] = fmt.Sprintf(`select f.rank, %d as place, r.created_at, f.type, r.id, r.code, %s as label, %s as status, %s as project_id, f.match
 from f join %s r on r.org_id = ? and r.id = f.id where f.type = '%s'`, i, r.label, r.status, project, r.table, r.kind)
		args = append(args, org)
	}
	args[1] = strings.Join(kinds, ",")
	var out []Hit
	err := s.db.Q(ctx).Raw(`select h.type, h.id, h.code, h.label, h.status, p.code as project_code, h.match from (
 with f as materialized (select * from app.search(?, string_to_array(?, ','), ?)) `+strings.Join(parts, " union all ")+`) h
 left join projects p on p.org_id = ? and p.id = h.project_id order by h.rank, h.place, h.created_at desc, h.id desc`, append(args, org)...).Scan(&out).Error
	return out, err
}
