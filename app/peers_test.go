package app

import (
	"bytes"
	"mime/multipart"
	"testing"
)

// peer is one row of the comparison with other systems: what it is called there, and either the scenario that shows it or why
// it comes later.
type peer struct {
	row      string
	scenario func(s *story)
	later    string
}

// peers are the rows of a section.
func peers(t *testing.T, rows []peer) {
	t.Helper()
	s := &story{running: seededWith(t, 2), tokens: map[string]string{}}
	seen := map[string]bool{}
	for _, p := range rows {
		switch {
		case seen[p.row]:
			t.Errorf("%q is there twice", p.row)
		case (p.scenario == nil) == (p.later == ""):
			t.Errorf("%q has neither a scenario nor a reason to come later, or both", p.row)
		case p.scenario != nil:
			t.Run(p.row, func(t *testing.T) {
				outer := s.t
				s.t = t
				defer func() { s.t = outer }()
				p.scenario(s)
			})
		default:
			t.Logf("%s comes later: %s", p.row, p.later)
		}
		seen[p.row] = true
	}
}

const (
	toSign   = "electronic signatures"
	bookings = "the calendar of bookings"
)

// TestPeersSamples is the section "Samples and inventory".
func TestPeersSamples(t *testing.T) {
	peers(t, []peer{
		{row: "parent/child genealogy", scenario: peerGenealogy},
		{row: "lineage graph view", scenario: peerLineage},
		{row: "typed process edges (split/anneal/deposit)", scenario: peerProcess},
		{row: "barcode/QR + label print", scenario: peerLabels},
		{row: "storage tree", scenario: peerStorage},
		{row: "box/cassette grid positions", scenario: peerGrid},
		{row: "custody log w/ hand-over confirmation", scenario: peerCustody},
		{row: "bulk move of samples", scenario: peerMove},
		{row: "CSV import", scenario: peerCSV},
		{row: "XLSX import", scenario: peerXLSX},
		{row: "per-row error report / dry run", scenario: peerReport},
		{row: "expiry/stock alerts", scenario: peerStock},
	})
}

// TestPeersMetadata is the section "Metadata, search, files".
func TestPeersMetadata(t *testing.T) {
	peers(t, []peer{
		{row: "custom types/fields by user", scenario: peerTypes},
		{row: "server-enforced validation", scenario: peerValidation},
		{row: "units with dimensional conversion", scenario: peerUnits},
		{row: "conditional fields / calculated fields", scenario: peerConditional},
		{row: "schema versioning & upgrade of old records", scenario: peerSchema},
		{row: "search inside attachments", scenario: peerContents},
		{row: "advanced query language", scenario: peerQuery},
		{row: "saved views / column choice", scenario: peerViews},
		{row: "attachment checksum", scenario: peerChecksum},
		{row: "folder / multi-file upload", scenario: peerFolder},
		{row: "spectra parse+plot", scenario: peerSpectra},
		{row: "instrument folder watch / auto-ingest", scenario: peerWatch},
		{row: "raw file immutable after upload", scenario: peerRaw},
	})
}

// TestPeersNotebook is the section "Notebook, SOP, signature".
func TestPeersNotebook(t *testing.T) {
	peers(t, []peer{
		{row: "rich text + tables + math", scenario: peerText},
		{row: "version history with diff", scenario: peerVersions},
		{row: "safe concurrent editing", scenario: peerConcurrent},
		{row: "templates", scenario: peerTemplates},
		{row: "protocol draft → published versions", scenario: peerRevisions},
		{row: "SOP approval + effective date + retire", scenario: peerSOP},
		{row: "read-and-understood / training gate", scenario: peerTraining},
		{row: "e-signature (name, time, meaning)", later: toSign},
		{row: "re-authentication at toSign", later: toSign},
		{row: "record locked by toSign", later: toSign},
		{row: "witness/countersign", later: toSign},
		{row: "ordered multi-step toSign", later: toSign},
		{row: "signature verifiable offline", later: toSign},
		{row: "trusted timestamp RFC 3161", later: toSign},
	})
}

// TestPeersInstruments is the section "Instruments and quality".
func TestPeersInstruments(t *testing.T) {
	peers(t, []peer{
		{row: "instrument registry", scenario: peerRegistry},
		{row: "booking calendar", later: bookings},
		{row: "booking approval / lab closure / bulk close", later: bookings},
		{row: "usage log from bookings", later: bookings},
		{row: "maintenance log", scenario: peerMaintenance},
		{row: "calibration records", scenario: peerCalibration},
		{row: "overdue calibration blocks use", scenario: peerBlocked},
		{row: "overrideable with reason + audit", scenario: peerOverride},
		{row: "QC samples invalidating instrument", later: "control charts whose rules close an instrument"},
		{row: "control charts / rules / Cpk / GR&R", later: "statistical process control"},
	})
}

// file makes a form with one file.
func (s *story) file(name, content string, fields ...string) (body string, headers []string) {
	s.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	part, err := m.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write([]byte(content))
	}
	for i := 0; i+1 < len(fields) && err == nil; i += 2 {
		err = m.WriteField(fields[i], fields[i+1])
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return b.String(), []string{"Content-Type", m.FormDataContentType()}
}

// send posts a file.
func (s *story) post(role, path, name, content string, fields ...string) *reply {
	s.t.Helper()
	body, headers := s.file(name, content, fields...)
	return s.by(role, "POST", path, body, headers...)
}

// first is the first row of a list.
func (s *story) first(path string) *reply {
	s.t.Helper()
	id := s.does("manager", "GET", path, nil).text("items.0.id")
	where, _, _ := bytes.Cut([]byte(path), []byte("?"))
	return s.does("manager", "GET", string(where)+"/"+id, nil)
}

// want fails unless members have these values, as text.
func (s *story) want(out *reply, pairs ...string) {
	s.t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		if got := out.text(pairs[i]); got != pairs[i+1] {
			s.t.Errorf("%s is %q, want %q: %d %.900s", pairs[i], got, pairs[i+1], out.status, out.body)
		}
	}
}

// problem fails unless the answer has this status and names this place or code.
func (s *story) problem(out *reply, status int, words ...string) {
	s.t.Helper()
	for _, w := range append(words, "") {
		if out.status != status || !bytes.Contains(out.body, []byte(w)) {
			s.t.Errorf("want %d with %q, got %d %.900s", status, w, out.status, out.body)
		}
	}
}
