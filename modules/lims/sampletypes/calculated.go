package sampletypes

import (
	"encoding/json"
	"errors"
	"math/big"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/formula"
	"github.com/spectra-lab/spectra/modules/kernel/units"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

const calculated = "calculated"

// Calculated is the value of a calculated field: made from the others when it is read, and never stored.
type Calculated struct {
	Value  *string `json:"value" nullable:"true" doc:"Exact where it is a decimal of at most 50 digits, otherwise rounded half to even at 34 digits."`
	Unit   *string `json:"unit" nullable:"true"`
	Type   string  `json:"type" enum:"number,quantity"`
	Reason *string `json:"reason" nullable:"true" enum:"missing,invalid,not_shown,division_by_zero,out_of_range" doc:"Why there is no value."`
	Field  *string `json:"field" nullable:"true" doc:"Key of the field that is missing or invalid."`
}

// defineExpression checks what a calculated field is calculated from: number and quantity fields and other calculated
// ones, in no circle, so that its dimension is that of its unit.
func (s *Schema) defineExpression(f *values.Faults, base string, i int) {
	fd := &s.Fields[i]
	if fd.Kind != calculated || fd.Expression == nil {
		return
	}
	pointer := base + "/expression"
	e, err := formula.Parse(*fd.Expression)
	if err != nil {
		f.Add(pointer, "invalid_expression", "%s.", err.Error())
		return
	}
	for _, name := range e.Names() {
		at, ok := s.index[name]
		switch {
		case !ok:
			f.Add(pointer, "unknown_field", "No field of this kind of sample has the key %s.", name)
			return
		case !slices.Contains([]string{"number", "quantity", calculated}, s.Fields[at].Kind):
			f.Add(pointer, "not_allowed", "%s is no number, quantity or calculated field.", name)
			return
		}
	}
	if s.circular(i, map[int]bool{}) {
		f.Add(pointer, "cycle", "A field cannot be calculated from itself or from what is calculated from it.")
		return
	}
	d, err := e.Dimension(func(name string) units.Dimension { return s.Fields[s.index[name]].unit().Dimension() })
	switch own := fd.unit(); {
	case err != nil:
		f.Add(pointer, "unit_dimension", "%s.", err.Error())
	case !d.Fits(own.Dimension()):
		f.Add(base+"/unit", "unit_dimension", "The expression is of the dimension %s; the unit is one of %s.", d.Quantity(), own.Dimension().Quantity())
	case own.Absolute():
		f.Add(base+"/unit", "not_allowed", "Whether the result is a temperature or a difference of two cannot be told: use K.")
	}
}

// circular tells whether a calculated field needs itself, or one that does. seen has the fields that were looked at, true
// while what they need is: each is looked at once, however many ways lead to it.
func (s *Schema) circular(i int, seen map[int]bool) bool {
	if above, known := seen[i]; known {
		return above
	}
	seen[i] = true
	defer func() { seen[i] = false }()
	if e := s.formula(i); e != nil {
		for _, name := range e.Names() {
			if at, ok := s.index[name]; ok && s.circular(at, seen) {
				return true
			}
		}
	}
	return false
}

// formula is the expression of a field; nil for one that is entered.
func (s *Schema) formula(i int) *formula.Expr {
	if s.Fields[i].Kind != calculated || s.Fields[i].Expression == nil {
		return nil
	}
	if e := s.formulas[i]; e != nil {
		return e
	}
	e, err := formula.Parse(*s.Fields[i].Expression)
	if err != nil {
		return nil
	}
	return e
}

// unit is that of a field, or that of plain numbers.
func (fd *Field) unit() units.Unit {
	if fd.Unit != nil {
		if u, err := units.Parse(*fd.Unit); err == nil {
			return u
		}
	}
	return units.One()
}

// lack says why a field has no value to calculate with.
type lack struct{ reason, field string }

func (l *lack) Error() string { return l.reason }

// Calculate gives the values of the calculated fields.
func (s *Schema) Calculate(have Values) map[string]Calculated {
	out := map[string]Calculated{}
	if s == nil {
		return out
	}
	c := calculation{schema: s, have: have, known: map[int]*outcome{}}
	for i := range s.Fields {
		fd := &s.Fields[i]
		if fd.Kind != calculated {
			continue
		}
		v := Calculated{Type: "number", Unit: fd.Unit}
		if fd.Unit != nil {
			v.Type = "quantity"
		}
		text, err := c.text(i)
		var l *lack
		switch {
		case err == nil:
			v.Value = &text
		case errors.As(err, &l):
			v.Reason = &l.reason
			if l.field != "" {
				v.Field = &l.field
			}
		default:
			reason := "out_of_range"
			if errors.Is(err, formula.ErrDivision) {
				reason = "division_by_zero"
			}
			v.Reason = &reason
		}
		out[fd.Key] = v
	}
	return out
}

// CalculateShown is Calculate for values as they are read, as JSON.
func (s *Schema) CalculateShown(have map[string]values.Shown) json.RawMessage {
	all := make(Values, len(have))
	for key, v := range have {
		all[key] = typed(key, &v)
	}
	return s.CalculateJSON(all)
}

// CalculateJSON is Calculate as JSON.
func (s *Schema) CalculateJSON(have Values) json.RawMessage {
	b, err := json.Marshal(s.Calculate(have))
	if err != nil {
		return json.RawMessage("{}") // plain texts always encode
	}
	return b
}

// calculation evaluates each field once.
type calculation struct {
	schema *Schema
	have   Values
	known  map[int]*outcome
}

type outcome struct {
	base *big.Rat
	err  error
}

func (c *calculation) text(i int) (string, error) {
	x, err := c.field(i)
	if err != nil {
		return "", err
	}
	return units.Text(c.schema.Fields[i].unit().Of(x))
}

// field gives a field's value in base units.
func (c *calculation) field(i int) (*big.Rat, error) {
	if o := c.known[i]; o != nil {
		return o.base, o.err
	}
	fd := &c.schema.Fields[i]
	o := &outcome{err: &lack{"invalid", fd.Key}} // what a circle, which define refuses, would find
	c.known[i] = o
	switch e := c.schema.formula(i); {
	case !c.schema.shown(i, c.have):
		o.err = &lack{"not_shown", fd.Key}
	case e != nil:
		o.base, o.err = e.Value(func(name string) (*big.Rat, error) {
			if at, ok := c.schema.index[name]; ok {
				return c.field(at)
			}
			return nil, &lack{"invalid", name}
		})
	case c.have[fd.Key] == nil:
		o.err = &lack{"missing", fd.Key}
	default:
		if base, ok := fd.base(c.have[fd.Key]); ok {
			o.base, o.err = base, nil
		}
	}
	return o.base, o.err
}

// base gives an entered value in base units, where it is what the field wants.
func (fd *Field) base(v *values.Typed) (*big.Rat, bool) {
	u := units.One()
	if v.Type != fd.ValueType() || v.Type != "number" && v.Type != "quantity" || (v.Unit == nil) != (fd.Unit == nil) {
		return nil, false
	}
	if v.Unit != nil {
		var err error
		if u, err = units.Parse(*v.Unit); err != nil || !u.Fits(fd.unit()) {
			return nil, false
		}
	}
	x, err := u.Base(v.Text)
	return x, err == nil
}
