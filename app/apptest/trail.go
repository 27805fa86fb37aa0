package apptest

import (
	"context"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
)

// AuditEntry is one sealed entry of an organisation's chain.
type AuditEntry struct {
	Seq        int64
	Action     string
	TableName  string
	RecordType string
	RecordID   string
	ActorName  string
	Reason     string
	Payload    string
}

// Audit reads an organisation's chain from its beginning.
func (l *Lab) Audit(t testing.TB, org string) []AuditEntry {
	t.Helper()
	var out []AuditEntry
	err := l.DB.Q(l.Ctx(org, "auditor")).Raw(`select c.seq, l.action, coalesce(l.table_name,'') as table_name, coalesce(l.record_type,'') as record_type,
		coalesce(l.record_id::text,'') as record_id, l.actor_name, coalesce(l.reason,'') as reason, coalesce(l.payload,'') as payload
		from audit.audit_chain c join audit.audit_logs l on l.id = c.entry_id where c.org_id = ? order by c.seq`, l.orgs[org]).Scan(&out).Error
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// AccessEntry is one line of the access log.
type AccessEntry struct {
	Action    string
	Method    string
	Path      string
	Status    int
	ActorName string
	RecordID  string
	Detail    string
}

// Access flushes and reads an organisation's access log in order.
func (l *Lab) Access(t testing.TB, org string) []AccessEntry {
	t.Helper()
	for l.calls.Load() > 0 {
		time.Sleep(time.Millisecond)
	}
	l.access.Load().Close()
	l.openAccess(t)
	var out []AccessEntry
	err := l.DB.Q(l.Ctx(org, "auditor")).Raw(`select action, coalesce(method,'') as method, coalesce(path,'') as path, status, actor_name,
		coalesce(record_id::text,'') as record_id, coalesce(detail,'') as detail from audit.access_logs where org_id = ? order by occurred_at, id`, l.orgs[org]).Scan(&out).Error
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (l *Lab) openAccess(t testing.TB) {
	log := audittrail.NewAccessLog(l.DB, l.log)
	l.access.Store(log)
	go log.Run(context.WithoutCancel(t.Context()))
	t.Cleanup(log.Close)
}
