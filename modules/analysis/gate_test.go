package analysis_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/results"
)

// device registers an instrument that must be calibrated every 90 days.
func (s *scene) device(name string) string {
	s.t.Helper()
	return s.Do("a/manager", "POST", "/instruments", map[string]any{"name": name, "calibration_interval_days": 90}).Want(201).ID()
}

// days is a moment so many days from now, as a client writes it.
func days(n float64) string {
	return time.Now().Add(time.Duration(n * 24 * float64(time.Hour))).UTC().Format(time.RFC3339Nano)
}

// calibrate records a calibration; days count from now.
func (s *scene) calibrate(instrument, outcome string, performed, expires float64) string {
	s.t.Helper()
	return s.Do("a/technician", "POST", "/instruments/"+instrument+"/calibrations", map[string]any{"performed_at": days(performed), "expires_at": days(expires), "outcome": outcome}).Want(201).ID()
}

func (s *scene) start(experiment, who string, headers ...string) (status int, r map[string]any) {
	s.t.Helper()
	a := s.Do(who, "POST", "/experiments/"+experiment+"/transition", map[string]any{"to": "running"}, headers...)
	return a.Status, a.JSON()
}

var override = []string{"X-Calibration-Override", "true", "X-Change-Reason", "urgent lot, recalibrated tomorrow"}

func (s *scene) planned(instrument string) string {
	return s.experiment(map[string]any{"instrument_id": instrument})
}

// TestP11_11_StartOnOverdueInstrument: refused, overridden by who may and says why, flagged for ever.
func TestP11_11_StartOnOverdueInstrument(t *testing.T) {
	s := open(t)
	for _, tc := range []struct {
		name, code string
		prepare    func(instrument string)
	}{
		{"never calibrated", "calibration_overdue", func(string) {}},
		{"over", "calibration_overdue", func(i string) { s.calibrate(i, "pass", -100, -0.001) }},
		{"failed", "calibration_out_of_tolerance", func(i string) { s.calibrate(i, "pass", -100, 50); s.calibrate(i, "fail", -1, 50) }},
		{"failed long ago", "calibration_out_of_tolerance", func(i string) { s.calibrate(i, "fail", -100, -50) }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			i := s.device(tc.name)
			tc.prepare(i)
			e, n := s.planned(i), s.entries()
			path := "/experiments/" + e
			transit := func(who string, headers ...string) int { status, _ := s.start(e, who, headers...); return status }
			status, r := s.start(e, "a/manager")
			if status != 409 || r["code"] != tc.code {
				t.Fatalf("%d %v", status, r)
			}
			if v := s.Do("a/technician", "GET", path, nil); fmt.Sprint(v.Get("_actions.start")) != "map[allowed:false reason:"+tc.code+"]" || v.Get("_actions.override_calibration") != false {
				t.Errorf("%s", v.Body)
			}
			if v := s.Do("a/manager", "GET", path, nil); v.Get("_actions.override_calibration") != true {
				t.Errorf("%s", v.Body)
			}
			for who, want := range map[string]int{"a/technician": 403, "a/scientist": 403} {
				if got := transit(who, override...); got != want {
					t.Errorf("%s overrides: %d", who, got)
				}
			}
			if status, r := s.start(e, "a/manager", "X-Calibration-Override", "true"); status != 422 || r["code"] != "reason_required" {
				t.Errorf("no reason: %d %v", status, r)
			}
			if got := transit("a/manager", "X-Calibration-Override", "false", "X-Change-Reason", "no override"); got != 409 {
				t.Errorf("false is no override: %d", got)
			}
			if got := transit("a/manager", "X-Calibration-Override", "yes", "X-Change-Reason", "no override"); got != 422 {
				t.Errorf("yes is no value: %d", got)
			}
			if s.entries() != n {
				t.Errorf("refusals left entries")
			}
			status, r = s.start(e, "a/manager", override...)
			flag, _ := r["calibration_override"].(map[string]any)
			state, _ := r["calibration"].(map[string]any)
			if status != 200 || flag["by"] != s.lab.User("a", "manager").String() || flag["reason"] != override[3] || flag["name"] != "Manager A" || state["status"] != tc.code[len("calibration_"):] {
				t.Fatalf("%d %v", status, r)
			}
			if at, err := time.Parse("2006-01-02T15:04:05.000000Z", fmt.Sprint(flag["at"])); err != nil || time.Since(at).Abs() > time.Minute {
				t.Errorf("at %v %v", flag["at"], err)
			}
			// Its results are taken under the same override, by those who work on it; a worse state needs another decision.
			res := s.record(thickness(e)).Want(201)
			if res.Get("calibration_override.by") != flag["by"] || res.Get("calibration.status") != state["status"] || res.Get("acquired_at") == nil {
				t.Errorf("%s", res.Body)
			}
			s.calibrate(i, "fail", -0.0001, 10)
			refused(t, s.record(thickness(e)), 409, "calibration_out_of_tolerance")
			s.calibrate(i, "pass", -0.00001, 10)
			if res := s.record(thickness(e)).Want(201); res.Get("calibration_override") != nil || res.Get("calibration.status") != "due" {
				t.Errorf("recalibrated: %s", res.Body)
			}
			if got := s.Do("a/viewer", "GET", "/results/"+res.ID(), nil); got.Get("calibration_override.by") != flag["by"] {
				t.Errorf("the flag is gone: %s", got.Body)
			}
			for _, sql := range []string{"update experiments set calibration_override = null", "update results set calibration_override = null", "update results set calibration = null"} {
				if err := s.lab.DB.InTx(s.lab.Ctx("a", "admin"), func(ctx context.Context) error {
					return s.lab.DB.Q(ctx).Exec(sql + " where calibration_override is not null").Error
				}); err == nil {
					t.Errorf("%s is possible", sql)
				}
			}
		})
	}
}

// TestGateLetsPass: what is in order is measured on without a flag, and the state at acquisition is kept.
func TestGateLetsPass(t *testing.T) {
	s := open(t)
	i := s.device("fine")
	c := s.calibrate(i, "pass", -10, 60)
	e := s.planned(i)
	if status, r := s.start(e, "a/technician"); status != 200 || r["calibration_override"] != nil || r["calibration"].(map[string]any)["id"] != c || r["calibration"].(map[string]any)["status"] != "valid" {
		t.Fatalf("%d %v", status, r)
	}
	r := s.record(thickness(e)).Want(201)
	s.calibrate(i, "adjusted", -0.001, 20)
	if r = s.Do("a/viewer", "GET", "/results/"+r.ID(), nil); r.Get("calibration.id") != c || r.Get("calibration.status") != "valid" || r.Get("calibration_override") != nil {
		t.Errorf("the state at acquisition is not kept: %s", r.Body)
	}
	if r := s.record(thickness(e), override...); r.Status != 201 || r.Get("calibration_override") != nil || r.Get("calibration.status") != "due" {
		t.Errorf("an override nobody needed is flagged: %s", r.Body)
	}
	plain := s.instrument("a", "no interval")
	free := s.planned(plain)
	if status, r := s.start(free, "a/technician"); status != 200 || r["calibration"].(map[string]any)["status"] != "not_required" {
		t.Errorf("%d %v", status, r)
	}
	alone := s.experiment(nil, "running")
	if r := s.record(thickness(alone)).Want(201); r.Get("calibration") != nil || r.Get("acquired_at") == nil {
		t.Errorf("%s", r.Body)
	}
	s.calibrate(plain, "fail", -0.001, 20) // what fails must not be used, required or not
	refused(t, s.record(thickness(free)), 409, "calibration_out_of_tolerance")
}

// TestGateOfResults: an instrument named in the result counts, at the moment of the observation.
func TestGateOfResults(t *testing.T) {
	s := open(t)
	e := s.experiment(nil, "running")
	i := s.device("late")
	s.calibrate(i, "pass", -100, -2)
	with := func(more map[string]any) map[string]any {
		b := thickness(e)
		b["instrument_id"] = i
		for k, v := range more {
			b[k] = v
		}
		return b
	}
	refused(t, s.record(with(nil)), 409, "calibration_overdue")
	refused(t, s.Do("a/scientist", "POST", "/results", with(nil), override...), 403, "forbidden")
	refused(t, s.Do("a/manager", "POST", "/results", with(nil), override[:2]...), 422, "reason_required")
	r := s.Do("a/manager", "POST", "/results", with(nil), override...).Want(201)
	if r.Get("calibration_override.reason") != override[3] || r.Get("calibration.status") != "overdue" {
		t.Errorf("%s", r.Body)
	}
	late := []string{"X-Change-Reason", "written down late"}
	if r := s.record(with(map[string]any{"observed_at": days(-3)}), late...).Want(201); r.Get("calibration.status") != "due" || r.Get("acquired_at") != r.Get("observed_at") {
		t.Errorf("observed while in order: %s", r.Body)
	}
	refused(t, s.record(with(map[string]any{"observed_at": days(-1.5)}), late...), 409, "calibration_overdue")
	refused(t, s.record(with(map[string]any{"observed_at": days(-101)}), late...), 409, "calibration_overdue")
	// Many at once: each row tells what is in its way.
	bulk := map[string]any{"items": []any{thickness(e), with(nil), with(map[string]any{"observed_at": days(-0.9)})}}
	n := s.entries()
	refused(t, s.Do("a/technician", "POST", "/results/bulk", bulk), 409, "calibration_overdue", "/items/1/instrument_id", "/items/2/instrument_id")
	if r := s.Do("a/technician", "POST", "/results/bulk?dry_run=true", bulk).Want(200); fmt.Sprint(r.Get("invalid")) != "2" {
		t.Errorf("%s", r.Body)
	}
	refused(t, s.Do("a/technician", "POST", "/results/bulk", bulk, override...), 403, "forbidden")
	if s.entries() != n {
		t.Error("refusals left entries")
	}
	r = s.Do("a/manager", "POST", "/results/bulk", bulk, override...).Want(201)
	if r.Get("items.0.calibration_override") != nil || r.Get("items.1.calibration_override.reason") != override[3] {
		t.Errorf("%s", r.Body)
	}
}

// TestGateOfComputedResults: judged when the data were taken, and by what has become known since.
func TestGateOfComputedResults(t *testing.T) {
	s := open(t)
	i := s.device("spectrometer")
	s.calibrate(i, "pass", -50, -1)
	instrument := uuid(t, i)
	taken := time.Now().Add(-48 * time.Hour)
	compute := func(at *time.Time) error {
		c := results.Computed{InstrumentID: &instrument, AcquiredAt: at, ResultType: "peaks", MethodName: "m", MethodVersion: "1", Values: []results.Value{{Name: "x", Value: "1"}}}
		return s.lab.DB.InTx(s.lab.Ctx("a", "scientist"), func(ctx context.Context) error { _, err := s.mod.Results.RecordComputed(ctx, c); return err })
	}
	if err := compute(&taken); err != nil {
		t.Errorf("taken while in order: %v", err)
	}
	if err := compute(nil); err == nil {
		t.Error("taken now on an overdue instrument")
	}
	s.calibrate(i, "fail", -0.5, 20)
	if err := compute(&taken); err == nil {
		t.Error("the instrument has failed since")
	}
}

// TestRetiredInstrument takes no new experiments and lets the old ones end.
func TestRetiredInstrument(t *testing.T) {
	s := open(t)
	i := s.instrument("a", "old")
	before, planned := s.experiment(map[string]any{"instrument_id": i}, "running"), s.planned(i)
	s.Do("a/manager", "PATCH", "/instruments/"+i, map[string]any{"status": "retired"}, "If-Match", `"1"`).Want(200)
	refused(t, s.Do("a/technician", "POST", "/experiments", map[string]any{"title": "x", "method": "raman", "instrument_id": i}), 409, "instrument_retired", "/instrument_id")
	if status, r := s.start(planned, "a/manager", override...); status != 409 || r["code"] != "instrument_retired" {
		t.Errorf("%d %v", status, r)
	}
	if v := s.Do("a/technician", "GET", "/experiments/"+planned, nil); v.Get("_actions.start.reason") != "instrument_retired" {
		t.Errorf("%s", v.Body)
	}
	other := s.experiment(nil)
	refused(t, s.Do("a/technician", "PATCH", "/experiments/"+other, map[string]any{"instrument_id": i}, "If-Match", `"1"`), 409, "instrument_retired")
	s.record(thickness(before)).Want(201)
	s.move(before, "completed").Want(200)
}

// TestInstrumentOfRunningExperiment cannot be exchanged for one that is not in order.
func TestInstrumentOfRunningExperiment(t *testing.T) {
	s := open(t)
	good, bad := s.device("good"), s.device("bad")
	s.calibrate(good, "pass", -1, 60)
	draft := s.planned(good)
	s.Do("a/technician", "PATCH", "/experiments/"+draft, map[string]any{"instrument_id": bad}, "If-Match", `"1"`).Want(200)
	e := s.experiment(map[string]any{"instrument_id": good}, "running")
	change := func(who string, to any, headers ...string) map[string]any {
		tag := s.Do("a/viewer", "GET", "/experiments/"+e, nil).Header.Get("ETag")
		r := s.Do(who, "PATCH", "/experiments/"+e, map[string]any{"instrument_id": to}, append([]string{"If-Match", tag}, headers...)...)
		return map[string]any{"status": r.Status, "code": r.Get("code"), "calibration": r.Get("calibration"), "flag": r.Get("calibration_override.by")}
	}
	if r := change("a/technician", bad); r["status"] != 409 || r["code"] != "calibration_overdue" {
		t.Errorf("%v", r)
	}
	if r := change("a/manager", bad, override...); r["status"] != 200 || r["flag"] != s.lab.User("a", "manager").String() {
		t.Errorf("%v", r)
	}
	if r := change("a/technician", good); r["status"] != 200 || r["flag"] == nil {
		t.Errorf("the flag stays: %v", r)
	}
	if r := change("a/technician", nil); r["status"] != 200 || r["flag"] == nil || r["calibration"] != nil {
		t.Errorf("%v", r)
	}
}

// TestCalibrationFailsWhileResultsAreRecorded: no result is recorded as if nothing had happened after the failure is
// known, and each that came before it is in the impact report.
func TestCalibrationFailsWhileResultsAreRecorded(t *testing.T) {
	s := open(t)
	i := s.device("racing")
	s.calibrate(i, "pass", -1, 60)
	e := s.experiment(map[string]any{"instrument_id": i}, "running")
	var mu sync.Mutex
	recorded, refusedN := 0, 0
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			for range 400 { // until it is refused
				r := s.Do("a/technician", "POST", "/results", thickness(e))
				mu.Lock()
				switch {
				case r.Status == 201 && r.Get("calibration.status") == "valid":
					recorded++
				case r.Status == 409 && r.Get("code") == "calibration_out_of_tolerance":
					refusedN++
					mu.Unlock()
					return
				default:
					t.Errorf("%d %s", r.Status, r.Body)
				}
				mu.Unlock()
			}
		})
	}
	time.Sleep(60 * time.Millisecond)
	bad := s.calibrate(i, "fail", 0, 30)
	after := s.record(thickness(e))
	refused(t, after, 409, "calibration_out_of_tolerance")
	total := func() string {
		return fmt.Sprint(s.Do("a/viewer", "GET", "/calibrations/"+bad+"/impact", nil).Want(200).Get("counts.total"))
	}
	known := total() // when the failure is known, all results before it are there
	wait.Wait()
	if known != total() || total() != fmt.Sprint(recorded) || refusedN == 0 {
		t.Errorf("%s results known with the failure, %s after it, %d recorded, %d refused", known, total(), recorded, refusedN)
	}
}

// TestGateBudget: the gate costs two statements, however many results pass it.
func TestGateBudget(t *testing.T) {
	s := open(t)
	i := s.device("budget")
	s.calibrate(i, "pass", -1, 60)
	e := s.experiment(map[string]any{"instrument_id": i}, "running")
	none := s.experiment(nil, "running")
	cost := func(e string) int64 { return s.statements(func() { s.record(thickness(e)).Want(201) }) }
	if with, without := cost(e), cost(none); with != without+2 {
		t.Errorf("%d statements, %d without an instrument", with, without)
	}
	rows := make([]any, 200)
	for n := range rows {
		rows[n] = thickness(e)
	}
	if n := s.statements(func() { s.Do("a/technician", "POST", "/results/bulk", map[string]any{"items": rows}).Want(201) }); n > 10 {
		t.Errorf("%d statements for 200 results", n)
	}
	if n := s.statements(func() { s.Do("a/viewer", "GET", "/experiments/"+e, nil).Want(200) }); n != 2 {
		t.Errorf("%d statements for one experiment", n)
	}
}
