package samples_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// many registers n samples in one transaction: all have the same time of creation, and names repeat.
func (b *bench) many(n int, more func(i int) m) []string {
	b.t.Helper()
	items := make([]m, n)
	for i := range items {
		items[i] = m{"name": fmt.Sprintf("Name %d", i%3), "sample_type": "wafer"}
		if more != nil {
			for k, v := range more(i) {
				items[i][k] = v
			}
		}
	}
	r := b.Do("a/technician", "POST", "/samples/bulk", m{"items": items}).Want(201)
	ids := make([]string, n)
	for i := range ids {
		ids[i], _ = r.Get(fmt.Sprintf("items.%d.id", i)).(string)
	}
	return ids
}

// walk follows next_cursor to the end and gives the values of a member in order.
func (b *bench) walk(path, member string) (ids, values []string) {
	b.t.Helper()
	for cursor, pages := "", 0; ; pages++ {
		if pages > 50 {
			b.t.Fatalf("%s does not end", path)
		}
		r := b.Do("a/viewer", "GET", path+"&cursor="+url.QueryEscape(cursor), nil).Want(200)
		items, _ := r.Get("items").([]any)
		for _, i := range items {
			item := i.(map[string]any) //nolint:forcetypeassert // a list item
			ids = append(ids, item["id"].(string))
			values = append(values, fmt.Sprint(item[member]))
		}
		next, more := r.Get("next_cursor").(string)
		if !more {
			return ids, values
		}
		cursor = next
	}
}

// TestPagesLoseNothing walks lists whose sort values are equal: every row once, in order, both ways, with and without q.
func TestPagesLoseNothing(t *testing.T) {
	b := open(t)
	all := b.many(30, nil)
	slices.Sort(all)
	for _, sort := range []string{"created_at", "updated_at", "name", "code"} {
		for _, dir := range []string{"", "-"} {
			for _, filter := range []string{"", "&q=name", "&status=registered", "&status=registered,disposed", "&sample_type=wafer", "&include_archived=true"} {
				ids, values := b.walk("/samples?limit=7&sort="+dir+sort+filter, sort)
				ordered := slices.IsSorted(values)
				if dir == "-" {
					slices.Reverse(values)
					ordered = slices.IsSorted(values)
				}
				if !ordered {
					t.Errorf("%s%s%s: out of order: %v", dir, sort, filter, values)
				}
				slices.Sort(ids)
				if !slices.Equal(ids, all) {
					t.Errorf("%s%s%s: %d rows, %d different, want %d", dir, sort, filter, len(ids), len(slices.Compact(ids)), len(all))
				}
			}
		}
	}
	parent := all[0]
	for _, id := range all[1:] {
		b.Do("a/technician", "PATCH", "/samples/"+id, m{"parent_id": parent}, "If-Match", `"1"`).Want(200)
	}
	if ids, _ := b.walk("/samples/"+parent+"/children?limit=10", "id"); len(ids) != 29 || len(slices.Compact(slices.Sorted(slices.Values(ids)))) != 29 {
		t.Errorf("%d children, want 29", len(ids))
	}
	for range 5 {
		b.Do("a/technician", "PUT", "/samples/"+parent+"/metadata/k", m{"value": stranger()}).Want(200)
	}
	for _, sort := range []string{"occurred_at", "-occurred_at"} {
		if ids, _ := b.walk("/samples/"+parent+"/history?limit=2&sort="+sort, "kind"); len(ids) != 6 || len(slices.Compact(slices.Sorted(slices.Values(ids)))) != 6 {
			t.Errorf("%d lines of history, want 6", len(ids))
		}
	}
}

func TestFilters(t *testing.T) {
	b := open(t)
	project := b.project("a")
	parent := b.sample("a", m{"name": "Boule", "lot": "L1", "barcode": "BC-1"})
	child := b.sample("a", m{"name": "Slice", "sample_type": "die", "parent_id": parent, "project_id": project, "lot": "L2", "status": "in_use"})
	for query, want := range map[string]string{
		"": child + parent, "status=in_use": child, "status=in_use,registered": child + parent, "status=disposed": "", "project_id=" + project: child,
		"sample_type=die": child, "sample_type=liquid": "", "lot=L1": parent, "lot=l1": "", "barcode=BC-1": parent, "barcode=BC": "",
		"parent_id=" + parent: child, "q=slice": child, "q=slice&status=registered": "", "q=SLICE&lot=L2&project_id=" + project + "&parent_id=" + parent + "&sample_type=die&status=in_use": child,
		"q=BC-": parent, "q=boule&barcode=BC-1": parent, "q=slice&barcode=BC-1": "", "q=BC&barcode=BC-1": parent, "project_id=" + stranger(): "",
	} {
		ids, _ := b.walk("/samples?count=true&"+query, "id")
		if strings.Join(ids, "") != want {
			t.Errorf("%s: got %v", query, ids)
		}
		if total := fmt.Sprint(b.Do("a/viewer", "GET", "/samples?limit=1&count=true&"+query, nil).Want(200).Get("total")); total != fmt.Sprint(len(ids)) {
			t.Errorf("%s: total %s, want %d", query, total, len(ids))
		}
	}
	for _, query := range []string{"status=lost", "project_id=x", "parent_id=" + strings.ToUpper("x"), "sample_type=planet", "colour=red", "sort=lot", "sort=id%3B--", "limit=0", "limit=201",
		"limit=x", "cursor=x", "include_archived=2", "count=maybe", "q=" + strings.Repeat("x", 201), "project_id=" + strings.ReplaceAll(project, "-", "")} {
		if r := b.Do("a/viewer", "GET", "/samples?"+query, nil); r.Status != 422 {
			t.Errorf("%s: %d %s", query, r.Status, r.Body)
		}
	}
	cursor, _ := b.Do("a/viewer", "GET", "/samples?limit=1", nil).Want(200).Get("next_cursor").(string)
	for _, query := range []string{"q=x", "status=in_use", "sort=name", "include_archived=true"} {
		b.Do("a/viewer", "GET", "/samples?"+query+"&cursor="+url.QueryEscape(cursor), nil).Want(422)
	}
	b.Do("b/viewer", "GET", "/samples?cursor="+url.QueryEscape(cursor), nil).Want(422)
}

// TestSearchIsLiteral: what LIKE would take for a wildcard is a character like any other.
func TestSearchIsLiteral(t *testing.T) {
	b := open(t)
	names := []string{`50% done`, `500 done`, `a_b`, `axb`, `back\slash`, `backslash`, `it's "quoted"`, `Überstruktur`, `日本語`, `x $1 y`, `(a|b)*`}
	for _, n := range names {
		b.sample("a", m{"name": n, "barcode": "BC" + n})
	}
	b.sample("a", m{"name": "plain", "lot": "LOT_7", "material": "GaAs", "description": "grown by MBE"})
	for q, want := range map[string]string{"%": names[0], "_": names[2] + "|plain", `\`: names[4], "50%": names[0], "a_b": names[2], `k\s`: names[4], `'s "q`: names[6], "überSTRUKTUR": names[7],
		"本": names[8], "$1": names[9], "(a|b)*": names[10], "lot_7": "plain", "gaas": "plain", "by mbe": "plain", "BC50%": names[0], "C50%": "", "zzz": "", "BCa_": names[2], "grown  by": ""} {
		for _, path := range []string{"/samples?sort=created_at&q=", "/samples?sort=created_at&count=true&q="} {
			_, got := b.walk(path+url.QueryEscape(q), "name")
			if strings.Join(got, "|") != want {
				t.Errorf("q=%s: got %v, want %s", q, got, want)
			}
		}
	}
}

// TestStatementBudget: the number of statements does not grow with the page.
func TestStatementBudget(t *testing.T) {
	b := open(t)
	ids := b.many(60, func(i int) m { return m{"metadata": m{"k": i}} })
	for _, id := range ids[1:] {
		b.Do("a/technician", "PATCH", "/samples/"+id, m{"parent_id": ids[0], "project_id": nil}, "If-Match", `"1"`).Want(200)
	}
	for path, budget := range map[string]int64{"/samples?limit=50": 1, "/samples?limit=50&count=true": 2, "/samples?limit=50&q=name": 1, "/samples?limit=50&q=name&count=true": 2,
		"/samples/" + ids[0]: 1, "/samples/" + ids[0] + "/children": 2, "/samples/" + ids[0] + "/history": 2, "/samples/" + ids[0] + "/lineage": 1, "/sample-types": 1} {
		n := int64(1 << 30)
		for range 3 { // the access log's flush may fall into one of them
			before := b.lab.Statements.Load()
			b.Do("a/viewer", "GET", path, nil).Want(200)
			n = min(n, b.lab.Statements.Load()-before)
		}
		if n != budget {
			t.Errorf("%s: %d statements, want %d", path, n, budget)
		}
	}
}
