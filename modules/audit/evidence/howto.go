package evidence

import (
	"fmt"
	"strings"

	"github.com/spectra-lab/spectra/modules/audit/bundle"
)

// howTo tells whoever has only the package how to check it.
func howTo(m *bundle.Manifest) string {
	var b strings.Builder
	fmt.Fprintf(&b, `EVIDENCE PACKAGE of %s %s, version %d
made by %s on %s for %s

WHAT IS IN IT
  report.pdf       to be read and printed
  record.json      the record in canonical form (RFC 8785); its SHA-256 is record.hash in manifest.json
  state.json       its row as it was, with status and time stamps
  signatures.json  every signature: what was signed, by whom, as what, when, and the record as it was then
  audit.jsonl      its part of the audit trail; each entry has the proof that it is in the tree of checkpoint.txt
  checkpoint.txt   signed note about the whole trail
  lineage.json     what it was made of and what was made of it
  trace.json       of a result: from the value to the original file, instrument, calibration, sample and people
  files/           the originals, byte for byte; manifest.json has the names they were uploaded with
  manifest.json    every file with its SHA-256; manifest.sig is the Ed25519 signature over its bytes

HOW TO CHECK IT, without network and database
  1. Get the public keys from the laboratory, not from this package: GET /evidence/{id} lists them, and they lie beside the
     server's keys in signing.pub and audit.pub. Put them into a file keys.pub, one a line.
  2. spectra verify PACKAGE.zip --key keys.pub
     Exit code 0: every part is what was signed. 1: something was changed; the file is named. 2: it could not be checked.
  3. Or bring it to a server of the laboratory: POST /verify. report.pdf alone is enough there, too.

WITHOUT THIS PRODUCT
  sha256sum of each file against manifest.json; the signature in manifest.sig with any Ed25519 tool and the key %s.
  A leaf of the trail is SHA-256 as RFC 9162 has it over the chain's hashes; checkpoint.txt is a signed note (C2SP).
`, m.Record.Type, m.Record.Code, m.Record.Version, m.CreatedBy.Name, m.CreatedAt, m.OrgName, m.KeyID)
	return b.String()
}
