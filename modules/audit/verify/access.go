package verify

import (
	"context"
	"encoding/hex"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// again lets the planner do what the walk along the chain forbids.
const again = `set local enable_hashjoin = on; set local enable_mergejoin = on; set local enable_sort = on; set local work_mem = '64MB'`

// accessLines are all lines of the access log beside the entries of the system's chain that hold their roots, batch by batch. A
// line is written out here, not by the database's own function: that is the owner's. The zero batch is from before there were roots.
const accessLines = `
with roots as materialized (
  select l.record_id as batch, c.seq, substring(l.payload from '"org_id":"([0-9a-f-]{36})"')::uuid as org_id,
    substring(l.payload from '"lines":([0-9]{1,9})')::bigint as lines, substring(l.payload from '"root":"([0-9a-f]{64})"') as root
  from audit.audit_logs l left join audit.audit_chain c on c.entry_id = l.id
  where l.org_id = '00000000-0000-0000-0000-000000000000' and l.action = 'access.recorded' and l.record_type = 'access_log'
), written as (select * from audit.access_logs where batch_id <> '00000000-0000-0000-0000-000000000000')
select coalesce(r.batch, l.batch_id), coalesce(r.seq, 0), coalesce(r.org_id, l.org_id), coalesce(r.lines, 0), coalesce(r.root, ''), case when l.id is not null then
  jsonb_build_array(l.org_id, l.id, (extract(epoch from l.occurred_at) * 1000000)::bigint, l.actor_id, l.actor_kind, l.actor_name, l.actor_via, l.session_id, l.api_key_id,
    l.action, l.permission, l.method, l.path, l.record_type, l.record_id, l.status, l.request_id, host(l.ip), l.user_agent, l.detail)::text end
from roots r full join written l on l.batch_id = r.batch order by 1, l.id`

// batch is the lines under one root.
type batch struct {
	id, org  id.ID
	seq, n   int64
	root     string
	tree     chain.Tree
	findings *[]chain.Finding
}

// close compares the lines with what the chain says of them.
func (b *batch) close() {
	root := b.tree.Root()
	switch {
	case b.id == id.Nil:
	case b.root == "":
		b.add(fmt.Sprintf("%d lines of the access log, as batch %s, are under no root", b.tree.Size(), b.id))
	case b.n != b.tree.Size():
		b.add(fmt.Sprintf("batch %s of the access log was of %d lines, there are %d", b.id, b.n, b.tree.Size()))
	case b.root != hex.EncodeToString(root[:]):
		b.add(fmt.Sprintf("a line of batch %s of the access log is not what was written", b.id))
	}
}

func (b *batch) add(detail string) {
	for i := range *b.findings {
		if f := &(*b.findings)[i]; *f.OrgID == b.org {
			f.Count++
			return
		}
	}
	org := b.org
	*b.findings = append(*b.findings, chain.Finding{Class: chain.AccessRoot, OrgID: &org, Seq: b.seq, Count: 1, Detail: detail})
}

// accessLog checks every line of the access log against the roots in the system's chain (AU-13).
func accessLog(ctx context.Context, tx pgx.Tx) ([]chain.Finding, error) {
	if _, err := tx.Exec(ctx, again); err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, accessLines)
	if err != nil {
		return nil, err
	}
	var out []chain.Finding
	current := &batch{findings: &out}
	var next batch
	var line []byte
	_, err = pgx.ForEachRow(rows, []any{&next.id, &next.seq, &next.org, &next.n, &next.root, &line}, func() error {
		if next.id != current.id {
			current.close()
			current = &batch{id: next.id, org: next.org, seq: next.seq, n: next.n, root: next.root, findings: &out}
		}
		if line != nil {
			current.tree.Add(line)
		}
		return nil
	})
	current.close()
	return out, err
}
