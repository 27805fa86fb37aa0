package signatures_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// TestP11_30_Amended: only amending opens what was signed; the old signature stays, verifies from its snapshot and is shown as
// superseded, the trail says why, and the next version is signed again.
func TestP11_30_Amended(t *testing.T) {
	b := open(t)
	e := b.entry()
	path, why := entries+e+"/amend", []string{"X-Change-Reason", "the unit was wrong"}
	if r := b.Do("a/scientist", "POST", path, nil, why...).Want(409); r.Get("code") != "not_signed" {
		t.Errorf("%s", r.Body)
	}
	first := b.sign("a/scientist", e, "authorship").Want(201).ID()
	if r := b.Do("a/scientist", "POST", path, nil).Want(422); r.Get("code") != "reason_required" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/viewer", "POST", path, nil, why...).Want(403)
	b.Do("b/scientist", "POST", path, nil, why...).Want(404)
	b.Do("a/scientist", "POST", path, nil, append(why, "If-Match", `"7"`)...).Want(412)
	if r := b.Do("a/scientist", "POST", path, nil, append(why, "If-Match", `"1"`)...).Want(200); r.Get("locked") != false || fmt.Sprint(r.Get("record_version")) != "2" || r.Header.Get("ETag") != `"2"` {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/scientist", "POST", path, nil, why...).Want(409)
	b.Do("a/scientist", "PATCH", entries+e, m{"body": "read 1.10 mm"}, "If-Match", `"2"`, "X-Change-Reason", "the unit was wrong").Want(200)
	v := b.Do("a/viewer", "GET", "/signatures/"+first+"/verify", nil).Want(200)
	if v.Get("status") != "valid" || v.Get("superseded") != true || v.Get("current_hash") != nil {
		t.Errorf("%s", v.Body)
	}
	if r := b.Do("a/viewer", "GET", "/signatures/"+first, nil).Want(200); r.Get("superseded") != true || !strings.Contains(string(r.Body), "read 1.10 um") {
		t.Errorf("%s", r.Body)
	}
	second := b.sign("a/scientist", e, "authorship").Want(201).ID()
	list := b.Do("a/viewer", "GET", "/signatures?record_id="+e, nil).Want(200)
	if list.Get("items.0.superseded") != false || list.Get("items.1.superseded") != true || list.Get("items.0.previous_id") != first || b.status(second) != "valid" {
		t.Errorf("%s", list.Body)
	}
	events := b.events("notebook_entry.amended")
	if len(events) == 0 || events[0].Reason != "the unit was wrong" {
		t.Errorf("%+v", events)
	}
	b.Do("a/scientist", "PATCH", entries+e, m{"body": "x"}, "If-Match", `"3"`, "X-Change-Reason", "correction").Want(423)
	if r := b.Do("a/scientist", "GET", entries+e+"/versions", nil).Want(200); strings.Count(string(r.Body), "the unit was wrong") < 2 {
		t.Errorf("%s", r.Body)
	}
}

// TestP11_30_NoOtherWay: the database opens what is locked with the row of the amendment alone, in the version that is there.
func TestP11_30_NoOtherWay(t *testing.T) {
	b := open(t)
	e, unsigned := b.entry(), b.entry()
	b.sign("a/scientist", e, "authorship").Want(201)
	amend := func(record string, version int) string {
		return fmt.Sprintf("set local role spectra_app; insert into spectra.amendments (org_id, id, record_type, record_id, from_version, reason, created_by, created_by_name) select org_id, '%s', 'notebook_entry', '%s', %d, 'as the server', id, name from spectra.users where id = '%s'",
			id.New(), record, version, b.lab.User("a", "scientist"))
	}
	for _, c := range []struct{ code, do string }{
		{"SP423", "update spectra.notebook_entries set locked_at = null where id = '" + e + "'"},
		{"SP423", "update spectra.notebook_entries set locked_at = null, version = version + 1 where id = '" + e + "'"},
		{"SP423", "select set_config('app.event', 'signature.created', true); update spectra.notebook_entries set locked_at = null where id = '" + e + "'"},
		{"SP423", "select set_config('app.event', 'notebook_entry.amended', true); delete from spectra.notebook_entries where id = '" + e + "'"},
		{"SP423", "select set_config('app.event', 'signature.created', true); insert into spectra.entry_links select org_id, id, 'sample', id from spectra.notebook_entries where id = '" + e + "'"},
		{"23514", amend(e, 2)}, {"23514", amend(unsigned, 1)}, {"23514", amend(id.New().String(), 1)},
	} {
		pg := new(pgconn.PgError)
		if err := b.owner(strings.Split(c.do, "; ")...); !errors.As(err, &pg) || pg.Code != c.code {
			t.Errorf("%s: %v", c.do, err)
		}
	}
	b.mustOwner(strings.Split(amend(e, 1), "; ")...)
	if r := b.Do("a/scientist", "GET", entries+e, nil).Want(200); r.Get("locked_at") != nil || fmt.Sprint(r.Get("version")) != "2" {
		t.Errorf("%s", r.Body)
	}
	for _, q := range []string{"update spectra.amendments set reason = 'other'", "delete from spectra.amendments"} {
		if err := b.owner(q); err == nil {
			t.Errorf("the owner may %s", q)
		}
	}
}

// TestP11_18_Withdrawn: one's own signature, with the password and a reason, once; the row stays what it is.
func TestP11_18_Withdrawn(t *testing.T) {
	b := open(t)
	e := b.entry()
	sig := b.sign("a/scientist", e, "authorship").Want(201)
	path := "/signatures/" + sig.ID() + "/withdraw"
	for _, c := range []struct {
		who    string
		body   m
		status int
		code   string
	}{
		{"a/manager", m{"reason": "not mine", "password": password}, 403, "not_own_signature"},
		{"a/viewer", m{"reason": "not mine", "password": password}, 403, "forbidden"},
		{"b/scientist", m{"reason": "not mine", "password": password}, 404, "not_found"},
		{"a/scientist", m{"password": password}, 422, "invalid"},
		{"a/scientist", m{"reason": "   ", "password": password}, 422, "invalid"},
		{"a/scientist", m{"reason": "wrong page"}, 401, "reauth_required"},
		{"a/scientist", m{"reason": "wrong page", "password": "wrong"}, 401, "invalid_credentials"},
		{"a/scientist", m{"reason": "wrong page", "password": password}, 200, ""},
		{"a/scientist", m{"reason": "wrong page", "password": password}, 409, "already_withdrawn"},
	} {
		if r := b.Do(c.who, "POST", path, c.body); r.Status != c.status || c.code != "" && r.Get("code") != c.code {
			t.Errorf("%s %v: %d %s", c.who, c.body, r.Status, r.Body)
		}
	}
	v := b.Do("a/viewer", "GET", "/signatures/"+sig.ID()+"/verify", nil).Want(200)
	list := b.Do("a/viewer", "GET", "/signatures?record_id="+e, nil).Want(200)
	if v.Get("status") != "valid" || v.Get("withdrawn_at") == nil || list.Get("items.0.withdrawal_reason") != "wrong page" || list.Get("items.0.signature") != sig.Get("signature") {
		t.Errorf("%s %s", v.Body, list.Body)
	}
	b.Do("a/scientist", "PATCH", entries+e, m{"body": "x"}, "If-Match", `"1"`, "X-Change-Reason", "correction").Want(423)
	if got := b.events("signature.withdrawn"); len(got) != 1 || got[0].Reason != "wrong page" || got[0].RecordID != sig.ID() {
		t.Errorf("%+v", got)
	}
	other := b.sign("a/manager", e, "approval").Want(201).ID()
	forged := fmt.Sprintf("insert into spectra.signature_withdrawals (org_id, id, signature_id, reason, method, withdrawn_by, withdrawn_by_name) select org_id, '%s', id, 'forged', 'password', '%s', 'x' from spectra.signatures where id = '%s'",
		id.New(), b.lab.User("a", "scientist"), other)
	if err := b.owner(forged); err == nil {
		t.Error("somebody else's signature is withdrawn")
	}
	if err := b.owner("delete from spectra.signature_withdrawals"); err == nil {
		t.Error("a withdrawal is deleted")
	}
}
