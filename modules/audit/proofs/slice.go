package proofs

import (
	"context"
	"io"

	"github.com/spectra-lab/spectra/modules/audit/archive"
	"github.com/spectra-lab/spectra/modules/audit/ledger"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Await gives the checkpointer a moment to cover everything there is. Call it outside any transaction.
func (s *Service) Await(ctx context.Context) { s.await(ctx) }

// Public are the public keys of checkpoints, one a line.
func (s *Service) Public() []string { return lines(s.o.Public) }

// Slice writes the entries of some records, each with the proof that it is in the tree of the newest checkpoint, and
// gives the note of that.
func (s *Service) Slice(ctx context.Context, records []id.ID, about string, to io.Writer) (note string, err error) {
	h := archive.Head{OrgID: tenancy.Must(ctx).Org, ExportedAt: s.kit.Clock(), Filter: about}
	c, err := s.store.newest(ctx)
	if err != nil {
		return "", err
	}
	if c != nil {
		note = c.Note
	}
	_, err = s.store.archive(ctx, to, "jsonl", h, ledger.Filter{Records: records})
	return note, err
}
