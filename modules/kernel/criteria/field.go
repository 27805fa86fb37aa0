package criteria

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Type says what the values of a field are.
type Type uint8

// The types of fields.
const (
	Text Type = iota
	Word      // one of a few
	Time
	Int
	Flag
)

// Field is a column that a query may speak of. SQL is an expression; of a Flag a condition. A field whose Lookup is
// not empty is compared by a condition in which it takes the value's place as %s.
type Field struct {
	Name   string
	Type   Type
	SQL    string
	Lookup string
	Words  []string
}

// Find gives the field of a term.
func Find(fields []Field, t *Term) (*Field, error) {
	i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == t.Field })
	if i < 0 {
		names := make([]string, len(fields))
		for i := range fields {
			names[i] = fields[i].Name
		}
		return nil, fault(t.At, "unknown_field", "there is no such field; the fields are %s and meta.key", strings.Join(names, ", "))
	}
	return &fields[i], nil
}

// Condition checks one comparison.
func (f *Field) Condition(t *Term) (Condition, error) {
	if !slices.Contains(f.Ops(), t.Op) {
		return nil, fault(t.Value, "not_allowed", "%s cannot be compared this way; it takes %s", f.Name, f.spoken())
	}
	if t.Op == Has {
		return func(func(any) string) string { return f.SQL + " is not null" }, nil
	}
	switch f.Type {
	case Time:
		return f.time(t)
	case Int:
		n, err := strconv.ParseInt(t.Text, 10, 32)
		if err != nil {
			return nil, fault(t.Value, "not_integer", "expected a whole number")
		}
		return func(arg func(any) string) string { return f.SQL + " " + string(t.Op) + " " + arg(n) }, nil
	case Flag:
		return f.flag(t)
	case Word:
		if !slices.Contains(f.Words, t.Text) {
			return nil, fault(t.Value, "not_allowed", "expected one of %s", strings.Join(f.Words, ", "))
		}
	}
	return f.text(t), nil
}

func (f *Field) text(t *Term) Condition {
	return func(arg func(any) string) string {
		switch {
		case t.Op == Contains:
			return "position(lower(" + arg(t.Text) + ") in lower(" + f.SQL + ")) > 0"
		case f.Lookup != "":
			return strings.ReplaceAll(f.Lookup, "%s", arg(t.Text))
		}
		return f.SQL + " = " + arg(t.Text)
	}
}

func (f *Field) flag(t *Term) (Condition, error) {
	switch t.Text {
	case "true":
		return func(func(any) string) string { return f.SQL }, nil
	case "false":
		return func(func(any) string) string { return "not (" + f.SQL + ")" }, nil
	}
	return nil, fault(t.Value, "not_boolean", "expected true or false")
}

// Ops are the comparisons that a field takes.
func (f *Field) Ops() []Op {
	switch {
	case f.Type == Text && f.Lookup == "":
		return []Op{Eq, Contains, Has}
	case f.Type == Time, f.Type == Int:
		return []Op{Eq, Lt, Le, Gt, Ge, Has}
	case f.Type == Flag:
		return []Op{Eq}
	}
	return []Op{Eq, Has}
}

func (f *Field) spoken() string {
	out := []string{"="}
	for _, o := range f.Ops() {
		if o != Eq && o != Has {
			out = append(out, string(o))
		}
	}
	return strings.Join(out, ", ")
}

// Moment reads a day (its beginning and end in UTC) or a moment (both the same).
func Moment(text string) (from, to time.Time, ok bool) {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day, day.AddDate(0, 0, 1), true
	}
	at, err := time.Parse(time.RFC3339, text)
	return at, at, err == nil && at.Year() > 0 && at.Year() < 10000
}

// time compares with a whole day where only a day is given: > the end of it, <= the end of it.
func (f *Field) time(t *Term) (Condition, error) {
	from, to, ok := Moment(t.Text)
	if !ok {
		return nil, fault(t.Value, "not_a_date", "expected a day or a moment such as 2026-01-31 or 2026-01-31T08:00:00Z")
	}
	day := to.After(from)
	return func(arg func(any) string) string {
		switch {
		case t.Op == Eq && day:
			return "(" + f.SQL + " >= " + arg(from) + " and " + f.SQL + " < " + arg(to) + ")"
		case t.Op == Gt && day:
			return f.SQL + " >= " + arg(to)
		case t.Op == Le && day:
			return f.SQL + " < " + arg(to)
		}
		return f.SQL + " " + string(t.Op) + " " + arg(from)
	}, nil
}
