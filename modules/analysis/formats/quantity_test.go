package formats

import "testing"

func TestUnits(t *testing.T) {
	u := NewUnits()
	for text, want := range map[string]Quantity{
		"1/CM": {Kind: "wavenumber", Unit: "cm-1"}, "cm⁻¹": {Kind: "wavenumber", Unit: "cm-1"}, "cm-¹": {Kind: "wavenumber", Unit: "cm-1"},
		"nm": {Kind: "wavelength", Unit: "nm"}, "µm": {Kind: "wavelength", Unit: "um"}, "μm": {Kind: "wavelength", Unit: "um"},
		"%T": {Kind: "transmittance", Unit: "%"}, "TRANSMITTANCE": {Kind: "transmittance"}, "s": {Kind: "time", Unit: "s"},
		"S": {Kind: "conductance", Unit: "S"}, "T": {Kind: "magnetic_field", Unit: "T"}, "mW": {Kind: "power", Unit: "mW"},
		"Ohms": {Kind: "resistance", Unit: "ohm"}, "Ω": {Kind: "resistance", Unit: "ohm"}, "°C": {Kind: "temperature", Unit: "degC"},
	} {
		if got, ok := u.Unit(text, RoleY); !ok || got.Kind != want.Kind || got.Unit != want.Unit {
			t.Errorf("%q: %+v %v, want %+v", text, got, ok, want)
		}
	}
	for _, text := range []string{"MOhm", "MW", "MeV", "MV", "furlong", "", "wavelength"} { // mega is not milli
		if got, ok := u.Unit(text, RoleY); ok || got.Kind != KindUnknown || got.Unit != text {
			t.Errorf("%q: %+v %v, want unknown with its text", text, got, ok)
		}
	}
	if _, ok := u.Unit("ARBITRARY UNITS", RoleX); ok {
		t.Error("arbitrary units say nothing about an abscissa")
	}
}

func TestLabels(t *testing.T) {
	u := NewUnits()
	for text, want := range map[string]Quantity{
		"Temperature (K)":    {"temperature", "K", "Temperature"},
		"Wavelength [nm]":    {"wavelength", "nm", "Wavelength"},
		"Raman shift (cm-1)": {"raman_shift", "cm-1", "Raman shift"},
		"Binding Energy/eV":  {"binding_energy", "eV", "Binding Energy"},
		"2Theta (deg)":       {"two_theta", "deg", "2Theta"},
		"Transmittance (%)":  {"transmittance", "%", "Transmittance (%)"},
		"U/V":                {"voltage", "V", "U"},
		"Intensity (counts)": {"counts", "counts", "Intensity"},
		"Absorbance (a.u.)":  {"absorbance", "a.u.", "Absorbance"},
	} {
		got, ok := u.Label(text, RoleY)
		if !ok || got.Kind != want.Kind || got.Unit != want.Unit {
			t.Errorf("%q: %+v %v, want %+v", text, got, ok, want)
		}
	}
	if got, ok := u.Label("Status (code)", RoleY); ok || got.Unit != "code" || got.Kind != KindUnknown {
		t.Errorf("%+v %v", got, ok)
	}
}

func TestTechniqueSharpensCm1(t *testing.T) {
	q := Quantity{Kind: "wavenumber", Unit: "cm-1"}
	if got := ForTechnique(q, Technique("RAMAN SPECTRUM")).Kind; got != "raman_shift" {
		t.Error(got)
	}
	if got := ForTechnique(q, Technique("INFRARED SPECTRUM")).Kind; got != "wavenumber" {
		t.Error(got)
	}
}
