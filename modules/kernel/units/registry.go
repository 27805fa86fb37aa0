package units

import (
	"math/big"
	"strings"
)

// atom is one symbol of the registry.
type atom struct {
	Unit
	metric bool // takes prefixes
}

// registry holds the symbols.
type registry struct {
	atoms    map[string]atom
	prefixes map[string]*big.Rat
	aliases  map[string]string
}

// symbols is the one registry; nothing changes it.
var symbols = build()

func build() registry {
	r := registry{atoms: map[string]atom{}, prefixes: map[string]*big.Rat{}, aliases: aliases()}
	for i, p := range strings.Fields("q r y z a f p n u m - k M G T P E Z Y R Q") {
		r.prefixes[p] = decimalPower(3 * (i - 10))
	}
	delete(r.prefixes, "-")
	for p, n := range map[string]int{"c": -2, "d": -1, "da": 1, "h": 2} {
		r.prefixes[p] = decimalPower(n)
	}
	for i, symbol := range [bases]string{"m", "g", "s", "A", "K", "mol", "cd", "rad", "sq", "{std}"} {
		u := Unit{code: symbol, factor: big.NewRat(1, 1), exact: true}
		u.dim.exp[i] = 1
		if symbol == "g" { // the base unit is the kilogram
			u.factor = big.NewRat(1, 1000)
		}
		r.atoms[symbol] = atom{Unit: u, metric: i < square}
	}
	for _, line := range strings.Split(strings.TrimSpace(definitions), "\n") {
		r.define(strings.Fields(line))
	}
	delete(r.atoms, "{std}")
	return r
}

// define adds one line of the table: symbol, factor, unit it is made of, and flags.
func (r registry) define(line []string) {
	p := parser{reg: r, text: line[2]}
	u, err := p.unit()
	if err != nil {
		panic("units: " + line[0] + ": " + err.Error())
	}
	flags := strings.Join(line[3:], " ")
	factor, ok := new(big.Rat).SetString(line[1])
	if !ok {
		panic("units: " + line[0] + ": " + line[1])
	}
	a := atom{metric: strings.Contains(flags, "metric")}
	a.Unit = Unit{code: line[0], dim: u.dim, factor: factor.Mul(factor, u.factor), exact: u.exact && !strings.Contains(flags, "rounded")}
	if _, at, given := strings.Cut(flags, "zero="); given {
		at, _, _ = strings.Cut(at, " ")
		a.offset, _ = new(big.Rat).SetString(at)
	}
	r.atoms[line[0]] = a
}

func decimalPower(n int) *big.Rat {
	if n < 0 {
		return new(big.Rat).SetFrac(big.NewInt(1), pow10(-n))
	}
	return new(big.Rat).SetInt(pow10(n))
}

// definitions: symbol, factor, what it is made of, flags. metric takes prefixes; zero= is the place of the scale's zero
// in kelvin; rounded factors hold π or are rounded by nature. Exact values: SI brochure 9 (2019), UCUM 2.1, NIST SP 811
// appendix B. Torr, sccm, slm and sq are laboratory words that UCUM has not.
const definitions = `
10* 10 1
10^ 10 1
% 1/100 1
[ppth] 1/1000 1
[ppm] 1/1000000 1
[ppb] 1/1000000000 1
[pptr] 1/1000000000000 1
[pi] 3.14159265358979323846264338327950288419716939937510582097494459 1 rounded
min 60 s
h 60 min
d 24 h
wk 7 d
mo 30.4375 d
a 365.25 d
Hz 1 s-1 metric
N 1 kg.m/s2 metric
Pa 1 N/m2 metric
J 1 N.m metric
W 1 J/s metric
C 1 A.s metric
V 1 W/A metric
F 1 C/V metric
Ohm 1 V/A metric
S 1 A/V metric
Wb 1 V.s metric
T 1 Wb/m2 metric
H 1 Wb/A metric
Cel 1 K metric zero=273.15
[degF] 5/9 K zero=45967/180
[degR] 5/9 K
sr 1 rad2 metric
lm 1 cd.sr metric
lx 1 lm/m2 metric
Bq 1 s-1 metric
Gy 1 J/kg metric
Sv 1 J/kg metric
kat 1 mol/s metric
L 1/1000 m3 metric
l 1 L metric
t 1000 kg
bar 100000 Pa metric
b 1e-28 m2 metric
u 1.66053906892e-27 kg metric rounded
eV 1.602176634e-19 J metric
[e] 1.602176634e-19 C metric
Ang 1e-10 m
[in_i] 0.0254 m
[ft_i] 12 [in_i]
[mil_i] 1/1000 [in_i]
[oz_av] 0.028349523125 kg
[lb_av] 0.45359237 kg
[g] 9.80665 m/s2
[psi] 1 [lb_av].[g]/[in_i]2
atm 101325 Pa
Torr 101325/760 Pa metric
m[Hg] 133322 Pa metric
m[H2O] 9806.65 Pa metric
dyn 1/100000 N metric
erg 1e-7 J metric
P 0.1 Pa.s metric
St 1/10000 m2/s metric
G 1/10000 T metric
Mx 1e-8 Wb metric
Oe 250 A/m/[pi] metric
Ci 3.7e10 Bq metric
cal 4.184 J metric
deg 2 [pi].rad/360
' 1/60 deg
'' 1/60 '
[c] 299792458 m/s metric
sccm 1 cm3.{std}/min
slm 1000 sccm
`

// aliases are spellings people and instruments use that have one meaning only. M, A and others with two have none.
func aliases() map[string]string {
	return map[string]string{"Å": "Ang", "\u212b": "Ang", "°C": "Cel", "℃": "Cel", "degC": "Cel", "°F": "[degF]", "degF": "[degF]", "°": "deg", "ohm": "Ohm", "Ω": "Ohm",
		"\u2126": "Ohm", "ppm": "[ppm]", "ppb": "[ppb]", "‰": "[ppth]", "in": "[in_i]", "inch": "[in_i]", "mil": "[mil_i]", "psi": "[psi]",
		"sec": "s", "hr": "h", "liter": "L", "litre": "L", "micron": "um", "Da": "u", "mmHg": "mm[Hg]", "π": "[pi]", "gauss": "G", "SLM": "slm", "SCCM": "sccm",
		"torr": "Torr", "□": "sq", "◻": "sq"}
}
