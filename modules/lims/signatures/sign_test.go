package signatures_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/lims/signatures"
)

// TestP11_17_P11_34_P11_36_P11_39_Manifestation: name, address, meaning, statement and time with zone, as of signing.
func TestP11_17_P11_34_P11_36_P11_39_Manifestation(t *testing.T) {
	b := open(t)
	e := b.entry()
	body := b.body("a/scientist", e, "authorship")
	delete(body, "meaning")
	b.Do("a/scientist", "POST", "/signatures", body).Want(422)
	body["meaning"], body["time_zone"], body["comment"] = "authorship", "Europe/Berlin", "as seen"
	r := b.Do("a/scientist", "POST", "/signatures", body).Want(201)
	want := m{"signer.name": "Scientist A", "signer.email": "scientist@a.example", "signer.id": b.lab.User("a", "scientist").String(), "meaning": "authorship", "comment": "as seen",
		"record_type": "notebook_entry", "record_id": e, "record_version": body["record_version"], "record_hash": body["record_hash"], "signed_zone": "Europe/Berlin", "method": "password",
		"statement": "I am Scientist A. My electronic signature is the legally binding equivalent of my handwritten signature.", "statement_version": "1", "previous_id": nil, "key_id": b.deps.Key.ID}
	b.mustOwner("update spectra.users set name = 'Renamed' where id = '" + b.lab.User("a", "scientist").String() + "'")
	read := b.Do("a/viewer", "GET", "/signatures/"+r.ID(), nil).Want(200)
	listed := b.Do("a/viewer", "GET", "/signatures?record_type=notebook_entry&record_id="+e, nil).Want(200)
	file := b.Do("a/viewer", "GET", "/signatures/export?format=csv", nil).Want(200)
	for k, v := range want {
		if r.Get(k) != v || read.Get(k) != v || listed.Get("items.0."+k) != v {
			t.Errorf("%s: %v, later %v, in the list %v; want %v", k, r.Get(k), read.Get(k), listed.Get("items.0."+k), v)
		}
	}
	local, _ := r.Get("signed_at_local").(string)
	utc, _ := r.Get("signed_at").(string)
	at, err := time.Parse(time.RFC3339, local)
	if err != nil || !strings.HasSuffix(utc, "Z") || !strings.Contains(local, "+0") || !strings.HasPrefix(utc, at.UTC().Format("2006-01-02T15:04:05")) {
		t.Errorf("%q and %q (%v)", utc, local, err)
	}
	for _, part := range []string{"Scientist A", "authorship", "Europe/Berlin", utc} {
		if !strings.Contains(string(file.Body), part) {
			t.Errorf("the file lacks %q: %s", part, file.Body)
		}
	}
	for zone, status := range map[string]int{"Mars/Base": 422, "Local": 422, "": 422} {
		body["time_zone"] = zone
		b.Do("a/scientist", "POST", "/signatures", body).Want(status)
	}
}

// TestSG_07_Receipt: the number of the entry in the trail is known before the commit, and true.
func TestSG_07_Receipt(t *testing.T) {
	b := open(t)
	woken := 0
	b.deps.Wake = func() { woken++ }
	b.use(b.deps)
	r := b.sign("a/scientist", b.entry(), "authorship").Want(201)
	made := b.events("signature.created")
	found := false
	for _, e := range made {
		found = found || fmt.Sprint(e.Seq) == fmt.Sprint(r.Get("audit_seq")) && e.TableName == "signatures" && e.RecordID == r.ID()
	}
	if hash, _ := r.Get("audit_hash").(string); !found || len(hash) != 64 || woken != 1 {
		t.Errorf("audit_seq %v, hash %v, %d checkpoints, entries %+v", r.Get("audit_seq"), hash, woken, made)
	}
	if got := b.Do("a/viewer", "GET", "/signatures/"+r.ID(), nil).Want(200).Get("audit_seq"); got != r.Get("audit_seq") {
		t.Errorf("later %v", got)
	}
	if b.status(r.ID()) != "valid" {
		t.Error("not valid")
	}
}

// TestP11_18_NobodyEditsASignature: no route, no role, not the owner while the triggers stand.
func TestP11_18_NobodyEditsASignature(t *testing.T) {
	b := open(t)
	r := b.sign("a/scientist", b.entry(), "authorship").Want(201)
	for _, role := range apptest.Roles() {
		for _, method := range []string{http.MethodPatch, http.MethodPut, http.MethodDelete} {
			if got := b.Do("a/"+role, method, "/signatures/"+r.ID(), m{"meaning": "approval"}); got.Status != 405 {
				t.Errorf("%s %s: %d", role, method, got.Status)
			}
		}
	}
	for _, q := range []string{"update spectra.signatures set meaning = 'approval'", "delete from spectra.signatures", "truncate spectra.signatures cascade"} {
		if err := b.owner(q); err == nil {
			t.Errorf("the owner may %s", q)
		}
	}
}

// TestP11_19_Bound: to the record, its content, the signer, the meaning.
func TestP11_19_Bound(t *testing.T) {
	b := open(t)
	e, other := b.entry(), b.entry()
	sig := b.sign("a/scientist", e, "authorship").Want(201).ID()
	columns := "org_id, record_type, record_version, record_hash, meaning, comment, statement, statement_version, signer_name, signer_email, signed_at, signed_zone, method, session_id, snapshot, previous_id, key_id, signature, record_code"
	copied := id.New().String()
	b.mustOwner("insert into spectra.signatures (id, code, record_id, signer_id, " + columns + ") select '" + copied + "', 'SIG-9', '" + other + "', signer_id, " + columns + " from spectra.signatures where id = '" + sig + "'")
	forged := id.New().String()
	b.mustOwner("insert into spectra.signatures (id, code, record_id, signer_id, " + columns + ") select '" + forged + "', 'SIG-8', record_id, '" + b.lab.User("a", "manager").String() + "', " + columns + " from spectra.signatures where id = '" + sig + "'")
	if b.status(sig) != "valid" || b.status(copied) != signing.RecordMismatch || b.status(forged) != signing.SignatureInvalid {
		t.Errorf("%v %v %v", b.status(sig), b.status(copied), b.status(forged))
	}
	change := func(table, set, where string) {
		b.mustOwner("alter table spectra."+table+" disable trigger user", "update spectra."+table+" set "+set+" where "+where, "alter table spectra."+table+" enable always trigger audit_row")
	}
	for _, c := range []struct{ set, want, undo string }{
		{"snapshot = snapshot || ' '", signing.SignatureInvalid, "snapshot = rtrim(snapshot)"},
		{"meaning = 'approval'", signing.SignatureInvalid, "meaning = 'authorship'"},
		{"signed_at = signed_at + interval '1 microsecond'", signing.SignatureInvalid, "signed_at = signed_at - interval '1 microsecond'"},
		{"signature = set_byte(signature, 0, get_byte(signature, 0) # 1)", signing.SignatureInvalid, "signature = set_byte(signature, 0, get_byte(signature, 0) # 1)"},
		{"key_id = 'x'", signing.SignatureInvalid, "key_id = '" + b.deps.Key.ID + "'"},
		{"record_version = 2", signing.RecordMismatch, "record_version = 1"},
	} {
		change("signatures", c.set, "id = '"+sig+"'")
		if got := b.status(sig); got != c.want {
			t.Errorf("%s: %v", c.set, got)
		}
		change("signatures", c.undo, "id = '"+sig+"'")
	}
	if b.status(sig) != "valid" {
		t.Fatal("not valid any more")
	}
	change("notebook_entries", "body = body || ' '", "id = '"+e+"'")
	if got := b.status(sig); got != signing.ContentChanged {
		t.Errorf("one byte of the record: %v", got)
	}
}

// TestSG_04_ChangedSinceSeen: 412, nothing is signed.
func TestSG_04_ChangedSinceSeen(t *testing.T) {
	b := open(t)
	e := b.entry()
	seen := b.body("a/scientist", e, "authorship")
	wrong := b.body("a/scientist", e, "authorship")
	wrong["record_hash"] = strings.Repeat("0", 64)
	if r := b.Do("a/scientist", "POST", "/signatures", wrong).Want(412); r.Get("code") != "content_changed" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/scientist", "PATCH", entries+e, m{"body": "other"}, "If-Match", `"1"`).Want(200)
	if r := b.Do("a/scientist", "POST", "/signatures", seen).Want(412); fmt.Sprint(r.Get("current_version")) != "2" {
		t.Errorf("%s", r.Body)
	}
	if n := len(b.events("signature.created")); n != 0 {
		t.Errorf("%d signatures", n)
	}
}

// TestP11_22_P11_23_PasswordEveryTime: bearer only, a wrong password, a key, and the second a moment later.
func TestP11_22_P11_23_PasswordEveryTime(t *testing.T) {
	b := open(t)
	e := b.entry()
	body := b.body("a/scientist", e, "authorship")
	delete(body, "password")
	if r := b.Do("a/scientist", "POST", "/signatures", body).Want(401); r.Get("code") != "reauth_required" {
		t.Errorf("%s", r.Body)
	}
	body["password"] = "wrong"
	if r := b.Do("a/scientist", "POST", "/signatures", body).Want(401); r.Get("code") != "invalid_credentials" {
		t.Errorf("%s", r.Body)
	}
	failed := b.events("signature.failed")
	if len(failed) != 2 || failed[0].RecordID != e || failed[0].ActorName != "Scientist A" || !strings.Contains(failed[0].Payload, "reauth_required") || strings.Contains(failed[1].Payload, "wrong") {
		t.Errorf("%+v", failed)
	}
	body["password"] = password
	b.Do("a/scientist", "POST", "/signatures", body).Want(201)
	time.Sleep(time.Second)
	body["meaning"] = "responsibility"
	delete(body, "password")
	b.Do("a/scientist", "POST", "/signatures", body).Want(401)
	b.secondFactor()
	body["password"] = password
	if r := b.Do("a/scientist", "POST", "/signatures", body).Want(401); r.Get("code") != "reauth_required" || r.Get("second_factor") != true {
		t.Errorf("%s", r.Body)
	}
	body["totp"] = "123456"
	if r := b.Do("a/scientist", "POST", "/signatures", body).Want(201); r.Get("method") != "password+totp" {
		t.Errorf("%s", r.Body)
	}
}

// TestP11_28_MisuseIsReported: at the fifth failure, to the administrators and the trail.
func TestP11_28_MisuseIsReported(t *testing.T) {
	b := open(t)
	body := b.body("a/scientist", b.entry(), "authorship")
	body["password"] = "wrong"
	for i := range 6 {
		if n := len(b.events("signing.misused")); n != i/5 {
			t.Errorf("%d alarms after %d failures", n, i)
		}
		b.Do("a/scientist", "POST", "/signatures", body).Want(401)
	}
	inbox := b.Do("a/admin", "GET", "/inbox", nil).Want(200)
	if !strings.Contains(string(inbox.Body), "Scientist A: 5 failed signings") {
		t.Errorf("%s", inbox.Body)
	}
	if other := b.Do("a/manager", "GET", "/inbox", nil).Want(200); strings.Contains(string(other.Body), "signing_misused") {
		t.Errorf("%s", other.Body)
	}
}

// TestP11_14_P11_21_Standing: what an organisation may demand before the first signature.
func TestP11_14_P11_21_Standing(t *testing.T) {
	b := open(t)
	e := b.entry()
	b.setting(`{"segregation_of_duties":true,"require_accountability":true,"can_sign_required":true}`)
	body := b.body("a/scientist", e, "authorship")
	if r := b.Do("a/scientist", "POST", "/signatures", body).Want(403); r.Get("code") != "signing_not_enabled" {
		t.Errorf("%s", r.Body)
	}
	if got := b.signable("a/scientist", e).Get("blockers.0"); got != "signing_not_enabled" {
		t.Errorf("%v", got)
	}
	path := "/users/" + b.lab.User("a", "scientist").String() + "/signing"
	b.Do("a/manager", "PUT", path, m{"can_sign": true, "evidence": "knows him"}).Want(403)
	b.Do("a/admin", "PUT", path, m{"can_sign": true, "evidence": " "}).Want(422)
	b.Do("a/admin", "PUT", "/users/"+b.lab.User("a", "admin").String()+"/signing", m{"can_sign": true, "evidence": "myself"}).Want(403)
	b.Do("a/admin", "PUT", "/users/"+b.lab.User("b", "scientist").String()+"/signing", m{"can_sign": true, "evidence": "passport"}).Want(404)
	r := b.Do("a/admin", "PUT", path, m{"can_sign": true, "evidence": "passport seen 2026-01-05"}).Want(200)
	if r.Get("can_sign") != true || r.Header.Get("ETag") != `"1"` || r.Get("granted_by") != b.lab.User("a", "admin").String() {
		t.Errorf("%s", r.Body)
	}
	if r := b.Do("a/scientist", "POST", "/signatures", body).Want(403); r.Get("code") != "accountability_required" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/scientist", "POST", "/signatures/accountability", m{"statement_version": "0"}).Want(409)
	if r := b.Do("a/scientist", "POST", "/signatures/accountability", m{"statement_version": "1"}).Want(201); r.Get("accepted_at") == nil {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/scientist", "POST", "/signatures/accountability", m{"statement_version": "1"}).Want(201)
	b.Do("a/scientist", "POST", "/signatures", body).Want(201)
	b.Do("a/admin", "PUT", path, m{"can_sign": false, "evidence": "left the group"}, "If-Match", `"1"`).Want(200)
	b.Do("a/admin", "PUT", path, m{"can_sign": true, "evidence": "stale"}, "If-Match", `"1"`).Want(412)
	body["meaning"] = "responsibility"
	b.Do("a/scientist", "POST", "/signatures", body).Want(403)
	if n := len(b.events("user.signing_changed")); n != 2 {
		t.Errorf("%d events", n)
	}
	b.use(signatures.Deps{Key: b.deps.Key, Reauthenticate: check, Strict: true})
	b.setting(`{"segregation_of_duties":false}`)
	if r := b.Do("a/manager", "POST", "/signatures", b.body("a/manager", e, "approval")).Want(403); r.Get("code") != "signing_not_enabled" {
		t.Errorf("under part11: %s", r.Body)
	}
}

// TestP11_31_SegregationOfDuties: nobody judges the own work; once per person, meaning and version.
func TestP11_31_SegregationOfDuties(t *testing.T) {
	b := open(t)
	e := b.entry()
	b.Do("a/manager", "PATCH", entries+e, m{"body": "with a second author"}, "If-Match", `"1"`).Want(200)
	for _, meaning := range []string{"review", "approval", "witness"} {
		if r := b.sign("a/manager", e, meaning).Want(403); r.Get("code") != "segregation_of_duties" {
			t.Errorf("%s: %s", meaning, r.Body)
		}
	}
	if r := b.sign("a/admin", e, "authorship").Want(403); r.Get("code") != "not_author" {
		t.Errorf("%s", r.Body)
	}
	for _, role := range []string{"viewer", "auditor", "technician"} {
		b.sign("a/"+role, e, "authorship").Want(403)
	}
	b.sign("a/scientist", e, "approval").Want(403)
	first := b.sign("a/scientist", e, "authorship").Want(201).ID()
	if r := b.sign("a/scientist", e, "authorship").Want(409); r.Get("code") != "already_signed" || r.Get("signature_id") != first {
		t.Errorf("%s", r.Body)
	}
	if r := b.sign("a/admin", e, "review").Want(201); r.Get("previous_id") != first {
		t.Errorf("%s", r.Body)
	}
	b.sign("a/admin", e, "approval").Want(403)
	b.setting(`{"segregation_of_duties":false,"meanings":["authorship","approval"]}`)
	b.sign("a/manager", e, "witness").Want(422)
	b.sign("a/admin", e, "approval").Want(201)
	s := b.signable("a/manager", e)
	if got := fmt.Sprint(s.Get("meanings")); got != "[authorship approval]" {
		t.Errorf("%s", got)
	}
}

// TestRejectionDoesNotLock: it says why, and the authors go on.
func TestRejectionDoesNotLock(t *testing.T) {
	b := open(t)
	e := b.entry()
	body := b.body("a/manager", e, "rejection")
	b.Do("a/manager", "POST", "/signatures", body).Want(422)
	body["comment"] = "no units"
	sig := b.Do("a/manager", "POST", "/signatures", body).Want(201).ID()
	b.Do("a/scientist", "PATCH", entries+e, m{"body": "in um"}, "If-Match", `"1"`, "X-Change-Reason", "after the rejection").Want(200)
	if r := b.Do("a/viewer", "GET", "/signatures/"+sig+"/verify", nil).Want(200); r.Get("status") != signing.Valid || r.Get("superseded") != true {
		t.Errorf("a rejection of a version that was corrected since: %s", r.Body)
	}
}

// TestBadInput: each refused, none counted as a failed signing.
func TestBadInput(t *testing.T) {
	b := open(t)
	e := b.entry()
	theirs := b.Do("b/scientist", "POST", "/notebooks", m{"title": "Theirs"}).Want(201).ID()
	foreign := b.Do("b/scientist", "POST", "/notebooks/entries", m{"notebook_id": theirs, "title": "x"}).Want(201).ID()
	for name, change := range map[string]m{
		"unknown type": {"record_type": "user"}, "no such record": {"record_id": id.New()}, "another organisation's": {"record_id": foreign}, "a record of another type": {"record_type": "protocol"},
		"meaning": {"meaning": "liking"}, "hash": {"record_hash": "x"}, "upper case": {"record_hash": strings.Repeat("A", 64)}, "version": {"record_version": 0}, "signer": {"signer_id": id.New()},
		"time": {"signed_at": "2020-01-01T00:00:00Z"}, "comment": {"comment": strings.Repeat("x", 2001)}, "long password": {"password": strings.Repeat("x", 1025)}, "control": {"comment": "a\x00b"},
	} {
		body := b.body("a/scientist", e, "authorship")
		for k, v := range change {
			body[k] = v
		}
		if r := b.Do("a/scientist", "POST", "/signatures", body); r.Status != 422 {
			t.Errorf("%s: %d %s", name, r.Status, r.Body)
		}
	}
	b.Do("a/scientist", "GET", entries+foreign+"/signable", nil).Want(404)
	b.Do("a/manager", "DELETE", entries+e, nil, "If-Match", `"1"`).Want(204)
	body := b.body("a/scientist", e, "authorship")
	if r := b.Do("a/scientist", "POST", "/signatures", body).Want(409); r.Get("code") != "archived" {
		t.Errorf("%s", r.Body)
	}
	if n := len(b.events("signature.failed")); n != 0 {
		t.Errorf("%d failed signings", n)
	}
	b.use(signatures.Deps{})
	b.Do("a/scientist", "POST", "/signatures", body).Want(503)
}

// TestP11_12_RightsAreReadAgain: a role that was taken away meanwhile does not sign, whatever the caller's token says.
func TestP11_12_RightsAreReadAgain(t *testing.T) {
	b := open(t)
	e := b.entry()
	body := b.body("a/manager", e, "approval")
	b.mustOwner("update spectra.user_roles set role_key = 'viewer' where user_id = '" + b.lab.User("a", "manager").String() + "'")
	b.Do("a/manager", "POST", "/signatures", body).Want(403)
	b.mustOwner("update spectra.users set status = 'deactivated' where id = '" + b.lab.User("a", "manager").String() + "'")
	b.Do("a/manager", "POST", "/signatures", body).Want(401)
}

// TestProtocolsAndCalibrations: the life of a protocol goes on after a signature; a calibration stays as it is.
func TestProtocolsAndCalibrations(t *testing.T) {
	b := open(t)
	p := b.Do("a/scientist", "POST", "/protocols", m{"number": "SOP-1", "title": "Line check", "body": "# Purpose", "checklist": []any{m{"text": "Laser on"}}}).Want(201).ID()
	sign := func(who, kind, path, record, meaning string) *apptest.Answer {
		s := b.Do(who, "GET", path+record+"/signable", nil).Want(200)
		return b.Do(who, "POST", "/signatures", m{"record_type": kind, "record_id": record, "record_version": s.Get("record_version"), "record_hash": s.Get("record_hash"), "meaning": meaning, "password": password})
	}
	if r := sign("a/scientist", "protocol", "/protocols/", p, "authorship").Want(409); r.Get("code") != "protocol_draft" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/scientist", "POST", "/protocols/"+p+"/submit", nil).Want(200)
	sig := sign("a/scientist", "protocol", "/protocols/", p, "authorship").Want(201).ID()
	b.Do("a/manager", "POST", "/protocols/"+p+"/approve", nil).Want(200)
	b.Do("a/manager", "POST", "/protocols/"+p+"/retire", m{"comment": "gone"}).Want(200)
	if b.status(sig) != "valid" {
		t.Error("a step of its life is no content")
	}
	i := b.Do("a/manager", "POST", "/instruments", m{"name": "Raman"}).Want(201).ID()
	c := b.Do("a/technician", "POST", "/instruments/"+i+"/calibrations", m{"performed_at": "2026-01-05T08:00:00Z", "expires_at": "2027-01-05T08:00:00Z", "outcome": "pass",
		"as_found": m{"shift": m{"value": "520.70", "unit": "1/cm"}}}).Want(201).ID()
	sig = sign("a/manager", "calibration", "/calibrations/", c, "approval").Want(201).ID()
	b.Do("a/technician", "PATCH", "/calibrations/"+c, m{"provider": "x"}, "If-Match", `"1"`, "X-Change-Reason", "typo").Want(423)
	b.mustOwner("alter table spectra.calibrations disable trigger signed", `update spectra.calibrations set as_found = '{"shift":{"value":"520.7","unit":"1/cm"}}'`)
	if b.status(sig) != signing.ContentChanged {
		t.Error("a digit less is another value")
	}
}

// TestKeysDoNotSign: whatever scopes one may have.
func TestKeysDoNotSign(t *testing.T) {
	b := open(t)
	key := b.lab.Actor("a", "scientist")
	key.Kind = tenancy.APIKey
	ctx := tenancy.With(t.Context(), key)
	if _, err := b.mod.Signatures.Sign(ctx, signatures.New{Proof: signing.Proof{Password: password}}); !apperr.Is(err, apperr.Forbidden) {
		t.Error(err)
	}
	if _, err := b.mod.Signatures.Accept(ctx, signatures.Acceptance{StatementVersion: "1"}); !apperr.Is(err, apperr.Forbidden) {
		t.Error(err)
	}
}
