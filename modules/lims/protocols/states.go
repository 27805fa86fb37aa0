package protocols

import "slices"

// The states of a protocol.
const (
	Draft      = "draft"
	InReview   = "in_review"
	Approved   = "approved"
	Effective  = "effective"
	Superseded = "superseded"
	Retired    = "retired"
)

// step is what people do with a protocol, and the states they can do it in.
type step struct {
	word string
	from []string
}

// The steps. A draft is archived, not retired; an approved one is withdrawn by retiring it before its day.
func submitting() step { return step{"submitted for review", []string{Draft}} }
func approving() step  { return step{"approved", []string{InReview}} }
func rejecting() step  { return step{"rejected", []string{InReview}} }
func retiring() step   { return step{"retired", []string{Approved, Effective, Superseded}} }
func revising() step   { return step{"revised", []string{Approved, Effective, Superseded, Retired}} }

func (s step) in(status string) bool { return slices.Contains(s.from, status) }
