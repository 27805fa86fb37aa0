package settings

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// definition is one known setting.
type definition struct {
	fallback json.RawMessage
	// check reads a value strictly and gives it back complete.
	check func(raw json.RawMessage) (json.RawMessage, error)
}

// retention is how long records and their trail are kept at least (P11-10).
type retention struct {
	Years *int `json:"years"`
}

// notifications say when the daily summary is mailed: from this hour of the organisation's day.
type notifications struct {
	DigestHour *int `json:"digest_hour"`
}

func (v notifications) check() error {
	if err := required("/value/digest_hour", v.DigestHour != nil); err != nil {
		return err
	}
	if *v.DigestHour < 0 || *v.DigestHour > 23 {
		return apperr.InvalidField("/value/digest_hour", "out_of_range", "An hour of the day is 0 to 23.")
	}
	return nil
}

// toggle is a setting that is on or off.
type toggle struct {
	Enabled *bool `json:"enabled"`
}

func (v toggle) check() error { return required("/value/enabled", v.Enabled != nil) }

// The settings about second factors (SECURITY.md ID-12).
const (
	MFARequired        = "mfa_required"
	SigningRequiresMFA = signing.SecondFactorKey
)

// known lists the settings.
func known() map[string]definition {
	return map[string]definition{
		"sharing":          define(`{"enabled":false}`, toggle.check), // with other organisations, given and taken (SECURITY.md SH-1)
		MFARequired:        define(`{"enabled":false}`, toggle.check),
		SigningRequiresMFA: define(`{"enabled":false}`, toggle.check),
		"inactivity":       define(`{"days":0}`, inactivity.check),
		"retention":        define(`{"years":10}`, retention.check),
		"inventory":        define(`{"expiring_days":30,"expired_use":"warn"}`, inventory.check),
		"sample_processes": define(`{"kinds":[]}`, processKinds.check),
		changeReasonsKey:   define(`{"required_for":[]}`, changeReasons.check),
		signing.SettingKey: define(`{"segregation_of_duties":true}`, signing.Policy.Check),
		"notifications":    define(`{"digest_hour":7}`, notifications.check),
	}
}

// inactivity is after how many days without a sign-in an account is closed until an administrator touches it; 0 is never (P11-26).
type inactivity struct {
	Days *int `json:"days"`
}

func (v inactivity) check() error {
	if err := required("/value/days", v.Days != nil); err != nil {
		return err
	}
	if *v.Days != 0 && (*v.Days < 7 || *v.Days > 3650) {
		return apperr.InvalidField("/value/days", "out_of_range", "Accounts are closed after 7 to 3650 days without a sign-in; 0 is never.")
	}
	return nil
}

// inventory is when people are told of what runs out, and whether what has expired may go into an experiment.
type inventory struct {
	ExpiringDays *int    `json:"expiring_days"`
	ExpiredUse   *string `json:"expired_use"`
}

func (v inventory) check() error {
	if err := required("/value/expiring_days", v.ExpiringDays != nil); err != nil {
		return err
	}
	if err := required("/value/expired_use", v.ExpiredUse != nil); err != nil {
		return err
	}
	if *v.ExpiringDays < 0 || *v.ExpiringDays > 365 {
		return apperr.InvalidField("/value/expiring_days", "out_of_range", "People are told 0 to 365 days before a sample expires.")
	}
	if *v.ExpiredUse != "warn" && *v.ExpiredUse != "block" {
		return apperr.InvalidField("/value/expired_use", "not_allowed", "Using an expired sample is warned of (warn) or refused (block).")
	}
	return nil
}

// processKinds are the organisation's own kinds of processing, beside those that all have.
type processKinds struct {
	Kinds []string `json:"kinds"`
}

func (v processKinds) check() error {
	if err := required("/value/kinds", v.Kinds != nil); err != nil {
		return err
	}
	if len(v.Kinds) > 200 {
		return apperr.InvalidField("/value/kinds", "out_of_range", "At most 200 kinds.")
	}
	for i, k := range v.Kinds {
		if !isWord(k) || slices.Contains(v.Kinds[:i], k) {
			return apperr.InvalidField(fmt.Sprintf("/value/kinds/%d", i), "not_allowed", "A kind is a word of small letters, digits and _, at most 40, each once.")
		}
	}
	return nil
}

// isWord has the form that the database asks of a kind.
func isWord(s string) bool {
	return len(s) <= 40 && s != "" && s[0] >= 'a' && s[0] <= 'z' && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

func (v retention) check() error {
	if err := required("/value/years", v.Years != nil); err != nil {
		return err
	}
	if *v.Years < 1 || *v.Years > 100 {
		return apperr.InvalidField("/value/years", "out_of_range", "Records are kept 1 to 100 years.")
	}
	return nil
}

func required(pointer string, there bool) error {
	if there {
		return nil
	}
	return apperr.InvalidField(pointer, "required", "This field is required.")
}

// define makes a definition of a value type: unknown fields are refused, the type's own check judges the rest.
func define[T any](fallback string, check func(T) error) definition {
	return definition{fallback: json.RawMessage(fallback), check: func(raw json.RawMessage) (json.RawMessage, error) {
		var v *T
		d := json.NewDecoder(bytes.NewReader(raw))
		d.DisallowUnknownFields()
		if err := d.Decode(&v); err != nil {
			return nil, misfit(err)
		}
		if v == nil {
			return nil, apperr.InvalidField("/value", "required", "A setting has a value.")
		}
		if err := check(*v); err != nil {
			return nil, err
		}
		return json.Marshal(v)
	}}
}

// misfit names the field and never the value.
func misfit(err error) error {
	if field, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return apperr.InvalidField("/value/"+strings.Trim(field, `"`), "unknown_field", "This setting has no such field.")
	}
	return apperr.InvalidField("/value", "invalid", "The value does not have the form of this setting; GET it to see the form.")
}
