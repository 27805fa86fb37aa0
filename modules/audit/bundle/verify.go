package bundle

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/gowebpki/jcs"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/audit/verify"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// Outcomes of a check, of a whole package and of its parts.
const (
	Valid       = "valid"
	Failed      = "failed"
	Superseded  = "superseded"  // a signature of an earlier version
	Unconfirmed = "unconfirmed" // whole in itself, but something could not be proven with the keys there were
)

// Outcome is what was found of one part.
type Outcome struct {
	Part   string `json:"part"`
	Status string `json:"status" enum:"valid,failed,unconfirmed"`
	Detail string `json:"detail"`
}

// Manifestation is a signature in a package.
type Manifestation struct {
	Name     string `json:"name"`
	SignedAt string `json:"signed_at"`
	Zone     string `json:"signed_zone"`
	Local    string `json:"signed_at_local"`
	Meaning  string `json:"meaning"`
	Version  int    `json:"record_version"`
	Status   string `json:"status" enum:"valid,superseded,failed"`
}

// Report is the result of a check.
type Report struct {
	Status     string          `json:"status" enum:"valid,failed,unconfirmed"`
	Kind       string          `json:"kind" enum:"package,pdf"`
	Detail     string          `json:"detail"`
	Record     *Record         `json:"record,omitempty"`
	OrgID      string          `json:"org_id,omitempty"`
	OrgName    string          `json:"org_name,omitempty"`
	CreatedAt  string          `json:"created_at,omitempty"`
	CreatedBy  string          `json:"created_by,omitempty"`
	KeyID      string          `json:"key_id,omitempty"`
	Parts      []Outcome       `json:"parts"`
	Signatures []Manifestation `json:"signatures"`
	VerifiedAt time.Time       `json:"verified_at"`
}

// ForeignError is a file that is nothing of this product.
type ForeignError struct{ why string }

func (e *ForeignError) Error() string { return e.why }

const (
	mostManifest = 16 << 20
	mostInMemory = 64 << 20 // record and signatures
)

// Verify checks a package, or a report alone, with nothing but itself and public keys. A nil keys takes those that the
// package brings: it can then be whole, never confirmed.
func Verify(from io.ReaderAt, size int64, keys *Keys, now time.Time) (*Report, error) {
	head := make([]byte, min(size, 5))
	if _, err := from.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	c := &check{r: &Report{Kind: "package", Parts: []Outcome{}, Signatures: []Manifestation{}, VerifiedAt: now.UTC()}, now: now, given: keys != nil}
	if keys != nil {
		c.keys = *keys
	}
	var err error
	switch {
	case bytes.HasPrefix(head, []byte("%PDF-")):
		c.r.Kind = "pdf"
		err = c.pdf(from, size)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		err = c.zip(&unzip{from: from, size: size})
	default:
		return nil, &ForeignError{"this is neither an evidence package nor the PDF of one: it begins like something else"}
	}
	if err = c.note(err); err != nil {
		return nil, err
	}
	c.conclude()
	return c.r, nil
}

// check is one check on its way.
type check struct {
	r        *Report
	keys     Keys
	given    bool
	now      time.Time
	manifest Manifest
	record   []byte
}

// note takes damage into the report; what is no damage is an error of reading.
func (c *check) note(err error) error {
	var d *damage
	if errors.As(err, &d) {
		c.add(d.part, Failed, d.detail)
		return nil
	}
	return err
}

func (c *check) add(part, status, detail string) {
	c.r.Parts = append(c.r.Parts, Outcome{part, status, detail})
}

func (c *check) conclude() {
	c.r.Status, c.r.Detail = Valid, "Every part is what was signed."
	for _, want := range []string{Failed, Unconfirmed} {
		i := slices.IndexFunc(c.r.Parts, func(o Outcome) bool { return o.Status == want })
		if i >= 0 {
			c.r.Status, c.r.Detail = want, c.r.Parts[i].Part+": "+c.r.Parts[i].Detail
			return
		}
	}
	if !c.given {
		c.r.Status, c.r.Detail = Unconfirmed, "Every part is what was signed by the keys that the package itself brings. Compare them with those of the laboratory, or give its public keys."
	}
}

func (c *check) pdf(from io.ReaderAt, size int64) error {
	if !c.given {
		return &damage{ReportName, "a PDF alone is checked with the public keys of the laboratory; none was given"}
	}
	r, err := ReadReceipt(from, size, c.keys)
	if r != nil {
		c.r.Record, c.r.OrgID, c.r.CreatedAt, c.r.KeyID = &r.Record, r.OrgID.String(), r.CreatedAt, r.KeyID
	}
	if err == nil {
		c.add(ReportName, Valid, "the PDF is what was signed on "+r.CreatedAt)
	}
	return err
}

func (c *check) zip(z *unzip) error {
	if err := c.open(z); err != nil {
		return err
	}
	for i := range c.manifest.Files {
		f := &c.manifest.Files[i]
		section, err := z.next(f.Name, f.Size)
		if err != nil {
			return err
		}
		if err := c.note(c.file(f, section, z.all[len(z.all)-1].crc)); err != nil {
			return err
		}
	}
	if err := z.end(); err != nil {
		return err
	}
	c.add(container, Valid, fmt.Sprintf("%d files, nothing else", len(c.manifest.Files)+2))
	return nil
}

// open reads the manifest and its signature.
func (c *check) open(z *unzip) error {
	section, err := z.next(ManifestName, mostManifest)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(section)
	if err != nil {
		return err
	}
	m := &c.manifest
	if err := json.Unmarshal(text, m); err != nil {
		return &damage{ManifestName, "it cannot be read"}
	}
	if m.Form != Form {
		if strings.HasPrefix(m.Form, "evidence/") {
			return &damage{ManifestName, "it has the form " + m.Form + ": use a newer release to check it"}
		}
		return &damage{ManifestName, "it is no manifest of an evidence package"}
	}
	if len(m.Files) > mostFiles {
		return &damage{ManifestName, "it lists too many files"}
	}
	if !c.given {
		if c.keys, err = ParseKeys(strings.Join(m.PublicKeys, "\n")); err != nil {
			return &damage{ManifestName, err.Error()}
		}
	}
	c.r.Record, c.r.OrgID, c.r.OrgName, c.r.CreatedAt, c.r.CreatedBy, c.r.KeyID = &m.Record, m.OrgID.String(), m.OrgName, m.CreatedAt, m.CreatedBy.Name, m.KeyID
	return c.sealed(z, text)
}

func (c *check) sealed(z *unzip, text []byte) error {
	section, err := z.next(ManifestSig, 1<<10)
	if err != nil {
		return err
	}
	line, err := io.ReadAll(section)
	if err != nil {
		return err
	}
	word := strings.Fields(string(line))
	if len(word) != 3 || strings.Join(word, " ")+"\n" != string(line) || word[0] != "ed25519" || word[1] != c.manifest.KeyID {
		return &damage{ManifestSig, "it is no signature of this manifest"}
	}
	public := c.keys.Signing[word[1]]
	mac, err := base64.StdEncoding.Strict().DecodeString(word[2])
	switch {
	case err != nil:
		return &damage{ManifestSig, "it cannot be read"}
	case public == nil:
		return &damage{ManifestSig, "the manifest was signed with the key " + word[1] + ", which is not among the public keys"}
	case !ed25519.Verify(public, text, mac):
		return &damage{ManifestName, "it is not what was signed"}
	}
	if sum := crc(line); sum != z.all[1].crc {
		return &damage{ManifestSig, "its check sum is another one"}
	}
	if sum := crc(text); sum != z.all[0].crc {
		return &damage{ManifestName, "its check sum is another one"}
	}
	c.add(ManifestName, Valid, "signed with the key "+word[1])
	return nil
}

// file checks one file against the manifest, and what it says.
func (c *check) file(f *File, section *io.SectionReader, crc uint32) error {
	sum, short := sha256.New(), crc32.NewIEEE()
	if _, err := io.Copy(io.MultiWriter(sum, short), section); err != nil {
		return err
	}
	if short.Sum32() != crc || section.Size() != f.Size || hex.EncodeToString(sum.Sum(nil)) != f.SHA256 {
		return &damage{f.Name, "it is not the file that the manifest lists"}
	}
	if _, err := section.Seek(0, io.SeekStart); err != nil {
		return err
	}
	switch f.Name {
	case RecordName:
		return c.ofRecord(section)
	case SignaturesName:
		return c.ofSignatures(section)
	case AuditName:
		return c.ofAudit(section)
	case ReportName:
		_, err := ReadReceipt(section, section.Size(), c.keys)
		if err == nil {
			c.add(f.Name, Valid, "as the manifest lists it, with a valid receipt")
		}
		return err
	}
	c.add(f.Name, Valid, "as the manifest lists it")
	return nil
}

func small(section *io.SectionReader, name string) ([]byte, error) {
	if section.Size() > mostInMemory {
		return nil, &damage{name, "it is too large to be checked"}
	}
	return io.ReadAll(section)
}

func (c *check) ofRecord(section *io.SectionReader) error {
	text, err := small(section, RecordName)
	if err != nil {
		return err
	}
	again, err := jcs.Transform(text)
	if err != nil || !bytes.Equal(again, text) || signing.Hash(text) != c.manifest.Record.Hash {
		return &damage{RecordName, "it is not the canonical record that the manifest names"}
	}
	c.record = text
	c.add(RecordName, Valid, "the canonical record, version "+fmt.Sprint(c.manifest.Record.Version)+", SHA-256 "+c.manifest.Record.Hash)
	return nil
}

func (c *check) ofAudit(section *io.SectionReader) error {
	r, err := verify.Export(section, c.keys.Audit, c.now)
	switch {
	case err != nil:
		return &damage{AuditName, err.Error()}
	case len(r.Organizations) != 1 || r.Organizations[0].OrgID != c.manifest.OrgID:
		return &damage{AuditName, "it is the trail of another organisation"}
	case r.ExitCode == chain.ExitClean:
		c.add(AuditName, Valid, fmt.Sprintf("%d entries, each in the tree of the signed checkpoint", r.Entries))
	case r.ExitCode == chain.ExitTampered:
		return &damage{AuditName, string(r.Findings[0].Class) + ": " + r.Findings[0].Detail}
	default:
		c.add(AuditName, Unconfirmed, r.Findings[0].Detail)
	}
	return nil
}
