package analysis_test

import (
	"strings"
	"testing"
)

// TestResultsExport: one column for each value and unit, uncertainty and coverage factor beside it, as they were written.
func TestResultsExport(t *testing.T) {
	s := open(t)
	e := s.experiment(nil, "running")
	for _, values := range []string{`[{"name":"shift","value":"520.70","unit":"cm-1","uncertainty":"0.10","k":2},{"name":"ratio","value":"-1.2e-3"}]`,
		`[{"name":"ratio","value":"1.10"},{"name":"shift","value":"64.500","unit":"meV"}]`} {
		s.Do("a/technician", "POST", "/results", `{"experiment_id":"`+e+`","result_type":"peaks","values":`+values+`,"metadata":{"laser":{"value":"532.0","unit":"nm"},"who":"=me"}}`).Want(201)
	}
	body := string(s.Do("a/viewer", "GET", "/results/export?sort=created_at&columns=result_type,values,metadata", nil).Want(200).Body)
	_, body, _ = strings.Cut(body, "spectra_zone,UTC\r\n")
	want := "result_type,values.shift [cm-1],values.shift [cm-1] | uncertainty,values.shift [cm-1] | k,values.ratio,values.shift [meV],metadata.laser [nm],metadata.who\r\n" +
		"peaks,520.70,0.10,2,-1.2e-3,,532.0,'=me\r\npeaks,,,,1.10,64.500,532.0,'=me\r\n"
	if body != want {
		t.Errorf("%s\nwant\n%s", body, want)
	}
	params := string(s.Do("a/viewer", "GET", "/experiments/export?preamble=false&columns=title,parameters", nil).Want(200).Body)
	if !strings.HasPrefix(params, "\ufefftitle") {
		t.Errorf("%s", params)
	}
}
