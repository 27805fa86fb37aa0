package settings

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/reasons"
)

const changeReasonsKey = "change_reasons"

// changeReasons says which changes need a reason beyond those that always do (API.md §1 "Reason"): all of a type of
// record, or as the policies say, of which the most specific one wins.
type changeReasons struct {
	RequiredFor []string       `json:"required_for"`
	Policies    []reasonPolicy `json:"policies,omitempty"`
}

// reasonPolicy is what is asked for at changes of a type of record, in one status or in all for which no other is there.
type reasonPolicy struct {
	RecordType string   `json:"record_type"`
	Status     *string  `json:"status,omitempty"`
	Reason     string   `json:"reason"`
	Reasons    []string `json:"reasons,omitempty"`
	FreeText   bool     `json:"free_text,omitempty"`
}

// mostReasons bounds the policies, and the reasons of each.
const mostReasons = 50

func (v changeReasons) check() error {
	if err := required("/value/required_for", v.RequiredFor != nil); err != nil {
		return err
	}
	for i, t := range v.RequiredFor {
		if !slices.Contains(reasons.Types(), t) || slices.Contains(v.RequiredFor[:i], t) {
			return apperr.InvalidField(fmt.Sprintf("/value/required_for/%d", i), "not_allowed", "Name each of these record types at most once: %s.", strings.Join(reasons.Types(), ", "))
		}
	}
	if len(v.Policies) > mostReasons {
		return apperr.InvalidField("/value/policies", "out_of_range", "At most %d policies.", mostReasons)
	}
	for i, p := range v.Policies {
		at := fmt.Sprintf("/value/policies/%d", i)
		if err := p.check(at); err != nil {
			return err
		}
		if slices.ContainsFunc(v.Policies[:i], p.same) {
			return apperr.InvalidField(at, "duplicate", "There is one policy for each type of record and status.")
		}
	}
	return nil
}

func (v reasonPolicy) same(w reasonPolicy) bool {
	return v.RecordType == w.RecordType && (v.Status == nil) == (w.Status == nil) && (v.Status == nil || *v.Status == *w.Status)
}

func (v reasonPolicy) check(at string) error {
	if !slices.Contains(reasons.Types(), v.RecordType) {
		return apperr.InvalidField(at+"/record_type", "not_allowed", "A policy is about one of these record types: %s.", strings.Join(reasons.Types(), ", "))
	}
	statuses := reasons.StatusesOf(v.RecordType)
	if v.Status != nil && len(statuses) == 0 {
		return apperr.InvalidField(at+"/status", "not_allowed", "This type of record has no status; leave it out.")
	}
	if v.Status != nil && !slices.Contains(statuses, *v.Status) {
		return apperr.InvalidField(at+"/status", "not_allowed", "A record of this type is in one of these: %s.", strings.Join(statuses, ", "))
	}
	if !slices.Contains(reasons.Words(), v.Reason) {
		return apperr.InvalidField(at+"/reason", "not_allowed", "A reason is one of: %s.", strings.Join(reasons.Words(), ", "))
	}
	return v.checkList(at)
}

func (v reasonPolicy) checkList(at string) error {
	if v.Reason != reasons.Listed {
		switch {
		case len(v.Reasons) > 0:
			return apperr.InvalidField(at+"/reasons", "not_allowed", "Only the policy \"listed\" has a list of reasons.")
		case v.FreeText:
			return apperr.InvalidField(at+"/free_text", "not_allowed", "Only the policy \"listed\" tells whether other reasons may be given.")
		}
		return nil
	}
	if len(v.Reasons) == 0 {
		return apperr.InvalidField(at+"/reasons", "required", "Give the reasons to choose from.")
	}
	if len(v.Reasons) > mostReasons {
		return apperr.InvalidField(at+"/reasons", "out_of_range", "At most %d reasons.", mostReasons)
	}
	for i, r := range v.Reasons {
		if n := utf8.RuneCountInString(r); n < 3 || n > 500 || strings.TrimSpace(r) != r || strings.ContainsFunc(r, unicode.IsControl) {
			return apperr.InvalidField(fmt.Sprintf("%s/reasons/%d", at, i), "invalid", "A reason has 3 to 500 characters on one line, with no spaces around it.")
		}
		if slices.Contains(v.Reasons[:i], r) {
			return apperr.InvalidField(fmt.Sprintf("%s/reasons/%d", at, i), "duplicate", "Each reason is there once.")
		}
	}
	return nil
}

// Reasons tells what the organisation wants to be told about changes of a record type; nil is nothing.
func (s *Service) Reasons(ctx context.Context, record string) (*reasons.Policy, error) {
	set, err := s.Get(ctx, changeReasonsKey)
	if err != nil {
		return nil, err
	}
	var v changeReasons
	if err := json.Unmarshal(set.Value, &v); err != nil {
		return nil, err
	}
	return v.of(record), nil
}

func (v changeReasons) of(record string) *reasons.Policy {
	p, found := &reasons.Policy{By: map[string]reasons.Rule{}}, false
	if slices.Contains(v.RequiredFor, record) {
		p.Any, found = reasons.Rule{Reason: reasons.Required}, true
	}
	for _, x := range v.Policies {
		if x.RecordType != record {
			continue
		}
		found = true
		rule := reasons.Rule{Reason: x.Reason, Reasons: x.Reasons, FreeText: x.FreeText}
		if x.Status == nil {
			p.Any = rule
		} else {
			p.By[*x.Status] = rule
		}
	}
	if !found {
		return nil
	}
	return p
}
