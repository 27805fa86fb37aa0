package formats

import "math"

// Quantity names what an axis holds. Kind and Unit both count: wavenumber and Raman shift
// share cm-1 and are different axes; T and %T are one kind in two units. A fraction has
// the empty unit. Kind is KindUnknown, and Unit the text as written, when the file does
// not say enough.
type Quantity struct{ Kind, Unit, Label string }

// Axis is the abscissa in file order; it may descend or turn back. Values is nil for an
// evenly spaced axis, whose i-th value is Start + i*Step.
type Axis struct {
	Quantity
	N           int
	Start, Step float64
	Values      []float64
}

// Linear makes the evenly spaced axis of n points from first to last, both included.
func Linear(q Quantity, first, last float64, n int) Axis {
	a := Axis{Quantity: q, N: n, Start: first}
	if n > 1 {
		a.Step = (last - first) / float64(n-1)
	}
	return a
}

// Listed makes an axis of explicit values, which it keeps without copying.
func Listed(q Quantity, values []float64) Axis {
	return Axis{Quantity: q, N: len(values), Values: values}
}

// Len is the number of points.
func (a Axis) Len() int { return a.N }

// At is the i-th abscissa value; NaN where the file has no number.
func (a Axis) At(i int) float64 {
	if a.Values != nil {
		return a.Values[i]
	}
	return a.Start + float64(float64(i)*a.Step)
}

// Slice returns all values; a listed axis returns its own slice, which must not be changed.
func (a Axis) Slice() []float64 {
	if a.Values != nil {
		return a.Values
	}
	out := make([]float64, a.N)
	for i := range out {
		out[i] = a.At(i)
	}
	return out
}

// Cut returns the axis of the first n points.
func (a Axis) Cut(n int) Axis {
	if a.Values != nil {
		a.Values = a.Values[:n]
	}
	a.N = n
	return a
}

// Range is the smallest and largest number on the axis; NaN for both when there is none.
func (a Axis) Range() (low, high float64) {
	if a.Values == nil && a.N > 0 {
		first, last := a.At(0), a.At(a.N-1)
		return min(first, last), max(first, last)
	}
	return Range(a.Values)
}

// Range is the smallest and largest number of v, missing ones left out; NaN for both when
// there is none.
func Range(v []float64) (low, high float64) {
	low, high = math.NaN(), math.NaN()
	for _, y := range v {
		if !(y >= low) && y == y {
			low = y
		}
		if !(y <= high) && y == y {
			high = y
		}
	}
	return low, high
}

// Value is a number with its unit, or a text where the file gives no number.
type Value struct {
	Number float64
	Unit   string
	Text   string // set only where there is no number
}

// Trace is one measured curve. Data and X have the same length; a missing cell is NaN.
// Raw traces are read-only, and several traces may share one X.Values slice.
type Trace struct {
	Title, Technique string
	X                Axis
	Y                Quantity
	Data, Sigma      []float64
	Coord            map[string]Value // z, stage x and y, time, temperature, page
}

// Source says where a dataset came from. SHA256 is filled in by Parsed.Stamp.
type Source struct{ SHA256, Format, Reader, Version, Block string }

// MetaItem is one header item, key and value as written, in file order. Items with
// Normalised set are added by the reader under a fixed key: laser_nm, exposure_s,
// accumulations, resolution, hv_eV, pass_energy_eV, wavelength_A, acquired_at, instrument,
// technique.
type MetaItem struct {
	Key, Value, Unit string
	Normalised       bool
}

// Warning tells what a reader or method met and what it did about it. Offset is the byte
// offset in the file, -1 where none applies.
type Warning struct {
	Code, Message string
	Offset        int64
}

// Warn makes a warning without an offset.
func Warn(code, message string) Warning { return Warning{Code: code, Message: message, Offset: -1} }

// Dataset is one block of a file: an XPS region, a JCAMP-DX block, a series, a map.
type Dataset struct {
	Title    string
	Traces   []Trace
	Meta     []MetaItem
	Source   Source
	Warnings []Warning
}

// Lookup returns the value of the last meta item with this key, as a later item of
// the same name replaces an earlier one in the instruments that repeat them.
func (d Dataset) Lookup(key string) (string, bool) {
	for i := len(d.Meta) - 1; i >= 0; i-- {
		if d.Meta[i].Key == key {
			return d.Meta[i].Value, true
		}
	}
	return "", false
}
