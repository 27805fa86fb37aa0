package search

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/words"
)

type store struct{ db *db.DB }

// find asks for ids and reads the rows under the caller's own policies: what they hide stays hidden even if the search
// function were mistaken.
func (s store) find(ctx context.Context, q string, in []resource, perType int) ([]Hit, error) {
	org := tenancy.Must(ctx).Org
	kinds := make([]string, len(in))
	parts := make([]string, len(in))
	args := []any{q, "", perType}
	with := "select f.*, null::text as snippet from app.search(?, string_to_array(?, ','), ?) f"
	if wanted := words.Query(q, org); wanted != "" && slices.ContainsFunc(in, func(r resource) bool { return r.kind == contentOf }) {
		with = "select distinct on (type, id) * from (" + with + " union all select '" + contentOf + "', c.id, 5, 'content', c.snippet from app.search_file_texts(?, string_to_array(?, chr(10)), ?) c) f order by type, id, rank"
		args = append(args, wanted, strings.Join(append([]string{q}, words.Of(q)...), "\n"), perType)
	}
	for i, r := range in {
		kinds[i] = r.kind
		project := "null::uuid"
		if r.project != "" {
			project = r.project
		}
		parts[i] = fmt.Sprintf(`select f.rank, %d as place, r.created_at, f.type, r.id, r.code, %s as label, %s as status, %s as project_id, f.match, f.snippet
 from f join %s r on r.org_id = ? and r.id = f.id where f.type = '%s'`, i, r.label, r.status, project, r.table, r.kind)
		args = append(args, org)
	}
	args[1] = strings.Join(kinds, ",")
	var out []Hit
	err := s.db.Q(ctx).Raw(`select h.type, h.id, h.code, h.label, h.status, p.code as project_code, h.match, h.snippet from (
 with f as materialized (`+with+`) `+strings.Join(parts, " union all ")+`) h
 left join projects p on p.org_id = ? and p.id = h.project_id order by h.rank, h.place, h.created_at desc, h.id desc`, append(args, org)...).Scan(&out).Error
	return atMost(out, perType), err
}

// contentOf is the type of record that is found by what stands in it, too.
const contentOf = "file"

// atMost keeps so many of each type: files are found in two ways.
func atMost(in []Hit, perType int) []Hit {
	n := map[string]int{}
	return slices.DeleteFunc(in, func(h Hit) bool { n[h.Type]++; return n[h.Type] > perType })
}
