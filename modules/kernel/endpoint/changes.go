package endpoint

import (
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Changes collects what a merge patch really changes: columns to write, or the fields at fault.
type Changes map[string]any

const faults = "\x00faults"

// Diff applies a patch to a required column; a value equal to the current one is no change, null is refused.
func Diff[T comparable](c Changes, column string, current *T, p Patch[T]) {
	switch {
	case !p.Set:
	case p.Null:
		c.fault("/"+column, "required", "This field cannot be empty.")
	case *current != p.Value:
		*current = p.Value
		c[column] = p.Value
	}
}

// DiffOptional applies a patch to an optional column; null clears it.
func DiffOptional[T comparable](c Changes, column string, current **T, p Patch[T]) {
	switch {
	case !p.Set:
	case p.Null && *current != nil:
		*current = nil
		c[column] = nil
	case !p.Null && (*current == nil || **current != p.Value):
		v := p.Value
		*current = &v
		c[column] = v
	}
}

func (c Changes) fault(pointer, code, detail string) {
	list, _ := c[faults].(values.Faults)
	list.Add(pointer, code, "%s", detail)
	c[faults] = list
}

// Err is the 422 naming every field at fault, nil when there is none. found is what was at fault before.
func (c Changes) Err(found ...apperr.Field) error {
	list, _ := c[faults].(values.Faults)
	return append(values.Faults(found), list...).Err()
}

// Columns is what to write; empty when nothing changes.
func (c Changes) Columns() map[string]any { return c }

// Given is the value of the field, nil for null.
func (p Patch[T]) Given() *T {
	if p.Null {
		return nil
	}
	return &p.Value
}

// PatchLine checks a one-line text of a merge patch in place; blank is null.
func PatchLine(f *values.Faults, pointer string, p *Patch[string], longest int) {
	if p.Set {
		p.put(f.Line(pointer, p.Given(), longest))
	}
}

// PatchProse does the same with a text of several lines.
func PatchProse(f *values.Faults, pointer string, p *Patch[string], longest int) {
	if p.Set {
		p.put(f.Prose(pointer, p.Given(), longest))
	}
}

func (p *Patch[T]) put(v *T) {
	*p = Patch[T]{Set: true, Null: v == nil}
	if v != nil {
		p.Value = *v
	}
}
