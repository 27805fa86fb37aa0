package samples

import (
	"math/big"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/criteria"
	"github.com/spectra-lab/spectra/modules/kernel/units"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// shape is a type, and of numbers a unit, that custom values of one key have or may have.
type shape struct{ Type, Unit string }

// match is what a term about a custom value is true of: any value, one within bounds, one between two texts, or one with
// a part. A value that could be several of them, such as the text 7, is found as each.
type match struct {
	key    string
	any    bool
	bounds []bound
	texts  *between
	part   string
}

// bound holds numbers of one type and unit; nil is no bound on that side.
type bound struct {
	shape
	low, high *string
	open      bool
}

// between holds texts, days and references in the order of their bytes.
type between struct {
	types     []string
	low, high *string
	open      bool
}

// matching reads a term against what the values of its key are.
func matching(t *criteria.Term, known []shape) (*match, error) {
	m := &match{key: t.Field}
	if t.Op == criteria.Has {
		m.any = true
		return m, nil
	}
	if !t.Exact && values.IsDecimal(t.Text) {
		if err := m.numbers(t, known); err != nil {
			return nil, err
		}
	} else if t.Unit != "" {
		return nil, t.Fault(true, "not_decimal", "expected a number before the unit")
	}
	if t.Unit == "" {
		m.textual(t, known)
	}
	if len(m.bounds) > 0 || m.texts != nil || m.part != "" {
		return m, nil
	}
	return nil, unlike(t, known)
}

// unlike says why no value of the key can be compared with what was written.
func unlike(t *criteria.Term, known []shape) error {
	measured := slices.ContainsFunc(known, func(s shape) bool { return s.Unit != "" })
	switch number := values.IsDecimal(t.Text) && !t.Exact; {
	case t.Op == criteria.Contains:
		return t.Fault(true, "not_allowed", "~ finds parts of texts; values of this key are of type %s", typesOf(known))
	case number && t.Unit != "" && measured:
		return t.Fault(true, "unit_dimension", "this unit is of another dimension than the values of this key, which are in %s", unitsOf(known))
	case number && t.Unit != "":
		return t.Fault(true, "not_allowed", "values of this key have no unit")
	case number && measured:
		return t.Fault(true, "unit_required", "expected a number with a unit, such as %s", unitsOf(known))
	case measured || slices.ContainsFunc(known, func(s shape) bool { return s.Type == "number" }):
		return t.Fault(true, "not_decimal", "expected a number")
	}
	return t.Fault(true, "not_allowed", "values of type %s cannot be compared this way", typesOf(known))
}

func unitsOf(known []shape) string {
	return said(known, func(s shape) string { return s.Unit })
}

func typesOf(known []shape) string {
	return said(known, func(s shape) string { return s.Type })
}

// said lists a few words once each.
func said(known []shape, of func(shape) string) string {
	out := []string{}
	for _, s := range known {
		if w := of(s); w != "" && !slices.Contains(out, w) && len(out) < 5 {
			out = append(out, w)
		}
	}
	return strings.Join(out, ", ")
}

// numbers finds the bounds for each unit that converts.
func (m *match) numbers(t *criteria.Term, known []shape) error {
	unit := units.One()
	if t.Op == criteria.Contains {
		return nil
	}
	if t.Unit != "" {
		var err error
		if unit, err = units.Parse(t.Unit); err != nil {
			return t.Fault(true, "unknown_unit", "this is no UCUM unit, such as um, Ohm.cm or cm-1")
		}
	}
	for _, s := range known {
		if s.Type != "number" && s.Type != "quantity" || (s.Unit == "") != (t.Unit == "") {
			continue
		}
		own := units.One()
		if s.Unit != "" {
			var err error
			if own, err = units.Parse(s.Unit); err != nil || !unit.Fits(own) {
				continue
			}
		}
		base, err := unit.Base(t.Text)
		if err != nil {
			return t.Fault(true, "out_of_range", "this number is out of range")
		}
		edge := plain(own.Of(base))
		b := bound{shape: s, open: t.Op == criteria.Lt || t.Op == criteria.Gt}
		if t.Op != criteria.Gt && t.Op != criteria.Ge {
			b.high = &edge
		}
		if t.Op != criteria.Lt && t.Op != criteria.Le {
			b.low = &edge
		}
		m.bounds = append(m.bounds, b)
	}
	return nil
}

// plain writes a bound exactly where it is a decimal, otherwise with 120 digits: a stored value has 60 at most, so that
// none lies between the two.
func plain(x *big.Rat) string {
	if n, exact := x.FloatPrec(); exact {
		return x.FloatString(n)
	}
	return x.FloatString(max(0, 120-(x.Num().BitLen()-x.Denom().BitLen())*30/100))
}

// textual finds what is written as text: equal to it, with it as a part, or days before and after it.
func (m *match) textual(t *criteria.Term, known []shape) {
	has := func(types ...string) (out []string) {
		for _, s := range known {
			if slices.Contains(types, s.Type) && !slices.Contains(out, s.Type) {
				out = append(out, s.Type)
			}
		}
		return out
	}
	text := t.Text
	switch t.Op {
	case criteria.Contains:
		if len(has("string", "reference")) > 0 {
			m.part = text
		}
	case criteria.Eq:
		if types := has("string", "reference", "date", "boolean"); fits(types, text) {
			m.texts = &between{types: types, low: &text, high: &text}
		}
	default:
		if _, _, day := criteria.Moment(text); !day || len(text) != len("2006-01-02") || len(has("date")) == 0 {
			return
		}
		m.texts = &between{types: []string{"date"}, open: t.Op == criteria.Lt || t.Op == criteria.Gt}
		if t.Op == criteria.Lt || t.Op == criteria.Le {
			m.texts.high = &text
		} else {
			m.texts.low = &text
		}
	}
}

// fits tells whether a text can be a value of one of the types.
func fits(types []string, text string) bool {
	return slices.ContainsFunc(types, func(kind string) bool {
		switch kind {
		case "boolean":
			return text == "true" || text == "false"
		case "date":
			_, _, ok := criteria.Moment(text)
			return ok && len(text) == len("2006-01-02")
		}
		return true
	})
}

// holds tells whether a value is one that the term is true of; the SQL says the same.
func (m *match) holds(v *values.Typed) bool {
	if v == nil || m.any {
		return v != nil
	}
	unit := ""
	if v.Unit != nil {
		unit = *v.Unit
	}
	for _, b := range m.bounds {
		if b.Type == v.Type && b.Unit == unit && b.around(v.Text) {
			return true
		}
	}
	if m.texts != nil && slices.Contains(m.texts.types, v.Type) && m.texts.around(v.Text) {
		return true
	}
	return m.part != "" && (v.Type == "string" || v.Type == "reference") && strings.Contains(strings.ToLower(v.Text), strings.ToLower(m.part))
}

func (b *bound) around(text string) bool {
	order := func(edge *string) int {
		x, _ := new(big.Rat).SetString(text)
		y, _ := new(big.Rat).SetString(*edge)
		return x.Cmp(y)
	}
	return within(b.low, b.high, b.open, order)
}

func (b *between) around(text string) bool {
	return within(b.low, b.high, b.open, func(edge *string) int { return strings.Compare(text, *edge) })
}

func within(low, high *string, open bool, order func(*string) int) bool {
	if low != nil {
		if c := order(low); c < 0 || c == 0 && open {
			return false
		}
	}
	if high != nil {
		if c := order(high); c > 0 || c == 0 && open {
			return false
		}
	}
	return true
}

// sql is the condition that a sample has such a value. As the subquery that a sample has at most one row for, it is asked
// while the list is walked in its order, and never joined to all values of the key.
func (m *match) sql(arg func(any) string) string {
	parts := []string{}
	if m.any {
		parts = append(parts, "true")
	}
	for _, b := range m.bounds {
		parts = append(parts, "m.type = "+arg(b.Type)+" and coalesce(m.unit, '') = "+arg(b.Unit)+edges("m.value_number", "numeric", b.low, b.high, b.open, arg))
	}
	if t := m.texts; t != nil {
		parts = append(parts, "m.type = any("+arg(t.types)+")"+edges(`m.value_text collate "C"`, "text", t.low, t.high, t.open, arg))
	}
	if m.part != "" {
		parts = append(parts, "m.type in ('string', 'reference') and position("+arg(m.part)+" in lower(m.value_text)) > 0")
	}
	return "coalesce((select true from sample_metadata m where m.org_id = samples.org_id and m.sample_id = samples.id and m.key = " + arg(m.key) +
		" and ((" + strings.Join(parts, ") or (") + "))), false)"
}

func edges(column, cast string, low, high *string, open bool, arg func(any) string) (out string) {
	equal := "="
	if open {
		equal = ""
	}
	if low != nil {
		out += " and " + column + " >" + equal + " " + arg(*low) + "::" + cast
	}
	if high != nil {
		out += " and " + column + " <" + equal + " " + arg(*high) + "::" + cast
	}
	return out
}

// probe is the call that finds samples with such a value by index, at most limit; none where an index does not help.
func (m *match) probe(arg func(any) string, limit int) (string, bool) {
	switch {
	case m.any || m.part != "" || len(m.bounds) > 0 && m.texts != nil:
		return "", false
	case m.texts != nil:
		t := m.texts
		return "app.metadata_texts(" + strings.Join([]string{arg(m.key), arg(t.types), arg(t.low), arg(t.high), arg(t.open), arg(limit)}, ", ") + ")", true
	}
	types, in := make([]string, len(m.bounds)), make([]string, len(m.bounds))
	lows, highs := make([]*string, len(m.bounds)), make([]*string, len(m.bounds))
	for i, b := range m.bounds {
		types[i], in[i], lows[i], highs[i] = b.Type, b.Unit, b.low, b.high
	}
	return "app.metadata_between(" + arg(m.key) + ", " + arg(types) + ", " + arg(in) + ", " + arg(lows) + "::text[]::numeric[], " + arg(highs) + "::text[]::numeric[], " +
		arg(m.bounds[0].open) + ", " + arg(limit) + ")", true
}
