package signing

import (
	"context"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// The meanings of a signature (21 CFR 11.50).
const (
	Authorship     = "authorship"
	Review         = "review"
	Approval       = "approval"
	Responsibility = "responsibility"
	Witness        = "witness"
	Rejection      = "rejection" // needs a comment, and does not lock
)

// Meanings lists them in the order in which they are offered.
func Meanings() []string {
	return []string{Authorship, Review, Approval, Responsibility, Witness, Rejection}
}

// State is what signing has to know of a record besides its content.
type State struct {
	Code     string
	Version  int
	Locked   bool
	Authors  []id.ID // everybody who wrote it: they may be authors, and neither review, approve nor witness it
	Obstacle string  // code word of what is in the way of any signature; empty when nothing is
}

// Type is a type of record that can be signed. Table, Content and what follows are SQL that its module writes, never a client;
// @org and @id are the record's.
type Type struct {
	Word  string // record-type word: experiment
	Path  string // of its resource: /experiments
	Tag   string
	Read  string // permission
	Table string
	// Content selects one JSON object with the members fields, children, files, protocol, instrument_id and calibration_id.
	Content string
	// Along lock what is signed with the record: its files.
	Along []string
	// Moves are what a signature of a meaning does to the record's state.
	Moves map[string]string
	// Amend is the permission to open a signed record for a change; empty: it is never opened. Amends is what that does besides.
	Amend  string
	Amends []string
	// State reads the record; in a signing transaction it is locked already.
	State func(ctx context.Context, recordID id.ID) (*State, error)
}

// Holder is a module that has signable types.
type Holder interface{ Signables() []Type }

// Registry is all signable types. It is complete before the first request.
type Registry struct{ types []Type }

// Add takes types, each word once.
func (r *Registry) Add(types ...Type) {
	for _, t := range types {
		if _, known := r.Find(t.Word); !known {
			r.types = append(r.types, t)
		}
	}
}

// All lists the types.
func (r *Registry) All() []Type { return r.types }

// Find gives the type of a word.
func (r *Registry) Find(word string) (Type, bool) {
	i := slices.IndexFunc(r.types, func(t Type) bool { return t.Word == word })
	if i < 0 {
		return Type{}, false
	}
	return r.types[i], true
}
