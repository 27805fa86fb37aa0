package results

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

const (
	maxType     = 100
	maxValues   = 500
	maxComputed = 5000
	maxFiles    = 100
	maxMetadata = 200
)

// ValueInput is a value as it comes in.
type ValueInput struct {
	Name        string          `json:"name" minLength:"1" maxLength:"100"`
	Value       json.RawMessage `json:"value" doc:"Decimal number; a string keeps what was written (\"1.10\")."`
	Unit        string          `json:"unit,omitempty" maxLength:"40" doc:"UCUM unit; empty for a plain number."`
	Uncertainty json.RawMessage `json:"uncertainty,omitempty" doc:"k times the standard uncertainty, a decimal number not below 0."`
	K           *float64        `json:"k,omitempty" exclusiveMinimum:"0" maximum:"100" nullable:"true" doc:"Coverage factor of the uncertainty, 1 when absent."`
}

// New is the body of a recording.
type New struct {
	ExperimentID id.ID                      `json:"experiment_id" doc:"Must be running."`
	SampleID     *id.ID                     `json:"sample_id,omitempty" nullable:"true"`
	InstrumentID *id.ID                     `json:"instrument_id,omitempty" nullable:"true" doc:"The experiment's when absent."`
	ResultType   string                     `json:"result_type" minLength:"1" maxLength:"100" doc:"What was determined, such as thickness or peaks."`
	Values       []ValueInput               `json:"values" minItems:"1" maxItems:"500"`
	FileIDs      []id.ID                    `json:"file_ids,omitempty" maxItems:"100" doc:"Files that prove it."`
	Metadata     map[string]json.RawMessage `json:"metadata,omitempty" doc:"Custom values by key: plain, or {value, unit, type}."`
	ObservedAt   *time.Time                 `json:"observed_at,omitempty" nullable:"true" doc:"When it was observed. More than a day ago needs X-Change-Reason."`
}

// check turns a body into values and collects everything wrong with it; base is the pointer of the body.
func (in *New) check(f *values.Faults, base string) draft {
	d := draft{row: Result{ExperimentID: &in.ExperimentID, SampleID: in.SampleID, InstrumentID: in.InstrumentID, Status: Valid, Origin: Recorded,
		ResultType: f.Required(base+"/result_type", in.ResultType, maxType), ObservedAt: in.ObservedAt}, files: in.FileIDs, named: in.InstrumentID != nil}
	if len(in.Values) == 0 {
		f.Add(base+"/values", "required", "A result has at least one value.")
	}
	written := make([]Value, len(in.Values))
	for i, v := range in.Values {
		written[i] = v.read(f, base+"/values/"+strconv.Itoa(i))
	}
	d.values = checkValues(f, base+"/values", written, maxValues)
	if len(in.FileIDs) > maxFiles {
		f.Add(base+"/file_ids", "out_of_range", "At most %d files.", maxFiles)
	}
	for i, v := range in.FileIDs {
		if slices.Contains(in.FileIDs[:i], v) {
			f.Add(base+"/file_ids/"+strconv.Itoa(i), "duplicate", "This file is there already.")
		}
	}
	d.metadata = f.Metadata(base+"/metadata", in.Metadata, maxMetadata)
	return d
}

// read keeps the text of the numbers; checkValues judges them.
func (v *ValueInput) read(f *values.Faults, at string) Value {
	out := Value{Name: v.Name, Unit: v.Unit, K: v.K}
	var ok bool
	if out.Value, ok = values.Decimal(v.Value); !ok {
		f.Add(at+"/value", "not_decimal", `A value is a decimal number such as "1.10".`)
		out.Value = "0"
	}
	if len(v.Uncertainty) == 0 || bytes.Equal(v.Uncertainty, []byte("null")) {
		return out
	}
	text, ok := values.Decimal(v.Uncertainty)
	if !ok {
		f.Add(at+"/uncertainty", "not_decimal", `An uncertainty is a decimal number such as "0.05".`)
		text = "0"
	}
	out.Uncertainty = &text
	return out
}

// checkValues checks names, numbers and uncertainties and fills the coverage factor.
func checkValues(f *values.Faults, pointer string, in []Value, most int) []Value {
	if len(in) > most {
		f.Add(pointer, "out_of_range", "At most %d values.", most)
		return nil
	}
	out, seen := make([]Value, len(in)), map[string]bool{}
	for i, v := range in {
		at := pointer + "/" + strconv.Itoa(i)
		f.Name(at+"/name", v.Name)
		if seen[v.Name] {
			f.Add(at+"/name", "duplicate", "This value is there already.")
		}
		seen[v.Name] = true
		if !values.IsDecimal(v.Value) {
			f.Add(at+"/value", "not_decimal", `A value is a decimal number such as "1.10".`)
		}
		unit := f.Line(at+"/unit", &v.Unit, 40)
		if v.Unit = ""; unit != nil {
			v.Unit = *unit
		}
		checkUncertainty(f, at, &v)
		out[i] = v
	}
	return out
}

func checkUncertainty(f *values.Faults, at string, v *Value) {
	switch {
	case v.K != nil && (!(*v.K > 0) || math.IsInf(*v.K, 0)):
		f.Add(at+"/k", "out_of_range", "A coverage factor is above 0.")
	case v.Uncertainty == nil && v.K != nil:
		f.Add(at+"/k", "not_allowed", "A coverage factor belongs to an uncertainty.")
	case v.Uncertainty == nil:
	case !values.IsDecimal(*v.Uncertainty):
		f.Add(at+"/uncertainty", "not_decimal", `An uncertainty is a decimal number such as "0.05".`)
	case strings.HasPrefix(*v.Uncertainty, "-"):
		f.Add(at+"/uncertainty", "out_of_range", "An uncertainty is not negative.")
	case v.K == nil:
		one := 1.0
		v.K = &one
	}
	if v.DOF != nil && (!(*v.DOF >= 0) || math.IsInf(*v.DOF, 0)) {
		f.Add(at+"/dof", "out_of_range", "Degrees of freedom are a number not below 0.")
	}
}
