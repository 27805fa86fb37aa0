package trail

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

type row struct {
	Seq                               int64
	Hash, PrevHash                    []byte
	OccurredAt                        time.Time
	ActorID, RecordID, RequestID      *id.ID
	ActorName, ActorKind, ActorVia    string
	Action                            string
	TableName, RecordType, RecordCode *string
	Reason, Payload, IP               *string `gorm:"column:ip"`
}

func (s store) list(ctx context.Context, f Filter, p page.Page[Item]) (page.List[Item], error) {
	q := s.db.Q(ctx).Table("audit.audit_chain c").
		Joins("join audit.audit_logs l on l.id = c.entry_id and l.org_id = c.org_id").
		Select(`c.seq, c.hash, c.prev_hash, l.occurred_at, l.actor_id, l.record_id, l.request_id, l.actor_name, l.actor_kind, l.actor_via,
			l.action, l.table_name, l.record_type, l.record_code, l.reason, l.payload, host(l.ip) as ip`).
		Where("c.org_id = ?", tenancy.Must(ctx).Org)
	for column, v := range map[string]string{"l.actor_id": f.ActorID, "l.action": f.Action, "l.record_type": f.RecordType,
		"l.record_id": f.RecordID, "l.request_id": f.RequestID} {
		if v != "" {
			q = q.Where(column+" = ?", v)
		}
	}
	if !f.From.IsZero() {
		q = q.Where("l.occurred_at >= ?", f.From)
	}
	if !f.To.IsZero() {
		q = q.Where("l.occurred_at < ?", f.To)
	}
	if where, args := p.Where(); where != "" {
		q = q.Where(where, args...)
	}
	var rows []row
	if err := q.Order(p.Order()).Limit(p.Fetch()).Find(&rows).Error; err != nil {
		return page.List[Item]{}, err
	}
	items := make([]Item, len(rows))
	for i := range rows {
		items[i] = rows[i].item()
	}
	return p.Close(items), nil
}

func (r *row) item() Item {
	op, list := changes(r.Payload)
	return Item{Seq: r.Seq, OccurredAt: r.OccurredAt, Actor: Actor{ID: r.ActorID, Name: r.ActorName, Kind: r.ActorKind, Via: r.ActorVia},
		Action: r.Action, Operation: op, Table: r.TableName, RecordType: r.RecordType, RecordID: r.RecordID, RecordCode: r.RecordCode,
		Reason: r.Reason, Changes: list, RequestID: r.RequestID, IP: r.IP,
		Hash: hex.EncodeToString(r.Hash), PrevHash: hex.EncodeToString(r.PrevHash)}
}
