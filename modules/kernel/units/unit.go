package units

import (
	"math/big"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Unit is one parsed unit: a value v in it is v·factor + offset in SI base units. The zero value is no unit; Parse makes
// them. It never changes.
type Unit struct {
	code   string
	dim    Dimension
	factor *big.Rat
	offset *big.Rat // nil for all but Cel and [degF] standing alone
	exact  bool     // no π within
}

// Code is the canonical UCUM spelling: um for µm.
func (u Unit) Code() string { return u.code }

// Dimension is what the unit measures.
func (u Unit) Dimension() Dimension { return u.dim }

// Exact tells whether the factor is a rational number, so that conversions lose nothing but what a decimal cannot hold.
func (u Unit) Exact() bool { return u.exact }

// Fits tells whether values of u can be converted to v.
func (u Unit) Fits(v Unit) bool { return u.dim.fits(v.dim) }

// Convert gives the value, a decimal text, in another unit: exact where the result is a decimal of at most 50 digits,
// otherwise rounded half to even at 34 digits (IEEE 754 decimal128).
func (u Unit) Convert(value string, to Unit) (string, error) {
	x, err := u.rational(value, to)
	if err != nil {
		return "", err
	}
	x.Mul(x, u.factor)
	if u.offset != nil {
		x.Add(x, u.offset)
	}
	if to.offset != nil {
		x.Sub(x, to.offset)
	}
	return text(x.Quo(x, to.factor))
}

// Interval is Convert for differences and uncertainties: 0.5 Cel are 0.5 K, not 273.65.
func (u Unit) Interval(value string, to Unit) (string, error) {
	x, err := u.rational(value, to)
	if err != nil {
		return "", err
	}
	return text(x.Quo(x.Mul(x, u.factor), to.factor))
}

// Compare orders two values with units; it is exact, whatever a decimal could hold.
func (u Unit) Compare(value, other string, v Unit) (int, error) {
	x, err := u.rational(value, v)
	if err != nil {
		return 0, err
	}
	y, err := v.rational(other, v)
	if err != nil {
		return 0, err
	}
	x.Mul(x, u.factor)
	y.Mul(y, v.factor)
	if u.offset != nil {
		x.Add(x, u.offset)
	}
	if v.offset != nil {
		y.Add(y, v.offset)
	}
	return x.Cmp(y), nil
}

func (u Unit) rational(value string, to Unit) (*big.Rat, error) {
	if u.factor == nil || to.factor == nil {
		return nil, &UnknownError{Code: u.code, Why: "no unit"}
	}
	if !u.Fits(to) {
		return nil, &MismatchError{From: u, To: to}
	}
	if !values.IsDecimal(value) {
		return nil, ErrNotDecimal
	}
	x, _ := new(big.Rat).SetString(value)
	return x, nil
}

// Known tells whether the text is a unit.
func Known(code string) bool {
	_, err := Parse(code)
	return err == nil
}

// Compatible tells whether both texts are units of one dimension.
func Compatible(a, b string) bool {
	u, v, err := pair(a, b)
	return err == nil && u.Fits(v)
}

// Convert is Unit.Convert for codes.
func Convert(value, from, to string) (string, error) {
	u, v, err := pair(from, to)
	if err != nil {
		return "", err
	}
	return u.Convert(value, v)
}

// ConvertInterval is Unit.Interval for codes.
func ConvertInterval(value, from, to string) (string, error) {
	u, v, err := pair(from, to)
	if err != nil {
		return "", err
	}
	return u.Interval(value, v)
}

func pair(a, b string) (u, v Unit, err error) {
	if u, err = Parse(a); err == nil {
		v, err = Parse(b)
	}
	return u, v, err
}
