package archive

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Version names the form.
const Version = "spectra-audit-export/v1"

// Head is the first line: what the archive is, and what it is checked against.
type Head struct {
	Form       string    `json:"form"`
	InstanceID id.ID     `json:"instance_id"`
	OrgID      id.ID     `json:"org_id"`
	ExportedAt time.Time `json:"exported_at"`
	Filter     string    `json:"filter"`
	Complete   bool      `json:"complete"`   // from the first place on, nothing left out
	HeadSeq    int64     `json:"head_seq"`   // end of the chain when the archive was made
	HeadHash   string    `json:"head_hash"`  // hexadecimal
	Checkpoint string    `json:"checkpoint"` // newest signed note; empty: there was none yet
}

// Foot is the last line. An archive without it was cut.
type Foot struct {
	Rows int64 `json:"rows"`
}

// csvNull stands for NULL in CSV, where nothing is an empty text.
const csvNull = `\N`
