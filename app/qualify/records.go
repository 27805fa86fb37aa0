package qualify

import (
	"bytes"
	"strings"
	"sync"
	"time"
)

// Checks about records and how they come to be.

func (l *lab) copies() { // P11-03
	s := l.sample()
	code := s.text("code")
	for _, format := range []string{"csv", "json"} {
		l.by("auditor", "GET", "/samples/export?format="+format, nil).want(200).holds(code)
	}
	l.patch("technician", "/samples/"+s.id(), m{"name": "renamed for the inspector"}).want(200)
	l.by("auditor", "GET", "/audit?record_type=sample&record_id="+s.id(), nil).want(200).holds("renamed for the inspector", code)
}

func (l *lab) kept() { // P11-04
	s := l.sample()
	path := "/samples/" + s.id()
	hold := l.by("manager", "POST", "/legal-holds", m{"title": "Qualification", "reason": "qualification", "records": []any{m{"type": "sample", "id": s.id()}}}).want(201).id()
	l.archive("admin", path).want(423, "legal_hold")
	l.by("admin", "POST", "/legal-holds/"+hold+"/release", nil, reason, "qualification").want(200)
	l.archive("manager", path).want(204)
	got := l.by("viewer", "GET", path, nil).want(200)
	l.expect(got.text("archived_at") != "", "the archived sample has no time of archiving")
	l.refuses("42501", "set local role spectra_app", "delete from spectra.samples where id = '"+s.id()+"'")
}

func (l *lab) illegal() { // P11-11
	e := l.by("scientist", "POST", "/experiments", m{"title": l.name("Experiment"), "method": "raman"}).want(201).id()
	for _, to := range []string{"completed", "reviewed", "approved"} {
		l.by("manager", "POST", "/experiments/"+e+"/transition", m{"to": to}).want(409)
	}
	i := l.by("manager", "POST", "/instruments", m{"name": l.name("Instrument"), "calibration_interval_days": 30}).want(201).id()
	o := l.by("scientist", "POST", "/experiments", m{"title": l.name("Experiment"), "method": "raman", "instrument_id": i}).want(201).id()
	l.by("scientist", "POST", "/experiments/"+o+"/transition", m{"to": "running"}).want(409, "calibration_overdue")
	l.by("manager", "POST", "/experiments/"+o+"/transition", m{"to": "running"}, "X-Calibration-Override", "true", reason, "qualification").want(200).
		shows("calibration_override.reason", "qualification")
}

func (l *lab) revisions() { // P11-15
	p := l.by("scientist", "POST", "/protocols", m{"number": l.name("SOP"), "title": "Line check", "body": "# Purpose\n\nAs qualified."}).want(201).id()
	l.by("scientist", "POST", "/protocols/"+p+"/submit", nil).want(200)
	l.by("manager", "POST", "/protocols/"+p+"/approve", m{"comment": "fine"}).want(200)
	e := l.by("scientist", "POST", "/experiments", m{"title": l.name("Experiment"), "method": "raman", "protocol_id": p}).want(201).id()
	l.by("scientist", "POST", "/experiments/"+e+"/transition", m{"to": "running"}).want(200)
	next := l.by("scientist", "POST", "/protocols/"+p+"/revise", nil).want(201).shows("revision", "2", "status", "draft")
	l.expect(next.id() != p, "the new revision took the place of the old one")
	l.by("viewer", "GET", "/protocols/"+p, nil).want(200).shows("revision", "1", "status", "effective")
	l.by("viewer", "GET", "/experiments/"+e, nil).want(200).shows("protocol_id", p)
}

func (l *lab) digest() { // P11-32
	file := l.upload()
	l.by("scientist", "POST", "/files", file, "Content-Digest", "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:").want(422)
	l.by("scientist", "POST", "/files", file).want(201)
}

func (l *lab) contemporaneous() { // P11-40
	body := thickness(l.experiment())
	body["observed_at"] = l.Now().UTC().Add(-48 * time.Hour)
	l.by("scientist", "POST", "/results", body).want(422, "reason_required")
	r := l.by("scientist", "POST", "/results", body, reason, "the network was down").want(201)
	l.expect(r.text("observed_at") != "" && r.text("recorded_at") != "" && r.text("observed_at") != r.text("recorded_at"), "observed %q, recorded %q", r.text("observed_at"), r.text("recorded_at"))
}

func (l *lab) original() { // P11-41
	e := l.experiment()
	f := l.by("scientist", "POST", "/files", l.upload("experiment_id", e)).want(201)
	l.expect(len(f.text("sha256")) == 64 && f.text("parser") != "", "SHA-256 %q, parser %q", f.text("sha256"), f.text("parser"))
	raw := l.by("viewer", "GET", "/files/"+f.id()+"/content", nil).want(200)
	l.expect(l.err != nil || bytes.Equal(raw.body, spectrum()), "the file comes back as other bytes")
	r := l.by("scientist", "POST", "/analyses", m{"method": "peaks.find", "inputs": m{"trace_id": f.text("traces.0.id")}, "experiment_id": e}).want(201)
	l.by("viewer", "GET", "/lineage/result/"+r.id()+"?up=3", nil).want(200).holds(f.id(), f.text("traces.0.id"))
}

func (l *lab) accurate() { // P11-42
	r := l.by("scientist", "POST", "/results", thickness(l.experiment())).want(201)
	l.by("viewer", "GET", "/results/"+r.id(), nil).want(200).shows("values.0.value", "1.10")
	l.by("viewer", "GET", "/results/export?format=csv", nil).want(200).holds("1.10")
}

func (l *lab) complete() { // P11-43
	r := l.by("scientist", "POST", "/results", thickness(l.experiment())).want(201)
	l.by("manager", "POST", "/results/"+r.id()+"/void", nil, reason, "wrong sample").want(200)
	l.by("auditor", "GET", "/results/"+r.id(), nil).want(200).shows("void_reason", "wrong sample")
	l.by("auditor", "GET", "/results?status=voided", nil).want(200).holds(r.id())
}

func (l *lab) ingest() { // P11-13
	one := l.by("manager", "POST", "/instruments", m{"name": l.name("Instrument")}).want(201).id()
	two := l.by("manager", "POST", "/instruments", m{"name": l.name("Instrument")}).want(201).id()
	key := l.by("admin", "POST", "/api-keys", m{"name": l.name("Key"), "scopes": []string{"file:create"}, "instrument_id": one}).want(201)
	l.with("", "key of one instrument", "POST", "/files", l.upload("instrument_id", two), "X-API-Key", key.text("key")).want(403)
	l.with("", "key of one instrument", "POST", "/files", l.upload(), "X-API-Key", key.text("key")).want(201).shows("instrument_id", one, "api_key_id", key.id())
}

func (l *lab) consistent() { // P11-44
	if l.err != nil {
		return
	}
	token := l.tokens["technician"]
	var wait sync.WaitGroup
	refused, turn := make(chan string, 200), make(chan struct{}, 8)
	for i := range 200 {
		wait.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			own := &lab{Scratch: l.Scratch, ctx: l.ctx, client: l.client} // calls keep their own failures
			kind := "wafer"
			if i%10 == 0 {
				kind = "no such kind" // rolled back
			}
			if out := own.with(token, "sample", "POST", "/samples", m{"name": "parallel", "sample_type": kind}); out.status != 201 && i%10 != 0 || out.status >= 500 {
				refused <- string(out.body)
			}
		})
	}
	wait.Wait()
	close(refused)
	for body := range refused {
		l.expect(false, "a parallel creation: %.200s", body)
	}
	l.verified(0)
}

// verified runs the check of the whole trail.
func (l *lab) verified(exit int, classes ...string) {
	if l.err != nil {
		return
	}
	got, found, err := l.Verify(l.ctx)
	l.expect(err == nil && got == exit, "spectra audit verify --reconcile: exit code %d, want %d (%s) %v", got, exit, strings.Join(found, ", "), err)
	for _, c := range classes {
		l.expect(strings.Contains(strings.Join(found, " "), c), "spectra audit verify --reconcile finds %v, not %s", found, c)
	}
}
