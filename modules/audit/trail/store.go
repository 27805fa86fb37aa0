package trail

import (
	"context"
	"encoding/hex"
	"strconv"
	"time"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// row has one field a line: a tag on a list of names would give all of them the same column.
type row struct {
	Seq        int64
	Hash       []byte
	PrevHash   []byte
	OccurredAt time.Time
	ActorID    *id.ID
	ActorName  string
	ActorKind  string
	ActorVia   string
	APIKeyID   *id.ID `gorm:"column:api_key_id"`
	Action     string
	TableName  *string
	RecordType *string
	RecordID   *id.ID
	RecordCode *string
	RequestID  *id.ID
	Reason     *string
	Payload    *string
	IP         *string `gorm:"column:ip"`
}

// entries joins what stands at the places of the chain. The whole trail is walked by its places: of a plain join the
// planner expects as many rows less as there are organisations, and reads and sorts all of them instead. Entries that are
// filtered may be few, which only the planner can tell. The limit is written out, for with an unknown one it plans anew each time.
func (f Filter) entries() string {
	const match = "l.id = c.entry_id and l.org_id = c.org_id"
	if f == (Filter{}) {
		return "cross join lateral (select * from audit.audit_logs l where " + match + " offset 0) l"
	}
	return "join audit.audit_logs l on " + match
}

// seen leaves out what belongs to projects that are closed to the reader.
const seen = "(cardinality((select app.hidden_projects())) = 0 or app.sees_entry(l.table_name, l.record_type, l.record_id, l.payload))"

// ofEntry and ofPlace are the conditions of a filter on the entry and on its place.
func (f Filter) ofEntry() (where string, args []any) {
	where = seen
	for _, c := range [][2]string{{"l.actor_id", f.ActorID}, {"l.action", f.Action}, {"l.request_id", f.RequestID}} {
		if c[1] != "" {
			where, args = where+" and "+c[0]+" = ?", append(args, c[1])
		}
	}
	for _, t := range []struct {
		operator string
		at       time.Time
	}{{">=", f.From}, {"<", f.To}} {
		if !t.at.IsZero() {
			where, args = where+" and l.occurred_at "+t.operator+" ?", append(args, t.at)
		}
	}
	return where, args
}

func (f Filter) ofPlace(org id.ID) (where string, args []any) {
	where, args = "c.org_id = ?", []any{org}
	if f.FromSeq > 0 {
		where, args = where+" and c.seq >= ?", append(args, f.FromSeq)
	}
	if f.ToSeq > 0 {
		where, args = where+" and c.seq <= ?", append(args, f.ToSeq)
	}
	return where, args
}

const columns = `c.seq, c.hash, c.prev_hash, l.occurred_at, l.actor_id, l.record_id, l.request_id, l.actor_name, l.actor_kind, l.actor_via, l.api_key_id,
		l.action, l.table_name, l.record_type, l.record_code, l.reason, l.payload, host(l.ip) as ip`

// list reads a page of the whole trail, or of the entries of one record.
func (s store) list(ctx context.Context, f Filter, p page.Page[Item]) (page.List[Item], error) {
	place, places := f.ofPlace(tenancy.Must(ctx).Org)
	entry, entries := f.ofEntry()
	q := s.db.Q(ctx).Table("audit.audit_chain c").Joins(f.entries()).Where(place, places...).Where(entry, entries...)
	q = db.Equal(db.Equal(q, "l.record_type", f.RecordType), "l.record_id", f.RecordID)
	q = q.Session(&gorm.Session{})
	var total *int64
	if p.Count {
		total = new(int64)
		if err := s.db.Q(ctx).Table("(?) as capped", q.Select("1").Limit(counted)).Count(total).Error; err != nil {
			return page.List[Item]{}, err
		}
	}
	rows := q.Select(columns)
	if where, args := p.Where(); where != "" {
		rows = rows.Where(where, args...)
	}
	var found []row
	if err := rows.Order(p.Order() + " limit " + strconv.Itoa(p.Fetch())).Find(&found).Error; err != nil {
		return page.List[Item]{}, err
	}
	return closed(p, found, total), nil
}

// counted bounds a total.
const counted = 10001

func closed(p page.Page[Item], found []row, total *int64) page.List[Item] {
	items := make([]Item, len(found))
	for i := range found {
		items[i] = found[i].item()
	}
	out := p.Close(items)
	out.Total = total
	return out
}

func (r *row) item() Item {
	op, list := changes(r.Payload)
	return Item{Seq: r.Seq, OccurredAt: r.OccurredAt, Actor: Actor{ID: r.ActorID, Name: r.ActorName, Kind: r.ActorKind, Via: r.ActorVia, APIKeyID: r.APIKeyID},
		Action: r.Action, Operation: op, Table: r.TableName, RecordType: r.RecordType, RecordID: r.RecordID, RecordCode: r.RecordCode,
		Reason: r.Reason, Changes: list, RequestID: r.RequestID, IP: r.IP,
		Hash: hex.EncodeToString(r.Hash), PrevHash: hex.EncodeToString(r.PrevHash)}
}
