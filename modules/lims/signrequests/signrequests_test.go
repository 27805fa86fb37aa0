package signrequests_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/lims/signrequests"
)

// TestP11_11_StagesInOrder: each signs when those before have signed, also who goes straight to POST /signatures; the next one
// finds it in the inbox, and who asked hears of the end.
func TestP11_11_StagesInOrder(t *testing.T) {
	b := open(t)
	e := b.entry()
	in := b.asking(e, "ordered", b.by("scientist", "authorship"), as("manager", "review"), b.by("admin", "approval"))
	in["note"], in["due_at"] = "before the audit", time.Now().Add(72*time.Hour)
	made := b.Do("a/scientist", "POST", "/signature-requests", in).Want(201)
	r := made.ID()
	if !strings.HasPrefix(fmt.Sprint(made.Get("code")), "SGR-") || made.Get("record_title") != "Day 1" || made.Get("current") != true || made.Get("mine") != true ||
		made.Get("stages.2.user_name") != "Admin A" || made.Header.Get("Location") != "/signature-requests/"+r {
		t.Errorf("%s", made.Body)
	}
	b.want(r, "open pending waiting waiting")
	b.sees("a/scientist", "signature_requested Authorship: Day 1")
	b.sees("a/manager", "")
	for who, meaning := range map[string]string{"a/manager": "review", "a/admin": "approval"} {
		x := b.sign(who, e, meaning).Want(409)
		if x.Get("code") != "stage_waiting" || x.Get("signature_request_id") != r {
			t.Errorf("%s: %s", who, x.Body)
		}
	}
	if s := b.Do("a/admin", "GET", "/notebooks/entries/"+e+"/signable", nil).Want(200); strings.Contains(fmt.Sprint(s.Get("meanings")), "approval") {
		t.Errorf("offered out of turn: %s", s.Body)
	}
	sig := b.sign("a/scientist", e, "authorship").Want(201).ID()
	b.want(r, "open signed pending waiting")
	b.sees("a/scientist", "")
	b.sees("a/manager", "signature_requested Review: Day 1")
	b.sees("a/admin", "")
	b.sign("a/manager", e, "responsibility").Want(201) // nobody asked for that: it stands for itself
	b.want(r, "open signed pending waiting")
	b.sign("a/manager", e, "review").Want(201)
	b.sees("a/admin", "signature_requested Approval: Day 1")
	b.sign("a/admin", e, "approval").Want(201)
	b.want(r, "completed signed signed signed")
	b.sees("a/scientist", "signature_completed Day 1")
	b.sees("a/admin", "")
	end := b.Do("a/viewer", "GET", "/signature-requests/"+r, nil).Want(200)
	if end.Get("stages.0.signature_id") != sig || end.Get("stages.0.signed_by") != "Scientist A" || end.Get("end_cause") != "signed" || end.Get("ended_by_name") != "Admin A" || end.Get("current") != false {
		t.Errorf("%s", end.Body)
	}
	inTrail(t, b, e, fmt.Sprint(end.Get("code")))
}

// inTrail: the trail of the record names its requests; a stage is completed by the event of its signature.
func inTrail(t *testing.T, b *bench, entry, code string) {
	t.Helper()
	var events []string
	for _, x := range b.lab.Audit(t, "a") {
		if x.RecordID == entry && strings.Contains(x.Payload, code) {
			events = append(events, x.Action)
		}
		if x.TableName == "signature_request_stages" && strings.Contains(x.Payload, `"signed"`) && x.Action != "signature.created" {
			t.Errorf("signed by %s", x.Action)
		}
	}
	if !slices.Equal(events, []string{"signature_request.created", "signature.created"}) {
		t.Errorf("%v", events)
	}
}

// TestStagesAtOnce: without order everybody signs at once; a role's stage is one person's.
func TestStagesAtOnce(t *testing.T) {
	b := open(t)
	e := b.entry()
	r := b.ask(e, "parallel", as("admin", "witness"), b.by("manager", "review"), as("manager", "responsibility"))
	b.want(r, "open pending pending pending")
	b.sees("a/manager", "signature_requested Responsibility: Day 1|signature_requested Review: Day 1")
	b.sign("a/manager", e, "responsibility").Want(201)
	b.sign("a/admin", e, "witness").Want(201)
	b.want(r, "open signed pending signed")
	b.sign("a/manager", e, "review").Want(201)
	b.want(r, "completed signed signed signed")
}

// TestRejectionEndsARequest: with its reason, told to who asked.
func TestRejectionEndsARequest(t *testing.T) {
	b := open(t)
	e := b.entry()
	r := b.ask(e, "ordered", b.by("manager", "review"), b.by("admin", "approval"))
	body := b.body("a/manager", e, "rejection")
	delete(body, "comment")
	b.Do("a/manager", "POST", "/signatures", body).Want(422)
	b.want(r, "open pending waiting")
	b.sign("a/manager", e, "rejection").Want(201)
	b.want(r, "rejected rejected cancelled")
	b.sees("a/scientist", "signature_rejected Day 1: the unit is missing")
	b.sees("a/admin", "")
	x := b.Do("a/viewer", "GET", "/signature-requests/"+r, nil).Want(200)
	if x.Get("end_reason") != "the unit is missing" || x.Get("ended_by_name") != "Manager A" || x.Get("_actions.cancel") != false {
		t.Errorf("%s", x.Body)
	}
	// Whoever rejects the version wants nobody to sign it, asked or not; out of turn as well.
	e = b.entry()
	r = b.ask(e, "ordered", b.by("scientist", "authorship"), b.by("manager", "review"))
	b.sign("a/admin", e, "rejection").Want(201)
	b.want(r, "rejected cancelled cancelled")
}

// TestAChangedRecordEndsARequest: a request is for one version. Whatever makes another one ends it, and the trail says so.
func TestAChangedRecordEndsARequest(t *testing.T) {
	b := open(t)
	e := b.entry()
	r := b.ask(e, "parallel", b.by("manager", "review"))
	page := "/notebooks/entries/" + e
	b.Do("a/manager", "PATCH", page, m{"title": "Day one"}, "If-Match", b.Do("a/viewer", "GET", page, nil).Header.Get("ETag")).Want(200)
	b.want(r, "cancelled cancelled")
	b.sees("a/manager", "")
	b.remind()
	b.remind()
	b.sees("a/scientist", "signature_cancelled Day one: the record was changed")
	told := 0
	for _, x := range b.lab.Audit(t, "a") {
		if x.RecordID == e && strings.Contains(x.Payload, "record_changed") {
			told++
		}
	}
	if told != 1 {
		t.Errorf("%d times in the trail of the record", told)
	}
	// An amendment is such a change, too.
	r = b.ask(e, "ordered", b.by("manager", "responsibility"), b.by("admin", "approval"))
	b.sign("a/manager", e, "responsibility").Want(201)
	b.Do("a/scientist", "POST", page+"/amend", nil, "X-Change-Reason", "wrong unit").Want(200)
	b.want(r, "cancelled signed cancelled")
	// What was added besides the record's own row is found when somebody signs.
	r = b.ask(e, "ordered", b.by("admin", "approval"))
	b.run("update notebook_entries set body = 'read 1.20 um' where org_id = ? and id = ?", b.lab.Org("a"), e)
	if x := b.Do("a/viewer", "GET", "/signature-requests/"+r, nil).Want(200); x.Get("status") != "open" || x.Get("current") != false {
		t.Errorf("%s", x.Body)
	}
	b.sign("a/admin", e, "approval").Want(201)
	b.want(r, "cancelled cancelled")
}

// TestAWithdrawnSignatureEndsARequest: who withdrew signs that version no more.
func TestAWithdrawnSignatureEndsARequest(t *testing.T) {
	b := open(t)
	e := b.entry()
	r := b.ask(e, "ordered", b.by("manager", "review"), b.by("admin", "approval"))
	sig := b.sign("a/manager", e, "review").Want(201).ID()
	b.Do("a/manager", "POST", "/signatures/"+sig+"/withdraw", m{"reason": "wrong page", "password": "right"}).Want(200)
	b.want(r, "cancelled signed cancelled")
	if x := b.Do("a/viewer", "GET", "/signature-requests/"+r, nil).Want(200); x.Get("stages.0.withdrawn_at") == nil || x.Get("end_cause") != "signature_withdrawn" {
		t.Errorf("%s", x.Body)
	}
	b.remind()
	b.sees("a/scientist", "signature_cancelled Day 1: a signature was withdrawn")
}

// TestP11_31_WhatCouldNeverBeSignedIsNotAskedFor names the stage and why.
func TestP11_31_WhatCouldNeverBeSignedIsNotAskedFor(t *testing.T) {
	b := open(t)
	e := b.entry()
	for name, c := range map[string]struct {
		stages []m
		want   string
	}{
		"the author reviews":               {[]m{b.by("scientist", "review")}, "/stages/0/user_id forbidden"}, // a scientist judges nothing
		"who wrote nothing signs as such":  {[]m{b.by("manager", "authorship")}, "/stages/0/user_id not_author"},
		"a technician approves":            {[]m{b.by("manager", "review"), b.by("technician", "approval")}, "/stages/1/user_id forbidden"},
		"one reviews and approves":         {[]m{b.by("manager", "review"), b.by("manager", "approval")}, "/stages/1/user_id segregation_of_duties"},
		"twice in a meaning":               {[]m{b.by("manager", "witness"), b.by("admin", "review"), b.by("manager", "witness")}, "/stages/2/user_id repeated"},
		"nobody has the role":              {[]m{as("nobody", "review")}, "/stages/0/role unknown_reference"},
		"nobody with the role could":       {[]m{as("technician", "review")}, "/stages/0/role nobody_can_sign"},
		"more stages than people":          {[]m{as("manager", "review"), as("admin", "review"), as("manager", "approval")}, "/stages/2 nobody_can_sign"},
		"a role whose only holder is used": {[]m{as("manager", "witness"), b.by("manager", "witness")}, "/stages/1 nobody_can_sign"},
		"nobody and everybody":             {[]m{{"meaning": "review"}}, "/stages/0 invalid"},
		"a person and a role":              {[]m{{"meaning": "review", "role": "manager", "user_id": b.lab.User("a", "admin")}}, "/stages/0 invalid"},
		"somebody of another organisation": {[]m{{"user_id": b.lab.User("b", "manager"), "meaning": "review"}}, "/stages/0/user_id unknown_reference"},
		"somebody nobody knows":            {[]m{{"user_id": fresh(), "meaning": "review"}}, "/stages/0/user_id unknown_reference"},
		"a rejection":                      {[]m{b.by("manager", "rejection")}, "/stages/0/meaning not_allowed"},
		"no stage":                         {[]m{}, "/stages out_of_range"},
	} {
		if got := b.refused(422, b.asking(e, "parallel", c.stages...)); !strings.HasSuffix(got, c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	// An administrator who wrote along is an author, whom duties keep from judging.
	page := "/notebooks/entries/" + e
	b.Do("a/admin", "PATCH", page, m{"title": "Day one"}, "If-Match", b.Do("a/viewer", "GET", page, nil).Header.Get("ETag")).Want(200)
	for _, meaning := range []string{"witness", "review", "approval"} {
		if got := b.refused(422, b.asking(e, "parallel", b.by("admin", meaning))); got != "segregation_of_duties /stages/0/user_id segregation_of_duties" && got != "invalid /stages/0/user_id segregation_of_duties" {
			t.Errorf("%s: %s", meaning, got)
		}
	}
	b.run("update users set status = 'deactivated' where org_id = ? and id = ?", b.lab.Org("a"), b.lab.User("a", "manager"))
	if got := b.refused(422, b.asking(e, "parallel", b.by("manager", "review"))); !strings.HasSuffix(got, "/stages/0/user_id unknown_reference") {
		t.Error(got)
	}
	if got := b.refused(422, b.asking(e, "parallel", as("manager", "review"))); !strings.HasSuffix(got, "/stages/0/role nobody_can_sign") {
		t.Error(got)
	}
}

// TestRequestRefusals: what else is wrong with a request.
func TestRequestRefusals(t *testing.T) {
	b := open(t)
	e := b.entry()
	good := b.asking(e, "parallel", b.by("manager", "review"))
	with := func(k string, v any) m {
		out := m{}
		for key, value := range good {
			out[key] = value
		}
		out[k] = v
		return out
	}
	for want, in := range map[string]m{"/record_type": with("record_type", "sample"), "/record_id": with("record_id", fresh()), "/due_at": with("due_at", time.Now().Add(-time.Hour)),
		"/mode": with("mode", "any"), "/note": with("note", strings.Repeat("x", 2001)), "/status": with("status", "open")} {
		if got := b.refused(422, in); !strings.Contains(got, " "+want+" ") {
			t.Errorf("%s: %s", want, got)
		}
	}
	b.Do("b/scientist", "POST", "/signature-requests", good).Want(422)
	b.Do("a/technician", "POST", "/signature-requests", good).Want(403)
	b.Do("", "POST", "/signature-requests", good).Want(401)
	r := b.Do("a/scientist", "POST", "/signature-requests", good).Want(201).ID()
	if x := b.Do("a/scientist", "POST", "/signature-requests", good).Want(409); x.Get("code") != "request_open" || x.Get("signature_request_id") != r {
		t.Errorf("%s", x.Body)
	}
	cancel := "/signature-requests/" + r + "/cancel"
	b.Do("a/scientist", "POST", cancel, m{"reason": " "}).Want(422)
	b.Do("a/scientist", "POST", cancel, m{}).Want(422)
	b.Do("b/scientist", "POST", cancel, m{"reason": "not mine"}).Want(404)
	b.Do("a/technician", "POST", cancel, m{"reason": "may not"}).Want(403)
	b.Do("a/scientist", "POST", cancel, m{"reason": "stale view"}, "If-Match", `"7"`).Want(412)
	b.Do("a/scientist", "POST", "/signature-requests/"+fresh()+"/cancel", m{"reason": "nothing there"}).Want(404)
	x := b.Do("a/admin", "POST", cancel, m{"reason": "asked the wrong people"}).Want(200)
	if x.Get("status") != "cancelled" || x.Get("end_cause") != "cancelled" || x.Get("end_reason") != "asked the wrong people" || x.Header.Get("ETag") != `"2"` {
		t.Errorf("%s", x.Body)
	}
	b.sees("a/scientist", "signature_cancelled Day 1: asked the wrong people")
	if x := b.Do("a/scientist", "POST", cancel, m{"reason": "once more"}).Want(409); x.Get("code") != "request_ended" {
		t.Errorf("%s", x.Body)
	}
	entries := b.lab.Audit(t, "a")
	if last := entries[len(entries)-1]; last.Action != "signature_request.cancelled" || last.Reason != "asked the wrong people" {
		t.Errorf("%+v", last)
	}
	other := b.Do("a/manager", "POST", "/signature-requests", b.asking(b.entry(), "parallel", b.by("admin", "review"))).Want(201).ID()
	if x := b.Do("a/scientist", "POST", "/signature-requests/"+other+"/cancel", m{"reason": "not mine"}).Want(403); x.Get("code") != "not_own_request" {
		t.Errorf("%s", x.Body)
	}
}

// TestListOfRequests: filters, and what is due first.
func TestListOfRequests(t *testing.T) {
	b := open(t)
	var requests []string
	for i, stages := range [][]m{{b.by("manager", "review")}, {as("manager", "witness")}, {b.by("admin", "review")}} {
		in := b.asking(b.entry(), "parallel", stages...)
		if i > 0 {
			in["due_at"] = time.Now().Add(time.Duration(9-i) * time.Hour)
		}
		requests = append(requests, b.Do("a/scientist", "POST", "/signature-requests", in).Want(201).ID())
	}
	b.Do("a/scientist", "POST", "/signature-requests/"+requests[2]+"/cancel", m{"reason": "not needed"}).Want(200)
	entry := b.Do("a/viewer", "GET", "/signature-requests/"+requests[0], nil).Get("record_id")
	for query, want := range map[string][]int{"": {2, 1, 0}, "?status=open": {1, 0}, "?status=cancelled,rejected": {2}, "?assigned=me": {1, 0}, "?sort=due_at": {2, 1, 0}, "?sort=-due_at&limit=1": {0},
		"?record_type=notebook_entry&record_id=" + fmt.Sprint(entry): {0}, "?record_type=experiment": {}, "?created=me": {}, "?q=SGR-": {2, 1, 0}, "?q=%25": {}} {
		r := b.Do("a/manager", "GET", "/signature-requests"+query, nil).Want(200)
		var got []int
		for i := range len(r.Get("items").([]any)) {
			got = append(got, slices.Index(requests, fmt.Sprint(r.Get(fmt.Sprintf("items.%d.id", i)))))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
	next := b.Do("a/manager", "GET", "/signature-requests?sort=-due_at&limit=1", nil).Want(200).Get("next_cursor")
	if r := b.Do("a/manager", "GET", "/signature-requests?sort=-due_at&limit=1&cursor="+fmt.Sprint(next), nil).Want(200); r.Get("items.0.id") != requests[1] {
		t.Errorf("%s", r.Body)
	}
	for _, query := range []string{"?status=lost", "?assigned=you", "?sort=note", "?record_id=x", "?nope=1"} {
		b.Do("a/manager", "GET", "/signature-requests"+query, nil).Want(422)
	}
	if r := b.Do("b/manager", "GET", "/signature-requests", nil).Want(200); len(r.Get("items").([]any)) != 0 {
		t.Errorf("%s", r.Body)
	}
	b.Do("b/manager", "GET", "/signature-requests/"+requests[0], nil).Want(404)
}

// TestRequestsBehindTheWall: who cannot see the record is not asked, by name or by role, and finds no request of it.
func TestRequestsBehindTheWall(t *testing.T) {
	b := open(t)
	project := b.Do("a/scientist", "POST", "/projects", m{"name": "Closed"}).Want(201).ID()
	book := b.Do("a/scientist", "POST", "/notebooks", m{"title": "Secret", "project_id": project}).Want(201).ID()
	b.run("update projects set access = 'members' where org_id = ? and id = ?", b.lab.Org("a"), project)
	e := b.Do("a/scientist", "POST", "/notebooks/entries", m{"notebook_id": book, "title": "Secret day", "body": "x"}).Want(201).ID()
	if got := b.refused(422, b.asking(e, "parallel", b.by("technician", "responsibility"))); !strings.HasSuffix(got, "/stages/0/user_id record_hidden") {
		t.Error(got)
	}
	if got := b.refused(422, b.asking(e, "parallel", as("technician", "responsibility"))); !strings.HasSuffix(got, "/stages/0/role nobody_can_sign") {
		t.Error(got)
	}
	r := b.ask(e, "parallel", as("manager", "review"))
	b.sees("a/manager", "signature_requested Review: Secret day") // managers work in all projects
	for _, who := range []string{"a/technician", "a/viewer"} {
		b.Do(who, "GET", "/signature-requests/"+r, nil).Want(404)
		if x := b.Do(who, "GET", "/signature-requests?count=true", nil).Want(200); fmt.Sprint(x.Get("total")) != "0" {
			t.Errorf("%s: %s", who, x.Body)
		}
	}
	b.Do("a/technician", "GET", "/records/"+fmt.Sprint(b.Do("a/manager", "GET", "/signature-requests/"+r, nil).Get("code")), nil).Want(404)
}

// TestReminders: what is due within a day and what is overdue is told once, to who has the role now.
func TestReminders(t *testing.T) {
	b := open(t)
	in := b.asking(b.entry(), "parallel", as("manager", "review"))
	in["due_at"] = time.Now().Add(48 * time.Hour)
	b.Do("a/scientist", "POST", "/signature-requests", in).Want(201)
	told := func() string {
		var out []string
		if err := b.lab.DB.Q(b.lab.Ctx("a", "admin")).Raw(`select n.kind || ' ' || u.email from notifications n join users u on u.org_id = n.org_id and u.id = n.user_id where n.org_id = ? order by 1`, b.lab.Org("a")).Scan(&out).Error; err != nil {
			t.Fatal(err)
		}
		return strings.Join(out, "|")
	}
	if got := told(); got != "signature_requested manager@a.example" {
		t.Error(got)
	}
	b.run("insert into user_roles (org_id, user_id, role_key) values (?, ?, 'manager')", b.lab.Org("a"), b.lab.User("a", "admin"))
	kit := b.lab.Kit
	for _, days := range []int{0, 1, 3} {
		kit.Clock = func() time.Time { return time.Now().Add(time.Duration(days)*24*time.Hour + time.Hour) }
		b.mod.Requests = signrequests.NewService(kit, b.mod.Signatures)
		b.remind()
		b.remind()
	}
	want := "signature_due admin@a.example|signature_due manager@a.example|signature_overdue admin@a.example|signature_overdue manager@a.example|signature_requested admin@a.example|signature_requested manager@a.example"
	if got := told(); got != want {
		t.Errorf("%s", got)
	}
}
