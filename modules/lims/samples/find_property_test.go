package samples

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/criteria"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// some gives one of the texts.
func some(r *rand.Rand, of ...string) string { return of[r.IntN(len(of))] }

// randomSample is a sample with some of the values that random queries ask for.
func randomSample(r *rand.Rand, n int) New {
	in := New{Name: fmt.Sprintf("S%03d", n), SampleType: some(r, "wafer", "die"), Status: some(r, Registered, Received), Metadata: map[string]json.RawMessage{}}
	if r.IntN(2) == 0 {
		lot := some(r, "A7", "a7", "B\"1\\", "50%")
		in.Lot = &lot
	}
	if r.IntN(2) == 0 {
		row := r.IntN(5) - 2
		in.DieRow = &row
	}
	if r.IntN(3) > 0 {
		in.Metadata["d"] = json.RawMessage(fmt.Sprintf(`{"value":%q,"unit":%q}`, some(r, "0.5", "500", "0.50", "1e3", "-1", "0"), some(r, "um", "mm", "nm", "[in_i]", "s")))
	}
	if r.IntN(3) > 0 {
		in.Metadata["x"] = json.RawMessage(some(r, `7`, `"7"`, `7.0`, `"seven 7"`, `true`, `{"value":"2026-01-31","type":"date"}`, `{"value":"2026-02-01","type":"date"}`, `"2026-01-31"`))
	}
	return in
}

// randomQuery writes a query of a few levels.
func randomQuery(r *rand.Rand, depth int) string {
	if depth > 0 && r.IntN(3) > 0 {
		switch r.IntN(3) {
		case 0:
			return "NOT (" + randomQuery(r, depth-1) + ")"
		case 1:
			return "(" + randomQuery(r, depth-1) + " OR " + randomQuery(r, depth-1) + ")"
		}
		return randomQuery(r, depth-1) + " AND " + randomQuery(r, depth-1)
	}
	compare := some(r, "=", "!=", "<", "<=", ">", ">=")
	return some(r,
		"type"+some(r, ":", "!=")+some(r, "wafer", "die", "liquid"), "status:("+some(r, "received", "registered")+", in_use)", `lot:`+some(r, "A7", `"B\"1\\"`, "*"),
		`lot ~ `+some(r, "a", `"%"`, `"\\"`), "die_row "+compare+" "+strconv.Itoa(r.IntN(5)-2), "die_row:*", "archived", "locked:false", "name:S00"+strconv.Itoa(r.IntN(10)),
		"meta.d "+compare+" "+some(r, "0.5 mm", "500um", "0.0005 m", "1 [in_i]", "0 nm", "25.4 um", "1 s"), "meta.d:*", "meta.x:*", "meta.x ~ 7",
		"meta.x"+some(r, "=", "!=", "<", ">=")+some(r, "7", "7.00"), "meta.x"+compare+some(r, "2026-01-31", "2026-02-01"), "meta.x:true", `meta.x:"7"`)
}

// TestQueryMeansTheSameInSQL: what PostgreSQL finds for a random query is what its meaning says of every sample, one by
// one, whichever way it is looked for.
func TestQueryMeansTheSameInSQL(t *testing.T) {
	lab := apptest.New(t)
	s, r := NewService(lab.Kit), rand.New(rand.NewPCG(19, 26))
	stored := map[string]New{}
	have := map[string]map[string]*values.Typed{}
	for n := range 60 {
		in := randomSample(r, n)
		stored[in.Name], have[in.Name] = in, typedOf(in)
		err := lab.DB.InTx(lab.Ctx("a", "technician"), func(ctx context.Context) error { _, err := s.Create(ctx, in); return err })
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx, asked := lab.Ctx("a", "viewer"), 0
	for range 400 {
		text := randomQuery(r, 3)
		found, err := s.find(ctx, Filter{Query: text})
		if err != nil {
			continue // such as meta.x < 7 where no number is stored
		}
		asked++
		found.few = nil
		want := expected(found, stored, have)
		list, err := s.List(ctx, Filter{Query: text}, page.Request{Limit: 200, Sort: "name"})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		q := &query{}
		walked := q.filtered(lab.Org("a"), &filter{find: found}, "name", " order by name")
		if got := namesIn(t, list); got != want {
			t.Fatalf("%s:\n%s\nnot %s", text, got, want)
		}
		var names []string
		if err := lab.DB.Each(ctx, func(row pgx.Rows) error { names = append(names, ""); return row.Scan(&names[len(names)-1]) }, walked, q.args...); err != nil || strings.Join(names, " ") != want {
			t.Fatalf("%s, walked:\n%s\nnot %s (%v)", text, strings.Join(names, " "), want, err)
		}
	}
	if asked < 300 {
		t.Errorf("only %d queries could be asked", asked)
	}
}

func typedOf(in New) map[string]*values.Typed {
	var f values.Faults
	out := map[string]*values.Typed{}
	list := f.Metadata("", in.Metadata, 10)
	for i := range list {
		out[list[i].Name] = &list[i]
	}
	return out
}

func namesIn(t *testing.T, list *Page) string {
	t.Helper()
	var p page.List[Item]
	if err := json.Unmarshal(list.encoded.json, &p); err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(p.Items))
	for i := range p.Items {
		out[i] = p.Items[i].Name
	}
	return strings.Join(out, " ")
}

// expected evaluates a query on every sample.
func expected(d *finding, stored map[string]New, have map[string]map[string]*values.Typed) string {
	out := []string{}
	for _, name := range slices.Sorted(maps.Keys(stored)) {
		in := stored[name]
		if d.node.Holds(func(t *criteria.Term) bool {
			if m := d.matches[t]; m != nil {
				return m.holds(have[name][t.Field])
			}
			return plainly(t, &in)
		}) {
			out = append(out, name)
		}
	}
	return strings.Join(out, " ")
}

// plainly evaluates a comparison of a built-in field.
func plainly(t *criteria.Term, in *New) bool {
	var text *string
	switch t.Field {
	case "archived":
		return t.Text == "false"
	case "locked":
		return t.Text == "false"
	case "type":
		text = &in.SampleType
	case "status":
		text = &in.Status
	case "name":
		text = &in.Name
	case "lot":
		text = in.Lot
	case "die_row":
		if in.DieRow == nil || t.Op == criteria.Has {
			return in.DieRow != nil
		}
		n, _ := strconv.Atoi(t.Text)
		return map[criteria.Op]bool{criteria.Eq: *in.DieRow == n, criteria.Lt: *in.DieRow < n, criteria.Le: *in.DieRow <= n, criteria.Gt: *in.DieRow > n, criteria.Ge: *in.DieRow >= n}[t.Op]
	}
	switch {
	case text == nil || t.Op == criteria.Has:
		return text != nil
	case t.Op == criteria.Contains:
		return strings.Contains(strings.ToLower(*text), strings.ToLower(t.Text))
	}
	return *text == t.Text
}
