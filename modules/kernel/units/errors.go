package units

import (
	"errors"
	"fmt"
)

// ErrOutOfRange says that a converted value leaves the range of a double, or of what a unit may reach.
var ErrOutOfRange = errors.New("the converted value is out of range")

// ErrNotDecimal says that a value to convert is no decimal number.
var ErrNotDecimal = errors.New("the value is no decimal number")

// UnknownError says which text is no unit.
type UnknownError struct {
	Code string // the whole text
	Part string // what in it is not known; empty when its form is wrong
	Why  string
}

func (e *UnknownError) Error() string {
	if e.Part != "" && e.Part != e.Code {
		return fmt.Sprintf("%q is not a known unit: %s %q.", e.Code, e.Why, e.Part)
	}
	return fmt.Sprintf("%q is not a known unit: %s.", e.Code, e.Why)
}

// MismatchError says that two units measure different things.
type MismatchError struct{ From, To Unit }

func (e *MismatchError) Error() string {
	return fmt.Sprintf("%q (%s) cannot be converted to %q (%s).", e.From.code, e.From.dim, e.To.code, e.To.dim)
}
