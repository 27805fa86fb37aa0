package samples_test

import (
	"fmt"
	"sync"
	"testing"
)

// TestSplitAmounts: what the parts get, the sample loses, to the last digit.
func TestSplitAmounts(t *testing.T) {
	b := open(t)
	for _, tc := range []struct {
		name        string
		have, each  m
		count       int
		left, unit  string
		code, state string
	}{
		{"as written", m{"value": "1.10", "unit": "g"}, m{"value": "0.25", "unit": "g"}, 4, "0.10", "g", "", "received"},
		{"finer parts", m{"value": "1", "unit": "g"}, m{"value": "0.001", "unit": "g"}, 1, "0.999", "g", "", "received"},
		{"no binary fractions", m{"value": "0.3", "unit": "g"}, m{"value": "0.1", "unit": "g"}, 3, "0.0", "g", "", "consumed"},
		{"exponents", m{"value": "1e3", "unit": "g"}, m{"value": "2.5e-1", "unit": "g"}, 4, "999.00", "g", "", "received"},
		{"another unit", m{"value": "1.00", "unit": "kg"}, m{"value": "250", "unit": "mg"}, 4, "0.99900", "kg", "", "received"},
		{"nothing", m{"value": "1.0", "unit": "g"}, m{"value": "0", "unit": "g"}, 4, "1.0", "g", "", "received"},
		{"too much", m{"value": "1.00", "unit": "g"}, m{"value": "0.51", "unit": "g"}, 2, "1.00", "g", "not_enough", "received"},
		{"too much in another unit", m{"value": "1.00", "unit": "g"}, m{"value": "1000.1", "unit": "mg"}, 1, "1.00", "g", "not_enough", "received"},
		{"another dimension", m{"value": "1.00", "unit": "g"}, m{"value": "1", "unit": "mm"}, 1, "1.00", "g", "unit_mismatch", "received"},
		{"no unit anybody knows", m{"value": "1.00", "unit": "g"}, m{"value": "1", "unit": "handful"}, 1, "1.00", "g", "unit_mismatch", "received"},
		{"not to be written", m{"value": "1.00", "unit": "g"}, m{"value": "1e-300", "unit": "g"}, 1, "1.00", "g", "out_of_range", "received"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b.t = t
			s := b.sample("a", m{"quantity": tc.have, "status": "received"})
			status := 201
			if tc.code != "" {
				status = 422
			}
			r := b.Do("a/technician", "POST", "/samples/"+s+"/split", m{"count": tc.count, "quantity": tc.each}).Want(status)
			if tc.code != "" && r.Get("errors.0.code") != tc.code {
				t.Errorf("%s", r.Body)
			}
			got := b.Do("a/viewer", "GET", "/samples/"+s, nil)
			if got.Get("quantity.value") != tc.left || got.Get("quantity.unit") != tc.unit || got.Get("status") != tc.state {
				t.Errorf("left %v %v, %v", got.Get("quantity"), got.Get("status"), tc)
			}
		})
	}
	b.t = t
	s := b.sample("a", m{"quantity": m{"value": "0.3", "unit": "g"}, "status": "received"})
	b.Do("a/technician", "POST", "/samples/"+s+"/split", m{"count": 3, "quantity": m{"value": "0.1", "unit": "g"}}).Want(201)
	h := b.Do("a/viewer", "GET", "/samples/"+s+"/history?limit=1", nil)
	if h.Get("items.0.details.changes.0.old.value") != "0.3" || h.Get("items.0.details.changes.0.new.value") != "0.0" || h.Get("items.0.to_status") != "consumed" || h.Get("items.0.from_status") != "received" {
		t.Errorf("%s", h.Body)
	}
	b.Do("a/technician", "POST", "/samples/"+s+"/split", m{"count": 1}).Want(409)
	registered := b.sample("a", m{"quantity": m{"value": "1", "unit": "g"}}) // what never arrived is not consumed
	b.Do("a/technician", "POST", "/samples/"+registered+"/split", m{"count": 1, "quantity": m{"value": "1", "unit": "g"}}).Want(201)
	if got := b.Do("a/viewer", "GET", "/samples/"+registered, nil); got.Get("status") != "registered" || got.Get("quantity.value") != "0" {
		t.Errorf("%s", got.Body)
	}
	b.Do("a/technician", "POST", "/samples/"+registered+"/split", m{"count": 1, "quantity": m{"value": "1", "unit": "g"}}).Want(422)
}

// TestSplitRace: a hundred splits of 0.3 g each, of 10 g: 33 of them, and 0.1 g is left.
func TestSplitRace(t *testing.T) {
	b := open(t)
	s := b.sample("a", m{"quantity": m{"value": "10.0", "unit": "g"}, "status": "received"})
	var all sync.WaitGroup
	var lock sync.Mutex
	got := map[int]int{}
	for range 100 {
		all.Add(1)
		go func() {
			defer all.Done()
			status := b.Do("a/technician", "POST", "/samples/"+s+"/split", m{"count": 1, "quantity": m{"value": "0.3", "unit": "g"}}).Status
			lock.Lock()
			got[status]++
			lock.Unlock()
		}()
	}
	all.Wait()
	r := b.Do("a/viewer", "GET", "/samples/"+s, nil)
	children := b.Do("a/viewer", "GET", "/samples/"+s+"/children?count=true&limit=1", nil)
	if got[201] != 33 || got[422] != 67 || r.Get("quantity.value") != "0.1" || fmt.Sprint(children.Get("total")) != "33" {
		t.Errorf("%v, left %v, %v parts", got, r.Get("quantity.value"), children.Get("total"))
	}
}
