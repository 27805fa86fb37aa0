package qualify

import (
	"strings"
	"time"
)

// Checks of accounts and rights.

func (l *lab) deactivated() { // P11-05
	user, email := l.person("technician")
	token := l.login(email, l.password)
	l.by("admin", "POST", "/users/"+user+"/deactivate", nil, reason, "left").want(200)
	l.gone(token, 401)
	l.with("", "sign-in of a deactivated person", "POST", "/auth/login", m{"email": email, "password": l.password}).want(401)
}

// gone waits at most five seconds for a token to be refused.
func (l *lab) gone(token string, status int) {
	var last int
	for end := l.Now().Add(5 * time.Second); l.err == nil; time.Sleep(100 * time.Millisecond) {
		if last = l.with(token, "token", "POST", "/samples", m{"name": "late", "sample_type": "wafer"}).status; last == status {
			return
		}
		l.expect(l.Now().Before(end), "after five seconds still %d, want %d", last, status)
	}
}

func (l *lab) authority() { // P11-12, P11-33
	user, email := l.person("technician")
	token := l.login(email, l.password)
	l.with(token, "sample", "POST", "/samples", m{"name": "before", "sample_type": "wafer"}).want(201)
	l.by("admin", "PUT", "/users/"+user+"/roles", m{"roles": []string{"viewer"}}, reason, "other duties").want(200)
	l.gone(token, 403)
}

func (l *lab) rightsAudited() { // P11-33
	user, _ := l.person("technician")
	l.by("admin", "PUT", "/users/"+user+"/roles", m{"roles": []string{"scientist"}}, reason, "promoted").want(200)
	l.entries("record_id="+user).holds("technician", "scientist", "promoted")
}

func (l *lab) identity() { // P11-20
	user, email := l.person("technician")
	l.by("admin", "POST", "/users/"+user+"/deactivate", nil, reason, "left").want(200)
	l.by("admin", "POST", "/users", m{"email": email, "name": "Somebody else", "roles": []string{"viewer"}}).want(409)
}

func (l *lab) twins() { // P11-25
	_, email := l.person("technician")
	l.by("admin", "POST", "/users", m{"email": strings.ToUpper(email), "name": "Twin", "roles": []string{"viewer"}}).want(409)
	l.by("admin", "POST", "/users", m{"email": strings.Replace(email, "person", "ｐerson", 1), "name": "Twin", "roles": []string{"viewer"}}).want(409) // fullwidth letter
}

func (l *lab) noImpersonation() { // P11-24
	user, _ := l.person("technician")
	l.by("admin", "PUT", "/users/"+user, m{"password": "chosen by the administrator"}).want(405)
	l.patch("admin", "/users/"+user, m{"password": "chosen by the administrator"}, reason, "help").want(422)
	reset := l.by("admin", "POST", "/users/"+user+"/reset-password", nil, reason, "forgotten").want(200)
	l.expect(!strings.Contains(string(reset.body), `"password"`), "the reset shows a password")
	record, path := l.entry()
	body := l.signing("scientist", record, path, "authorship")
	body["signer_id"] = user
	l.by("scientist", "POST", "/signatures", body).want(422)
	l.secondPerson()
}

// secondPerson resets somebody's password and sees that two administrators are needed before that account signs.
func (l *lab) secondPerson() {
	_, second := l.person("admin")
	user, email := l.person("scientist")
	link := l.by("admin", "POST", "/users/"+user+"/reset-password", nil, reason, "forgotten").want(200).text("url")
	_, token, _ := strings.Cut(link, "#reset=")
	l.with("", "reset link", "POST", "/auth/reset", m{"token": token, "password": l.password}).want(204)
	l.tokens["reset"] = l.login(email, l.password)
	book := l.by("reset", "POST", "/notebooks", m{"title": l.name("Notebook")}).want(201).id()
	record := l.by("reset", "POST", "/notebooks/entries", m{"notebook_id": book, "title": l.name("Page"), "body": "read 1.10 um"}).want(201).id()
	body := l.signing("reset", record, "/notebooks/entries/"+record, "authorship")
	held := l.by("reset", "POST", "/signatures", body).want(403)
	l.expect(held.text("code") == "signing_after_reset", "signing after a reset is refused with %s", held.text("code"))
	approval := l.by("admin", "POST", "/users/"+user+"/signing/restore", m{"reason": "seen in person"}).want(202).id()
	l.by("admin", "POST", "/approvals/"+approval+"/confirm", nil).want(403)
	l.by("reset", "POST", "/signatures", body).want(403)
	l.with(l.login(second, l.password), "second administrator", "POST", "/approvals/"+approval+"/confirm", nil).want(200)
	l.by("reset", "POST", "/signatures", body).want(201)
}

func (l *lab) inactive() { // P11-26
	defer l.setting("inactivity", m{"days": 90})()
	user, email := l.person("technician")
	l.login(email, l.password)
	if l.err == nil {
		err := l.sql("update spectra.users set last_login_at = now() - interval '91 days', updated_at = now() - interval '91 days' where id = '" + user + "'")
		l.expect(err == nil, "%v", err)
	}
	late := l.with("", "sign-in after 91 days", "POST", "/auth/login", m{"email": email, "password": l.password}).want(401)
	wrong := l.with("", "sign-in with a wrong password", "POST", "/auth/login", m{"email": "viewer@qualify.example", "password": "wrong wrong wrong"}).want(401)
	l.expect(late.text("code") == wrong.text("code") && late.text("detail") == wrong.text("detail"), "the refusal tells that the password was right")
}

func (l *lab) revoked() { // P11-27
	key := l.by("scientist", "POST", "/api-keys", m{"name": l.name("Key"), "scopes": []string{"sample:read"}}).want(201)
	l.with("", "key", "GET", "/samples", nil, "X-API-Key", key.text("key")).want(200)
	l.by("scientist", "DELETE", "/api-keys/"+key.id(), nil).want(204)
	l.with("", "revoked key", "GET", "/samples", nil, "X-API-Key", key.text("key")).want(401)
}

func (l *lab) enrolment() { // P11-29
	_, email := l.person("technician")
	token := l.login(email, l.password)
	l.with(token, "enrolment", "POST", "/auth/totp/enroll", m{"password": l.password}).want(200)
	l.with(token, "wrong code", "POST", "/auth/totp/confirm", m{"totp": "abcdef"}).want(422)
	l.login(email, l.password) // the second factor is not active: the password alone still opens
}

func (l *lab) isolated() { // not a clause of its own: many organisations on one installation
	s := l.sample()
	token := l.login("admin@other.example", l.password)
	l.with(token, "another organisation", "GET", "/samples/"+s.id(), nil).want(404)
	l.with(token, "another organisation", "GET", "/audit?record_id="+s.id(), nil).want(200).shows("items.0.seq", "")
}
