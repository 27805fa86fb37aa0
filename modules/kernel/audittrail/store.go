package audittrail

import (
	"context"
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// store writes the lines of one organisation with one statement of array parameters: COPY is refused under
// row-level security (SECURITY.md PF-08).
func (l *AccessLog) store(ctx context.Context, org id.ID, lines []line) error {
	c := columns(lines)
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	ctx = tenancy.With(ctx, &tenancy.Actor{Org: org, Kind: tenancy.System, Name: "system:access-log", Via: "job"})
	_, err := l.db.SQL().ExecContext(ctx, `insert into audit.access_logs
		(org_id, id, occurred_at, actor_id, actor_kind, actor_name, actor_via, session_id, api_key_id, action, permission, method, path,
		 record_type, record_id, status, request_id, ip, user_agent, detail)
		select $1::uuid, i.id, i.at, nullif(i.actor,'')::uuid, i.kind, i.name, i.via, nullif(i.session,'')::uuid, nullif(i.key,'')::uuid,
		 i.action, nullif(i.permission,''), nullif(i.method,''), nullif(i.path,''), nullif(i.rtype,''), nullif(i.rid,'')::uuid, i.status,
		 nullif(i.request,'')::uuid, nullif(i.ip,'')::inet, nullif(i.agent,''), nullif(i.detail,'')
		from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
		 $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::int[], $17::text[], $18::text[], $19::text[], $20::text[])
		 as i(id, at, actor, kind, name, via, session, key, action, permission, method, path, rtype, rid, status, request, ip, agent, detail)
		on conflict do nothing`,
		org.String(), c.id, c.at, c.text[0], c.text[1], c.text[2], c.text[3], c.text[4], c.text[5], c.text[6], c.text[7], c.text[8], c.text[9],
		c.text[10], c.text[11], c.status, c.text[12], c.text[13], c.text[14], c.text[15])
	return err
}

type arrays struct {
	id     []string
	at     []time.Time
	text   [16][]string
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
		c.id = append(c.id, e.id.String())
		c.at = append(c.at, e.OccurredAt)
		c.status = append(c.status, int32(e.Status)) //nolint:gosec // an HTTP status
		for n, v := range [...]string{text(a.ID), string(a.Kind), a.Name, a.Via, text(a.Session), text(a.APIKeyID), e.Action, e.Permission,
			e.Method, e.Path, e.RecordType, text(e.RecordID), text(e.RequestID), e.IP, e.UserAgent, e.Detail} {
			c.text[n] = append(c.text[n], v)
		}
	}
	return c
}

func text(v id.ID) string {
	if v == id.Nil {
		return ""
	}
	return v.String()
}

// Event adds an entry without a change of data to the trail, in the caller's transaction and under its event; details
// are what there is to know.
func Event(ctx context.Context, d *db.DB, recordType string, details map[string]any) error {
	payload, err := json.Marshal(map[string]any{"new": details})
	if err != nil {
		return err
	}
	return d.Q(ctx).Exec("select audit.record_event(?, null, null, ?)", recordType, string(payload)).Error
}
