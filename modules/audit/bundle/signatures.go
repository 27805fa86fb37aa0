package bundle

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"io"

	"github.com/gowebpki/jcs"

	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// signed is the part of a signature's manifest that is compared and shown.
type signed struct {
	Form    string `json:"spectra"`
	OrgID   string `json:"org_id"`
	Type    string `json:"record_type"`
	ID      string `json:"record_id"`
	Version int    `json:"record_version"`
	Hash    string `json:"record_hash"`
	Meaning string `json:"meaning"`
	At      string `json:"signed_at"`
	Zone    string `json:"signed_zone"`
	KeyID   string `json:"key_id"`
	Signer  struct {
		Name string `json:"name"`
	} `json:"signer"`
}

func (c *check) ofSignatures(section *io.SectionReader) error {
	text, err := small(section, SignaturesName)
	if err != nil {
		return err
	}
	var all []signing.Exported
	if err := json.Unmarshal(text, &all); err != nil {
		return &damage{SignaturesName, "it cannot be read"}
	}
	var bad error
	for i := range all {
		var m signed
		status, err := c.signature(&all[i], &m)
		if err != nil && bad == nil {
			bad = err
		}
		c.r.Signatures = append(c.r.Signatures, Manifestation{m.Signer.Name, m.At, m.Zone, all[i].SignedAtLocal, m.Meaning, m.Version, status})
	}
	if bad == nil {
		c.add(SignaturesName, Valid, fmt.Sprintf("%d signatures", len(all)))
	}
	return bad
}

// signature checks one signature: made by its key, over this record, and over what is in the package when it is of the
// same version.
func (c *check) signature(s *signing.Exported, m *signed) (string, error) {
	bad := func(why string) (string, error) {
		return Failed, &damage{SignaturesName, "the signature of " + m.Signer.Name + " as " + m.Meaning + " " + why}
	}
	manifest, err := jcs.Transform(s.Manifest)
	if err != nil || json.Unmarshal(manifest, m) != nil {
		return bad("cannot be read")
	}
	snapshot, err := jcs.Transform(s.Snapshot)
	if err != nil {
		return bad("has no record")
	}
	r := &c.manifest.Record
	public := c.keys.Signing[m.KeyID]
	switch {
	case public == nil:
		return bad("names the key " + m.KeyID + ", which is not among the public keys")
	case !ed25519.Verify(public, manifest, s.Signature):
		return bad("is not what the key signed")
	case m.Type != r.Type || m.ID != r.ID.String() || m.OrgID != c.manifest.OrgID.String():
		return bad("was made for another record")
	case signing.Hash(snapshot) != m.Hash:
		return bad("stands beside another record than was signed")
	}
	switch same, err := c.sameContent(m); {
	case err != nil:
		return bad("cannot be compared with the record")
	case same:
		return Valid, nil
	case m.Version < r.Version:
		return Superseded, nil
	}
	return bad("was made over other content than the record has")
}

// sameContent compares what was signed with the record of the package as of the signed version: a step of its life raises
// the version and changes no content (CR-2).
func (c *check) sameContent(m *signed) (bool, error) {
	var record map[string]any
	d := json.NewDecoder(bytes.NewReader(c.record))
	d.UseNumber()
	if err := d.Decode(&record); err != nil {
		return false, err
	}
	record["version"] = m.Version
	text, err := signing.JCS(record)
	return signing.Hash(text) == m.Hash, err
}
