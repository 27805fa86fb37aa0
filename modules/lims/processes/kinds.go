package processes

import (
	"context"
	"slices"
	"strings"
)

// common are the kinds that every organisation has; the setting sample_processes adds its own.
func common() []string {
	return []string{"anneal", "bond", "clean", "coat", "cut", "deposit", "dice", "dilute", "dissolve", "dry", "etch", "grind", "implant", "lithography",
		"merge", "mix", "mount", "oxidize", "polish", "pool", "split", "synthesize"}
}

// Kinds are the words a step may have.
type Kinds struct {
	Kinds []string `json:"kinds" doc:"In the order of words; the setting sample_processes adds to them."`
}

// Kinds lists the kinds of the organisation.
func (s *Service) Kinds(ctx context.Context) (*Kinds, error) {
	own, err := s.store.ownKinds(ctx)
	all := append(common(), own...)
	slices.Sort(all)
	return &Kinds{Kinds: slices.Compact(all)}, err
}

// known tells whether the organisation has a kind; a fault names those it has.
func (s *Service) known(ctx context.Context, kind string) (bool, string, error) {
	if slices.Contains(common(), kind) {
		return true, "", nil
	}
	k, err := s.Kinds(ctx)
	if err != nil {
		return false, "", err
	}
	return slices.Contains(k.Kinds, kind), strings.Join(k.Kinds, ", "), nil
}
