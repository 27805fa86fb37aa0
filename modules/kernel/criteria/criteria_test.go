package criteria_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/criteria"
)

// spell writes a query so that its structure shows.
func spell(n *criteria.Node) string {
	switch n.Kind {
	case criteria.Leaf:
		t := n.Term
		name := t.Field
		if t.Meta {
			name = "meta." + name
		}
		return strings.TrimSpace(fmt.Sprintf("%s%s%s %s", name, t.Op, t.Text, t.Unit))
	case criteria.Not:
		return "!" + spell(n.Parts[0])
	}
	parts := []string{}
	for _, p := range n.Parts {
		parts = append(parts, spell(p))
	}
	return "(" + strings.Join(parts, map[criteria.Kind]string{criteria.And: " & ", criteria.Or: " | "}[n.Kind]) + ")"
}

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		`type:wafer`:                            `type=wafer`,
		` Status = received `:                   `status=received`,
		`a:1 OR b:2 AND c:3`:                    `(a=1 | (b=2 & c=3))`,
		`(a:1 or b:2) and not c:3`:              `((a=1 | b=2) & !c=3)`,
		`NOT archived AND locked`:               `(!archived=true & locked=true)`,
		`meta.thickness > 0.5 mm AND a<=3`:      `(meta.thickness>0.5 mm & a<=3)`,
		`meta.thickness>=0.5mm`:                 `meta.thickness>=0.5 mm`,
		`meta.mobility < 5 "m2/(V.s)" OR b:1`:   `(meta.mobility<5 m2/(V.s) | b=1)`,
		`(meta.a > 1e-3 um)`:                    `meta.a>1e-3 um`,
		`meta."a key" : "A \"7\" \\"`:           `meta.a key=A "7" \`,
		`created_at >= 2026-01-01T08:00:00Z`:    `created_at>=2026-01-01T08:00:00Z`,
		`status:(received, "in_use") AND lot:*`: `((status=received | status=in_use) & lot=*)`,
		`lot != A7`:                             `!lot=A7`,
		`status!=(a,b)`:                         `!(status=a | status=b)`,
		`name ~ SiGe`:                           `name~SiGe`,
		`order:7 android:x`:                     `column 9: expected AND, OR or the end`,
		`notes:1`:                               `notes=1`,
		``:                                      `column 1: expected a term such as status:received`,
		`a:`:                                    `column 3: expected a value`,
		`a:1 AND`:                               `column 8: expected a field`,
		`AND a:1`:                               `column 1: expected a term before AND or OR`,
		`(a:1`:                                  `column 5: expected AND, OR or )`,
		`a:1)`:                                  `column 4: expected AND, OR or the end`,
		`a:"x`:                                  `column 3: this quote is not closed`,
		`a:(1 2)`:                               `column 6: expected a comma or )`,
		`:x`:                                    `column 1: expected a field`,
		`meta.:x`:                               `column 1: expected a field`,
		`a > `:                                  `column 5: expected a value`,
		strings.Repeat("(", 30) + "a:1":         `column 21: parentheses and NOT are nested at most 20 deep`,
		strings.Repeat("a:1 AND ", 40) + "a:1":  `column 321: a query has at most 40 terms`,
		strings.Repeat("x", 2001):               `column 2000: a query has at most 2000 characters`,
	} {
		n, err := criteria.Parse(in)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = spell(n)
		}
		if strings.ReplaceAll(got, "=*", "*") != strings.ReplaceAll(want, "=*", "*") {
			t.Errorf("%.60s: %s, not %s", in, got, want)
		}
	}
}

func TestParseValue(t *testing.T) {
	for in, want := range map[string]string{
		"gt:0.5 mm":              "meta.k>0.5 mm",
		"ge:0.5 mm,lt:1mm":       "(meta.k>=0.5 mm & meta.k<1 mm)",
		"SiGe":                   "meta.k=SiGe",
		`"two words"`:            "meta.k=two words",
		"contains:Ge":            "meta.k~Ge",
		"ne:x":                   "!meta.k=x",
		"eq:gt:5":                "meta.k=gt:5",
		"*":                      "meta.k*",
		"2026-01-01":             "meta.k=2026-01-01",
		"a b":                    "column 3: expected a comma or the end; put a text with spaces in quotes",
		"":                       "column 1: expected a value",
		"gt:":                    "column 4: expected a value",
		"x,":                     "column 3: expected a value",
		strings.Repeat("x,", 11): "column 21: a filter has at most 10 conditions",
	} {
		n, err := criteria.ParseValue("k", in)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = spell(n)
		}
		if got != want {
			t.Errorf("%s: %s, not %s", in, got, want)
		}
	}
}

func TestSQLHasNoTextOfTheClient(t *testing.T) {
	fields := []criteria.Field{{Name: "lot", SQL: "lot"}, {Name: "open", Type: criteria.Flag, SQL: "closed_at is null"},
		{Name: "at", Type: criteria.Time, SQL: "at"}, {Name: "state", Type: criteria.Word, SQL: "state", Words: []string{"new", "old"}},
		{Name: "n", Type: criteria.Int, SQL: "n"}, {Name: "by", SQL: "by_id", Lookup: "by_id = (select id from people where name = %s)"}}
	for in, want := range map[string]string{
		`lot:"'; drop"`:           `lot = $1`,
		`NOT (lot:a OR open)`:     `not ((coalesce(lot = $1, false) or coalesce(closed_at is null, false)))`,
		`at > 2026-01-01`:         `at >= $1`,
		`at:2026-01-01 AND n<=-3`: `((at >= $1 and at < $2) and n <= $3)`,
		`open:false AND by:"x y"`: `(not (closed_at is null) and by_id = (select id from people where name = $1))`,
		`lot ~ "100%"`:            `position(lower($1) in lower(lot)) > 0`,
		`by:*`:                    `by_id is not null`,
		`n:x`:                     `column 3: expected a whole number`,
		`state:odd`:               `column 7: expected one of new, old`,
		`open:1`:                  `column 6: expected true or false`,
		`at:soon`:                 `column 4: expected a day or a moment such as 2026-01-31 or 2026-01-31T08:00:00Z`,
		`lot>3`:                   `column 5: lot cannot be compared this way; it takes =, ~`,
		`lot:3 mm`:                `column 7: expected AND, OR or the end`,
		`secret:1`:                `column 1: there is no such field; the fields are lot, open, at, state, n, by and meta.key`,
	} {
		if got := compiled(in, fields); got != want {
			t.Errorf("%s: %s, not %s", in, got, want)
		}
	}
}

func compiled(in string, fields []criteria.Field) string {
	n, err := criteria.Parse(in)
	if err != nil {
		return err.Error()
	}
	conditions := map[*criteria.Term]criteria.Condition{}
	for _, term := range n.Terms() {
		f, err := criteria.Find(fields, term)
		if err != nil {
			return err.Error()
		}
		if conditions[term], err = f.Condition(term); err != nil {
			return err.Error()
		}
	}
	args := 0
	return n.SQL(func(term *criteria.Term) string {
		return conditions[term](func(any) string { args++; return fmt.Sprintf("$%d", args) })
	})
}

// FuzzParse: whatever comes, it ends, with a query within bounds or a column within the text.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`type:wafer AND (status:received OR lot:"A7") AND meta.thickness > 0.5 mm AND NOT archived`, `a:(b,"c\"")`, `meta."x":1e5"m2/(V.s)"`, `((`, `a!=*`, "a:\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		for _, parse := range []func() (*criteria.Node, error){
			func() (*criteria.Node, error) { return criteria.Parse(in) },
			func() (*criteria.Node, error) { return criteria.ParseValue("k", in) },
		} {
			n, err := parse()
			var e *criteria.Error
			switch {
			case err == nil && (len(n.Terms()) == 0 || len(n.Terms()) > criteria.MaxTerms):
				t.Fatalf("%d terms", len(n.Terms()))
			case err != nil && (!errors.As(err, &e) || e.Column < 1 || e.Column > len([]rune(in))+1):
				t.Fatalf("%v", err)
			}
		}
	})
}
