package units

import (
	"math/big"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// One is the unit of plain numbers.
func One() Unit { return Unit{code: "1", factor: big.NewRat(1, 1), exact: true} }

// Base gives a value in SI base units, exactly; of Cel and [degF] with the place of their zero.
func (u Unit) Base(value string) (*big.Rat, error) {
	switch {
	case u.factor == nil:
		return nil, &UnknownError{Code: u.code, Why: "no unit"}
	case !values.IsDecimal(value):
		return nil, ErrNotDecimal
	}
	x, _ := new(big.Rat).SetString(value)
	x.Mul(x, u.factor)
	if u.offset != nil {
		x.Add(x, u.offset)
	}
	return x, nil
}

// Of gives what stands before the unit for a value in SI base units, exactly.
func (u Unit) Of(base *big.Rat) *big.Rat {
	x := new(big.Rat).Set(base)
	if u.offset != nil {
		x.Sub(x, u.offset)
	}
	return x.Quo(x, u.factor)
}

// Absolute tells whether the unit has a zero of its own, as Cel has: values of it can be compared and subtracted, and
// a multiple of one means nothing.
func (u Unit) Absolute() bool { return u.offset != nil }

// Text writes a rational number as decimal text: exact where it is a decimal of at most 50 digits, otherwise rounded half
// to even at 34 digits (IEEE 754 decimal128).
func Text(x *big.Rat) (string, error) { return text(x) }

// Times multiplies by the n-th power of another dimension; false when an exponent leaves the range of a unit.
func (d Dimension) Times(e Dimension, n int) (Dimension, bool) { return d.with(e, n) }

// Fits tells whether values of the dimensions can be compared and added.
func (d Dimension) Fits(e Dimension) bool { return d.fits(e) }
