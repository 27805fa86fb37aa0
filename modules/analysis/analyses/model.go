package analyses

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/experiments"
	"github.com/spectra-lab/spectra/modules/analysis/methods"
	"github.com/spectra-lab/spectra/modules/analysis/results"
	"github.com/spectra-lab/spectra/modules/analysis/traces"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Traces gives traces of the caller's organisation.
type Traces interface {
	Get(ctx context.Context, traceID id.ID) (*traces.View, error)
	Load(ctx context.Context, traceID id.ID) (*traces.Loaded, error)
}

// Experiments locks the experiment a result will belong to, and refuses one that takes no results.
type Experiments interface {
	ForResult(ctx context.Context, experimentID id.ID, pointer string) (*experiments.Ref, error)
}

// Results stores computed results with their lineage, in the transaction of the context.
type Results interface {
	RecordComputed(ctx context.Context, c results.Computed) (*results.View, error)
	// Admit refuses data of an instrument whose calibration is in the way.
	Admit(ctx context.Context, ref *experiments.Ref, instrumentID *id.ID, at *time.Time) error
}

// New is the body of an analysis.
type New struct {
	Method       string         `json:"method" minLength:"1" maxLength:"100" doc:"Name from GET /methods."`
	Inputs       map[string]any `json:"inputs" doc:"What the method works on, by the names it gives: {\"trace_id\":\"…\"}."`
	Parameters   map[string]any `json:"parameters,omitempty" doc:"By the names the method gives; null and absent stand for the default."`
	ExperimentID *id.ID         `json:"experiment_id,omitempty" nullable:"true" doc:"Experiment of the result; the trace's own when absent. It must be running."`
}

// Engine is what computed a result: numbers are bit-equal only between equal engines.
type Engine struct {
	Version string `json:"version"`
	Arch    string `json:"arch"`
}

// Preview is what a dry run computed.
type Preview struct {
	DryRun     bool             `json:"dry_run"`
	ResultType string           `json:"result_type"`
	Method     results.Method   `json:"method"`
	Parameters methods.Settings `json:"parameters"`
	Inputs     []results.Input  `json:"inputs"`
	Values     []results.Value  `json:"values"`
	Warnings   []string         `json:"warnings"`
	Engine     Engine           `json:"engine"`
}
