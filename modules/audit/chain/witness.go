package chain

import (
	"cmp"
	"fmt"
	"slices"
)

// openCheckpoints checks the signatures of all checkpoints, those in the database and the copies outside it, and
// notes which roots the tree must have. A checkpoint is believed for its signature alone, wherever it lies.
func (v *Verifier) openCheckpoints() {
	stored := make(map[int64]Hash, len(v.trail.Checkpoints))
	for _, c := range v.trail.Checkpoints {
		if v.trail.Keys == nil {
			continue
		}
		signed, err := Open(c.Note, v.trail.Keys, v.trail.Instance)
		if err != nil || signed.Org != v.trail.Org || signed.Size != c.Size || signed.Root != c.Root {
			v.add(CheckpointSig, c.Size, fmt.Sprintf("the checkpoint at place %d is not signed by a known key, or was changed", c.Size))
			continue
		}
		stored[c.Size] = c.Root
		v.expect(signed, CheckpointRoot, fmt.Sprintf("the checkpoint at place %d", c.Size))
	}
	for _, w := range v.trail.Witnesses {
		if v.trail.Keys == nil {
			continue
		}
		signed, err := Open(w.Note, v.trail.Keys, v.trail.Instance)
		if err != nil || signed.Org != v.trail.Org {
			v.add(AnchorDiffers, 0, "the copy in "+w.Where+" is not a checkpoint of this chain signed by a known key")
			continue
		}
		if root, ok := stored[signed.Size]; ok && root != signed.Root {
			v.add(AnchorDiffers, signed.Size, fmt.Sprintf("the checkpoint at place %d differs from its copy in %s", signed.Size, w.Where))
		}
		v.expect(signed, AnchorDiffers, "the copy in "+w.Where)
	}
	slices.SortStableFunc(v.due, func(a, b mark) int { return cmp.Compare(a.size, b.size) })
}

func (v *Verifier) expect(c Checkpoint, class Class, where string) {
	v.due = append(v.due, mark{size: c.Size, root: c.Root, class: class, where: where})
	v.trusted = max(v.trusted, c.Size)
}
