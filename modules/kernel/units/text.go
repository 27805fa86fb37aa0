package units

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

const (
	exactDigits   = 50 // with sign, point and exponent within the 60 characters of a stored value
	roundedDigits = 34
)

// text writes a rational number as decimal text.
func text(x *big.Rat) (string, error) {
	if x.Sign() == 0 {
		return "0", nil
	}
	digits, exp := finite(x)
	if digits == "" || len(digits) > exactDigits {
		digits, exp = rounded(x)
	}
	trimmed := strings.TrimRight(digits, "0")
	exp += len(digits) - len(trimmed)
	s := place(trimmed, exp)
	if x.Sign() < 0 {
		s = "-" + s
	}
	if !values.IsDecimal(s) {
		return "", ErrOutOfRange
	}
	return s, nil
}

// finite gives the digits of |x| and the power of ten of the last one; no digits when x has no end as a decimal.
func finite(x *big.Rat) (digits string, exp int) {
	den, two, five := new(big.Int).Set(x.Denom()), 0, 0
	two = int(den.TrailingZeroBits())
	den.Rsh(den, uint(two))
	for q, r, by := new(big.Int), new(big.Int), big.NewInt(5); ; five++ {
		if q.QuoRem(den, by, r); r.Sign() != 0 {
			break
		}
		den.Set(q)
	}
	if den.Cmp(big.NewInt(1)) != 0 {
		return "", 0
	}
	scale := max(two, five)
	n := new(big.Int).Abs(x.Num())
	n.Mul(n, pow10(scale)).Quo(n, x.Denom())
	return n.String(), -scale
}

// rounded gives |x| with 34 digits, half to even.
func rounded(x *big.Rat) (digits string, exp int) {
	num, den := new(big.Int).Abs(x.Num()), x.Denom()
	exp = len(num.String()) - len(den.String()) - roundedDigits
	if exp < 0 {
		num.Mul(num, pow10(-exp))
	} else {
		den = new(big.Int).Mul(den, pow10(exp))
	}
	q, r := new(big.Int).QuoRem(num, den, new(big.Int))
	if len(q.String()) > roundedDigits { // one digit more than wanted
		d := new(big.Int)
		q.QuoRem(q, big.NewInt(10), d)
		r.Add(r, new(big.Int).Mul(d, den))
		den, exp = new(big.Int).Mul(den, big.NewInt(10)), exp+1
	}
	if c := r.Lsh(r, 1).Cmp(den); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return q.String(), exp
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// place sets the decimal point: plain where a person would write it so, otherwise with an exponent.
func place(digits string, exp int) string {
	point := len(digits) + exp // digits before the point
	switch {
	case exp >= 0 && point <= 21:
		return digits + strings.Repeat("0", exp)
	case exp < 0 && point > 0:
		return digits[:point] + "." + digits[point:]
	case exp < 0 && point > -7 && len(digits)-point < 50:
		return "0." + strings.Repeat("0", -point) + digits
	}
	s := digits[:1]
	if len(digits) > 1 {
		s += "." + digits[1:]
	}
	return s + "e" + strconv.Itoa(point-1)
}
