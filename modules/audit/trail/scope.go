package trail

import (
	"context"
	"strconv"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Scope is a record with everything that belongs to it, or a person with everything that they did.
type Scope struct {
	Kind, ID string
	Acts     bool // also what the person did
}

// Scope is what the trail is wanted of; nil: of the organisation, or of one record alone.
func (f Filter) Scope() (*Scope, error) {
	var asked []*Scope
	if f.Include != "" {
		if f.RecordType == "" || f.RecordID == "" {
			return nil, apperr.InvalidField("?include", "required", "Say of which record: include goes with record_type and record_id.")
		}
		asked = append(asked, &Scope{Kind: f.RecordType, ID: f.RecordID})
	}
	if f.ProjectID != "" {
		asked = append(asked, &Scope{Kind: "project", ID: f.ProjectID})
	}
	if f.UserID != "" {
		asked = append(asked, &Scope{Kind: "user", ID: f.UserID, Acts: true})
	}
	switch {
	case len(asked) == 0:
		return nil, nil //nolint:nilnil // no scope is an answer
	case len(asked) > 1, f.Include == "" && f.RecordType+f.RecordID != "":
		return nil, apperr.InvalidField("?include", "exclusive", "Ask for one trail at a time: of a record, of a project or of a person.")
	}
	return asked[0], nil
}

// walked is how far back a page of a project or a person is looked for in the chain itself before their entries are gathered:
// who has one entry in a hundred fills a page there.
const walked = 5000

// within reads a page of the trail of a scope.
func (s store) within(ctx context.Context, f Filter, scope *Scope, p page.Page[Item]) (page.List[Item], error) {
	var total *int64
	if p.Count {
		total = new(int64)
		sql, args := f.gathered(ctx, scope, "", nil)
		if err := s.db.Q(ctx).Raw("select count(*) from (select 1 from ("+sql+") g limit "+strconv.Itoa(counted)+") capped", args...).Row().Scan(total); err != nil {
			return page.List[Item]{}, err
		}
	}
	after, at := p.Where()
	var found []row
	if scope.Kind == "project" || scope.Acts {
		sql, args := f.along(ctx, scope, p, after, at)
		if err := s.db.Q(ctx).Raw(detailed(sql, p), args...).Scan(&found).Error; err != nil {
			return page.List[Item]{}, err
		}
	}
	if len(found) < p.Fetch() {
		sql, args := f.gathered(ctx, scope, after, at)
		found = nil
		if err := s.db.Q(ctx).Raw(detailed(sql, p), args...).Scan(&found).Error; err != nil {
			return page.List[Item]{}, err
		}
	}
	return closed(p, found, total), nil
}

// detailed reads the entries of a page: places are sorted without their payloads.
func detailed(places string, p page.Page[Item]) string {
	order := p.Order()
	return "select " + columns + " from (select c.seq, c.hash, c.prev_hash, c.entry_id from (" + places + ") c order by " + order + " limit " + strconv.Itoa(p.Fetch()) +
		") c cross join lateral (select * from audit.audit_logs l where l.id = c.entry_id offset 0) l order by " + order
}

// gathered finds all entries of a scope by the index of their records. OFFSET 0 keeps every look-up what it is written as: the
// planner knows neither how many records belong to another nor how many entries each of them has.
func (f Filter) gathered(ctx context.Context, scope *Scope, after string, at []any) (sql string, args []any) {
	org := tenancy.Must(ctx).Org
	entry, entries := f.ofEntry()
	const look = " cross join lateral (select l.id from audit.audit_logs l where l.org_id = ? and "
	sql = "select e.id from app.belonging(?, ?::uuid) m" + look + "l.record_type = m.record_type and l.record_id = m.record_id and " + entry + " offset 0) e"
	args = append([]any{scope.Kind, scope.ID, org}, entries...)
	if scope.Acts {
		sql += " union select e.id from (values (?::uuid)) m(id)" + look + "l.actor_id = m.id and " + entry + " offset 0) e"
		args = append(append(args, scope.ID, org), entries...)
	}
	place, places := f.ofPlace(org)
	args = append(args, places...)
	if after != "" {
		place, args = place+" and "+after, append(args, at...)
	}
	return "select c.* from (" + sql + ") e cross join lateral (select c.seq, c.hash, c.prev_hash, c.entry_id from audit.audit_chain c where c.entry_id = e.id and " +
		place + " offset 0) c", args
}

// along looks for a page in the chain from the cursor on, a bounded way.
func (f Filter) along(ctx context.Context, scope *Scope, p page.Page[Item], after string, at []any) (sql string, args []any) {
	place, args := f.ofPlace(tenancy.Must(ctx).Org)
	if after != "" {
		place, args = place+" and "+after, append(args, at...)
	}
	entry, entries := f.ofEntry()
	args = append(append(args, entries...), scope.Kind, scope.ID)
	// Inside coalesce the set is hashed once; a join would be made anew for each place.
	member := "coalesce((l.record_type, l.record_id) in (select m.record_type, m.record_id from app.belonging(?, ?::uuid) m), false)"
	if scope.Acts {
		member, args = "("+member+" or l.actor_id = ?)", append(args, scope.ID)
	}
	return "select c.seq, c.hash, c.prev_hash, c.entry_id from (select c.seq, c.hash, c.prev_hash, c.entry_id from audit.audit_chain c where " + place +
		" order by " + p.Order() + " limit " + strconv.Itoa(walked) + ") c cross join lateral (select * from audit.audit_logs l where l.id = c.entry_id offset 0) l where " +
		entry + " and " + member, args
}
