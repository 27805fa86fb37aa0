package signatures_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/spectra-lab/spectra/app/apptest"
)

// TestP11_30_Locked: the services answer 423, and the database refuses what a service might forget.
func TestP11_30_Locked(t *testing.T) {
	b := open(t)
	e := b.entry()
	b.sign("a/scientist", e, "authorship").Want(201)
	b.Do("a/scientist", "PATCH", entries+e, m{"body": "x"}, "If-Match", `"1"`, "X-Change-Reason", "correction").Want(423)
	b.Do("a/manager", "DELETE", entries+e, nil, "If-Match", `"1"`, "X-Change-Reason", "correction").Want(423)
	if r := b.Do("a/scientist", "GET", entries+e, nil).Want(200); r.Get("_actions.update.reason") != "locked" || r.Get("_actions.sign") != true || r.Get("locked_at") == nil {
		t.Errorf("%s", r.Body)
	}
	for _, q := range []string{"update spectra.notebook_entries set body = 'x' where id = '" + e + "'", "update spectra.notebook_entries set locked_at = null where id = '" + e + "'",
		"delete from spectra.notebook_entries where id = '" + e + "'", "insert into spectra.entry_links select org_id, id, 'sample', id from spectra.notebook_entries where id = '" + e + "'"} {
		pg := new(pgconn.PgError)
		if err := b.owner(q); !errors.As(err, &pg) || pg.Code != "SP423" {
			t.Errorf("%s: %v", q, err)
		}
	}
}

// TestP11_30_RacesOfSigningAndChanging: 1,000 times a signature and a change at once. Whoever comes second is refused; what is
// signed is what is there.
func TestP11_30_RacesOfSigningAndChanging(t *testing.T) {
	b := open(t)
	const lanes, rounds = 4, 250
	var signed, changed sync.Map
	var wg sync.WaitGroup
	for lane := range lanes {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for n := range rounds {
				e := b.Do("a/scientist", "POST", "/notebooks/entries", m{"notebook_id": b.notebook, "title": "Race", "body": "before"}).Want(201).ID()
				body := b.body("a/scientist", e, "authorship")
				answers := make(chan *apptest.Answer, 1)
				go func() {
					answers <- b.Do("a/scientist", "PATCH", entries+e, m{"body": "after"}, "If-Match", `"1"`)
				}()
				if (lane+n)%3 == 0 {
					time.Sleep(time.Duration(n%7) * 300 * time.Microsecond)
				}
				s := b.Do("a/scientist", "POST", "/signatures", body)
				p := <-answers
				switch {
				case s.Status == 201 && p.Status == 423:
					signed.Store(e, s.ID())
				case s.Status == 412 && p.Status == 200:
					changed.Store(e, true)
				default:
					t.Errorf("signing %d, changing %d: %s %s", s.Status, p.Status, s.Body, p.Body)
				}
			}
		}()
	}
	wg.Wait()
	n, lost := 0, 0
	signed.Range(func(_, sig any) bool {
		if n++; b.status(sig.(string)) != "valid" { //nolint:forcetypeassert // stored above
			lost++
		}
		return true
	})
	later := 0
	changed.Range(func(any, any) bool { later++; return true })
	if lost > 0 || n == 0 || later == 0 || n+later != lanes*rounds {
		t.Errorf("%d signed, %d of them over other content, %d changed first", n, lost, later)
	}
	t.Logf("%d signed first, %d changed first", n, later)
}

// TestTwoPeopleAtOnce: both sign, one after the other; one person at twice signs once.
func TestTwoPeopleAtOnce(t *testing.T) {
	b := open(t)
	for range 10 {
		e := b.entry()
		calls := []struct {
			who  string
			body m
		}{{"a/scientist", b.body("a/scientist", e, "authorship")}, {"a/scientist", b.body("a/scientist", e, "authorship")}, {"a/manager", b.body("a/manager", e, "approval")}}
		answers := make([]*apptest.Answer, len(calls))
		var wg sync.WaitGroup
		for i, c := range calls {
			wg.Add(1)
			go func() { defer wg.Done(); answers[i] = b.Do(c.who, "POST", "/signatures", c.body) }()
		}
		wg.Wait()
		if a, c := answers[0].Status, answers[1].Status; a+c != 201+409 || answers[2].Status != 201 {
			t.Errorf("%d %d %d", a, c, answers[2].Status)
		}
		list := b.Do("a/viewer", "GET", "/signatures?record_id="+e, nil).Want(200)
		items, _ := list.Get("items").([]any)
		if first, second := list.Get("items.1.previous_id"), list.Get("items.0.previous_id"); len(items) != 2 || first != nil || second != list.Get("items.1.id") {
			t.Errorf("%s", list.Body)
		}
	}
}
