package samples_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/lims"
)

// TestExpiry: nothing expires before it is received; filters and the record say what has.
func TestExpiry(t *testing.T) {
	b := open(t)
	body := func(more m) m {
		out := m{"name": "Resist", "sample_type": "wafer"}
		for k, v := range more {
			out[k] = v
		}
		return out
	}
	for _, bad := range []m{{"status": "received", "expires_at": "2020-01-01T00:00:00Z"}, {"received_at": "2026-03-01T00:00:00Z", "expires_at": "2026-03-01T00:00:00Z"}} {
		if got := lines(codes(b.Do("a/technician", "POST", "/samples", body(bad)).Want(422))); got != "/expires_at expiry_before_receipt" {
			t.Errorf("%v: %s", bad, got)
		}
	}
	if got := lines(codes(b.Do("a/technician", "POST", "/samples", body(m{"expires_at": "0001-01-01T00:00:00Z"})).Want(422))); got != "/expires_at out_of_range" {
		t.Error(got)
	}
	old := b.Do("a/technician", "POST", "/samples", body(m{"received_at": "2019-01-01T00:00:00+01:00", "expires_at": "2020-01-01T00:00:00Z"})).Want(201)
	if old.Get("expired") != true || old.Get("received_at") != "2018-12-31T23:00:00.000000Z" {
		t.Errorf("old: %s", old.Body)
	}
	soon := b.Do("a/technician", "POST", "/samples", body(m{"status": "received", "expires_at": time.Now().Add(48 * time.Hour).UTC()})).Want(201)
	if soon.Get("expired") != false || soon.Get("received_at") == nil {
		t.Errorf("soon: %s", soon.Body)
	}
	b.sample("a", nil)
	r := b.Do("a/technician", "PATCH", "/samples/"+soon.ID(), m{"received_at": "2999-01-01T00:00:00Z"}, "If-Match", soon.Header.Get("ETag")).Want(422)
	if got := lines(codes(r)); got != "/expires_at expiry_before_receipt" {
		t.Error(got)
	}
	for query, want := range map[string]int{"expired=true": 1, "expiring_before=" + time.Now().Add(72*time.Hour).UTC().Format(time.RFC3339): 2, "expiring_before=2021-01-01T00:00:00Z": 1, "expired=true&q=resist": 1, "": 3} {
		if n := len(b.Do("a/viewer", "GET", "/samples?"+query, nil).Want(200).Get("items").([]any)); n != want {
			t.Errorf("%q: %d samples, want %d", query, n, want)
		}
	}
	late := b.sample("a", m{"expires_at": "2020-01-01T00:00:00Z"})
	if r := b.Do("a/technician", "POST", "/samples/"+late+"/transition", m{"to": "received"}).Want(409); r.Get("code") != "expired" {
		t.Errorf("late: %s", r.Body)
	}
	part := b.Do("a/technician", "POST", "/samples/"+old.ID()+"/split", m{"count": 1}).Want(201)
	if part.Get("items.0.expires_at") != "2020-01-01T00:00:00.000000Z" {
		t.Errorf("a part keeps no longer than the whole: %s", part.Body)
	}
}

// TestLowStock: a sample is low from the moment it falls below its minimum, however that comes, until there is enough.
func TestLowStock(t *testing.T) {
	b := open(t)
	s := b.Do("a/technician", "POST", "/samples", m{"name": "Acetone", "sample_type": "wafer", "quantity": m{"value": "2.5", "unit": "L"}, "minimum_quantity": m{"value": "500", "unit": "mL"}}).Want(201)
	if s.Get("low_stock_since") != nil || s.Get("minimum_quantity.value") != "500" {
		t.Errorf("enough: %s", s.Body)
	}
	low := func() any { return b.Do("a/viewer", "GET", "/samples/"+s.ID(), nil).Get("low_stock_since") }
	b.Do("a/technician", "POST", "/samples/"+s.ID()+"/split", m{"count": 2, "quantity": m{"value": "1", "unit": "L"}}).Want(201)
	if low() != nil {
		t.Error("0.5 L is not less than 500 mL")
	}
	b.Do("a/technician", "POST", "/processes", m{"kind": "clean", "inputs": []any{m{"sample_id": s.ID(), "quantity": m{"value": "1", "unit": "mL"}}}}).Want(201)
	since := low()
	if since == nil {
		t.Error("499 mL is less than 500 mL")
	}
	patch := func(body m, want int) string {
		tag := b.Do("a/viewer", "GET", "/samples/"+s.ID(), nil).Header.Get("ETag")
		return lines(codes(b.Do("a/technician", "PATCH", "/samples/"+s.ID(), body, "If-Match", tag).Want(want)))
	}
	patch(m{"lot": "L2"}, 200)
	if n := len(b.Do("a/viewer", "GET", "/samples?low_stock=true", nil).Get("items").([]any)); n != 1 || low() != since {
		t.Errorf("%d are low, since %v, want %v", n, low(), since)
	}
	patch(m{"quantity": m{"value": "900", "unit": "mL"}}, 200)
	if low() != nil {
		t.Error("900 mL is enough")
	}
	patch(m{"minimum_quantity": m{"value": "1", "unit": "L"}}, 200)
	if low() == nil {
		t.Error("900 mL is less than 1 L")
	}
	if got := patch(m{"minimum_quantity": m{"unit": "kg"}}, 422); got != "/minimum_quantity/unit unit_mismatch" {
		t.Error(got)
	}
	if got := patch(m{"quantity": m{"unit": "kg"}}, 422); got != "/minimum_quantity/unit unit_mismatch" {
		t.Error(got)
	}
	patch(m{"minimum_quantity": nil}, 200)
	if low() != nil {
		t.Error("nothing is less than no minimum")
	}
}

// TestAlerts: who looks after a sample, and managers, are told of each crossing once, however often the job runs.
func TestAlerts(t *testing.T) {
	b := open(t)
	l := lims.New(b.lab.Kit)
	job := func() {
		t.Helper()
		if err := l.Samples.Remind(b.lab.Ctx("a", "admin")); err != nil {
			t.Fatal(err)
		}
	}
	b.sample("a", m{"name": "Old", "expires_at": "2020-01-01T00:00:00Z"})
	b.sample("a", m{"name": "Soon", "expires_at": time.Now().Add(10 * 24 * time.Hour).UTC()})
	b.sample("a", m{"name": "Later", "expires_at": time.Now().Add(40 * 24 * time.Hour).UTC()})
	low := b.sample("a", m{"name": "Low", "quantity": m{"value": "1", "unit": "g"}, "minimum_quantity": m{"value": "2", "unit": "g"}})
	b.sample("b", m{"name": "Other", "expires_at": "2020-01-01T00:00:00Z"})
	told := func(who string) map[string]int {
		out := map[string]int{}
		for _, i := range b.Do(who, "GET", "/inbox", nil).Want(200).Get("items").([]any) {
			item := i.(map[string]any)
			what := "work"
			if item["notification_id"] != nil {
				what = "notice"
			}
			out[fmt.Sprint(what, " ", item["kind"], " ", item["title"])]++
		}
		return out
	}
	job()
	job()
	want := "map[notice sample_expired Old:1 notice sample_expiring Soon:1 notice sample_low_stock Low:1"
	if got := fmt.Sprint(told("a/technician")); got != want+" work sample_expiring Old:1 work sample_expiring Soon:1 work sample_low_stock Low:1]" {
		t.Errorf("who registered them: %s", got)
	}
	if got := fmt.Sprint(told("a/manager")); got != want+"]" {
		t.Errorf("manager: %s", got)
	}
	if got := fmt.Sprint(told("a/scientist"), told("b/manager")); got != "map[] map[]" {
		t.Errorf("others: %s", got)
	}
	set := func(value string) {
		r := b.Do("a/viewer", "GET", "/samples/"+low, nil)
		b.Do("a/technician", "PATCH", "/samples/"+low, m{"quantity": m{"value": value}}, "If-Match", r.Header.Get("ETag")).Want(200)
	}
	set("3")
	job()
	set("0.5")
	job()
	if got := told("a/manager")["notice sample_low_stock Low"]; got != 2 {
		t.Errorf("a second crossing is told of once more: %d", got)
	}
}

// TestBarcodeIsCode: a scanner must find one sample.
func TestBarcodeIsCode(t *testing.T) {
	b := open(t)
	r := b.Do("a/technician", "POST", "/samples", m{"name": "W", "sample_type": "wafer", "barcode": "SMP-2026-000001"}).Want(422)
	if got := lines(codes(r)); got != "/barcode barcode_is_code" {
		t.Error(got)
	}
	s := b.Do("a/technician", "POST", "/samples", m{"name": "W", "sample_type": "wafer"}).Want(201)
	b.Do("a/technician", "PATCH", "/samples/"+s.ID(), m{"barcode": s.Get("code")}, "If-Match", s.Header.Get("ETag")).Want(200)
}
