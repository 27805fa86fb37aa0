package chain

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// MaxBehind is how long entries may wait for a checkpoint.
const MaxBehind = 10 * time.Minute

// Head is the end of a chain as the database notes it.
type Head struct {
	Seq  int64
	Hash []byte
}

// Witness is a copy of a checkpoint kept outside the database.
type Witness struct {
	Note  string
	Where string // what an operator would look at
}

// Trail says against what one organisation's chain is checked.
type Trail struct {
	Instance    id.ID
	Org         id.ID
	Keys        note.Verifiers // never from the database; nil: checkpoints cannot be checked
	Checkpoints []Checkpoint   // as the database has them, by size
	Witnesses   []Witness
	Now         time.Time
}

// Verifier checks the rows of one chain in the order of their places, in constant memory.
type Verifier struct {
	findings

	trail   Trail
	hash    *hasher
	seq     int64
	head    Hash
	tree    Tree
	due     []mark    // roots to compare, by size
	trusted int64     // size of the longest checkpoint that verified
	waiting time.Time // when the first entry after the longest checkpoint was written
}

// mark is a root that the tree must have at a size.
type mark struct {
	size  int64
	root  Hash
	class Class
	where string
}

// NewVerifier starts before the first place.
func NewVerifier(t Trail) *Verifier {
	v := &Verifier{findings: findings{org: &t.Org}, trail: t, hash: newHasher(), head: Genesis(t.Instance, t.Org)}
	v.openCheckpoints()
	return v
}

// Add checks the next row.
func (v *Verifier) Add(r *Row) {
	if r.Seq != v.seq+1 {
		v.add(Gap, v.seq+1, fmt.Sprintf("places %d to %d are not there", v.seq+1, r.Seq-1))
	} else if !bytes.Equal(r.Prev, v.head[:]) {
		v.add(BrokenLink, r.Seq, fmt.Sprintf("place %d does not follow place %d", r.Seq, v.seq))
	}
	v.seq = r.Seq
	if r.Missing {
		v.add(MissingEntry, r.Seq, fmt.Sprintf("place %d names entry %d, which is not there", r.Seq, r.ID))
	} else {
		v.entry(r)
	}
	v.head = Hash(r.Hash)
	v.tree.Add(r.Hash)
	v.compare()
	if v.waiting.IsZero() && r.Seq > v.trusted {
		v.waiting = r.Entry.At()
	}
}

// entry recomputes what the row holds, from the values up to the link.
func (v *Verifier) entry(r *Row) {
	if r.Redacted {
		v.add(Redacted, r.Seq, fmt.Sprintf("the values of place %d were taken away on a legal order", r.Seq))
	} else if sum := sha256.Sum256(r.Payload); !bytes.Equal(sum[:], r.Entry[PayloadHash]) {
		v.add(BadPayload, r.Seq, fmt.Sprintf("the old and new values of place %d are not those that were recorded", r.Seq))
	}
	if !bytes.Equal(r.Entry[Org], v.trail.Org[:]) {
		v.add(BadLeaf, r.Seq, fmt.Sprintf("the entry at place %d belongs to another organisation", r.Seq))
	}
	if leaf := v.hash.leaf(&r.Entry); !bytes.Equal(leaf[:], r.Leaf) {
		v.add(BadLeaf, r.Seq, fmt.Sprintf("who, what, when or why of place %d is not what was recorded", r.Seq))
	}
	if link := v.hash.link(v.trail.Org, r.Seq, r.Prev, r.Leaf); !bytes.Equal(link[:], r.Hash) {
		v.add(BadHash, r.Seq, fmt.Sprintf("the hash of place %d is not that of its entry", r.Seq))
	}
}

// compare looks whether checkpoints of this size saw the same chain.
func (v *Verifier) compare() {
	for len(v.due) > 0 && v.due[0].size <= v.tree.Size() {
		m := v.due[0]
		v.due = v.due[1:]
		if m.size == v.tree.Size() && m.root != v.tree.Root() {
			v.add(m.class, m.size, fmt.Sprintf("up to place %d the chain is not what %s saw", m.size, m.where))
		}
	}
}

// Close checks the end of the chain against its head and everything that saw a longer one, and gives the report.
func (v *Verifier) Close(h *Head, unsealed int64) Report {
	for _, m := range v.due {
		v.add(Truncated, v.seq+1, fmt.Sprintf("the chain ends at place %d, %s saw %d", v.seq, m.where, m.size))
	}
	if unsealed > 0 {
		v.add(Unsealed, 0, fmt.Sprintf("%d entries are in no chain", unsealed))
	}
	switch {
	case h == nil && v.seq > 0:
		v.add(BadHead, v.seq, "the chain has no head")
	case h != nil && (h.Seq != v.seq || !bytes.Equal(h.Hash, v.head[:])):
		v.add(BadHead, v.seq, fmt.Sprintf("the head is at place %d, the chain ends at place %d", h.Seq, v.seq))
	}
	if v.trail.Keys != nil && !v.waiting.IsZero() && v.trail.Now.Sub(v.waiting) > MaxBehind {
		v.add(Stale, v.trusted+1, fmt.Sprintf("entries after place %d have waited for a checkpoint since %s", v.trusted, v.waiting.Format(time.RFC3339)))
	}
	return Report{OrgID: v.trail.Org, Entries: v.tree.Size(), HeadSeq: v.seq, HeadHash: fmt.Sprintf("%x", v.head), CheckpointSize: v.trusted, Findings: v.list}
}

// Report is what the check of one chain found.
type Report struct {
	OrgID          id.ID     `json:"org_id"`
	Entries        int64     `json:"entries"`
	HeadSeq        int64     `json:"head_seq"`
	HeadHash       string    `json:"head_hash"`
	CheckpointSize int64     `json:"checkpoint_size" doc:"Length of the chain at the longest checkpoint that verified; 0: none."`
	Findings       []Finding `json:"findings"`
}
