package calibrations_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

// bench is a lab with one instrument that must be calibrated every 90 days.
type bench struct {
	*apptest.API
	t          *testing.T
	lab        *apptest.Lab
	instrument string
}

func open(t *testing.T) *bench {
	t.Helper()
	lab := apptest.New(t)
	b := &bench{API: lab.Serve(t, lims.New(lab.Kit)), t: t, lab: lab}
	b.instrument = b.device("a")
	return b
}

func (b *bench) device(org string) string {
	b.t.Helper()
	return b.Do(org+"/manager", "POST", "/instruments", m{"name": "Raman", "calibration_interval_days": 90}).Want(201).ID()
}

func (b *bench) path() string { return "/instruments/" + b.instrument + "/calibrations" }

func days(n float64) string {
	return time.Now().Add(time.Duration(n * 24 * float64(time.Hour))).UTC().Format(time.RFC3339Nano)
}

func body(more m) m {
	out := m{"performed_at": days(-1), "expires_at": days(60), "outcome": "pass"}
	for k, v := range more {
		if out[k] = v; v == "absent" {
			delete(out, k)
		}
	}
	return out
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

func (b *bench) status(at ...string) any {
	b.t.Helper()
	q := ""
	if len(at) > 0 {
		q = "?at=" + strings.ReplaceAll(at[0], "+", "%2B")
	}
	return b.Do("a/viewer", "GET", "/instruments/"+b.instrument+q, nil).Want(200).Get("calibration_status")
}

func TestStory(t *testing.T) {
	b := open(t)
	n := len(b.lab.Audit(t, "a"))
	full := `{"certificate_number":" C-17 ","performed_at":"2026-03-02T10:00:00+01:00","expires_at":"2027-03-02T10:00:00+01:00","provider":"Metrology Ltd","performed_by":"B. Ott","outcome":"adjusted",
		"as_found":{"shift":{"value":"521.90","unit":"cm-1","tolerance":"0.50"},"counts":1.10},"as_left":{"shift":{"value":"520.70","unit":"cm-1"}},
		"uncertainty":{"shift":{"value":"0.10","unit":"cm-1","k":2}},"standards":["NIST SRM 2241",{"name":"Si (100) & co","certificate_number":"S-17","expires_at":"2028-01-01"}]}`
	r := b.Do("a/technician", "POST", b.path(), full).Want(201)
	got := b.Do("a/viewer", "GET", r.Header.Get("Location"), nil).Want(200)
	want := m{"certificate_number": "C-17", "performed_at": "2026-03-02T09:00:00.000000Z", "expires_at": "2027-03-02T09:00:00.000000Z", "provider": "Metrology Ltd", "performed_by": "B. Ott", "outcome": "adjusted",
		"as_found_in_tolerance": false, "out_of_tolerance": true, "as_found.shift.value": "521.90", "as_found.shift.tolerance": "0.50", "as_found.counts": json.Number("1.10"), "as_left.shift.unit": "cm-1",
		"uncertainty.shift.k": json.Number("2"), "standards.0": "NIST SRM 2241", "standards.1.name": "Si (100) & co", "instrument_id": b.instrument, "instrument_name": "Raman", "created_by_name": "Technician A", "locked_at": nil,
		"_actions.update": false, "_actions.delete": false, "_actions.flag_impact": false}
	for k, v := range want {
		if got.Get(k) != v {
			t.Errorf("%s is %v, want %v", k, got.Get(k), v)
		}
	}
	if code, _ := got.Get("code").(string); !strings.HasPrefix(code, "CAL-") || r.Header.Get("ETag") != `"1"` {
		t.Errorf("%s", got.Body)
	}
	path := "/calibrations/" + r.ID()
	why := []string{"If-Match", `"1"`, "X-Change-Reason", "misread the certificate"}
	b.Do("a/technician", "PATCH", path, m{"provider": "X"}, why[:2]...).Want(422)
	b.Do("a/viewer", "PATCH", path, m{"provider": "X"}, why...).Want(403)
	b.Do("a/technician", "PATCH", path, m{"provider": "Metrology Ltd", "as_left": m{"shift": m{"value": "520.70", "unit": "cm-1"}}, "performed_at": "2026-03-02T09:00:00Z"}, why...).Want(200)
	r = b.Do("a/technician", "PATCH", path, m{"outcome": "pass", "as_found": m{}, "provider": nil, "standards": []any{}}, why...).Want(200)
	if r.Header.Get("ETag") != `"2"` || r.Get("as_found_in_tolerance") != true || r.Get("provider") != nil || fmt.Sprint(r.Get("as_found"), r.Get("standards")) != "map[] []" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/technician", "DELETE", path, nil, "If-Match", `"2"`, "X-Change-Reason", "wrong instrument").Want(403)
	b.Do("a/manager", "DELETE", path, nil, "If-Match", `"2"`).Want(422)
	b.Do("a/manager", "DELETE", path, nil, "If-Match", `"2"`, "X-Change-Reason", "wrong instrument").Want(204)
	b.Do("a/technician", "PATCH", path, m{"provider": "X"}, "If-Match", `"3"`, "X-Change-Reason", "too late").Want(409)
	for q, n := range map[string]int{"": 0, "?include_archived=true": 1, "?include_archived=true&outcome=fail": 0} {
		if items, _ := b.Do("a/viewer", "GET", b.path()+q, nil).Want(200).Get("items").([]any); len(items) != n {
			t.Errorf("%q: %d items", q, len(items))
		}
	}
	e := b.lab.Audit(t, "a")[n:]
	if len(e) != 3 || e[0].Action != "calibration.created" || e[1].Action != "calibration.updated" || e[1].Reason != why[3] || e[2].Action != "calibration.archived" || e[2].RecordType != "calibration" {
		t.Errorf("%+v", e)
	}
}

func TestRefuses(t *testing.T) {
	b := open(t)
	made := b.Do("a/technician", "POST", b.path(), body(nil)).Want(201).ID()
	n := len(b.lab.Audit(t, "a"))
	for name, tc := range map[string]struct {
		body m
		want string
	}{
		"ends before it begins":          {body(m{"expires_at": days(-2)}), "/expires_at out_of_range"},
		"ends when it begins":            {body(m{"performed_at": "2026-01-01T00:00:00Z", "expires_at": "2026-01-01T01:00:00+01:00"}), "/expires_at out_of_range"},
		"in the future":                  {body(m{"performed_at": days(0.1)}), "/performed_at out_of_range"},
		"before 1900":                    {body(m{"performed_at": "1899-12-31T00:00:00Z"}), "/performed_at out_of_range"},
		"for ever":                       {body(m{"expires_at": "9999-12-31T00:00:00Z"}), "/expires_at out_of_range"},
		"a day is no time":               {body(m{"performed_at": "2026-01-01"}), "/performed_at invalid"},
		"no such day":                    {body(m{"performed_at": "2026-02-30T00:00:00Z"}), "/performed_at invalid"},
		"no outcome":                     {body(m{"outcome": "absent"}), "/outcome required"},
		"another outcome":                {body(m{"outcome": "ok"}), "/outcome not_allowed"},
		"passed out of tolerance":        {body(m{"as_found_in_tolerance": false}), "/as_found_in_tolerance not_allowed"},
		"failed in tolerance":            {body(m{"outcome": "fail", "as_found_in_tolerance": true}), "/as_found_in_tolerance not_allowed"},
		"reading of text in a quantity":  {body(m{"as_found": m{"x": m{"value": "high", "unit": "nm"}}}), "/as_found/x/value not_decimal"},
		"unknown member":                 {body(m{"as_left": m{"x": m{"value": "1", "zz": 1}}}), "/as_left/x/zz unknown_field"},
		"no coverage":                    {body(m{"uncertainty": m{"x": m{"value": "1", "unit": "nm", "k": 0}}}), "/uncertainty/x/k out_of_range"},
		"negative tolerance":             {body(m{"as_found": m{"x": m{"value": "1", "unit": "nm", "tolerance": "-1"}}}), "/as_found/x/tolerance out_of_range"},
		"name of a reading":              {body(m{"as_found": m{" ": "1"}}), "/as_found/  invalid_key"},
		"a list is no reading":           {body(m{"as_found": m{"x": []any{1}}}), "/as_found/x not_text"},
		"nested standard":                {body(m{"standards": []any{m{"a": m{}}}}), "/standards/0/a wrong_type"},
		"number as standard":             {body(m{"standards": []any{7}}), "/standards/0 wrong_type"},
		"empty standard":                 {body(m{"standards": []any{" "}}), "/standards/0 required"},
		"many standards":                 {body(m{"standards": strings.Split(strings.Repeat("x,", 100)+"x", ",")}), "/standards out_of_range"},
		"file nobody has":                {body(m{"certificate_file_id": id.New()}), "/certificate_file_id unknown_reference"},
		"two lines":                      {body(m{"provider": "a\nb"}), "/provider control_character"},
		"code":                           {body(m{"code": "CAL-1"}), "/code unknown_field"},
		"status":                         {body(m{"locked_at": nil}), "/locked_at unknown_field"},
		"another instrument in the body": {body(m{"instrument_id": b.instrument}), "/instrument_id unknown_field"},
	} {
		r := b.Do("a/technician", "POST", b.path(), tc.body)
		if got := codes(r); r.Status != 422 || got != tc.want {
			t.Errorf("%s: %d %s, want %s", name, r.Status, got, tc.want)
		}
	}
	for name, tc := range map[string]struct {
		body m
		want string
	}{
		"end before begin":   {m{"expires_at": days(-30)}, "/expires_at out_of_range"},
		"begin after end":    {m{"expires_at": days(-0.5), "performed_at": days(-0.4)}, "/expires_at out_of_range"},
		"no end":             {m{"expires_at": nil}, "/expires_at required"},
		"no outcome":         {m{"outcome": nil}, "/outcome required"},
		"found bad, passed":  {m{"as_found_in_tolerance": false}, "/as_found_in_tolerance not_allowed"},
		"another instrument": {m{"instrument_id": b.instrument}, "/instrument_id unknown_field"},
		"withdrawn by patch": {m{"archived_at": nil}, "/archived_at unknown_field"},
	} {
		r := b.Do("a/technician", "PATCH", "/calibrations/"+made, tc.body, "If-Match", `"1"`, "X-Change-Reason", "a test")
		if got := codes(r); r.Status != 422 || got != tc.want {
			t.Errorf("%s: %d %s, want %s", name, r.Status, got, tc.want)
		}
	}
	b.Do("a/technician", "PATCH", "/calibrations/"+made, m{"provider": "X"}, "X-Change-Reason", "a test").Want(428)
	b.Do("a/technician", "PATCH", "/calibrations/"+made, m{"provider": "X"}, "X-Change-Reason", "a test", "If-Match", `"9"`).Want(412)
	b.Do("a/viewer", "POST", b.path(), body(nil)).Want(403)
	if len(b.lab.Audit(t, "a")) != n {
		t.Error("refusals left entries")
	}
	err := b.lab.DB.InTx(b.lab.Ctx("a", "admin"), func(ctx context.Context) error {
		return b.lab.DB.Q(ctx).Exec("update calibrations set locked_at = now() where id = ?", made).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Do("a/technician", "PATCH", "/calibrations/"+made, m{"provider": "X"}, "If-Match", `"1"`, "X-Change-Reason", "a test").Want(423)
	b.Do("a/manager", "DELETE", "/calibrations/"+made, nil, "If-Match", `"1"`, "X-Change-Reason", "a test").Want(423)
}

func TestOtherOrganisation(t *testing.T) {
	b := open(t)
	theirs := b.device("b")
	cal := b.Do("b/technician", "POST", "/instruments/"+theirs+"/calibrations", body(nil)).Want(201).ID()
	for _, v := range []string{theirs, id.New().String(), "x"} {
		b.Do("a/manager", "GET", "/instruments/"+v+"/calibrations", nil).Want(404)
		b.Do("a/manager", "POST", "/instruments/"+v+"/calibrations", body(nil)).Want(404)
	}
	for _, v := range []string{cal, id.New().String(), "x"} {
		b.Do("a/manager", "GET", "/calibrations/"+v, nil).Want(404)
		b.Do("a/manager", "PATCH", "/calibrations/"+v, m{"provider": "X"}, "If-Match", `"1"`, "X-Change-Reason", "a test").Want(404)
		b.Do("a/manager", "DELETE", "/calibrations/"+v, nil, "If-Match", `"1"`, "X-Change-Reason", "a test").Want(404)
	}
}

// TestStatusOfAnyMoment: the past is told by what was performed then, whenever it was recorded.
func TestStatusOfAnyMoment(t *testing.T) {
	b := open(t)
	post := func(performed, expires float64, outcome string) string {
		return b.Do("a/technician", "POST", b.path(), body(m{"performed_at": days(performed), "expires_at": days(expires), "outcome": outcome})).Want(201).ID()
	}
	post(-20, 60, "pass")
	post(-200, -100, "pass") // recorded later, performed earlier
	failed := post(-50, 10, "fail")
	for at, want := range map[float64]string{-201: "overdue", -199: "valid", -125: "due", -99: "overdue", -49: "out_of_tolerance", -21: "out_of_tolerance", -19: "valid", 0: "valid"} {
		if got := b.status(days(at)); got != want {
			t.Errorf("%v days: %v, want %s", at, got, want)
		}
		l := b.Do("a/viewer", "GET", "/instruments?calibration_status="+want+"&at="+days(at), nil).Want(200)
		if l.Get("items.0.calibration_status") != want {
			t.Errorf("list at %v days: %s", at, l.Body)
		}
	}
	b.Do("a/manager", "DELETE", "/calibrations/"+failed, nil, "If-Match", `"1"`, "X-Change-Reason", "wrong instrument").Want(204)
	if got := b.status(days(-49)); got != "overdue" {
		t.Errorf("withdrawn: %v", got)
	}
	for _, bad := range []string{days(1), "1899-01-01T00:00:00Z", "yesterday", "2026-13-01T00:00:00Z"} {
		b.Do("a/viewer", "GET", "/instruments/"+b.instrument+"?at="+bad, nil).Want(422)
		b.Do("a/viewer", "GET", "/instruments?at="+bad, nil).Want(422)
	}
}

// TestEndFollowsFromTheInterval: at the same time of day where the laboratory is, over a change to summer time.
func TestEndFollowsFromTheInterval(t *testing.T) {
	b := open(t)
	err := b.lab.DB.InTx(b.lab.Ctx("a", "admin"), func(ctx context.Context) error {
		return b.lab.DB.Q(ctx).Exec("update organizations set timezone = 'Europe/Berlin' where id = ?", b.lab.Org("a")).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	for performed, want := range map[string]string{"2026-01-15T09:00:00Z": "2026-04-15T08:00:00.000000Z", "2026-09-01T08:00:00Z": "2026-11-30T09:00:00.000000Z", "2026-04-01T00:30:00+02:00": "2026-06-29T22:30:00.000000Z"} {
		r := b.Do("a/technician", "POST", b.path(), body(m{"performed_at": performed, "expires_at": "absent"})).Want(201)
		if r.Get("expires_at") != want {
			t.Errorf("%s ends %v, want %s", performed, r.Get("expires_at"), want)
		}
	}
	free := b.Do("a/manager", "POST", "/instruments", m{"name": "no interval"}).Want(201).ID()
	if r := b.Do("a/technician", "POST", "/instruments/"+free+"/calibrations", body(m{"expires_at": "absent"})); r.Status != 422 || codes(r) != "/expires_at required" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/manager", "DELETE", "/instruments/"+free, nil, "If-Match", `"1"`).Want(204)
	b.Do("a/technician", "POST", "/instruments/"+free+"/calibrations", body(nil)).Want(409)
}

// TestDueList: what must be calibrated soon, longest due first, and what must not be used.
func TestDueList(t *testing.T) {
	b := open(t)
	add := func(name string, interval any, outcome string, performed, expires float64) string {
		i := b.Do("a/manager", "POST", "/instruments", m{"name": name, "calibration_interval_days": interval}).Want(201).ID()
		if outcome != "" {
			b.Do("a/technician", "POST", "/instruments/"+i+"/calibrations", body(m{"performed_at": days(performed), "expires_at": days(expires), "outcome": outcome})).Want(201)
		}
		return i
	}
	add("over", 90, "pass", -100, -5)
	add("in 12 days", 90, "pass", -50, 12)
	add("in 80 days", 90, "pass", -10, 80)
	add("failed", 90, "fail", -1, 200)
	add("failed, none required", nil, "fail", -1, 200)
	add("none required", nil, "", 0, 0)
	retired := add("retired", 90, "", 0, 0)
	b.Do("a/manager", "PATCH", "/instruments/"+retired, m{"status": "retired"}, "If-Match", `"1"`).Want(200)
	gone := add("archived", 90, "", 0, 0)
	b.Do("a/manager", "DELETE", "/instruments/"+gone, nil, "If-Match", `"1"`).Want(204)
	for q, want := range map[string]string{"": "over|Raman|failed, none required|in 12 days|failed", "?within_days=0": "over|Raman|failed, none required|failed", "?within_days=100": "over|Raman|failed, none required|in 12 days|in 80 days|failed",
		"?sort=-calibration_due_at&limit=2": "failed|in 12 days"} {
		var names []string
		before := b.lab.Statements.Load()
		r := b.Do("a/viewer", "GET", "/instruments/due"+q, nil).Want(200)
		if n := b.lab.Statements.Load() - before; n != 1 {
			t.Errorf("%d statements", n)
		}
		for _, x := range r.Get("items").([]any) {
			names = append(names, fmt.Sprint(x.(map[string]any)["name"]))
		}
		if got := strings.Join(names, "|"); got != want {
			t.Errorf("%q: %s, want %s", q, got, want)
		}
	}
	seen, cursor := 0, ""
	for {
		r := b.Do("a/viewer", "GET", "/instruments/due?limit=2&count=true&cursor="+cursor, nil).Want(200)
		seen += len(r.Get("items").([]any))
		next, more := r.Get("next_cursor").(string)
		if cursor = next; !more {
			break
		}
	}
	if seen != 5 {
		t.Errorf("pages show %d", seen)
	}
	for _, q := range []string{"within_days=-1", "within_days=x", "within_days=3651", "sort=serial_number"} {
		b.Do("a/viewer", "GET", "/instruments/due?"+q, nil).Want(422)
	}
	if r := b.Do("b/viewer", "GET", "/instruments/due", nil).Want(200); len(r.Get("items").([]any)) != 0 {
		t.Errorf("%s", r.Body)
	}
}

// TestTwoCorrections: of two at once from one version one wins; lists cost one statement.
func TestTwoCorrections(t *testing.T) {
	b := open(t)
	v := b.Do("a/technician", "POST", b.path(), body(nil)).Want(201).ID()
	var wait sync.WaitGroup
	statuses := make([]int, 8)
	for i := range statuses {
		wait.Go(func() {
			statuses[i] = b.Do("a/technician", "PATCH", "/calibrations/"+v, m{"provider": fmt.Sprint("P", i)}, "If-Match", `"1"`, "X-Change-Reason", "a test").Status
		})
	}
	wait.Wait()
	won := 0
	for _, s := range statuses {
		if s == 200 {
			won++
		} else if s != 412 {
			t.Errorf("%d", s)
		}
	}
	if won != 1 {
		t.Errorf("%v", statuses)
	}
	before := b.lab.Statements.Load()
	b.Do("a/viewer", "GET", b.path()+"?limit=1", nil).Want(200)
	if n := b.lab.Statements.Load() - before; n != 1 {
		t.Errorf("%d statements", n)
	}
}
