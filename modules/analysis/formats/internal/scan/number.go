package scan

import "strconv"

// Float parses a decimal number that fills all of b. comma selects the decimal comma.
// Only plain decimal text counts: signs, digits, one decimal mark, an exponent with E, e,
// D or d (Fortran). Names such as "nan" or "inf", hexadecimal and underscores do not.
func Float(b []byte, comma bool) (float64, bool) {
	mark := byte('.')
	if comma {
		mark = ','
	}
	i, neg := 0, false
	if i < len(b) && (b[i] == '+' || b[i] == '-') {
		neg = b[i] == '-'
		i++
	}
	m, digits, exp := mantissa(b, &i, mark)
	if digits == 0 {
		return 0, false
	}
	exact := digits <= 19 && m < 1<<53
	if i < len(b) {
		e, ok := exponent(b[i:])
		if !ok {
			return 0, false
		}
		exp += e
	}
	if exact && exp >= -22 && exp <= 22 {
		v := scale(float64(m), exp)
		if neg {
			v = -v
		}
		return v, true
	}
	return slow(b, mark)
}

// mantissa reads digits and the decimal mark; exp is minus the number of decimals.
func mantissa(b []byte, i *int, mark byte) (m uint64, digits, exp int) {
	seen := false
	for ; *i < len(b); *i++ {
		c := b[*i]
		switch {
		case c >= '0' && c <= '9':
			if digits < 19 {
				m = m*10 + uint64(c-'0')
			}
			if m > 0 || digits == 0 {
				digits++
			}
			if seen {
				exp--
			}
		case c == mark && !seen:
			seen = true
		default:
			return m, digits, exp
		}
	}
	return m, digits, exp
}

func exponent(b []byte) (int, bool) {
	switch b[0] {
	case 'e', 'E', 'd', 'D':
	default:
		return 0, false
	}
	if b = b[1:]; len(b) == 0 || len(b) > 7 {
		return 0, false
	}
	e, err := strconv.Atoi(string(b))
	return e, err == nil
}

// scale multiplies by an exact power of ten: one correctly rounded operation, so the
// result is that of a correctly rounded parser (Clinger 1990, the fast path).
func scale(v float64, exp int) float64 {
	pow := [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
		1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}
	if exp < 0 {
		return v / pow[-exp]
	}
	return v * pow[exp]
}

// slow hands long numbers to strconv, which also saturates: an overflow is not a number.
func slow(b []byte, mark byte) (float64, bool) {
	if len(b) > 400 {
		return 0, false
	}
	s := make([]byte, len(b))
	for i, c := range b {
		switch c {
		case mark:
			c = '.'
		case 'd', 'D':
			c = 'e'
		}
		s[i] = c
	}
	v, err := strconv.ParseFloat(string(s), 64)
	return v, err == nil
}
