package signrequests

import (
	"context"
	"fmt"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/signatures"
)

// possible refuses stages that could never be signed (P11-31): each needs somebody of its own who is there, sees the record,
// may sign in this meaning, and has not signed in the same one, or for a judgement in the other one, already.
func (s *Service) possible(ctx context.Context, c *signatures.Case, stages []Ask) error {
	people, err := s.store.people(ctx, c.Type.Word, c.RecordID, signatures.Parts(string(c.Canonical)))
	if err != nil {
		return err
	}
	var f values.Faults
	could := make([][]id.ID, len(stages))
	for i, ask := range stages {
		if ask.UserID != nil {
			could[i], err = s.person(ctx, c, people, ask, fmt.Sprintf("/stages/%d/user_id", i), &f)
		} else {
			could[i], err = s.role(ctx, c, people, ask, fmt.Sprintf("/stages/%d/role", i), &f)
		}
		if err != nil {
			return err
		}
	}
	if err := f.Err(); err != nil {
		return err
	}
	assign(c.Rules, stages, could, &f)
	return f.Err()
}

// person checks a stage that names somebody.
func (s *Service) person(ctx context.Context, c *signatures.Case, people []person, ask Ask, pointer string, f *values.Faults) ([]id.ID, error) {
	i := slices.IndexFunc(people, func(p person) bool { return p.ID == *ask.UserID })
	if i < 0 {
		f.Add(pointer, "unknown_reference", "There is no such person, or the account is closed.")
		return nil, nil
	}
	if !s.sees(ctx, &people[i]) {
		f.Add(pointer, "record_hidden", "%s has no part in a project of this record and cannot see all of it.", people[i].Name)
		return nil, nil
	}
	err := s.signs.Refusal(ctx, c, people[i].actor(ctx), ask.Meaning)
	if refusal, ok := apperr.As(err); ok {
		f.Add(pointer, refusal.Code, "%s could not sign this: %s", people[i].Name, refusal.Message)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []id.ID{people[i].ID}, nil
}

// role gives who could sign a stage that names a role.
func (s *Service) role(ctx context.Context, c *signatures.Case, people []person, ask Ask, pointer string, f *values.Faults) (out []id.ID, err error) {
	known, err := s.store.roleThere(ctx, *ask.Role)
	if err != nil {
		return nil, err
	}
	if !known {
		f.Add(pointer, "unknown_reference", "There is no such role.")
		return nil, nil
	}
	for i := range people {
		p := &people[i]
		if slices.Contains(p.roles(), *ask.Role) && s.sees(ctx, p) && s.signs.Refusal(ctx, c, p.actor(ctx), ask.Meaning) == nil {
			out = append(out, p.ID)
		}
	}
	if len(out) == 0 {
		f.Add(pointer, "nobody_can_sign", "Nobody with this role could sign this record in this meaning.")
	}
	return out, nil
}

// sees tells whether a person sees all of the record, as far as projects go.
func (s *Service) sees(ctx context.Context, p *person) bool {
	if p.Member {
		return true
	}
	as := tenancy.With(ctx, p.actor(ctx))
	return s.kit.Can(as, "project:read_all") || s.kit.Can(as, "project:manage")
}

// assign gives each stage somebody of its own; a stage that gets nobody is a fault. People sign once in a meaning, and where
// duties are segregated once as reviewer or approver.
func assign(rules signing.Rules, stages []Ask, could [][]id.ID, f *values.Faults) {
	group := func(meaning string) string {
		if rules.Segregation && meaning == signing.Approval {
			return signing.Review
		}
		return meaning
	}
	type place struct {
		group string
		who   id.ID
	}
	taken := map[place]int{}
	var seat func(i int, tried map[place]bool) bool
	seat = func(i int, tried map[place]bool) bool {
		for _, who := range could[i] {
			p := place{group(stages[i].Meaning), who}
			if tried[p] {
				continue
			}
			tried[p] = true
			if holder, full := taken[p]; !full || seat(holder, tried) {
				taken[p] = i
				return true
			}
		}
		return false
	}
	for i, ask := range stages {
		if seat(i, map[place]bool{}) {
			continue
		}
		same := func(other Ask) bool { return ask.UserID != nil && other.UserID != nil && *other.UserID == *ask.UserID }
		switch {
		case slices.ContainsFunc(stages[:i], func(o Ask) bool { return same(o) && o.Meaning == ask.Meaning }):
			f.Add(fmt.Sprintf("/stages/%d/user_id", i), "repeated", "This person is asked to sign in this meaning already.")
		case slices.ContainsFunc(stages[:i], same):
			f.Add(fmt.Sprintf("/stages/%d/user_id", i), "segregation_of_duties", "Nobody reviews and approves the same record.")
		default:
			f.Add(fmt.Sprintf("/stages/%d", i), "nobody_can_sign", "Everybody who could sign this stage is needed for the stages before.")
		}
	}
}
