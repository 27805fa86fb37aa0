package formats

import (
	"strings"
)

// KindUnknown is the kind of a quantity the file does not name clearly enough.
const KindUnknown = "unknown"

// Role says which axis a unit belongs to: "counts" or "arbitrary" mean something on y only.
type Role int

// The two axes.
const (
	RoleX Role = iota
	RoleY
)

type unitEntry struct {
	kind, unit string
	aliases    string // separated by |, already folded
}

// unitTable lists units whose kind follows from the unit alone.
// cm-1 is a wavenumber unless the technique or label says Raman (see Recognise).
func unitTable() []unitEntry {
	return []unitEntry{
		{"wavenumber", "cm-1", "1/cm|cm-1|cm^-1|cm**-1|/cm|wavenumber|wavenumbers|rcm"},
		{"raman_shift", "cm-1", "raman shift|ramanshift|rel. cm-1|rel.1/cm|rel. 1/cm|raman shift/cm-1"},
		{"wavelength", "nm", "nm|nanometer|nanometers|nanometre|nanometres|nanom"},
		{"wavelength", "um", "um|micrometer|micrometers|micrometre|micrometres|micron|microns"},
		{"energy", "eV", "ev|electronvolt|electron volt|electron volts"},
		{"energy", "meV", "mev"},
		{"energy", "keV", "kev"},
		{"binding_energy", "eV", "binding energy|be"},
		{"kinetic_energy", "eV", "kinetic energy|ke"},
		{"two_theta", "deg", "2theta|2-theta|2 theta|two theta|twotheta|2th|degree 2theta|degrees 2theta"},
		{"angle", "deg", "deg|degree|degrees|°"},
		{"angle", "rad", "rad|radian|radians"},
		{"voltage", "V", "v|volt|volts|volt dc|volt ac"}, {"voltage", "mV", "mv|millivolt|millivolts"},
		{"voltage", "uV", "uv|microvolt|microvolts"},
		{"current", "A", "a|amp|amps|ampere|amperes|amp dc|amp ac"}, {"current", "mA", "ma|milliampere|milliamperes"},
		{"current", "uA", "ua|microampere|microamperes"}, {"current", "nA", "na|nanoampere|nanoamperes"},
		{"current", "pA", "pa|picoampere|picoamperes"},
		{"resistance", "ohm", "ohm|ohms|ω"}, {"resistance", "mohm", "mohm"}, {"resistance", "kohm", "kohm"},
		{"resistivity", "ohm m", "ohm-m|ohm m|ohm*m"}, {"resistivity", "ohm cm", "ohm-cm|ohm cm|ohm*cm"},
		{"capacitance", "F", "f|farad|farads"}, {"capacitance", "pF", "pf"}, {"capacitance", "nF", "nf"},
		{"conductance", "S", "s_siemens|siemens"},
		{"temperature", "K", "k|kelvin|kelvins"}, {"temperature", "degC", "°c|degc|deg c|celsius|degrees celsius|c_celsius"},
		{"magnetic_field", "T", "t_tesla|tesla"}, {"magnetic_field", "Oe", "oe|oersted"}, {"magnetic_field", "G", "gauss"},
		{"mz", "m/z", "m/z|mz|m/e|mass/charge"},
		{"frequency", "Hz", "hz|hertz"}, {"frequency", "kHz", "khz"}, {"frequency", "MHz", "mhz"},
		{"frequency", "GHz", "ghz"}, {"frequency", "THz", "thz"},
		{"chemical_shift", "ppm", "ppm|parts per million"},
		{"time", "s", "s|sec|secs|second|seconds"}, {"time", "ms", "ms|msec|millisecond|milliseconds"},
		{"time", "us", "us|usec|microsecond|microseconds"}, {"time", "ns", "ns|nanosecond|nanoseconds"},
		{"time", "min", "min|minute|minutes"}, {"time", "h", "h|hour|hours"},
		{"length", "mm", "mm"}, {"length", "A", "å|angstrom|angstroms"}, {"length", "m", "m_metre|metre|meter"},
		{"pressure", "mbar", "mbar"}, {"pressure", "Pa", "pascal"}, {"pressure", "Torr", "torr"},
		{"magnetic_moment", "emu", "emu"}, {"power", "W", "w|watt|watts"}, {"power", "mW", "mw"},
		{"absorbance", "", "absorbance|absorbance units|absorbance unit|abs|abs.|a.u. absorbance|au absorbance|optical density"},
		{"transmittance", "", "transmittance|transmission|trans"},
		{"transmittance", "%", "%t|% t|percent transmittance|% transmittance|%transmittance|transmittance %|transmittance (%)|percent transmission|% transmission"},
		{"reflectance", "", "reflectance|reflection"},
		{"reflectance", "%", "%r|% r|percent reflectance|% reflectance|%reflectance|reflectance (%)"},
		{"log_reflectance", "", "log(1/r)|-log r"}, {"kubelka_munk", "", "kubelka-munk|kubelka-munk units|k-m|km units"},
		{"absorption_coefficient", "cm-1", "absorption coefficient"},
		{"emission", "", "emission"}, {"single_beam", "", "single beam|single-beam"},
		{"interferogram", "", "interferogram"},
		{"count_rate", "counts/s", "counts/s|cps|cnt/sec|counts per second|counts/sec|cnt/s|c/s"},
		{"counts", "counts", "counts|count|cnt|cts|counts (a.u.)"},
		{"intensity", "a.u.", "a.u.|au|arb. units|arb.units|arb. u.|arbitrary|arbitrary units|arbitrary unit|arb units"},
		{"intensity", "", "intensity|signal|int.|y"},
		{"relative_abundance", "", "relative abundance|rel. abundance|relative intensity"},
		{"transmission_function", "", "transmission function"},
		{"percent", "%", "%|percent"},
		{"index", "", "index|point|points|data points|data point|point number"},
	}
}

// Units recognises units and labels. It is built once and only read afterwards.
type Units struct{ byAlias map[string]Quantity }

// NewUnits builds the recogniser.
func NewUnits() *Units {
	u := &Units{byAlias: map[string]Quantity{}}
	for _, e := range unitTable() {
		for a := range strings.SplitSeq(e.aliases, "|") {
			u.byAlias[a] = Quantity{Kind: e.kind, Unit: e.unit}
		}
	}
	return u
}

// fold brings the spellings of micro, minus, superscripts and degree together.
func fold(s string) string {
	s = strings.NewReplacer("µ", "u", "μ", "u", "−", "-", "⁻¹", "-1", "-¹", "-1", "¹", "1", "Ω", "ohm", "Ω", "ohm",
		"θ", "theta", "Θ", "theta", "º", "°").Replace(s)
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

// Unit recognises a unit text such as "1/CM", "nm" or "%T". A text that is not known keeps
// its words, gets KindUnknown, and ok is false.
func (u *Units) Unit(text string, role Role) (Quantity, bool) {
	text = strings.TrimSpace(text)
	if q, ok := u.caseUnit(text); ok {
		return q, true
	}
	q, ok := u.byAlias[fold(text)]
	if !ok || mega(text) {
		return Quantity{Kind: KindUnknown, Unit: text, Label: text}, false
	}
	if role == RoleX && q.Kind == "intensity" { // "ARBITRARY" on x says nothing
		return Quantity{Kind: KindUnknown, Unit: text, Label: text}, false
	}
	return q, true
}

// caseUnit resolves the symbols whose meaning hangs on case: S and s, MW and mW, T and K.
func (u *Units) caseUnit(text string) (Quantity, bool) {
	switch text {
	case "S":
		return u.byAlias["s_siemens"], true
	case "T":
		return u.byAlias["t_tesla"], true
	case "C":
		return u.byAlias["c_celsius"], true
	case "m":
		return u.byAlias["m_metre"], true
	case "Pa":
		return u.byAlias["pascal"], true
	}
	return Quantity{}, false
}

// mega tells the symbols that fold onto a milli unit; mega is not milli, and not in the table.
func mega(text string) bool {
	switch text {
	case "MOhm", "MOHM", "MΩ", "MeV", "MV", "MA", "MS", "MW", "PA":
		return true
	}
	return false
}

// Label reads a column title such as "Temperature (K)", "Wavelength [nm]", "U/V" or "nm".
// What stands in the brackets is the unit; the words before it may sharpen the kind.
func (u *Units) Label(text string, role Role) (Quantity, bool) {
	text = strings.TrimSpace(text)
	name, unit := splitUnit(text)
	if unit == "" {
		return u.bareLabel(text, role)
	}
	q, ok := u.Unit(unit, role)
	q.Label = name
	if named, known := u.byAlias[fold(name)]; known {
		q, ok = sharpen(q, named, ok)
		q.Label = name
	} else if ok {
		q = byWords(q, name)
	}
	return q, ok
}

func (u *Units) bareLabel(text string, role Role) (Quantity, bool) {
	q, ok := u.Unit(text, role)
	if ok {
		q.Label = text
		return q, true
	}
	if i := strings.LastIndexByte(text, '/'); i > 0 { // the ISO 80000 form "quantity/unit"
		if q, ok := u.Unit(text[i+1:], role); ok && q.Unit != "" {
			q = byWords(q, text[:i])
			q.Label = strings.TrimSpace(text[:i])
			return q, true
		}
	}
	return Quantity{Kind: KindUnknown, Label: text}, false
}

// sharpen joins what the name and what the unit say: "Raman shift (cm-1)" is no wavenumber,
// "Energy (eV)" stays energy, "Intensity (counts)" is counts.
func sharpen(byUnit, byName Quantity, ok bool) (Quantity, bool) {
	switch {
	case !ok: // known words with a unit nobody knows: the kind is stated, the unit keeps its text
		if byName.Kind == "intensity" {
			return Quantity{Kind: byName.Kind, Unit: byUnit.Unit}, true
		}
		return byUnit, false
	case byName.Unit == byUnit.Unit && byName.Kind != "intensity":
		return byName, true
	case byUnit.Kind == "percent" && (byName.Kind == "transmittance" || byName.Kind == "reflectance"):
		return Quantity{Kind: byName.Kind, Unit: "%"}, true
	case byUnit.Kind == "intensity" && byName.Unit == "":
		return Quantity{Kind: byName.Kind, Unit: byUnit.Unit}, true
	}
	return byUnit, true
}

// byWords lets plain words in a label choose between kinds that share a unit.
func byWords(q Quantity, label string) Quantity {
	l := fold(label)
	switch {
	case q.Unit == "cm-1" && strings.Contains(l, "raman"):
		q.Kind = "raman_shift"
	case q.Unit == "eV" && strings.Contains(l, "binding"):
		q.Kind = "binding_energy"
	case q.Unit == "eV" && strings.Contains(l, "kinetic"):
		q.Kind = "kinetic_energy"
	case q.Kind == "angle" && (strings.Contains(l, "2theta") || strings.Contains(l, "2-theta") || strings.Contains(l, "2 theta") || strings.Contains(l, "two theta")):
		q.Kind = "two_theta"
	case q.Kind == "percent" && strings.Contains(l, "transmit"):
		q.Kind = "transmittance"
	case q.Kind == "percent" && strings.Contains(l, "reflect"):
		q.Kind = "reflectance"
	}
	return q
}

// splitUnit takes "name (unit)" or "name [unit]" apart.
func splitUnit(text string) (name, unit string) {
	for _, b := range []string{"()", "[]"} {
		i := strings.LastIndexByte(text, b[0])
		if i >= 0 && strings.HasSuffix(text, b[1:]) && len(text)-i > 2 {
			return strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+1 : len(text)-1])
		}
	}
	return text, ""
}

// ForTechnique corrects a kind by the technique the file states: cm-1 of a Raman spectrum
// is a shift, eV of a photoelectron spectrum stays energy until the file says which.
func ForTechnique(q Quantity, technique string) Quantity {
	if q.Kind == "wavenumber" && technique == "raman" {
		q.Kind = "raman_shift"
	}
	if q.Kind == "angle" && technique == "xrd" {
		q.Kind = "two_theta"
	}
	return q
}

// Technique maps the words of a header to one of ir, raman, uvvis, nmr, ms, xps, xrd, pl,
// fluorescence, iv, transport; other words are returned folded.
func Technique(text string) string {
	f := fold(text)
	for _, t := range [][2]string{
		{"raman", "raman"}, {"infrared", "ir"}, {"ftir", "ir"}, {"ft-ir", "ir"}, {"uv", "uvvis"}, {"nmr", "nmr"},
		{"mass spec", "ms"}, {"xps", "xps"}, {"photoelectron", "xps"}, {"x-ray diff", "xrd"}, {"xrd", "xrd"},
		{"powder diff", "xrd"}, {"photoluminescence", "pl"}, {"fluorescence", "fluorescence"},
	} {
		if strings.Contains(f, t[0]) {
			return t[1]
		}
	}
	return f
}
