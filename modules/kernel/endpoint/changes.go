package endpoint

import (
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
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
	list, _ := c[faults].([]apperr.Field)
	c[faults] = append(list, apperr.Field{Pointer: pointer, Code: code, Detail: detail})
}

// Err is the 422 naming every field at fault, nil when there is none.
func (c Changes) Err() error {
	list, _ := c[faults].([]apperr.Field)
	if len(list) == 0 {
		return nil
	}
	e := apperr.New(apperr.Invalid, "invalid", "The request has invalid values.")
	e.Fields = list
	return e
}

// Columns is what to write; empty when nothing changes.
func (c Changes) Columns() map[string]any { return c }
