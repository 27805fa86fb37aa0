package feeds_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

func open(t *testing.T) (*apptest.Lab, *apptest.API) {
	t.Helper()
	lab := apptest.New(t)
	return lab, lab.Serve(t, lims.New(lab.Kit))
}

func exec(t *testing.T, lab *apptest.Lab, sql string, args ...any) {
	t.Helper()
	err := lab.DB.InTx(lab.Ctx("a", "admin"), func(ctx context.Context) error { return lab.DB.Q(ctx).Exec(sql, args...).Error })
	if err != nil {
		t.Fatal(err)
	}
}

// property is one unfolded line: its value by its name; parameters stay with the name.
type component map[string]string

// parse reads RFC 5545 strictly: CRLF, at most 75 octets a line, every BEGIN with its END, no property twice.
func parse(t *testing.T, text string) (calendar component, events []component) {
	t.Helper()
	if !strings.HasSuffix(text, "\r\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") || !utf8.ValidString(text) {
		t.Fatalf("lines do not end in CRLF: %q", text)
	}
	for _, l := range strings.Split(text, "\r\n") {
		if len(l) > 75 || !utf8.ValidString(l) {
			t.Errorf("line of %d octets: %q", len(l), l)
		}
	}
	calendar = component{}
	stack := []component{}
	for _, l := range strings.Split(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n") {
		name, value, ok := strings.Cut(l, ":")
		switch {
		case !ok || name == "":
			t.Fatalf("no property: %q", l)
		case l == "BEGIN:VCALENDAR" && len(stack) == 0:
			stack = append(stack, calendar)
		case l == "BEGIN:VEVENT" && len(stack) == 1:
			events = append(events, component{})
			stack = append(stack, events[len(events)-1])
		case l == "END:VEVENT" && len(stack) == 2, l == "END:VCALENDAR" && len(stack) == 1:
			stack = stack[:len(stack)-1]
		case len(stack) == 0 || name == "BEGIN" || name == "END":
			t.Fatalf("out of place: %q", l)
		default:
			in := stack[len(stack)-1]
			if in[name] != "" {
				t.Errorf("%s twice", name)
			}
			in[name] = strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(value)
		}
	}
	if len(stack) != 0 || calendar["VERSION"] != "2.0" || calendar["PRODID"] == "" {
		t.Errorf("calendar %v", calendar)
	}
	for _, e := range events {
		for _, name := range []string{"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"} {
			if e[name] == "" {
				t.Errorf("event without %s: %v", name, e)
			}
		}
	}
	return calendar, events
}

func TestCalendar(t *testing.T) {
	lab, api := open(t)
	exec(t, lab, "update organizations set timezone = 'America/Los_Angeles' where id = ?", lab.Org("a"))
	awkward := "Röntgen; \"Gerät\", " + strings.Repeat("日本語", 40) + ` \ end`
	add := func(name, performed, expires, outcome string) string {
		i := api.Do("a/manager", "POST", "/instruments", m{"name": name, "calibration_interval_days": 365, "location": "Lab, bench; 2"}).Want(201).ID()
		if outcome != "" {
			api.Do("a/technician", "POST", "/instruments/"+i+"/calibrations", m{"performed_at": performed, "expires_at": expires, "outcome": outcome}).Want(201)
		}
		return i
	}
	year := time.Now().Year() + 1
	due := add(awkward, "2026-01-01T00:00:00Z", fmt.Sprintf("%d-03-09T03:00:00Z", year), "pass")         // the evening before, in Los Angeles
	midnight := add("Midnight", "2026-01-01T00:00:00Z", fmt.Sprintf("%d-07-01T07:00:00Z", year), "pass") // midnight in summer time
	over := add("Over", "2025-01-01T00:00:00Z", "2026-01-01T12:00:00Z", "pass")
	failed := add("Failed", "2026-01-01T00:00:00Z", fmt.Sprintf("%d-05-01T12:00:00Z", year), "fail")
	never := add("Never", "", "", "")
	api.Do("a/manager", "POST", "/instruments", m{"name": "Needs none"}).Want(201)
	api.Do("b/manager", "POST", "/instruments", m{"name": "Theirs", "calibration_interval_days": 5}).Want(201)
	feed := api.Do("a/viewer", "POST", "/calendar-feeds", m{"name": "Phone"}).Want(201)
	r := api.Do("", "GET", fmt.Sprint(feed.Get("path")), nil).Want(200)
	if r.Header.Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Error(r.Header)
	}
	calendar, events := parse(t, string(r.Body))
	byID := map[string]component{}
	for _, e := range events {
		byID[strings.TrimSuffix(strings.TrimPrefix(e["UID"], "calibration-"), "@spectra-lab")] = e
	}
	if len(events) != 5 || calendar["X-WR-CALNAME"] != "Organisation A: calibrations due" {
		t.Fatalf("%d events, %v", len(events), calendar)
	}
	for instrument, want := range map[string][3]string{due: {fmt.Sprint(year, "0308"), fmt.Sprint(year, "0309"), "Calibration due: "}, midnight: {fmt.Sprint(year, "0630"), fmt.Sprint(year, "0701"), "Calibration due: "},
		over: {"20260101", "20260102", "Calibration overdue: "}, failed: {fmt.Sprint(year, "0501"), fmt.Sprint(year, "0502"), "Out of tolerance: "}, never: {byID[never]["DTSTART;VALUE=DATE"], byID[never]["DTEND;VALUE=DATE"], "Calibration overdue: "}} {
		e := byID[instrument]
		if e["DTSTART;VALUE=DATE"] != want[0] || e["DTEND;VALUE=DATE"] != want[1] || !strings.HasPrefix(e["SUMMARY"], want[2]) {
			t.Errorf("%v, want %v", e, want)
		}
	}
	if !strings.HasSuffix(byID[due]["SUMMARY"], awkward) || byID[due]["LOCATION"] != "Lab, bench; 2" || !strings.Contains(byID[due]["DESCRIPTION"], "\nCalibration: ") {
		t.Errorf("%v", byID[due])
	}
	if signedIn := api.Do("a/viewer", "GET", "/instruments/due.ics", nil).Want(200); string(signedIn.Body) != string(r.Body) {
		t.Error("the same person sees another calendar when signed in")
	}
	before := lab.Statements.Load()
	api.Do("", "GET", fmt.Sprint(feed.Get("path")), nil).Want(200)
	if n := lab.Statements.Load() - before; n > 4 { // the token, the beginning of the snapshot, the organisation, the instruments
		t.Errorf("%d statements", n)
	}
	told := 0
	for _, e := range lab.Access(t, "a") {
		if strings.Contains(fmt.Sprint(e), fmt.Sprint(feed.Get("token"))) {
			t.Errorf("the access log has the secret: %+v", e)
		}
		if e.Action == "get-due-calendar" && e.ActorName == "Viewer A" {
			told++
		}
	}
	if told != 3 {
		t.Errorf("%d readings in the access log", told)
	}
}

// TestFeedToken: shown once, kept as a hash, of one person, good for one address, revocable at once.
func TestFeedToken(t *testing.T) {
	lab, api := open(t)
	n := len(lab.Audit(t, "a"))
	feed := api.Do("a/technician", "POST", "/calendar-feeds", m{"name": " Phone "}).Want(201)
	token, _ := feed.Get("token").(string)
	path := "/instruments/due.ics?token="
	if len(token) != 43 || feed.Get("name") != "Phone" || feed.Get("path") != path+token || feed.Get("user_id") != lab.User("a", "technician").String() {
		t.Errorf("%s", feed.Body)
	}
	api.Do("", "GET", path+token, nil).Want(200)
	if l := api.Do("a/technician", "GET", "/calendar-feeds", nil).Want(200); strings.Contains(string(l.Body), token) || l.Get("items.0.id") != feed.ID() {
		t.Errorf("%s", l.Body)
	}
	for _, who := range []string{"a/admin", "b/technician"} {
		if l := api.Do(who, "GET", "/calendar-feeds", nil).Want(200); len(l.Get("items").([]any)) != 0 {
			t.Errorf("%s sees %s", who, l.Body)
		}
		api.Do(who, "DELETE", "/calendar-feeds/"+feed.ID(), nil).Want(404)
	}
	for _, bad := range []string{token[:42], token + "A", strings.Repeat("A", 43), strings.ToUpper(token), "x", strings.Repeat("y", 5000), "%F0%9F%A7%AA", "..%2F"} {
		r := api.Do("", "GET", path+bad, nil).Want(401)
		if strings.Contains(string(r.Body), bad) && len(bad) > 5 {
			t.Errorf("the answer repeats the secret: %s", r.Body)
		}
		api.Do("a/admin", "GET", path+bad, nil).Want(401) // the secret alone decides
	}
	for _, p := range []string{"/instruments", "/instruments/due", "/samples", "/calendar-feeds"} {
		if r := api.Do("", "GET", p+"?token="+token, nil); r.Status != 401 {
			t.Errorf("%s opens: %d", p, r.Status)
		}
	}
	api.Do("", "POST", path+token, nil).Want(405)
	api.Do("", "GET", path+token+"&token="+token, nil).Want(401)
	api.Do("", "GET", path+token+"&x=1", nil).Want(422)
	api.Do("", "GET", "/instruments/due.ics", nil).Want(401)
	for _, e := range lab.Audit(t, "a")[n:] {
		if e.Action != "calendar_feed.created" || e.RecordType != "user" || strings.Contains(e.Payload, token) || !strings.Contains(e.Payload, `"token_hash": "#changed"`) {
			t.Errorf("%+v", e)
		}
	}
	var hash []byte
	if err := lab.DB.Q(lab.Ctx("a", "admin")).Raw("select token_hash from calendar_feeds").Row().Scan(&hash); err == nil {
		t.Error("the server can read the hash")
	}
	exec(t, lab, "delete from user_roles where user_id = ?", lab.User("a", "technician"))
	api.Do("", "GET", path+token, nil).Want(403)
	exec(t, lab, "insert into user_roles (org_id, user_id, role_key) values (?,?,'viewer')", lab.Org("a"), lab.User("a", "technician"))
	api.Do("", "GET", path+token, nil).Want(200)
	exec(t, lab, "update users set status = 'deactivated' where id = ?", lab.User("a", "technician"))
	api.Do("", "GET", path+token, nil).Want(401)
	exec(t, lab, "update users set status = 'active' where id = ?", lab.User("a", "technician"))
	api.Do("a/technician", "DELETE", "/calendar-feeds/"+feed.ID(), nil).Want(204)
	api.Do("", "GET", path+token, nil).Want(401)
	api.Do("a/technician", "DELETE", "/calendar-feeds/"+feed.ID(), nil).Want(204)
	if l := api.Do("a/technician", "GET", "/calendar-feeds?include_revoked=true", nil).Want(200); l.Get("items.0.revoked_at") == nil {
		t.Errorf("%s", l.Body)
	}
	api.Do("a/technician", "DELETE", "/calendar-feeds/"+id.New().String(), nil).Want(404)
	for _, body := range []m{{}, {"name": " "}, {"name": strings.Repeat("x", 201)}, {"name": "a\nb"}, {"name": "x", "token": "mine"}} {
		api.Do("a/technician", "POST", "/calendar-feeds", body).Want(422)
	}
	for range 20 {
		api.Do("a/technician", "POST", "/calendar-feeds", m{"name": "more"}).Want(201)
	}
	if r := api.Do("a/technician", "POST", "/calendar-feeds", m{"name": "more"}); r.Status != 409 || r.Get("code") != "too_many_feeds" {
		t.Errorf("%s", r.Body)
	}
}
