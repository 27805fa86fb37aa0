package reasons

import (
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// How much is asked for.
const (
	None     = "none"     // not asked for; one that is given is kept
	Optional = "optional" // asked for, may be left out
	Required = "required"
	Listed   = "listed" // one of a list
)

// Words are the values of a rule, the least demanding first.
func Words() []string { return []string{None, Optional, Required, Listed} }

// Rule is what is asked for in one case.
type Rule struct {
	Reason   string
	Reasons  []string
	FreeText bool // a reason may also be none of the list
}

// Judge refuses a change whose reason, "" for none, the rule does not take.
func (r Rule) Judge(reason string) error {
	switch {
	case r.Reason != Required && r.Reason != Listed:
		return nil
	case reason == "":
		err := Missing()
		if r.Reason == Listed {
			err = err.With("reasons", r.Reasons)
		}
		return err
	case r.Reason == Listed && !r.FreeText && !slices.Contains(r.Reasons, reason):
		return apperr.New(apperr.Invalid, "reason_not_listed", "This change needs one of these reasons in the header X-Change-Reason: %s.", strings.Join(r.Reasons, "; ")).
			At("header:X-Change-Reason", "not_listed", "The reason is none of the list.").With("reasons", r.Reasons)
	}
	return nil
}

// Missing is the 422 of changes that must say why.
func Missing() *apperr.Error {
	return apperr.New(apperr.Invalid, "reason_required", "This change needs a reason: send the header X-Change-Reason with 3 to 500 characters.").
		At("header:X-Change-Reason", "required", "A reason is required.")
}

// Policy is what an organisation asks for at changes of one type of record.
type Policy struct {
	Any Rule            // where no rule is about the status
	By  map[string]Rule // by status
}

// Judge refuses a change of records that are in these statuses. Records without status, or none that can be found, are
// under the rule of the type.
func (p *Policy) Judge(statuses []string, reason string) error {
	if len(statuses) == 0 {
		return p.Any.Judge(reason)
	}
	for _, s := range statuses {
		rule, own := p.By[s]
		if !own {
			rule = p.Any
		}
		if err := rule.Judge(reason); err != nil {
			return err
		}
	}
	return nil
}
