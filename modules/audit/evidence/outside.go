package evidence

import (
	"context"
	"io"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// RawFile is an original as it was uploaded. Open checks it against its hash first.
type RawFile struct {
	ID             id.ID
	Code, Filename string
	Open           func() (io.Reader, func(), error)
}

// Lineage is what a record came from and what came of it, and the originals among that.
type Lineage struct {
	Graph any
	Files []id.ID
}

// Vault keeps packages.
type Vault interface {
	Put(ctx context.Context, key string, from io.Reader) error
	Read(ctx context.Context, key string, size int64) (io.Reader, func(), error)
	Remove(ctx context.Context, key string) error
}

// Trail gives a record's part of the audit trail.
type Trail interface {
	Await(ctx context.Context)
	Slice(ctx context.Context, records []id.ID, about string, to io.Writer) (note string, err error)
	Public() []string
}

// Outside is what packages are made of and other modules have.
type Outside struct {
	Key     *signing.Key
	Vault   Vault
	Type    func(word string) (signing.Type, bool)
	Signed  func(ctx context.Context, kind string, record id.ID) ([]signing.Exported, error)
	Lineage func(ctx context.Context, kind string, record id.ID) (*Lineage, error)
	Files   func(ctx context.Context, ids []id.ID) ([]RawFile, error)
	Trace   func(ctx context.Context, result id.ID) (any, error) // of the values of a result
	Version string                                               // of this server
	Limit   int64                                                // of what is brought to be checked
}
