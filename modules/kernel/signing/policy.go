package signing

import (
	"encoding/json"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// The organisation's settings: how strictly it signs, and whether signing wants a second factor (P11-22).
const (
	SettingKey      = "signing"
	SecondFactorKey = "signing_requires_mfa"
)

// Policy is how strictly an organisation signs. What is not stated has its default.
type Policy struct {
	SegregationOfDuties     *bool    `json:"segregation_of_duties"`
	Meanings                []string `json:"meanings,omitempty"`
	AccountabilityStatement string   `json:"accountability_statement,omitempty"`
	AccountabilityVersion   string   `json:"accountability_version,omitempty"`
	RequireAccountability   *bool    `json:"require_accountability,omitempty"`
	CanSignRequired         *bool    `json:"can_sign_required,omitempty"`
}

// DefaultStatement says what a signature is (P11-34); DefaultVersion is its version.
const (
	DefaultStatement = "My electronic signature is the legally binding equivalent of my handwritten signature."
	DefaultVersion   = "1"
)

// Check judges what an organisation decides.
func (p Policy) Check() error {
	if p.SegregationOfDuties == nil {
		return apperr.InvalidField("/value/segregation_of_duties", "required", "This field is required.")
	}
	for i, m := range p.Meanings {
		if !slices.Contains(Meanings(), m) || slices.Contains(p.Meanings[:i], m) {
			return apperr.InvalidField("/value/meanings", "not_allowed", "Name each of these meanings at most once: authorship, review, approval, responsibility, witness, rejection.")
		}
	}
	if n := len([]rune(p.AccountabilityStatement)); n > 2000 || len(p.AccountabilityVersion) > 40 {
		return apperr.InvalidField("/value/accountability_statement", "out_of_range", "The statement has at most 2000 characters, its version 40.")
	}
	if (p.AccountabilityStatement == "") != (p.AccountabilityVersion == "") {
		return apperr.InvalidField("/value/accountability_version", "required", "A statement of one's own has a version, so that people accept a new one anew.")
	}
	return nil
}

// Rules is a policy with its defaults filled in.
type Rules struct {
	Segregation, Accountability, Permit, MFA bool
	Meanings                                 []string
	Statement, StatementVersion              string
}

// Read fills the stored value; second is the setting of the second factor; strict is compliance.profile=part11, which turns every demand on.
func Read(stored []byte, second, strict bool) (Rules, error) {
	var p struct {
		Policy
		Second bool `json:"requires_mfa"` // what was stored before the second factor had its setting still binds
	}
	if len(stored) > 0 {
		if err := json.Unmarshal(stored, &p); err != nil {
			return Rules{}, err
		}
	}
	on := func(v *bool, otherwise bool) bool {
		if v == nil {
			return otherwise || strict
		}
		return *v || strict
	}
	r := Rules{Segregation: on(p.SegregationOfDuties, true), Accountability: on(p.RequireAccountability, false), Permit: on(p.CanSignRequired, false),
		MFA: second || p.Second || strict, Meanings: p.Meanings, Statement: p.AccountabilityStatement, StatementVersion: p.AccountabilityVersion}
	if len(r.Meanings) == 0 {
		r.Meanings = Meanings()
	}
	if r.Statement == "" {
		r.Statement, r.StatementVersion = DefaultStatement, DefaultVersion
	}
	return r, nil
}
