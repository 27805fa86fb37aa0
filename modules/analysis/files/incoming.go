package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// incoming is a file on its way into the storage: written, counted and hashed in one pass.
type incoming struct {
	id    id.ID
	key   string
	limit int64
	size  int64
	head  []byte // the first bytes, from which a media type is found
	sum   hash.Hash
	to    *writing
	done  bool
	drop  func() // removes committed bytes that became no record; nil once somebody else answers for them
}

const headSize = 512

// incoming starts one under {organisation}/{year}/{month}/{file id}: no text of a client's is in a key.
func (s *Service) incoming(ctx context.Context) (*incoming, error) {
	in := &incoming{id: id.New(), limit: s.o.Limit, sum: sha256.New()}
	in.key = tenancy.Must(ctx).Org.String() + s.kit.Clock().UTC().Format("/2006/01/") + in.id.String()
	to, err := s.o.Storage.create(ctx, in.key)
	if err != nil {
		return nil, unavailable(err)
	}
	in.to = to
	return in, nil
}

// receive takes all of r. What r did wrong is returned as it is; what the storage did wrong is a 503.
func (in *incoming) receive(r io.Reader) error {
	buf := make([]byte, 64<<10)
	for {
		n, err := r.Read(buf)
		if in.size += int64(n); in.size > in.limit {
			return tooLarge(in.limit)
		}
		if len(in.head) < headSize {
			in.head = append(in.head, buf[:min(n, headSize-len(in.head))]...)
		}
		in.sum.Write(buf[:n])
		if n > 0 {
			if _, werr := in.to.Write(buf[:n]); werr != nil {
				return unavailable(werr)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (in *incoming) sha256() string { return hex.EncodeToString(in.sum.Sum(nil)) }

// commit makes the bytes durable; a second time it does nothing.
func (in *incoming) commit() error {
	if in.done {
		return nil
	}
	in.done = true
	if err := in.to.commit(); err != nil {
		return unavailable(err)
	}
	return nil
}

// abort is deferred: it does nothing once keep has taken over.
func (in *incoming) abort() {
	switch {
	case !in.done:
		in.done = true
		in.to.abort()
	case in.drop != nil:
		in.drop()
		in.drop = nil
	}
}

func tooLarge(limit int64) error {
	return apperr.New(apperr.TooLarge, "too_large", "The file is larger than %d bytes, the limit of this server (server.upload_limit).", limit)
}

// unavailable is the answer when the bytes cannot be stored or read now: disk full, object store down (F-10, F-25).
func unavailable(err error) error {
	e := apperr.New(apperr.Unavailable, "storage_unavailable", "Files cannot be stored or read right now; nothing was changed. Try again later.")
	e.RetryAfter = 10 * time.Second
	return e.Because(err)
}
