package app

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// statements counts what each request sends to the database.
type statements struct {
	mu sync.Mutex
	of map[string]int
}

func (s *statements) observe(ctx context.Context, _ string) {
	a := tenancy.From(ctx)
	if a == nil {
		return // before anybody is known, or the server's own work
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of[a.RequestID.String()]++
}

func (s *statements) by(out *reply) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.of[out.header.Get("X-Request-ID")]
}

// full is how many rows a list is compared with.
const full = 50

// fixed are lists that do not grow with what people record.
var fixed = map[string]string{
	"list-roles": "come with the server", "list-permissions": "come with the server", "list-settings": "come with the server", "list-methods": "come with the server",
	"list-experiment-checklist": "ends with the steps of its protocol; read as every page",
}

// TestEveryListHasAScenarioOfGrowth: the test below leaves no list out.
func TestEveryListHasAScenarioOfGrowth(t *testing.T) {
	for _, rt := range routes(t) {
		if !strings.HasPrefix(rt.ID, "list-") && !reads[rt.ID] {
			continue
		}
		if (fixed[rt.ID] == "") == (growth[rt.ID] == nil) {
			t.Errorf("%s: say in growth_test.go how it gets another row, or in budget_test.go why it does not", rt.ID)
		}
	}
}

// TestListsKeepTheirBudget: a list of fifty rows takes as many statements as one of a single row, and few (PERFORMANCE.md).
func TestListsKeepTheirBudget(t *testing.T) {
	count := &statements{of: map[string]int{}}
	r := startWith(t, Options{Observe: count.observe}, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	for _, rt := range routes(t) {
		if !strings.HasPrefix(rt.ID, "list-") && !reads[rt.ID] {
			continue
		}
		grow, grows := growth[rt.ID]
		if !grows {
			continue
		}
		t.Run(rt.ID, func(t *testing.T) {
			w := newWorld(t, r, &n)
			r.t = t
			few, some := w.measure(t, count, rt.ID, 1)
			for i := range full - 1 {
				if !grow(w, i) {
					break
				}
			}
			many, more := w.measure(t, count, rt.ID, 100)
			if more <= some {
				t.Fatalf("the list did not grow: %d rows, then %d", some, more)
			}
			if few != many || few > budget || few == 0 {
				t.Errorf("%d rows take %d statements, %d rows %d; at most %d, always as many", some, few, more, many, budget)
			}
		})
	}
	r.t = t
}

// budget is what a list may send: the page, and for some the check of what it belongs to.
const budget = 4

// reads are answers with many rows that are not called lists.
var reads = map[string]bool{"search": true, "get-inbox": true, "get-calibration-impact": true}

// unlimited are lists that come whole.
var unlimited = map[string]bool{"get-inbox": true, "list-sample-types": true, "list-project-members": true}

// measure reads a list of at most limit rows and tells how many statements it took and how many rows it has.
func (w *world) measure(t *testing.T, count *statements, route string, limit int) (taken, rows int) {
	t.Helper()
	q := scenarios[route](w)
	path, query, _ := strings.Cut(q.path, "?")
	switch route {
	case "list-traces":
		query = ""
	case "search":
		query, limit = "q=sample", min(limit, 20)
	}
	if !unlimited[route] {
		query += "&limit=" + strconv.Itoa(limit)
	}
	out := w.perform(request{who: q.who, method: "GET", path: path + "?" + strings.TrimPrefix(query, "&")})
	if out.status != 200 {
		t.Fatalf("%d %s", out.status, out.body)
	}
	items, _ := out.get("items").([]any)
	return count.by(out), len(items)
}
