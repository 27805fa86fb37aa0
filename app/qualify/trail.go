package qualify

import (
	"bytes"
	"time"
)

// Checks of the audit trail.

func (l *lab) entries(query string) *answer {
	return l.by("auditor", "GET", "/audit?limit=50&"+query, nil).want(200)
}

func (l *lab) trail() { // P11-06
	s := l.sample()
	path, of := "/samples/"+s.id(), "record_type=sample&record_id="+s.id()
	l.patch("technician", path, m{"name": "new name", "lot": "L7", "hazards": []string{"flammable"}}).want(200)
	one := l.entries(of + "&action=sample.updated")
	l.expect(one.text("items.0.changes.2.field") != "" && one.text("items.1.seq") == "", "one change is not one entry with three fields: %.400s", one.body)
	l.expect(one.text("items.0.actor.name") == "technician" && one.text("items.0.occurred_at") != "", "who or when is missing: %.300s", one.body)
	l.patch("technician", path, m{"name": "new name"}).want(200)
	l.expect(l.entries(of+"&action=sample.updated").text("items.1.seq") == "", "a change of nothing left an entry")
	l.by("technician", "POST", "/samples", m{"name": "x", "sample_type": "no such kind"}).want(422)
	l.by("technician", "POST", "/samples/bulk", m{"items": []any{m{"name": "bulk A", "sample_type": "wafer"}, m{"name": "bulk B", "sample_type": "wafer"}}}).want(201)
	l.entries("record_type=sample&action=sample.created").holds("bulk A", "bulk B")
}

func (l *lab) forged() { // P11-07
	l.by("technician", "POST", "/samples", m{"name": "x", "sample_type": "wafer", "created_by": "01900000-0000-7000-8000-000000000000"}).want(422)
	l.by("technician", "POST", "/samples", m{"name": "x", "sample_type": "wafer", "created_at": "2020-01-01T00:00:00Z"}).want(422)
	who := l.by("technician", "GET", "/auth/me", nil).want(200).id()
	s := l.by("technician", "POST", "/samples", m{"name": "x", "sample_type": "wafer"}, "X-User-Id", "01900000-0000-7000-8000-000000000000").want(201)
	l.entries("record_type=sample&record_id="+s.id()).shows("items.0.actor.id", who)
}

func (l *lab) noSwitch() { // P11-08
	l.sample()
	for _, q := range []string{"update audit.audit_logs set reason = 'x'", "delete from audit.audit_logs", "insert into audit.audit_chain select * from audit.audit_chain", "truncate audit.audit_logs",
		"set session_replication_role = replica", "alter table spectra.samples disable trigger audit_row"} {
		l.refuses("42501", "set local role spectra_app", q)
	}
	s := l.by("technician", "POST", "/samples", m{"name": "x", "sample_type": "wafer"}, "X-Audit", "off").want(201)
	l.expect(l.entries("record_type=sample&record_id="+s.id()).text("items.0.seq") != "", "a creation left no entry")
}

func (l *lab) reasons() { // P11-09
	r := l.by("scientist", "POST", "/results", thickness(l.experiment())).want(201)
	l.by("manager", "POST", "/results/"+r.id()+"/void", nil).want(422, "reason_required")
	l.by("manager", "POST", "/results/"+r.id()+"/void", nil, reason, "  ").want(422)
	l.by("manager", "POST", "/results/"+r.id()+"/void", nil, reason, "wrong sample").want(200)
	l.entries("record_type=result&record_id="+r.id()+"&action=result.voided").shows("items.0.reason", "wrong sample")
}

func (l *lab) exported() []byte {
	l.sample()
	return l.by("auditor", "GET", "/audit/export?format=jsonl", nil).want(200).body
}

func (l *lab) exports() { // P11-10
	file := l.exported()
	if l.err == nil {
		exit, err := l.VerifyExport(file)
		l.expect(exit == 0 && err == nil, "the exported trail does not verify: exit code %d, %v", exit, err)
	}
}

func (l *lab) signedExports() { // P11-16
	file := l.exported()
	if l.err != nil {
		return
	}
	changed := bytes.Replace(file, []byte("sample.created"), []byte("sample.creatde"), 1)
	l.expect(!bytes.Equal(changed, file), "there is nothing to change in the export")
	exit, _ := l.VerifyExport(changed)
	l.expect(exit == 1, "an export with one word changed: exit code %d, want 1", exit)
}

func (l *lab) clock() { // P11-37
	l.by("", "GET", "/health", nil).want(200).shows("checks.clock.status", "ok")
	var now time.Time
	if l.err == nil {
		err := l.Admin.QueryRowContext(l.ctx, "select clock_timestamp()").Scan(&now)
		l.expect(err == nil, "%v", err)
	}
	s := l.sample()
	at, err := time.Parse(time.RFC3339Nano, l.entries("record_type=sample&record_id="+s.id()).text("items.0.occurred_at"))
	l.expect(err == nil && !at.Before(now) && at.Sub(now) < time.Minute, "the entry is of %s, the database said %s before", at, now)
}

func (l *lab) labels() { // P11-39
	user, email := l.person("technician")
	token := l.login(email, l.password)
	s := l.with(token, "sample", "POST", "/samples", m{"name": "old label", "sample_type": "wafer"}).want(201)
	before := l.entries("record_type=sample&record_id=" + s.id()).text("items.0.actor.name")
	l.patch("admin", "/users/"+user, m{"name": "Married Name"}, reason, "marriage").want(200)
	l.patch("technician", "/samples/"+s.id(), m{"name": "new label"}).want(200)
	l.entries("record_type=sample&action=sample.created&record_id="+s.id()).shows("items.0.actor.name", before).holds("old label")
}

func (l *lab) keyAndOwner() { // P11-38
	key := l.by("scientist", "POST", "/api-keys", m{"name": l.name("Key"), "scopes": []string{"sample:create", "sample:read"}}).want(201)
	s := l.with("", "by key", "POST", "/samples", m{"name": "by key", "sample_type": "wafer"}, "X-API-Key", key.text("key")).want(201)
	owner := l.by("scientist", "GET", "/auth/me", nil).want(200).id()
	l.entries("record_type=sample&record_id="+s.id()).shows("items.0.actor.id", owner).holds(key.id())
}

func (l *lab) accesses() { // P11-45
	s := l.sample()
	l.by("viewer", "GET", "/samples/"+s.id(), nil).want(200)
	l.by("viewer", "DELETE", "/samples/"+s.id(), nil).want(403)
	var log *answer
	for range 30 { // a line is written within a second of the answer
		log = l.by("auditor", "GET", "/access-logs?limit=200", nil).want(200)
		if l.err != nil || bytes.Contains(log.body, []byte("get-sample")) && bytes.Contains(log.body, []byte("archive-sample")) {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	log.holds("get-sample", "archive-sample", "login")
}
