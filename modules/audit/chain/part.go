package chain

import (
	"fmt"

	"golang.org/x/mod/sumdb/note"
)

// Part checks rows that were taken out of a chain: each alone, and that it is in the tree of a checkpoint.
type Part struct {
	v    *Verifier
	root *Checkpoint
	rows int64
}

// NewPart starts without a checkpoint.
func NewPart(t Trail) *Part { return &Part{v: NewVerifier(t)} }

// Against takes the checkpoint that the rows' proofs lead to.
func (p *Part) Against(text string, keys note.Verifiers) {
	c, err := Open(text, keys, p.v.trail.Instance)
	if err != nil || c.Org != p.v.trail.Org {
		p.v.add(CheckpointSig, 0, "the checkpoint is not signed by a known key, or is another organisation's")
		return
	}
	p.root, p.v.trusted = &c, c.Size
}

// Add checks a row with its proof.
func (p *Part) Add(r *Row, path []Hash) {
	p.rows++
	if r.Seq <= p.v.seq {
		p.v.add(Gap, r.Seq, "the rows are not in the order of the chain")
	}
	p.v.seq = r.Seq
	p.v.entry(r)
	if p.root == nil {
		return
	}
	if err := (Proof{Seq: r.Seq, Size: p.root.Size, Path: path}).Check(r.Hash, p.root.Root); err != nil {
		p.v.add(CheckpointRoot, r.Seq, fmt.Sprintf("place %d is not in what the checkpoint saw", r.Seq))
	}
}

// Close gives the report.
func (p *Part) Close() Report {
	return Report{OrgID: p.v.trail.Org, Entries: p.rows, HeadSeq: p.v.seq, CheckpointSize: p.v.trusted, Findings: p.v.list}
}
