package experiments

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// The states of an experiment (API.md §6.4).
const (
	Draft     = "draft"
	Running   = "running"
	Completed = "completed"
	Reviewed  = "reviewed"
	Approved  = "approved"
	Voided    = "voided"
)

// Next lists the states that may follow. Nothing leaves approved or voided.
func Next(status string) []string {
	switch status {
	case Draft:
		return []string{Running, Voided}
	case Running:
		return []string{Completed, Voided}
	case Completed:
		return []string{Reviewed, Running, Voided}
	case Reviewed:
		return []string{Approved, Voided}
	}
	return []string{}
}

// explained reports that going back and voiding must say why.
func explained(from, to string) bool { return to == Voided || from == Completed && to == Running }

// judged reports that the state is a verdict, for which transition alone is not right enough.
func judged(status string) bool { return status == Reviewed || status == Approved }

// requireReason refuses a change that does not say why.
func requireReason(ctx context.Context) error {
	if tenancy.StampFrom(ctx).Reason == "" {
		return endpoint.ReasonRequired()
	}
	return nil
}
