package proofs

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/audit/checkpoints"
	"github.com/spectra-lab/spectra/modules/audit/verify"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Options are what lies outside the database. All may be missing in tools that serve no trail.
type Options struct {
	Keys      note.Verifiers
	Public    string // the public keys as text, for whoever verifies elsewhere
	Directory checkpoints.Directory
	Points    *checkpoints.Service
}

// Service proves the trail of the caller's organisation.
type Service struct {
	kit   module.Kit
	o     Options
	store store

	signing func(keyID string) ed25519.PublicKey
}

// Use takes the public keys of signatures, before the first request.
func (s *Service) Use(signing func(keyID string) ed25519.PublicKey) { s.signing = signing }

// NewService makes the service.
func NewService(kit module.Kit, o Options) *Service {
	return &Service{kit: kit, o: o, store: store{kit.DB}}
}

// Verify checks the whole chain of the organisation against its checkpoints and the copies outside the database.
func (s *Service) Verify(ctx context.Context) (*verify.Result, error) {
	org := tenancy.Must(ctx).Org
	witnesses, err := s.witnesses(ctx, org)
	if err != nil {
		return nil, err
	}
	return s.store.verify(ctx, verify.Options{Org: &org, Keys: s.o.Keys, Witnesses: witnesses, Now: s.kit.Clock(), Signing: s.signing})
}

func (s *Service) witnesses(ctx context.Context, org id.ID) ([]chain.Witness, error) {
	instance, err := s.store.instance(ctx)
	if err != nil {
		return nil, err
	}
	return s.o.Directory.ReadOrg(instance, org)
}

// Checkpoint is the newest signed note about a chain.
type Checkpoint struct {
	Size       int64      `json:"size" doc:"Entries that it covers."`
	Root       string     `json:"root" doc:"Root of the Merkle tree (RFC 9162) over the chain's hashes, hexadecimal."`
	Note       string     `json:"note" doc:"The signed note: origin, size and root, with an Ed25519 signature."`
	KeyID      string     `json:"key_id"`
	CreatedAt  time.Time  `json:"created_at"`
	HeadSeq    int64      `json:"head_seq" doc:"End of the chain now."`
	VerifiedAt *time.Time `json:"verified_at" nullable:"true" doc:"When the chain up to size was last found whole; null when this server does not know."`
	Problem    *string    `json:"problem" nullable:"true" doc:"Why there can be no newer one."`
	PublicKeys []string   `json:"public_keys"`
	Anchors    []Anchor   `json:"anchors"`
}

// Anchor is a copy or confirmation of a checkpoint outside the database.
type Anchor struct {
	Kind    string    `json:"kind" enum:"directory,rfc3161"`
	Target  string    `json:"target"`
	At      time.Time `json:"at"`
	Receipt []byte    `json:"receipt" doc:"Of a time-stamp the token (DER), otherwise the note; base64."`
}

// Newest is the newest checkpoint.
func (s *Service) Newest(ctx context.Context) (*Checkpoint, error) {
	c, err := s.store.newest(ctx)
	if err != nil {
		return nil, err
	}
	if c == nil {
		return nil, apperr.New(apperr.NotFound, "no_checkpoint", "There is no checkpoint of this trail yet; the first one is made within audit.checkpoint_every of the first entry.")
	}
	c.PublicKeys = lines(s.o.Public)
	if s.o.Points == nil {
		return c, nil
	}
	if st, ok := s.o.Points.State(tenancy.Must(ctx).Org); ok && st.Checkpoint.Size > 0 {
		c.VerifiedAt = &st.CheckedAt
		if st.Problem != "" {
			c.Problem = &st.Problem
		}
	}
	return c, nil
}

// await gives the checkpointer up to ten seconds to cover what an export will hold.
func (s *Service) await(ctx context.Context) {
	if s.o.Points == nil {
		return
	}
	s.o.Points.Wake()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for range 200 {
		c, err := s.store.newest(ctx)
		if err != nil || c != nil && c.Size >= c.HeadSeq {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func fileName(slug, format string, at time.Time) string {
	return fmt.Sprintf("audit-%s-%s.%s", slug, at.UTC().Format("2006-01-02-150405"), format)
}
