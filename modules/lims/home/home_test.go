package home_test

import (
	"fmt"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/home"
	"github.com/spectra-lab/spectra/modules/lims"
)

// numbers reads card.name=count in the order of the answer.
func numbers(r *apptest.Answer) (out string) {
	cards, _ := r.Get("cards").([]any)
	for _, c := range cards {
		card, _ := c.(map[string]any)
		list, _ := card["numbers"].([]any)
		for _, n := range list {
			v, _ := n.(map[string]any)
			out += fmt.Sprintf("%v.%v=%v ", card["card"], v["name"], v["count"])
		}
	}
	return out
}

// TestHome: numbers by permission, of one's own organisation alone, in one statement however many there are.
func TestHome(t *testing.T) {
	lab := apptest.New(t)
	m := lims.New(lab.Kit)
	m.Home.Add(home.Number{Card: "samples", Name: "many", Permission: "sample:read", List: "/samples?custodian_id={me}&from={yesterday}", SQL: "select cast(@yesterday as timestamptz) + n * interval '1 second' from generate_series(1, 5000) n"})
	api := lab.Serve(t, m)
	if got := numbers(api.Do("a/viewer", "GET", "/home", nil).Want(200)); got != "samples.many=1000 " {
		t.Errorf("viewer: %s", got)
	}
	const none = "samples.to_receive=0 samples.held_by_me=0 samples.expired=0 samples.many=1000 calibration.out_of_tolerance=0 calibration.overdue=0 calibration.due=0 "
	if got := numbers(api.Do("a/technician", "GET", "/home", nil).Want(200)); got != none {
		t.Errorf("technician: %s", got)
	}
	var statements [2]int64
	for i := range statements {
		before := lab.Statements.Load()
		out := api.Do("a/manager", "GET", "/home", nil).Want(200)
		statements[i] = lab.Statements.Load() - before
		if i == 1 && numbers(out) != "samples.to_receive=3 samples.held_by_me=0 samples.expired=0 samples.many=1000 calibration.out_of_tolerance=0 calibration.overdue=2 calibration.due=0 protocols.to_review=0 " {
			t.Errorf("manager: %s", numbers(out))
		}
		for n := range 3 {
			api.Do("a/technician", "POST", "/samples", map[string]any{"name": fmt.Sprint("Sample ", n), "sample_type": "powder"}).Want(201)
		}
		for n := range 2 {
			api.Do("a/manager", "POST", "/instruments", map[string]any{"name": fmt.Sprint("Instrument ", n, i), "calibration_interval_days": 90}).Want(201)
		}
	}
	if statements != [2]int64{1, 1} {
		t.Errorf("%v statements", statements)
	}
	if got := numbers(api.Do("b/technician", "GET", "/home", nil).Want(200)); got != none {
		t.Errorf("the other organisation: %s", got)
	}
	p, err := m.Home.Get(lab.Ctx("a", "viewer"))
	if err != nil || len(p.Cards) != 1 || len(p.Cards[0].Numbers[0].List) < len("/samples?custodian_id=&from=")+36+20 || p.Cards[0].Numbers[0].OldestAt == nil {
		t.Errorf("%+v, %v", p, err)
	}
}
