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

func (s store) list(ctx context.Context, f Filter, p page.Page[Item]) (page.List[Item], error) {
	q := s.db.Q(ctx).Table("audit.audit_chain c").Joins(f.entries()).
		Where("c.org_id = ?", tenancy.Must(ctx).Org)
	for _, c := range [][2]string{{"l.actor_id", f.ActorID}, {"l.action", f.Action}, {"l.record_type", f.RecordType},
		{"l.record_id", f.RecordID}, {"l.request_id", f.RequestID}} {
		q = db.Equal(q, c[0], c[1])
	}
	q = db.During(q, "l.occurred_at", f.From, f.To)
	if f.FromSeq > 0 {
		q = q.Where("c.seq >= ?", f.FromSeq)
	}
	if f.ToSeq > 0 {
		q = q.Where("c.seq <= ?", f.ToSeq)
	}
	q = q.Session(&gorm.Session{})
	var total *int64
	if p.Count {
		total = new(int64)
		if err := s.db.Q(ctx).Table("(?) as capped", q.Select("1").Limit(10001)).Count(total).Error; err != nil {
			return page.List[Item]{}, err
		}
	}
	rows := q.Select(`c.seq, c.hash, c.prev_hash, l.occurred_at, l.actor_id, l.record_id, l.request_id, l.actor_name, l.actor_kind, l.actor_via, l.api_key_id,
		l.action, l.table_name, l.record_type, l.record_code, l.reason, l.payload, host(l.ip) as ip`)
	if where, args := p.Where(); where != "" {
		rows = rows.Where(where, args...)
	}
	var found []row
	if err := rows.Order(p.Order() + " limit " + strconv.Itoa(p.Fetch())).Find(&found).Error; err != nil {
		return page.List[Item]{}, err
	}
	items := make([]Item, len(found))
	for i := range found {
		items[i] = found[i].item()
	}
	out := p.Close(items)
	out.Total = total
	return out, nil
}

func (r *row) item() Item {
	op, list := changes(r.Payload)
	return Item{Seq: r.Seq, OccurredAt: r.OccurredAt, Actor: Actor{ID: r.ActorID, Name: r.ActorName, Kind: r.ActorKind, Via: r.ActorVia, APIKeyID: r.APIKeyID},
		Action: r.Action, Operation: op, Table: r.TableName, RecordType: r.RecordType, RecordID: r.RecordID, RecordCode: r.RecordCode,
		Reason: r.Reason, Changes: list, RequestID: r.RequestID, IP: r.IP,
		Hash: hex.EncodeToString(r.Hash), PrevHash: hex.EncodeToString(r.PrevHash)}
}
