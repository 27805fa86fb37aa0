package impact

import (
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/calibration"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Item is one result under suspicion.
type Item struct {
	ID                  id.ID           `json:"id"`
	Code                string          `json:"code"`
	ResultType          string          `json:"result_type"`
	Status              string          `json:"status" enum:"valid,voided"`
	Origin              string          `json:"origin" enum:"recorded,computed"`
	StaleReason         *string         `json:"stale" nullable:"true"`
	LockedAt            *time.Time      `json:"locked_at" nullable:"true" doc:"Signed: it cannot be flagged and must be dealt with by its signers."`
	AcquiredAt          time.Time       `json:"acquired_at"`
	RecordedAt          time.Time       `json:"recorded_at"`
	ExperimentID        *id.ID          `json:"experiment_id" nullable:"true"`
	ExperimentCode      *string         `json:"experiment_code" nullable:"true"`
	SampleID            *id.ID          `json:"sample_id" nullable:"true"`
	SampleCode          *string         `json:"sample_code" nullable:"true"`
	SampleName          *string         `json:"sample_name" nullable:"true"`
	CreatedByName       *string         `json:"created_by_name" nullable:"true"`
	CalibrationOverride json.RawMessage `json:"calibration_override"`
}

// TableName lets list helpers count results.
func (Item) TableName() string { return "results" }

// Counts are over all results under suspicion, not over a page.
type Counts struct {
	Total   int64 `json:"total"`
	Flagged int64 `json:"flagged" doc:"Stale already, for whatever reason."`
	Open    int64 `json:"open" doc:"Valid and not flagged: what flagging would flag."`
	Locked  int64 `json:"locked" doc:"Signed and not flagged."`
	Voided  int64 `json:"voided"`
}

// Report is what a calibration means for earlier results.
type Report struct {
	Calibration calibration.Suspicion `json:"calibration"`
	Counts      Counts                `json:"counts"`
	page.List[Item]
}

// Flagged is what flagging did.
type Flagged struct {
	Flagged int64  `json:"flagged" doc:"Results that were flagged now, those made of others among them."`
	Counts  Counts `json:"counts" doc:"How it is after it."`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{"acquired_at": {SQL: acquired, Cast: "timestamptz", ID: func(r *Item) id.ID { return r.ID },
		Value: func(r *Item) string { return r.AcquiredAt.UTC().Format(time.RFC3339Nano) }}}
}
