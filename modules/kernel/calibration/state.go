package calibration

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// The states of an instrument's calibration (API.md §3).
const (
	Valid          = "valid"
	Due            = "due" // ends within 30 days
	Overdue        = "overdue"
	OutOfTolerance = "out_of_tolerance"
	NotRequired    = "not_required"
)

// Moment asks how an instrument's calibration stood; a nil At is now.
type Moment struct {
	Instrument id.ID
	At         *time.Time
}

// State is how an instrument's calibration stood at a moment.
type State struct {
	Instrument id.ID
	Code       string // of the instrument
	Retired    bool   // the instrument, now
	ID         *id.ID // the calibration in force; nil when there was none
	Status     string
	ExpiresAt  *time.Time
	At         time.Time // the moment
	Now        string    // the status now
}

// Blocked names what is in the way of measuring: the state at the moment, or a calibration that has failed since, which
// casts doubt on what came before it. Empty when nothing is.
func (s *State) Blocked() string {
	switch {
	case s.Status == Overdue || s.Status == OutOfTolerance:
		return "calibration_" + s.Status
	case s.Now == OutOfTolerance:
		return "calibration_" + OutOfTolerance
	}
	return ""
}

// Suspicion is what a calibration says about the results that came before it.
type Suspicion struct {
	ID             id.ID      `json:"id"`
	Code           string     `json:"code"`
	Outcome        string     `json:"outcome"`
	InstrumentID   id.ID      `json:"instrument_id"`
	InstrumentCode string     `json:"instrument_code"`
	PerformedAt    time.Time  `json:"performed_at"`
	OutOfTolerance bool       `json:"out_of_tolerance" doc:"It failed, or found the instrument out of tolerance before adjusting it. A withdrawn calibration says nothing."`
	LastGoodID     *id.ID     `json:"last_good_id" nullable:"true" doc:"The calibration before it that left the instrument in tolerance; null when there is none."`
	LastGoodCode   *string    `json:"last_good_code" nullable:"true"`
	Since          *time.Time `json:"since" nullable:"true" doc:"When the last good one was performed; null: since ever."`
	Until          *time.Time `json:"until" nullable:"true" doc:"When the instrument was in tolerance again; null: not yet."`
}
