package verify

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/spectra-lab/spectra/modules/audit/archive"
	"github.com/spectra-lab/spectra/modules/audit/chain"
)

// Export checks an archive with nothing but itself and the public keys. A complete one is checked like a chain in the
// database; of another one each row is, alone, and its inclusion in what the checkpoint signed.
func Export(from io.Reader, keys note.Verifiers, now time.Time) (*Result, error) {
	a, err := archive.NewReader(from)
	if err != nil {
		return nil, err
	}
	r := &Result{InstanceID: a.Head.InstanceID, VerifiedAt: now, Organizations: []chain.Report{}, Findings: []chain.Finding{}}
	t := chain.Trail{Instance: a.Head.InstanceID, Org: a.Head.OrgID, Now: a.Head.ExportedAt}
	var report chain.Report
	if a.Head.Complete {
		report, err = wholeArchive(a, t, keys)
	} else {
		report, err = partOf(a, t, keys)
	}
	if err != nil {
		return nil, err
	}
	switch {
	case keys == nil:
		report.Findings = append(report.Findings, cannot("no public key was given: whether the whole was recomputed cannot be told"))
	case a.Head.Checkpoint == "":
		report.Findings = append(report.Findings, cannot("the archive has no checkpoint: whether the whole was recomputed cannot be told"))
	}
	if a.Foot.Rows != report.Entries {
		report.Findings = append(report.Findings, chain.Finding{Class: chain.Gap, Count: 1, Detail: fmt.Sprintf("the archive names %d rows and has %d", a.Foot.Rows, report.Entries)})
	}
	r.Entries, r.Organizations = report.Entries, append(r.Organizations, report)
	r.conclude()
	return r, nil
}

func cannot(why string) chain.Finding {
	return chain.Finding{Class: chain.CannotVerify, Count: 1, Detail: why}
}

// wholeArchive walks the chain; the checkpoint in the file's first line is its witness.
func wholeArchive(a *archive.Reader, t chain.Trail, keys note.Verifiers) (chain.Report, error) {
	if keys != nil && a.Head.Checkpoint != "" {
		t.Keys, t.Witnesses = keys, []chain.Witness{{Note: a.Head.Checkpoint, Where: "the archive's first line"}}
	}
	v := chain.NewVerifier(t)
	if err := eachRow(a, func(row *chain.Row, _ []chain.Hash) { v.Add(row) }); err != nil {
		return chain.Report{}, err
	}
	hash, err := hex.DecodeString(a.Head.HeadHash)
	if err != nil {
		return chain.Report{}, errors.New("the head in the archive's first line cannot be read")
	}
	return v.Close(&chain.Head{Seq: a.Head.HeadSeq, Hash: hash}, 0), nil
}

// partOf checks each row alone, and that it is in the tree that the checkpoint signed.
func partOf(a *archive.Reader, t chain.Trail, keys note.Verifiers) (chain.Report, error) {
	p := chain.NewPart(t)
	if keys != nil && a.Head.Checkpoint != "" {
		p.Against(a.Head.Checkpoint, keys)
	}
	err := eachRow(a, p.Add)
	return p.Close(), err
}

func eachRow(a *archive.Reader, do func(*chain.Row, []chain.Hash)) error {
	for {
		row, path, err := a.Row()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		do(row, path)
	}
}
