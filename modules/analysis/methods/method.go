package methods

import (
	"context"
	"math"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// Types of parameters.
const (
	Number  = "number"
	Integer = "integer"
	String  = "string"
	Boolean = "boolean"
)

// KindTrace is the kind of an input that is one trace, given by its id.
const KindTrace = "trace"

// Input is one thing a method works on.
type Input struct {
	Name        string `json:"name"`
	Kind        string `json:"kind" enum:"trace"`
	Required    bool   `json:"required"`
	Description string `json:"description"`
}

// Parameter is one setting. Unit is "x" or "y" where it is the unit of the trace's axis.
type Parameter struct {
	Name        string   `json:"name"`
	Type        string   `json:"type" enum:"number,integer,string,boolean"`
	Default     any      `json:"default" doc:"Null: not applied, or derived from the data as described; the stored result says what was used."`
	Unit        string   `json:"unit"`
	Min         *float64 `json:"min" nullable:"true"`
	Max         *float64 `json:"max" nullable:"true"`
	Choices     []string `json:"choices,omitempty"`
	Description string   `json:"description"`
}

// Output is one value a method gives; # stands for a running number.
type Output struct {
	Name        string `json:"name"`
	Unit        string `json:"unit" doc:"x and y stand for the units of the trace's axes."`
	Description string `json:"description"`
}

// Info describes a method.
type Info struct {
	Name        string      `json:"name"`
	Version     string      `json:"version"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Inputs      []Input     `json:"inputs"`
	Parameters  []Parameter `json:"parameters"`
	Outputs     []Output    `json:"outputs"`
	ResultType  string      `json:"result_type" doc:"result_type of the results it makes."`
	Reference   string      `json:"reference"`
}

// Method is a description with the computation behind it. Run must not change its inputs.
type Method struct {
	Info
	Run func(ctx context.Context, in Inputs, p Settings) (*Outcome, error)
}

// Series is one curve in file order; X and Y have the same length and may hold NaN where a value is missing.
type Series struct {
	X, Y         []float64
	XAxis, YAxis formats.Quantity
}

// Inputs are the curves by the name of the input.
type Inputs map[string]*Series

// Value is one number a method found, as the shortest decimal text that reads back as the same float64. Uncertainty is
// k times the standard uncertainty, and absent where the method has no statement about it.
type Value struct {
	Name        string   `json:"name"`
	Value       string   `json:"value"`
	Unit        string   `json:"unit"`
	Uncertainty *string  `json:"uncertainty,omitempty"`
	K           *float64 `json:"k,omitempty"`
	Dof         *float64 `json:"dof,omitempty"`
}

// Warning tells what a method left out or could not do.
type Warning struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Outcome is what a method gives. Parameters are the effective ones: run with them again, it gives the same values.
type Outcome struct {
	Values     []Value
	Parameters Settings
	Warnings   []Warning
}

// Text writes a finite number as the shortest decimal that reads back as the same float64, with an exponent only
// outside 1e-6 to 1e21 as JSON writers do.
func Text(v float64) string {
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e21) {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	if v == 0 {
		return "0" // a measured value has no negative zero
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// product names the unit of an area.
func product(y, x string) string { return strings.TrimSpace(y + " " + x) }
