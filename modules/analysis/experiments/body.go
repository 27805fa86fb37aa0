package experiments

import (
	"strconv"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

const (
	maxSamples    = 500
	maxParameters = 200
	maxTitle      = 300
	maxMethod     = 100
	maxProse      = 20000
)

// ParameterInput is a parameter as it comes in.
type ParameterInput struct {
	Name string `json:"name" minLength:"1" maxLength:"100"`
	values.Input
}

// New is the body of a creation.
type New struct {
	Title        string           `json:"title" minLength:"1" maxLength:"300"`
	Method       string           `json:"method" minLength:"1" maxLength:"100" doc:"Free text, such as raman or uvvis.transmission."`
	Description  *string          `json:"description,omitempty" maxLength:"20000" nullable:"true"`
	ProjectID    *id.ID           `json:"project_id,omitempty" nullable:"true"`
	InstrumentID *id.ID           `json:"instrument_id,omitempty" nullable:"true"`
	ProtocolID   *id.ID           `json:"protocol_id,omitempty" nullable:"true"`
	SampleIDs    []id.ID          `json:"sample_ids,omitempty" maxItems:"500"`
	Parameters   []ParameterInput `json:"parameters,omitempty" maxItems:"200"`
}

// Change is a merge patch; lists are replaced as wholes.
type Change struct {
	Title        endpoint.Patch[string]           `json:"title,omitempty" minLength:"1" maxLength:"300"`
	Method       endpoint.Patch[string]           `json:"method,omitempty" minLength:"1" maxLength:"100"`
	Description  endpoint.Patch[string]           `json:"description,omitempty" maxLength:"20000"`
	ProjectID    endpoint.Patch[id.ID]            `json:"project_id,omitempty"`
	InstrumentID endpoint.Patch[id.ID]            `json:"instrument_id,omitempty"`
	ProtocolID   endpoint.Patch[id.ID]            `json:"protocol_id,omitempty"`
	SampleIDs    endpoint.Patch[[]id.ID]          `json:"sample_ids,omitempty"`
	Parameters   endpoint.Patch[[]ParameterInput] `json:"parameters,omitempty"`
}

// Move is the body of a transition.
type Move struct {
	To   string  `json:"to" enum:"draft,running,completed,reviewed,approved,voided"`
	Note *string `json:"note,omitempty" maxLength:"2000" nullable:"true" doc:"Kept in the audit trail."`
}

// checkParameters turns parameters into rows without keys.
func checkParameters(f *values.Faults, in []ParameterInput) []values.Typed {
	if len(in) > maxParameters {
		f.Add("/parameters", "out_of_range", "At most %d parameters.", maxParameters)
		return nil
	}
	out, seen := make([]values.Typed, 0, len(in)), map[string]bool{}
	for i, p := range in {
		at := "/parameters/" + strconv.Itoa(i)
		f.Name(at+"/name", p.Name)
		if seen[p.Name] {
			f.Add(at+"/name", "duplicate", "This parameter is there already.")
		}
		seen[p.Name] = true
		out = append(out, f.Typed(at, at+"/value", p.Name, p.Input))
	}
	return out
}

// checkSamples refuses a sample named twice.
func checkSamples(f *values.Faults, ids []id.ID) {
	if len(ids) > maxSamples {
		f.Add("/sample_ids", "out_of_range", "At most %d samples.", maxSamples)
		return
	}
	seen := map[id.ID]bool{}
	for i, s := range ids {
		if seen[s] {
			f.Add("/sample_ids/"+strconv.Itoa(i), "duplicate", "This sample is there already.")
		}
		seen[s] = true
	}
}
