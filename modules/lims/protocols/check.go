package protocols

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

const (
	maxNumber = 60
	maxTitle  = 300
	maxBody   = 200000
	maxHazard = 60
	maxSteps  = 200
	maxStep   = 1000
)

// prose is a text that may be empty.
func prose(f *values.Faults, pointer, text string) string {
	if v := f.Prose(pointer, &text, maxBody); v != nil {
		return *v
	}
	return ""
}

// checkDate refuses what is no day.
func checkDate(f *values.Faults, pointer string, d *Date) *Date {
	if d == nil || *d == "" {
		return nil
	}
	if t, err := time.Parse(time.DateOnly, string(*d)); err != nil || t.Year() < 1900 {
		f.Add(pointer, "not_a_date", "A date is a day of the calendar, written YYYY-MM-DD.")
	}
	return d
}

// checkSteps completes a checklist.
func checkSteps(f *values.Faults, in []Step) []Step {
	if len(in) > maxSteps {
		f.Add("/checklist", "out_of_range", "At most %d steps.", maxSteps)
		return nil
	}
	out := make([]Step, len(in))
	for i, s := range in {
		at := "/checklist/" + strconv.Itoa(i)
		s.Text = f.Required(at+"/text", s.Text, maxStep)
		switch s.Kind {
		case "":
			s.Kind = "check"
		case "check", "value", "warning":
		default:
			f.Add(at+"/kind", "not_allowed", "A step is a check, a value or a warning.")
		}
		out[i] = s
	}
	return out
}

// digest is the SHA-256 of what was approved, in a fixed order of members.
func digest(p *Protocol) (string, error) {
	text, err := json.Marshal([]any{"protocol/v1", p.Number, p.Revision, p.Title, p.Body, p.EffectiveDate, p.HazardLevel, p.TrainingRequired, p.Checklist})
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}

// conflict explains the violation of a unique key.
func conflict(err error) error {
	switch {
	case db.Violates(err, "protocols_org_id_number_revision_key"):
		return apperr.New(apperr.Conflict, "number_taken", "There is already a protocol with this number; revise that one.").
			At("/number", "number_taken", "There is already a protocol with this number.")
	case db.Violates(err, "protocols_open_key"):
		return draftExists()
	}
	return err
}

func draftExists() *apperr.Error {
	return apperr.New(apperr.Conflict, "draft_exists", "A revision of this protocol is already being written or reviewed.")
}

func archived() *apperr.Error {
	return apperr.New(apperr.Conflict, "archived", "This protocol is archived and cannot be changed.")
}
