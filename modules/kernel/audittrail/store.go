package audittrail

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// store writes the lines of one organisation with one statement of array parameters: COPY is refused under
// row-level security (SECURITY.md PF-08). They are a batch: a trigger puts its Merkle root into the
// system's chain (AU-13). Lines that an earlier try has written belong to the batch of that try.
func (l *AccessLog) store(ctx context.Context, org id.ID, lines []line) error {
	c := columns(lines)
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	ctx = tenancy.With(ctx, &tenancy.Actor{Org: org, Kind: tenancy.System, Name: "system:access-log", Via: "job"})
	_, err := l.db.SQL().ExecContext(ctx, `insert into audit.access_logs
		(batch_id, org_id, id, occurred_at, actor_id, actor_kind, actor_name, actor_via, session_id, api_key_id, action, permission, method, path,
		 record_type, record_id, status, request_id, ip, user_agent, detail)
		select $21::uuid, $1::uuid, i.id, i.at, i.actor, i.kind, i.name, i.via, i.session, i.key,
		 i.action, nullif(i.permission,''), nullif(i.method,''), nullif(i.path,''), nullif(i.rtype,''), i.rid, i.status,
		 i.request, nullif(i.ip,'')::inet, nullif(i.agent,''), nullif(i.detail,'')
		from unnest($2::uuid[], $3::timestamptz[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::int[], $10::text[],
		 $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[])
		 as i(id, at, actor, session, key, rid, request, status, kind, name, via, action, permission, method, path, rtype, ip, agent, detail)
		on conflict do nothing`,
		org, c.ids[0], c.at, c.ids[1], c.ids[2], c.ids[3], c.ids[4], c.ids[5], c.status, c.text[0], c.text[1], c.text[2], c.text[3], c.text[4],
		c.text[5], c.text[6], c.text[7], c.text[8], c.text[9], c.text[10], id.New())
	return err
}

// arrays are the columns of a batch, ids in the form that goes to the database as it is.
type arrays struct {
	ids    [6][]pgtype.UUID
	at     []time.Time
	text   [11][]string
	status []int32
}

func columns(lines []line) arrays {
	var c arrays
	for i := range lines {
		e := &lines[i]
		a := e.Actor
		if a == nil {
			a = &tenancy.Actor{Kind: "anonymous", Via: "api"}
		}
		c.at = append(c.at, e.OccurredAt)
		c.status = append(c.status, int32(e.Status)) //nolint:gosec // an HTTP status
		for n, v := range [...]id.ID{e.id, a.ID, a.Session, a.APIKeyID, e.RecordID, e.RequestID} {
			c.ids[n] = append(c.ids[n], pgtype.UUID{Bytes: v, Valid: v != id.Nil})
		}
		for n, v := range [...]string{string(a.Kind), a.Name, a.Via, e.Action, e.Permission, e.Method, e.Path, e.RecordType, e.IP, e.UserAgent, e.Detail} {
			c.text[n] = append(c.text[n], v)
		}
	}
	return c
}

// Event adds an entry without a change of data to the trail, in the caller's transaction and under its event; details
// are what there is to know.
func Event(ctx context.Context, d *db.DB, recordType string, details map[string]any) error {
	return EventOf(ctx, d, recordType, id.Nil, details)
}

// EventOf is Event about one record; Nil is none.
func EventOf(ctx context.Context, d *db.DB, recordType string, record id.ID, details map[string]any) error {
	payload, err := json.Marshal(map[string]any{"new": details})
	if err != nil {
		return err
	}
	return d.Q(ctx).Exec("select audit.record_event(?, nullif(?::uuid, ?::uuid), null, ?)", recordType, record, id.Nil, string(payload)).Error
}
