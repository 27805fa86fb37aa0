package chain

import (
	"errors"

	"golang.org/x/mod/sumdb/tlog"
)

// Tree is a Merkle tree of RFC 9162 over chain hashes, kept as the roots of its complete subtrees, largest first: a
// million leaves are twenty hashes.
type Tree struct {
	size  int64
	roots []tlog.Hash
}

// Size is the number of leaves.
func (t *Tree) Size() int64 { return t.size }

// Add appends the chain hash of the next place.
func (t *Tree) Add(hash []byte) {
	n := tlog.RecordHash(hash)
	for i := t.size; i&1 == 1; i >>= 1 {
		n = tlog.NodeHash(t.roots[len(t.roots)-1], n)
		t.roots = t.roots[:len(t.roots)-1]
	}
	t.roots = append(t.roots, n)
	t.size++
}

// Root is the tree's hash; of an empty tree the hash of nothing.
func (t *Tree) Root() Hash {
	if t.size == 0 {
		empty, _ := tlog.TreeHash(0, nil) // cannot fail: nothing is read
		return Hash(empty)
	}
	root := t.roots[len(t.roots)-1]
	for i := len(t.roots) - 2; i >= 0; i-- {
		root = tlog.NodeHash(t.roots[i], root)
	}
	return Hash(root)
}

// Clone is an independent copy.
func (t *Tree) Clone() *Tree {
	return &Tree{size: t.size, roots: append([]tlog.Hash(nil), t.roots...)}
}

// Proof shows that a chain hash is at a place of a tree, without the rest of the tree (RFC 9162 §2.1.3).
type Proof struct {
	Seq  int64  // place in the chain, from 1
	Size int64  // leaves of the tree
	Path []Hash // from the leaf upwards
}

var errProof = errors.New("the inclusion proof does not lead to the root")

// Check follows the proof from a chain hash to the root of a checkpoint.
func (p Proof) Check(hash []byte, root Hash) error {
	path := make(tlog.RecordProof, len(p.Path))
	for i, h := range p.Path {
		path[i] = tlog.Hash(h)
	}
	if p.Seq < 1 || p.Seq > p.Size || tlog.CheckRecord(path, p.Size, tlog.Hash(root), p.Seq-1, tlog.RecordHash(hash)) != nil {
		return errProof
	}
	return nil
}

// Prover keeps every hash of a tree, to make proofs from.
type Prover struct {
	size   int64
	hashes []tlog.Hash // as tlog numbers them
}

// Add appends the chain hash of the next place.
func (p *Prover) Add(hash []byte) error {
	added, err := tlog.StoredHashesForRecordHash(p.size, tlog.RecordHash(hash), p)
	if err != nil {
		return err
	}
	p.hashes = append(p.hashes, added...)
	p.size++
	return nil
}

// ReadHashes makes the prover a tlog.HashReader.
func (p *Prover) ReadHashes(at []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(at))
	for i, n := range at {
		if n < 0 || n >= int64(len(p.hashes)) {
			return nil, errors.New("the tree is smaller than that")
		}
		out[i] = p.hashes[n]
	}
	return out, nil
}

// Prove makes the proof of a place, from 1, in the tree of all places added.
func (p *Prover) Prove(seq int64) (Proof, error) {
	path, err := tlog.ProveRecord(p.size, seq-1, p)
	if err != nil {
		return Proof{}, err
	}
	out := Proof{Seq: seq, Size: p.size, Path: make([]Hash, len(path))}
	for i, h := range path {
		out.Path[i] = Hash(h)
	}
	return out, nil
}
