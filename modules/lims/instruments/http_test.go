package instruments_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

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

func codes(r *apptest.Answer) string {
	list, _ := r.Get("errors").([]any)
	out := make([]string, len(list))
	for i, e := range list {
		f := e.(map[string]any) //nolint:forcetypeassert // a problem document
		out[i] = fmt.Sprint(f["pointer"], " ", f["code"])
	}
	return strings.Join(out, "|")
}

// calibrate writes a calibration; days count from now.
func calibrate(t *testing.T, lab *apptest.Lab, instrument, outcome string, performed, expires float64, archived bool) {
	t.Helper()
	at := func(days float64) time.Time { return time.Now().Add(time.Duration(days * 24 * float64(time.Hour))) }
	err := lab.DB.InTx(lab.Ctx("a", "manager"), func(ctx context.Context) error {
		return lab.DB.Q(ctx).Exec(`insert into calibrations (org_id, id, instrument_id, performed_at, expires_at, outcome, archived_at) values (?,?,?,?,?,?, case when ? then now() end)`,
			lab.Org("a"), id.New(), instrument, at(performed), at(expires), outcome, archived).Error
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sortable writes a member so that its text sorts as its value does.
func sortable(v any) string {
	text := fmt.Sprint(v)
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return at.Format("2006-01-02T15:04:05.000000Z")
	}
	return text
}

func TestStory(t *testing.T) {
	lab, api := open(t)
	start := len(lab.Audit(t, "a"))
	r := api.Do("a/manager", "POST", "/instruments", m{"name": " inVia ", "vendor": "Renishaw", "model": "Qontor", "serial_number": "42", "category": "raman", "location": "Lab 1",
		"description": "d", "calibration_interval_days": 365}).Want(201)
	want := m{"name": "inVia", "vendor": "Renishaw", "model": "Qontor", "serial_number": "42", "category": "raman", "location": "Lab 1", "description": "d", "status": "online",
		"calibration_due_at": nil, "calibration_status": "overdue", "created_by": lab.User("a", "manager").String(), "locked_at": nil, "_actions.update": true, "_actions.delete": true}
	got := api.Do("a/manager", "GET", r.Header.Get("Location"), nil).Want(200)
	for k, v := range want {
		if r.Get(k) != v || got.Get(k) != v {
			t.Errorf("%s: written %v, read %v, want %v", k, r.Get(k), got.Get(k), v)
		}
	}
	if code, _ := r.Get("code").(string); !strings.HasPrefix(code, "INS-") || r.Header.Get("ETag") != `"1"` || fmt.Sprint(got.Get("calibration_interval_days")) != "365" {
		t.Errorf("%s %v", code, r.Header)
	}
	path := "/instruments/" + r.ID()
	r = api.Do("a/manager", "PATCH", path, m{"status": "retired", "location": " ", "calibration_interval_days": nil}, "If-Match", `"1"`, "X-Change-Reason", "replaced").Want(200)
	if r.Header.Get("ETag") != `"2"` || r.Get("status") != "retired" || r.Get("location") != nil || r.Get("calibration_status") != "not_required" {
		t.Errorf("%s", r.Body)
	}
	if r := api.Do("a/manager", "PATCH", path, m{"status": "retired", "name": "inVia "}, "If-Match", `"2"`).Want(200); r.Header.Get("ETag") != `"2"` {
		t.Errorf("no change, new version: %v", r.Header)
	}
	calibrate(t, lab, r.ID(), "pass", -1, 100, false)
	api.Do("a/manager", "DELETE", path, nil, "If-Match", `"2"`).Want(204)
	api.Do("a/viewer", "GET", path, nil).Want(200) // the record and what belongs to it stay
	e := lab.Audit(t, "a")[start:]
	if len(e) != 4 || e[0].Action != "instrument.created" || e[1].Action != "instrument.updated" || e[1].Reason != "replaced" || e[3].Action != "instrument.archived" {
		t.Fatalf("%+v", e)
	}
	var p struct{ Old map[string]any }
	if err := json.Unmarshal([]byte(e[1].Payload), &p); err != nil || !reflect.DeepEqual(p.Old, m{"status": "online", "location": "Lab 1", "calibration_interval_days": 365.0}) {
		t.Errorf("%v %v", p.Old, err)
	}
}

func TestCalibrationStatus(t *testing.T) {
	lab, api := open(t)
	type calibration struct {
		outcome            string
		performed, expires float64
		archived           bool
	}
	for name, tc := range map[string]struct {
		interval any
		done     []calibration
		want     string
		due      bool
	}{
		"no interval":                     {nil, nil, "not_required", false},
		"no interval, but calibrated":     {nil, []calibration{{"pass", -1, 100, false}}, "not_required", false},
		"never calibrated":                {90, nil, "overdue", false},
		"valid":                           {90, []calibration{{"pass", -1, 30.1, false}}, "valid", true},
		"adjusted":                        {90, []calibration{{"adjusted", -1, 90, false}}, "valid", true},
		"within 30 days":                  {90, []calibration{{"pass", -1, 29.9, false}}, "due", true},
		"over":                            {90, []calibration{{"pass", -100, -0.01, false}}, "overdue", true},
		"failed":                          {90, []calibration{{"fail", -1, 90, false}}, "out_of_tolerance", true},
		"failed long ago":                 {90, []calibration{{"fail", -100, -10, false}}, "out_of_tolerance", true},
		"failed, then passed":             {90, []calibration{{"fail", -2, 90, false}, {"pass", -1, 90, false}}, "valid", true},
		"passed, then failed":             {90, []calibration{{"fail", -1, 90, false}, {"pass", -2, 90, false}}, "out_of_tolerance", true},
		"the latest counts, not the last": {90, []calibration{{"pass", -5, 90, false}, {"pass", -50, 400, false}}, "valid", true},
		"an archived one does not count":  {90, []calibration{{"pass", -1, 90, true}}, "overdue", false},
	} {
		i := api.Do("a/manager", "POST", "/instruments", m{"name": name, "calibration_interval_days": tc.interval}).Want(201).ID()
		for _, c := range tc.done {
			calibrate(t, lab, i, c.outcome, c.performed, c.expires, c.archived)
		}
		r := api.Do("a/viewer", "GET", "/instruments/"+i, nil).Want(200)
		if r.Get("calibration_status") != tc.want || (r.Get("calibration_due_at") != nil) != tc.due {
			t.Errorf("%s: %v due %v, want %s", name, r.Get("calibration_status"), r.Get("calibration_due_at"), tc.want)
		}
		if l := api.Do("a/viewer", "GET", "/instruments?q="+url.QueryEscape(name)+"&sort=created_at", nil).Want(200); l.Get("items.0.calibration_status") == nil {
			t.Errorf("%s: %s", name, l.Body)
		}
	}
}

func TestSerialNumberIsUnique(t *testing.T) {
	_, api := open(t)
	body := m{"name": "x", "vendor": "V", "model": "M", "serial_number": "1"}
	api.Do("a/manager", "POST", "/instruments", body).Want(201)
	r := api.Do("a/manager", "POST", "/instruments", body).Want(409)
	if r.Get("code") != "serial_number_taken" || codes(r) != "/serial_number serial_number_taken" {
		t.Errorf("%s", r.Body)
	}
	api.Do("b/manager", "POST", "/instruments", body).Want(201)
	api.Do("a/manager", "POST", "/instruments", m{"name": "x", "vendor": "V", "model": "N", "serial_number": "1"}).Want(201)
	api.Do("a/manager", "POST", "/instruments", m{"name": "no vendor", "serial_number": "1"}).Want(201)
	api.Do("a/manager", "POST", "/instruments", m{"name": "no vendor either", "serial_number": "1"}).Want(409)
	other := api.Do("a/manager", "POST", "/instruments", m{"name": "x", "vendor": "V", "model": "M", "serial_number": "2"}).Want(201).ID()
	api.Do("a/manager", "PATCH", "/instruments/"+other, m{"serial_number": "1"}, "If-Match", `"1"`).Want(409)
	for range 2 { // without a number there is nothing to compare
		api.Do("a/manager", "POST", "/instruments", m{"name": "x", "vendor": "V", "model": "M"}).Want(201)
	}
}

func TestRefuses(t *testing.T) {
	lab, api := open(t)
	i := api.Do("a/manager", "POST", "/instruments", m{"name": "x"}).Want(201).ID()
	before := len(lab.Audit(t, "a"))
	for _, tc := range []struct {
		method string
		body   any
		want   string
	}{
		{"POST", m{}, "/name required"}, {"POST", m{"name": " "}, "/name required"}, {"POST", m{"name": "x", "status": "retired"}, "/status not_allowed"}, {"POST", m{"name": "a\nb"}, "/name control_character"},
		{"POST", m{"name": "x", "calibration_interval_days": 0}, "/calibration_interval_days out_of_range"}, {"POST", m{"name": "x", "calibration_interval_days": 3651}, "/calibration_interval_days out_of_range"},
		{"POST", m{"name": "x", "calibration_interval_days": "30"}, "/calibration_interval_days wrong_type"}, {"POST", m{"name": "x", "calibration_status": "valid"}, "/calibration_status unknown_field"},
		{"POST", m{"name": "x", "calibration_due_at": "2030-01-01T00:00:00Z"}, "/calibration_due_at unknown_field"}, {"POST", m{"name": "x", "category": 5}, "/category wrong_type"},
		{"PATCH", m{"name": nil}, "/name required"}, {"PATCH", m{"category": " "}, "/category required"}, {"PATCH", m{"status": "lost"}, "/status not_allowed"}, {"PATCH", m{"status": nil}, "/status required"},
		{"PATCH", m{"calibration_status": "valid"}, "/calibration_status unknown_field"}, {"PATCH", m{"locked_at": nil}, "/locked_at unknown_field"}, {"PATCH", m{"version": 5}, "/version unknown_field"},
		{"PATCH", m{"org_id": id.New()}, "/org_id unknown_field"}, {"PATCH", m{"created_by": id.New()}, "/created_by unknown_field"}, {"PATCH", m{"code": "INS-2026-000009"}, "/code unknown_field"},
		{"PATCH", m{"calibration_interval_days": 0}, "/calibration_interval_days out_of_range"}, {"PATCH", m{"serial_number": strings.Repeat("9", 201)}, "/serial_number out_of_range"},
	} {
		path := "/instruments"
		if tc.method == "PATCH" {
			path += "/" + i
		}
		if r := api.Do("a/manager", tc.method, path, tc.body, "If-Match", `"1"`); r.Status != 422 || codes(r) != tc.want {
			t.Errorf("%s %v: %d %s", tc.method, tc.body, r.Status, r.Body)
		}
	}
	for method, body := range map[string]any{"PATCH": m{"name": "x"}, "DELETE": nil} {
		api.Do("a/manager", method, "/instruments/"+i, body).Want(428)
		if r := api.Do("a/manager", method, "/instruments/"+i, body, "If-Match", `"7"`).Want(412); fmt.Sprint(r.Get("current_version")) != "1" {
			t.Errorf("%s", r.Body)
		}
		api.Do("a/scientist", method, "/instruments/"+i, body, "If-Match", `"1"`).Want(403)
	}
	if n := len(lab.Audit(t, "a")); n != before {
		t.Errorf("%d entries after refusals", n-before)
	}
	err := lab.DB.InTx(lab.Ctx("a", "manager"), func(ctx context.Context) error {
		return lab.DB.Q(ctx).Exec("update instruments set locked_at = now() where id = ?", i).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	api.Do("a/manager", "PATCH", "/instruments/"+i, m{"name": "y"}, "If-Match", `"1"`).Want(423)
	api.Do("a/manager", "DELETE", "/instruments/"+i, nil, "If-Match", `"1"`).Want(423)
	if r := api.Do("a/manager", "GET", "/instruments/"+i, nil).Want(200); r.Get("_actions.update.reason") != "locked" {
		t.Errorf("%s", r.Body)
	}
}

func TestOtherOrganisation(t *testing.T) {
	_, api := open(t)
	theirs := api.Do("b/manager", "POST", "/instruments", m{"name": "Secret"}).Want(201).ID()
	for method, body := range map[string]any{"GET": nil, "PATCH": m{"name": "x"}, "DELETE": nil} {
		for _, i := range []string{theirs, id.New().String(), "x"} {
			if r := api.Do("a/manager", method, "/instruments/"+i, body, "If-Match", `"1"`).Want(404); r.Get("detail") != "There is no such instrument." {
				t.Errorf("%s", r.Body)
			}
		}
	}
	if items, _ := api.Do("a/viewer", "GET", "/instruments?q=secret", nil).Want(200).Get("items").([]any); len(items) != 0 {
		t.Errorf("%v", items)
	}
}

func TestList(t *testing.T) {
	lab, api := open(t)
	for i := range 13 {
		r := api.Do("a/manager", "POST", "/instruments", m{"name": fmt.Sprintf("Same %d", i%2), "category": []string{"raman", "xrd"}[i%2], "description": []string{"50% off", "a_b", `c\d`, "axb"}[i%4],
			"serial_number": fmt.Sprintf("SN%d", i), "status": []string{"online", "offline"}[i%2], "calibration_interval_days": 30}).Want(201)
		for range 3 { // several calibrations do not repeat the row
			calibrate(t, lab, r.ID(), "pass", -1, 60, false)
		}
	}
	for _, sort := range []string{"created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "code", "-code"} {
		seen, values := map[any]bool{}, []string{}
		for cursor := ""; ; {
			before := lab.Statements.Load()
			r := api.Do("a/viewer", "GET", "/instruments?limit=5&sort="+sort+"&cursor="+url.QueryEscape(cursor), nil).Want(200)
			if n := lab.Statements.Load() - before; n != 1 {
				t.Fatalf("%d statements, want 1", n)
			}
			items, _ := r.Get("items").([]any)
			for _, x := range items {
				item := x.(map[string]any) //nolint:forcetypeassert // a list item
				seen[item["id"]] = true
				values = append(values, sortable(item[strings.TrimPrefix(sort, "-")]))
			}
			next, more := r.Get("next_cursor").(string)
			if !more {
				break
			}
			cursor = next
		}
		if strings.HasPrefix(sort, "-") {
			slices.Reverse(values)
		}
		if len(seen) != 13 || len(values) != 13 || !slices.IsSorted(values) {
			t.Errorf("%s: %d rows, %d different, %v", sort, len(values), len(seen), values)
		}
	}
	for q, want := range map[string]string{"q=%25": "4", "q=_": "3", "q=%5C": "3", "q=sn1": "4", "q=INS-": "13", "q=zzz": "0", "status=offline": "6", "status=online,offline": "13", "status=retired": "0",
		"category=raman": "7", "category=RAMAN": "0", "category=raman&status=offline": "0"} {
		if r := api.Do("a/viewer", "GET", "/instruments?limit=1&count=true&"+q, nil).Want(200); fmt.Sprint(r.Get("total")) != want {
			t.Errorf("%s: %v, want %s", q, r.Get("total"), want)
		}
	}
	for _, q := range []string{"status=lost", "sort=status", "colour=red", "limit=0", "cursor=x"} {
		if r := api.Do("a/viewer", "GET", "/instruments?"+q, nil); r.Status != 422 {
			t.Errorf("%s: %d", q, r.Status)
		}
	}
}
