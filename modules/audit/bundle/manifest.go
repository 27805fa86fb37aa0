package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// Form names the form of packages; a change of it is a new number, and the old one stays readable.
const Form = "evidence/v1"

// Names of the files that every package has.
const (
	ManifestName   = "manifest.json"
	ManifestSig    = "manifest.sig"
	RecordName     = "record.json"
	SignaturesName = "signatures.json"
	AuditName      = "audit.jsonl"
	CheckpointName = "checkpoint.txt"
	LineageName    = "lineage.json"
	StateName      = "state.json"
	TraceName      = "trace.json"
	ReportName     = "report.pdf"
	HowName        = "HOW-TO-VERIFY.txt"
	FilesFolder    = "files/"
	container      = "the package"
)

// Record is what a package is about.
type Record struct {
	Type    string `json:"type"`
	ID      id.ID  `json:"id"`
	Code    string `json:"code"`
	Version int    `json:"version"`
	Hash    string `json:"hash" doc:"SHA-256 of record.json, the canonical record."`
}

// Person is who had a package made.
type Person struct {
	ID   id.ID  `json:"id"`
	Name string `json:"name"`
}

// File is one file of a package.
type File struct {
	Name     string `json:"name"`
	Size     int64  `json:"size"`
	SHA256   string `json:"sha256"`
	FileID   string `json:"file_id,omitempty"`  // of a raw file
	Original string `json:"original,omitempty"` // its name as it was uploaded
}

// Manifest lists what is in a package. Its bytes are signed.
type Manifest struct {
	Form       string   `json:"spectra"`
	OrgID      id.ID    `json:"org_id"`
	OrgName    string   `json:"org_name"`
	Record     Record   `json:"record"`
	CreatedAt  string   `json:"created_at"`
	CreatedBy  Person   `json:"created_by"`
	Generator  string   `json:"generator"`
	KeyID      string   `json:"key_id"`
	PublicKeys []string `json:"public_keys"` // so that a package can be looked at alone; whether they are genuine it cannot tell
	Files      []File   `json:"files"`
}

// Signer makes the signature of a manifest.
type Signer interface {
	Sign(text []byte) []byte
}

// Part is one file to be packed; Open may be called several times.
type Part struct {
	Name             string
	FileID, Original string
	Open             func() (io.Reader, func(), error)

	size int64
	crc  uint32
	sum  string
}

// Bytes is a part that is in memory.
func Bytes(name string, content []byte) Part {
	return Part{Name: name, Open: func() (io.Reader, func(), error) { return bytes.NewReader(content), func() {}, nil }}
}

func (p *Part) measure() error {
	from, done, err := p.Open()
	if err != nil {
		return err
	}
	defer done()
	sum, crc := sha256.New(), crc32.NewIEEE()
	if p.size, err = io.Copy(io.MultiWriter(sum, crc), from); err != nil {
		return err
	}
	if p.size > mostBytes {
		return ErrTooLarge
	}
	p.crc, p.sum = crc.Sum32(), hex.EncodeToString(sum.Sum(nil))
	return nil
}

// Write packs the parts, by name, behind the manifest and its signature. It reads every part twice: what is there must be
// known before the first byte.
func Write(to io.Writer, m Manifest, parts []Part, key Signer) error {
	slices.SortFunc(parts, func(a, b Part) int { return strings.Compare(a.Name, b.Name) })
	m.Form, m.Files = Form, make([]File, len(parts))
	for i := range parts {
		p := &parts[i]
		if err := p.measure(); err != nil {
			return fmt.Errorf("pack %s: %w", p.Name, err)
		}
		m.Files[i] = File{Name: p.Name, Size: p.size, SHA256: p.sum, FileID: p.FileID, Original: p.Original}
	}
	text, err := signing.JCS(m)
	if err != nil {
		return err
	}
	line := fmt.Sprintf("ed25519 %s %s\n", m.KeyID, base64.StdEncoding.EncodeToString(key.Sign(text)))
	first := []Part{Bytes(ManifestName, text), Bytes(ManifestSig, []byte(line))}
	for i := range first {
		if err := first[i].measure(); err != nil {
			return err
		}
	}
	return writeZIP(to, append(first, parts...))
}

// Moment is a time as packages have it.
func Moment(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000000Z") }

// SafeName is a name that every system takes as a file of its own in its own place: the code of the file tells it from
// others, the rest only helps the eye.
func SafeName(code, original string) string {
	const longest = 80
	var b strings.Builder
	for _, r := range original {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_' || r == '.' && b.Len() > 0 {
			b.WriteRune(r)
		} else {
			b.WriteByte('_')
		}
	}
	name := b.String()
	if len(name) > longest {
		name = name[len(name)-longest:] // the ending is at the end
	}
	return FilesFolder + code + "-" + strings.TrimRight(strings.ReplaceAll(name, "..", "__"), ".")
}
