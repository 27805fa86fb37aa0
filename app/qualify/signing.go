package qualify

import (
	"strings"
	"time"
)

// Checks of electronic signatures.

func (l *lab) accountability() { // P11-14
	defer l.setting("signing", m{"segregation_of_duties": true, "require_accountability": true})()
	record, path := l.entry()
	l.sign("scientist", record, path, "authorship").want(403, "accountability_required")
	version := l.by("scientist", "GET", "/signatures/accountability", nil).want(200).text("statement_version")
	l.by("scientist", "POST", "/signatures/accountability", m{"statement_version": version}).want(201)
	l.sign("scientist", record, path, "authorship").want(201)
}

func (l *lab) manifestation() { // P11-17, P11-34, P11-36
	record, path := l.entry()
	body := l.signing("scientist", record, path, "authorship")
	delete(body, "meaning")
	l.by("scientist", "POST", "/signatures", body).want(422)
	body["meaning"], body["time_zone"] = "authorship", "Europe/Berlin"
	s := l.by("scientist", "POST", "/signatures", body).want(201).shows("signer.name", "scientist", "meaning", "authorship", "signed_zone", "Europe/Berlin")
	l.expect(strings.HasSuffix(s.text("signed_at"), "Z") && s.text("statement") != "" && s.text("statement_version") != "", "time %q, statement %q", s.text("signed_at"), s.text("statement"))
	l.by("auditor", "GET", "/signatures/export?format=csv", nil).want(200).holds(s.text("signed_at"), "Europe/Berlin")
	me := "/users/" + s.text("signer.id")
	l.patch("admin", me, m{"name": "renamed"}, reason, "qualification").want(200)
	l.by("viewer", "GET", "/signatures/"+s.id(), nil).want(200).shows("signer.name", "scientist")
	l.patch("admin", me, m{"name": "scientist"}, reason, "qualification").want(200)
}

func (l *lab) nobodyEdits() { // P11-18
	record, path := l.entry()
	s := l.sign("scientist", record, path, "authorship").want(201).id()
	for _, role := range roles() {
		for _, method := range []string{"PATCH", "PUT", "DELETE"} {
			l.by(role, method, "/signatures/"+s, m{"meaning": "approval"}).want(405)
		}
	}
	for _, q := range []string{"update spectra.signatures set meaning = 'approval'", "delete from spectra.signatures"} {
		l.refuses("", q+" where id = '"+s+"'")
	}
}

func (l *lab) bound() { // P11-19
	record, path := l.entry()
	seen := l.signing("scientist", record, path, "authorship")
	l.patch("scientist", path, m{"body": "other"}).want(200)
	l.by("scientist", "POST", "/signatures", seen).want(412)
	s := l.sign("scientist", record, path, "authorship").want(201).id()
	l.by("viewer", "GET", "/signatures/"+s+"/verify", nil).want(200).shows("status", "valid")
}

func (l *lab) permits() { // P11-21
	defer l.setting("signing", m{"segregation_of_duties": true, "can_sign_required": true})()
	record, path := l.entry()
	l.sign("scientist", record, path, "authorship").want(403, "signing_not_enabled")
	user := l.by("scientist", "GET", "/auth/me", nil).want(200).id()
	l.by("admin", "PUT", "/users/"+user+"/signing", m{"can_sign": true, "evidence": "passport seen"}, reason, "qualification").want(200)
	l.sign("scientist", record, path, "authorship").want(201)
}

func (l *lab) components() { // P11-22, P11-23
	record, path := l.entry()
	body := l.signing("scientist", record, path, "authorship")
	body["password"] = ""
	l.by("scientist", "POST", "/signatures", body).want(401, "reauth_required")
	body["password"] = "not the password"
	l.by("scientist", "POST", "/signatures", body).want(401, "invalid_credentials")
}

func (l *lab) everyTime() { // P11-23
	record, path := l.entry()
	l.sign("scientist", record, path, "authorship").want(201)
	record, path = l.entry()
	body := l.signing("scientist", record, path, "authorship")
	delete(body, "password")
	time.Sleep(time.Second)
	l.by("scientist", "POST", "/signatures", body).want(401, "reauth_required")
}

func (l *lab) misuse() { // P11-28
	_, email := l.person("manager")
	token := l.login(email, l.password)
	record, path := l.entry()
	body := l.signing("scientist", record, path, "review")
	body["password"] = "not the password"
	for range 5 {
		l.with(token, "wrong password", "POST", "/signatures", body).want(401)
	}
	l.expect(l.entries("action=signing.misused").text("items.0.seq") != "", "five failed signings left no event")
	l.by("admin", "GET", "/inbox", nil).want(200).holds("failed signings")
}

func (l *lab) locked() { // P11-30
	record, path := l.entry()
	l.sign("scientist", record, path, "authorship").want(201)
	l.patch("scientist", path, m{"body": "other"}).want(423, "locked")
	l.refuses("SP423", "update spectra.notebook_entries set body = 'other' where id = '"+record+"'")
}

func (l *lab) segregation() { // P11-31
	record, path := l.entry()
	l.sign("scientist", record, path, "authorship").want(201)
	l.sign("scientist", record, path, "authorship").want(409)
	book := l.by("manager", "POST", "/notebooks", m{"title": l.name("Notebook")}).want(201).id()
	record = l.by("manager", "POST", "/notebooks/entries", m{"notebook_id": book, "title": l.name("Page"), "body": "mine"}).want(201).id()
	path = "/notebooks/entries/" + record
	l.sign("manager", record, path, "approval").want(403)
	l.sign("admin", record, path, "review").want(201)
	l.sign("admin", record, path, "approval").want(403)
}

// altered comes last: afterwards the scratch installation is no longer what it was.
func (l *lab) altered() { // P11-01
	record, path := l.entry()
	s := l.sign("scientist", record, path, "authorship").want(201).id()
	l.verified(0)
	if l.err == nil {
		err := l.sql("alter table spectra.notebook_entries disable trigger user", "update spectra.notebook_entries set body = body || ' ' where id = '"+record+"'",
			"alter table spectra.notebook_entries enable always trigger audit_row", "alter table spectra.notebook_entries enable always trigger signed")
		l.expect(err == nil, "%v", err)
	}
	l.by("auditor", "GET", "/signatures/"+s+"/verify", nil).want(200).shows("status", "content_changed")
	l.verified(1, "STATE_DRIFT")
}
