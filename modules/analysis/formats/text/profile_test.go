package text

import (
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

const labSpecFile = "#Acq. time (s)=\t2.5\n#Accumulations=\t4\n#Range=\tOff\n#Laser=\t785nm_Edge\n#Spectro (cm-\xb9)=\t900\n#X (\xb5m)=\t-3\n" +
	"#Instrument=\tProbe\n#Range=\tVisible\n#Title=\tSi wafer\n#Remark=\t\n#Acquired=\t01.02.2023 04:05:06\n"

func TestLabSpec(t *testing.T) {
	d := sets(t, labSpecFile+"100\t5\n101\t6\n102\t7\n", 1)[0]
	tr := d.Traces[0]
	if tr.Title != "Si wafer" || tr.Technique != "raman" || tr.X.Kind != "raman_shift" || tr.X.Unit != "cm-1" || tr.Y.Kind != "intensity" {
		t.Errorf("%q %q %+v %+v", tr.Title, tr.Technique, tr.X.Quantity, tr.Y)
	}
	for key, want := range map[string]string{"laser_nm": "785", "exposure_s": "2.5", "accumulations": "4", "Range": "Visible",
		"acquired_at": "2023-02-01T04:05:06", "instrument": "Probe", "Remark": "", "Acquired": "01.02.2023 04:05:06"} {
		if got, ok := d.Lookup(key); !ok || got != want {
			t.Errorf("%s: %q", key, got)
		}
	}
	if tr.Coord["x"] != (formats.Value{Number: -3, Unit: "um"}) {
		t.Errorf("%v", tr.Coord)
	}
	d = sets(t, labSpecFile+"#AxisUnit[1]=\tnm\n#AxisUnit[0]=\tCnt\n\t500\t501\n1\t5\t6\n2\t7\t8\n3\t9\t10\n", 1)[0]
	if len(d.Traces) != 3 || d.Traces[2].Coord["axis_1"].Number != 3 || d.Traces[0].X.Kind != "wavelength" || d.Traces[0].Y.Kind != "counts" {
		t.Fatalf("map: %+v", d.Traces)
	}
	same(t, "map", d.Traces[2].Data, []float64{9, 10})
}

func perkinElmerFile(points string) string {
	lines := make([]string, 20)
	lines[0], lines[2], lines[3], lines[11] = "PE UV       SUBTECH     SPECTRUM    ASCII       PEDS        4.00", "film.asc", "23/01/02", "Lambda 0"
	return strings.Join(lines, "\r\n") + "\r\n#HDR\r\n-1\r\n#GR\r\nnm\r\n%T\r\n1.0\r\n0.0\r\n500.0\r\n-1.0\r\n" + points + "\r\n8\r\n#DATA\r\n500.0\t90.5\r\n499.0\t90.25\r\n498.0\t-0.5\r\n"
}

func TestPerkinElmer(t *testing.T) {
	d := sets(t, perkinElmerFile("3"), 1)[0]
	tr := d.Traces[0]
	if tr.Title != "film.asc" || tr.Technique != "uvvis" || tr.X.Unit != "nm" || tr.Y.Kind != "transmittance" || tr.Y.Unit != "%" {
		t.Errorf("%q %q %+v %+v", tr.Title, tr.Technique, tr.X.Quantity, tr.Y)
	}
	same(t, "x", tr.X.Values, []float64{500, 499, 498})
	same(t, "y", tr.Data, []float64{90.5, 90.25, -.5})
	if got, _ := d.Lookup("instrument"); got != "Lambda 0" {
		t.Error(got)
	}
	if p := parse(t, perkinElmerFile("5")); p.Status != formats.StatusDamaged || p.Traces() != 1 {
		t.Errorf("too few points: %s", p.Status)
	}
}

const specsFile = "# Created by:        SpecsLab2, Version 2\r\n# \r\n#   Counts Per Second:        yes\r\n# values in binding energy\r\n# Region:            C 1s\r\n# Acquisition Date:  02/28/15 10:01:10\r\n" +
	"# Analysis Method:   XPS\r\n# Excitation Energy: 1486.61\r\n# Pass Energy:       20\r\n# Cycle: 0, Curve: 0\r\n#\r\n# ColumnLabels: energy counts/s transmission\r\n#\r\n" +
	"290.5  100.5  2.5\r\n290.0  101.5  2.5\r\n\r\n# Cycle: 1, Curve: 0\r\n#\r\n# ColumnLabels: energy counts/s transmission\r\n#\r\n291  7  2\r\n292  8  2\r\n\r\n"

func TestSpecs(t *testing.T) {
	d := sets(t, specsFile, 2)
	tr := d[1].Traces[0]
	same(t, "second cycle", tr.Data, []float64{7, 8})
	if len(d[0].Traces) != 2 || tr.X.Kind != "binding_energy" || tr.Y.Kind != "count_rate" || tr.Technique != "xps" || d[1].Title != "C 1s" {
		t.Errorf("%+v %+v %q %q", tr.X.Quantity, tr.Y, tr.Technique, d[1].Title)
	}
	for key, want := range map[string]string{"hv_eV": "1486.61", "pass_energy_eV": "20", "acquired_at": "2015-02-28T10:01:10", "Cycle": "1, Curve: 0"} {
		if got, _ := d[1].Lookup(key); got != want {
			t.Errorf("%s: %q", key, got)
		}
	}
}

const multiVuFile = "[Header]\nTITLE, Bar 3\nINFO, APPNAME, MultiVu, 1.0\nSTARTUPAXIS, X, 3, LINEAR\n[Data]\n" +
	"Comment,Time Stamp (sec),Temperature (K),Magnetic Field (Oe),Bridge 1 Resistance (Ohms),Map 20 ()\n,1,300,-5,10,\nramp,2,299,-4,,\n,3,298,-3,12,\n"

func TestMultiVu(t *testing.T) {
	d := sets(t, multiVuFile, 1)[0]
	if d.Title != "Bar 3" || len(d.Traces) != 3 || !has(d.Warnings, "no_numbers") {
		t.Fatalf("%q %d %v", d.Title, len(d.Traces), d.Warnings)
	}
	tr := d.Traces[2]
	same(t, "x", tr.X.Values, []float64{300, 299, 298})
	same(t, "y", tr.Data, []float64{10, nan, 12})
	if tr.X.Kind != "temperature" || tr.Y.Unit != "ohm" || tr.Technique != "transport" || d.Traces[1].Y.Kind != "magnetic_field" {
		t.Errorf("%+v %+v", tr.X.Quantity, tr.Y)
	}
}

const easyExpertFile = "SetupTitle, IV\nTestParameter, Channel.Unit, SMU1, SMU2\nDimension1, 3, 3\nDataName, Vd (V), Id (A)\nDataValue, 0, 1E-12\nDataValue, 0.5, 2E-9\nDataValue, 1, 3E-6\n"

func TestKeysight(t *testing.T) {
	d := sets(t, easyExpertFile, 1)[0]
	if tr := d.Traces[0]; tr.X.Unit != "V" || tr.Y.Unit != "A" || tr.Y.Label != "Id" {
		t.Errorf("%+v %+v", tr.X.Quantity, tr.Y)
	}
	same(t, "y", d.Traces[0].Data, []float64{1e-12, 2e-9, 3e-6})
	scope := sets(t, "x-axis,1\nsecond,Volt\n-1e-3,0.5\n0,0.25\n", 1)[0] // Keysight oscilloscope
	if tr := scope.Traces[0]; tr.X.Unit != "s" || tr.Y.Unit != "V" {
		t.Errorf("%+v %+v", tr.X.Quantity, tr.Y)
	}
}
