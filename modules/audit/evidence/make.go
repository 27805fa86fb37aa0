package evidence

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"

	"github.com/spectra-lab/spectra/modules/audit/bundle"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// contents is what goes into a package, read at one moment.
type contents struct {
	record     bundle.Record
	canonical  []byte
	state      []byte
	signed     []signing.Exported
	lineage    []byte
	files      []id.ID
	trace      []byte
	checkpoint string
	house      *house
	names      map[string]string
}

// make gathers, packs and stores a package.
func (s *Service) make(ctx context.Context, packageID id.ID, kind signing.Type, recordID id.ID, t Progress) (*Package, error) {
	s.trail.Await(ctx)
	slice, err := temporary()
	if err != nil {
		return nil, err
	}
	defer slice.drop()
	var c *contents
	if err := s.kit.DB.InSnapshot(ctx, func(ctx context.Context) error {
		c, err = s.gather(ctx, kind, recordID, slice)
		return err
	}); err != nil {
		return nil, err
	}
	if err := t.Progress(ctx, 0.3); err != nil {
		return nil, err
	}
	out, err := temporary()
	if err != nil {
		return nil, err
	}
	defer out.drop()
	p, err := s.pack(ctx, c, slice, out)
	if err != nil {
		return nil, err
	}
	if err := t.Progress(ctx, 0.8); err != nil {
		return nil, err
	}
	p.OrgID, p.ID = tenancy.Must(ctx).Org, packageID
	p.StorageKey = "evidence/" + p.OrgID.String() + "/" + p.ID.String() + ".zip"
	return p, s.keep(ctx, p, out)
}

// keep stores the bytes and what they are.
func (s *Service) keep(ctx context.Context, p *Package, out *spool) error {
	if err := out.rewind(); err != nil {
		return err
	}
	sum := sha256.New()
	size, err := io.Copy(sum, out)
	if err != nil {
		return err
	}
	p.Size, p.SHA256 = size, hex.EncodeToString(sum.Sum(nil))
	if err := out.rewind(); err != nil {
		return err
	}
	return s.o.Vault.Put(ctx, p.StorageKey, out)
}

// gather reads everything but the originals.
func (s *Service) gather(ctx context.Context, kind signing.Type, recordID id.ID, slice io.Writer) (*contents, error) {
	state, err := kind.State(ctx, recordID)
	if err != nil {
		return nil, err
	}
	c := &contents{}
	built, err := kind.Build(ctx, s.kit.DB, recordID, state.Code, state.Version)
	if err != nil {
		if errors.Is(err, signing.ErrGone) {
			err = apperr.Missing(kind.Word)
		}
		return nil, err
	}
	if built.Hidden() {
		return nil, apperr.New(apperr.Forbidden, "record_partly_hidden", "A part of this record belongs to a project that is closed to you: a package would not be complete.")
	}
	c.canonical = built.Whole
	c.record = bundle.Record{Type: kind.Word, ID: recordID, Code: state.Code, Version: state.Version, Hash: signing.Hash(c.canonical)}
	row, err := s.store.row(ctx, kind.Table, recordID)
	if err != nil {
		return nil, err
	}
	if c.state, err = signing.JCS(json.RawMessage(row)); err != nil {
		return nil, err
	}
	if c.house, err = s.store.house(ctx); err != nil {
		return nil, err
	}
	if c.signed, err = s.o.Signed(ctx, kind.Word, recordID); err != nil {
		return nil, err
	}
	if err := s.related(ctx, c); err != nil {
		return nil, err
	}
	if c.names, err = s.store.names(ctx, people(c.canonical)); err != nil {
		return nil, err
	}
	c.checkpoint, err = s.trail.Slice(ctx, c.audited(), "evidence of "+kind.Word+" "+recordID.String(), slice) // last: it changes how the transaction plans
	return c, err
}

// related reads lineage, originals and the trace report.
func (s *Service) related(ctx context.Context, c *contents) error {
	l, err := s.o.Lineage(ctx, c.record.Type, c.record.ID)
	if err != nil {
		return err
	}
	if c.lineage, err = signing.JCS(l.Graph); err != nil {
		return err
	}
	var doc struct {
		Files []struct {
			ID id.ID `json:"id"`
		} `json:"files"`
	}
	if err := json.Unmarshal(c.canonical, &doc); err != nil {
		return err
	}
	seen := map[id.ID]bool{}
	add := func(one id.ID) {
		if !seen[one] {
			seen[one] = true
			c.files = append(c.files, one)
		}
	}
	for _, f := range doc.Files {
		add(f.ID)
	}
	for _, one := range l.Files {
		add(one)
	}
	if c.record.Type != "result" || s.o.Trace == nil {
		return nil
	}
	trace, err := s.o.Trace(ctx, c.record.ID)
	if err != nil {
		return err
	}
	c.trace, err = signing.JCS(trace)
	return err
}

// audited are the records whose entries the package shows: its own, its signatures, its files.
func (c *contents) audited() []id.ID {
	out := []id.ID{c.record.ID}
	for i := range c.signed {
		var m struct {
			ID id.ID `json:"id"`
		}
		if json.Unmarshal(c.signed[i].Manifest, &m) == nil {
			out = append(out, m.ID)
		}
	}
	return append(out, c.files...)
}

// pack writes the package into a file.
func (s *Service) pack(ctx context.Context, c *contents, slice, out *spool) (*Package, error) {
	a, now := tenancy.Must(ctx), s.kit.Clock().UTC()
	m := bundle.Manifest{OrgID: a.Org, OrgName: c.house.Name, Record: c.record, CreatedAt: bundle.Moment(now), CreatedBy: bundle.Person{ID: a.ID, Name: a.Name},
		Generator: "spectra " + s.o.Version, KeyID: s.o.Key.ID, PublicKeys: s.publicKeys()}
	signed, err := signing.JCS(nonNil(c.signed))
	if err != nil {
		return nil, err
	}
	report, err := s.report(c, slice, &m, now)
	if err != nil {
		return nil, err
	}
	if report, err = bundle.Stamp(report, bundle.Receipt{OrgID: a.Org, Record: c.record, CreatedAt: m.CreatedAt, KeyID: m.KeyID}, s.o.Key); err != nil {
		return nil, err
	}
	parts := []bundle.Part{bundle.Bytes(bundle.RecordName, c.canonical), bundle.Bytes(bundle.StateName, c.state), bundle.Bytes(bundle.SignaturesName, signed),
		bundle.Bytes(bundle.LineageName, c.lineage), bundle.Bytes(bundle.CheckpointName, []byte(c.checkpoint)), bundle.Bytes(bundle.ReportName, report),
		bundle.Bytes(bundle.HowName, []byte(howTo(&m))), {Name: bundle.AuditName, Open: slice.again}}
	if c.trace != nil {
		parts = append(parts, bundle.Bytes(bundle.TraceName, c.trace))
	}
	raw, err := s.o.Files(ctx, c.files)
	if err != nil {
		return nil, err
	}
	for _, f := range raw {
		parts = append(parts, bundle.Part{Name: bundle.SafeName(f.Code, f.Filename), FileID: f.ID.String(), Original: f.Filename, Open: f.Open})
	}
	if err := bundle.Write(out, m, parts, s.o.Key); err != nil {
		if errors.Is(err, bundle.ErrTooLarge) {
			err = apperr.New(apperr.Invalid, "evidence_too_large", "%s; take the originals from GET /files/archive instead.", "An evidence package holds at most 5000 files and 4 GB")
		}
		return nil, err
	}
	return &Package{RecordType: c.record.Type, RecordID: c.record.ID, RecordCode: optional(c.record.Code), Version: c.record.Version, RecordHash: c.record.Hash,
		Files: len(parts) + 2, KeyID: m.KeyID, CreatedBy: &a.ID}, nil
}

func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// spool is a file that nobody else sees and that ends with its process.
type spool struct{ *os.File }

func temporary() (*spool, error) {
	f, err := os.CreateTemp("", "spectra-evidence-*")
	if err != nil {
		return nil, apperr.New(apperr.Unavailable, "no_space", "The server cannot keep a temporary file right now. Try again later.").Because(err)
	}
	_ = os.Remove(f.Name()) // its space returns when it is closed
	return &spool{f}, nil
}

func (s *spool) drop() { _ = s.Close() } // nothing of it is needed any more

func (s *spool) rewind() error {
	_, err := s.Seek(0, io.SeekStart)
	return err
}

// again reads it from its beginning.
func (s *spool) again() (io.Reader, func(), error) {
	info, err := s.Stat()
	if err != nil {
		return nil, nil, err
	}
	return io.NewSectionReader(s.File, 0, info.Size()), func() {}, nil
}
