package chain

import "github.com/spectra-lab/spectra/modules/kernel/id"

// Class names a kind of failure (SECURITY.md §4, "spectra audit verify").
type Class string

// The classes.
const (
	Gap            Class = "GAP"             // a place of the chain is not there
	BrokenLink     Class = "LINK"            // a place does not follow the one before it
	BadPayload     Class = "PAYLOAD"         // old and new values are not those that were hashed
	BadLeaf        Class = "LEAF"            // a column of the entry is not what was hashed
	BadHash        Class = "HASH"            // the place's hash is not that of its leaf
	MissingEntry   Class = "MISSING_ENTRY"   // the chain names an entry that is not there
	Unsealed       Class = "UNSEALED"        // an entry is in no chain
	BadHead        Class = "HEAD"            // the head is not the end of the chain
	CheckpointRoot Class = "CHECKPOINT_ROOT" // the chain is not what a checkpoint saw
	CheckpointSig  Class = "CHECKPOINT_SIG"  // a checkpoint was not signed by a known key
	AnchorDiffers  Class = "ANCHOR"          // an anchored copy is another one
	Truncated      Class = "TRUNCATED"       // a checkpoint saw a longer chain
	Weakened       Class = "CONFIG_WEAKENED" // triggers, functions, owners or grants are not as installed
	Stale          Class = "STALE"           // entries have been waiting for a checkpoint for too long
	StateDrift     Class = "STATE_DRIFT"     // a record is not what its last entry says
	UnauditedRow   Class = "UNAUDITED_ROW"   // a record has no entry at all
	BadSignature   Class = "SIGNATURE"       // an electronic signature is not what a known key signed
	RecordMismatch Class = "RECORD_MISMATCH" // it stands beside another record or version than it was made for
	ContentChanged Class = "CONTENT_CHANGED" // the record is not what was signed
	AccessRoot     Class = "ACCESS_ROOT"     // the access log is not what the chain's root over it says
	Redacted       Class = "REDACTED"        // a payload was taken away on a legal order; no failure
	CannotVerify   Class = "CANNOT_VERIFY"   // something needed for the check is not there
)

// Exit codes of the command.
const (
	ExitClean = iota
	ExitTampered
	ExitCannotVerify
	ExitStale
)

// Code is the exit code a class leads to.
func (c Class) Code() int {
	switch c {
	case Redacted:
		return ExitClean
	case Stale:
		return ExitStale
	case CannotVerify:
		return ExitCannotVerify
	default:
		return ExitTampered
	}
}

// Finding is one kind of failure in one chain: where first, and how often.
type Finding struct {
	Class  Class  `json:"class"`
	OrgID  *id.ID `json:"org_id" nullable:"true" doc:"Null: of the installation."`
	Seq    int64  `json:"seq" doc:"First place of the chain that is wrong; 0 where there is none."`
	Count  int64  `json:"count"`
	Detail string `json:"detail"`
}

// findings collects, at most one line for a class.
type findings struct {
	org  *id.ID
	list []Finding
}

func (f *findings) add(c Class, seq int64, detail string) {
	for i := range f.list {
		if f.list[i].Class == c {
			f.list[i].Count++
			return
		}
	}
	f.list = append(f.list, Finding{Class: c, OrgID: f.org, Seq: seq, Count: 1, Detail: detail})
}

// Exit is the worst exit code of findings: tampered before not verifiable before stale before clean.
func Exit(all []Finding) int {
	worst := ExitClean
	for _, f := range all {
		switch code := f.Class.Code(); {
		case code == ExitTampered:
			return ExitTampered
		case code == ExitCannotVerify, code == ExitStale && worst == ExitClean:
			worst = code
		}
	}
	return worst
}
