package jcamp

import (
	"math"

	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func skipBlanks(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t') {
		i++
	}
	return i
}

// affn reads the plain number at b[i]: sign, digits, point, and an exponent only when E is
// followed by a sign and a digit, as a bare E is the SQZ digit 5. A following sign starts
// the next number (PAC). half is half a unit of the last printed digit.
func affn(b []byte, i int) (v float64, end int, half float64, ok bool) {
	start, neg := i, false
	if i < len(b) && (b[i] == '+' || b[i] == '-') {
		neg = b[i] == '-'
		i++
	}
	var m int64
	digits, decimals := 0, -1
	for ; i < len(b); i++ {
		if c := b[i]; isDigit(c) {
			if digits++; digits <= 18 {
				m = m*10 + int64(c-'0')
			}
			if decimals >= 0 {
				decimals++
			}
		} else if c == '.' && decimals < 0 {
			decimals = 0
		} else {
			break
		}
	}
	if digits == 0 {
		return 0, i, 0, false
	}
	exp := false
	if i+2 < len(b) && (b[i] == 'E' || b[i] == 'e') && (b[i+1] == '+' || b[i+1] == '-') && isDigit(b[i+2]) {
		exp = true
		for i += 2; i < len(b) && isDigit(b[i]); i++ {
		}
	}
	half = 0.5 * math.Pow10(-max(decimals, 0))
	if !exp && decimals <= 0 && digits <= 15 {
		if neg {
			m = -m
		}
		return float64(m), i, half, true
	}
	v, ok = scan.Float(b[start:i], false)
	if exp {
		half = math.Abs(v) * 1e-3
	}
	return v, i, half, ok
}

// packed reads a number whose first digit, with its sign, is coded in the letter b[i].
func packed(b []byte, i, first int) (v float64, end int, ok bool) {
	neg := first < 0
	m := int64(first)
	if neg {
		m = -m
	}
	for end = i + 1; end < len(b) && isDigit(b[end]); end++ {
		if end-i > 15 {
			return 0, end, false // beyond what a float64 holds exactly
		}
		m = m*10 + int64(b[end]-'0')
	}
	v = float64(m)
	if neg {
		v = -v
	}
	// The standard wants integers here; some writers put decimals all the same.
	if end+1 < len(b) && b[end] == '.' && isDigit(b[end+1]) {
		from := end
		for end++; end < len(b) && isDigit(b[end]); end++ {
		}
		frac, fine := scan.Float(b[from:end], false)
		if ok = fine; neg {
			frac = -frac
		}
		return v + frac, end, ok
	}
	return v, end, true
}
