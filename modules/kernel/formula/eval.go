package formula

import (
	"errors"
	"math/big"

	"github.com/spectra-lab/spectra/modules/kernel/units"
)

// Why an expression has no value.
var (
	ErrDivision = errors.New("division by zero")
	ErrTooLarge = errors.New("the numbers are too large")
)

// maxBits bounds numbers on the way; a double's range takes 1100.
const maxBits = 20_000

// Value evaluates an expression exactly; of gives the named values, in base units.
func (e *Expr) Value(of func(name string) (*big.Rat, error)) (*big.Rat, error) {
	return e.root.value(of)
}

func (n *node) value(of func(string) (*big.Rat, error)) (*big.Rat, error) {
	switch n.op {
	case "number":
		return n.number, nil
	case "name":
		return of(n.name)
	}
	args := make([]*big.Rat, len(n.args))
	for i, a := range n.args {
		var err error
		if args[i], err = a.value(of); err != nil {
			return nil, err
		}
	}
	out, err := n.apply(args)
	if err == nil && (out.Num().BitLen() > maxBits || out.Denom().BitLen() > maxBits) {
		return nil, ErrTooLarge
	}
	return out, err
}

func (n *node) apply(args []*big.Rat) (*big.Rat, error) {
	a, out := args[0], new(big.Rat)
	switch n.op {
	case "+":
		return out.Add(a, args[1]), nil
	case "-":
		return out.Sub(a, args[1]), nil
	case "*":
		return out.Mul(a, args[1]), nil
	case "/":
		if args[1].Sign() == 0 {
			return nil, ErrDivision
		}
		return out.Quo(a, args[1]), nil
	case "^":
		return power(a, n.power)
	case "neg":
		return out.Neg(a), nil
	case "abs":
		return out.Abs(a), nil
	case "round":
		return round(a, n.power), nil
	}
	out.Set(a)
	for _, x := range args[1:] {
		if c := x.Cmp(out); n.op == "min" && c < 0 || n.op == "max" && c > 0 {
			out.Set(x)
		}
	}
	return out, nil
}

func power(x *big.Rat, n int) (*big.Rat, error) {
	if n < 0 {
		if x.Sign() == 0 {
			return nil, ErrDivision
		}
		return power(new(big.Rat).Inv(x), -n)
	}
	out := big.NewRat(1, 1)
	for range n {
		if out.Mul(out, x); out.Num().BitLen() > maxBits || out.Denom().BitLen() > maxBits {
			return nil, ErrTooLarge
		}
	}
	return out, nil
}

// round rounds half to even, as reported values are.
func round(x *big.Rat, digits int) *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	num := new(big.Int).Mul(x.Num(), scale)
	q, r := new(big.Int).DivMod(num, x.Denom(), new(big.Int)) // floor, as the denominator is positive
	if c := r.Lsh(r, 1).Cmp(x.Denom()); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return new(big.Rat).SetFrac(q, scale)
}

// Dimension finds what an expression measures, and refuses sums and comparisons of different quantities; of gives what the
// named values measure.
func (e *Expr) Dimension(of func(name string) units.Dimension) (units.Dimension, error) {
	d, err := e.root.dimension(of)
	if err != nil {
		return d, err
	}
	return d, nil
}

func (n *node) dimension(of func(string) units.Dimension) (units.Dimension, *Error) {
	switch n.op {
	case "number":
		return units.Dimension{}, nil
	case "name":
		return of(n.name), nil
	}
	d, err := n.args[0].dimension(of)
	if err != nil {
		return d, err
	}
	exact := true
	switch n.op {
	case "^":
		d, exact = units.Dimension{}.Times(d, n.power)
	case "round":
		if !d.Dimensionless() {
			return d, &Error{n.at, "only numbers without a unit can be rounded: of a quantity it would depend on the unit"}
		}
	}
	for _, a := range n.args[1:] {
		other, err := a.dimension(of)
		switch {
		case err != nil:
			return d, err
		case n.op == "*":
			d, exact = d.Times(other, 1)
		case n.op == "/":
			d, exact = d.Times(other, -1)
		case !d.Fits(other):
			return d, &Error{n.at, "this joins " + d.Quantity() + " and " + other.Quantity()}
		}
	}
	if !exact {
		return d, &Error{n.at, "its dimension has too large exponents"}
	}
	return d, nil
}
