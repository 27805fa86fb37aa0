package units

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// The base quantities. Angle is one (UCUM table 5), and so are the square of a sheet resistance and the standard
// conditions of a gas flow: Ohm/sq is no Ohm, and sccm is no mL/min.
const (
	length = iota
	mass
	time
	current
	temperature
	amount
	luminosity
	angle
	square
	standard
	bases
)

// Dimension is what a unit measures: the exponents of the base quantities, and what is counted, such as wafers.
// Dimensions compare with ==.
type Dimension struct {
	exp  [bases]int8
	kind string // counted things with their exponents, sorted: "wafer", "chip-1"
}

// Dimensionless is the dimension of ratios and plain numbers.
func (d Dimension) Dimensionless() bool { return d == Dimension{} }

// fits tells whether values can be converted. UCUM gives {wafer} and {chip} no meaning at all; here what is counted
// stays apart from what else is counted, and only a plain number or density fits both ({ion}/cm2 and cm-2).
func (d Dimension) fits(e Dimension) bool {
	return d.exp == e.exp && (d.kind == e.kind || d.kind == "" || e.kind == "")
}

// with multiplies by the n-th power of another dimension; false when an exponent leaves the range of a unit.
func (d Dimension) with(e Dimension, n int) (Dimension, bool) {
	for i := range d.exp {
		x := int(d.exp[i]) + n*int(e.exp[i])
		if x < -maxPower || x > maxPower {
			return d, false
		}
		d.exp[i] = int8(x)
	}
	kinds := d.kinds()
	for k, x := range e.kinds() {
		if kinds[k] += n * x; kinds[k] == 0 {
			delete(kinds, k)
		} else if max(kinds[k], -kinds[k]) > maxPower {
			return d, false
		}
	}
	d.kind = join(kinds)
	return d, true
}

const kindGap = "\x1f" // no annotation holds it

func (d Dimension) kinds() map[string]int {
	out := map[string]int{}
	if d.kind == "" {
		return out
	}
	for _, part := range strings.Split(d.kind, kindGap+kindGap) {
		name, power, _ := strings.Cut(part, kindGap)
		out[name], _ = strconv.Atoi(power)
	}
	return out
}

func join(kinds map[string]int) string {
	parts := make([]string, 0, len(kinds))
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		parts = append(parts, name+kindGap+strconv.Itoa(kinds[name]))
	}
	return strings.Join(parts, kindGap+kindGap)
}

// String names the dimension for a person: "length", "electrical resistivity", or its base quantities.
func (d Dimension) String() string {
	name := d.Quantity()
	if d.kind == "" {
		return name
	}
	parts := []string{}
	for _, k := range slices.Sorted(maps.Keys(d.kinds())) {
		parts = append(parts, "{"+k+"}"+power(d.kinds()[k]))
	}
	counted := "count of " + strings.Join(parts, ".")
	if d.exp == [bases]int8{} {
		return counted
	}
	return name + " with " + counted
}

// Quantity names the dimension without what is counted: it holds nothing that a client wrote.
func (d Dimension) Quantity() string {
	if d.exp == [bases]int8{} {
		return "ratio or number"
	}
	for _, q := range named() {
		if u, err := Parse(q.unit); err == nil && u.dim.exp == d.exp {
			return q.name
		}
	}
	parts := []string{}
	for i, name := range [bases]string{"length", "mass", "time", "current", "temperature", "amount", "luminosity", "angle", "square", "standard"} {
		if d.exp[i] != 0 {
			parts = append(parts, name+power(int(d.exp[i])))
		}
	}
	return strings.Join(parts, ".")
}

func power(n int) string {
	if n == 1 {
		return ""
	}
	return strconv.Itoa(n)
}

type quantity struct{ name, unit string }

// named are the quantities a message calls by name, each by a unit of it.
func named() []quantity {
	return []quantity{{"length", "m"}, {"area", "m2"}, {"volume", "m3"}, {"mass", "kg"}, {"time", "s"}, {"frequency", "Hz"}, {"electric current", "A"},
		{"temperature", "K"}, {"amount of substance", "mol"}, {"amount concentration", "mol/L"}, {"mass concentration or density", "g/L"}, {"wavenumber", "m-1"},
		{"areal density", "m-2"}, {"pressure", "Pa"}, {"energy", "J"}, {"power", "W"}, {"force", "N"}, {"voltage", "V"}, {"electrical resistance", "Ohm"},
		{"electrical resistivity", "Ohm.m"}, {"sheet resistance", "Ohm/sq"}, {"electrical conductance", "S"}, {"electrical conductivity", "S/m"},
		{"capacitance", "F"}, {"electric charge", "C"}, {"inductance", "H"}, {"magnetic flux density", "T"}, {"magnetic field strength", "A/m"},
		{"magnetic flux", "Wb"}, {"plane angle", "rad"}, {"solid angle", "sr"}, {"velocity", "m/s"}, {"electric field strength", "V/m"}, {"current density", "A/m2"},
		{"irradiance", "W/m2"}, {"radiant exposure", "J/m2"}, {"luminous flux", "lm"}, {"illuminance", "lx"}, {"mobility", "m2/(V.s)"},
		{"standard gas flow", "sccm"}, {"heating rate", "K/s"}, {"thermal conductivity", "W/(m.K)"}, {"molar mass", "g/mol"}, {"dynamic viscosity", "Pa.s"},
		{"volume flow", "m3/s"}, {"areal mass", "kg/m2"}}
}
