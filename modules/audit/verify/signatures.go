package verify

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// signatureBatch is how many signatures are held at once: a snapshot may be large, and their number has no bound.
const signatureBatch = 200

const nextSignatures = `select org_id, id, code, record_type, record_id, coalesce(record_code, '') as record_code, record_version, record_hash, meaning, comment, statement, statement_version,
 signer_id, signer_name, signer_email, signed_at, signed_zone, method, session_id, previous_id, key_id, snapshot, signature,
 exists (select from spectra.amendments m where m.org_id = s.org_id and m.record_type = s.record_type and m.record_id = s.record_id and m.from_version >= s.record_version) as superseded
 from spectra.signatures s where ($1::uuid is null or org_id = $1) and (org_id, id) > ($2, $3) order by org_id, id limit $4`

// signatures checks every signature (step 10): that the key outside the database made it, for this record, and that the record
// still is what was signed.
func (r *Result) signatures(ctx context.Context, tx pgx.Tx, o Options) error {
	types := map[string]signing.Type{}
	for _, t := range o.Signable {
		types[t.Word] = t
	}
	// The types name their tables without a schema; a restored database may have no search_path of its own.
	if _, err := tx.Exec(ctx, "set local search_path = spectra, audit"); err != nil {
		return err
	}
	found := map[id.ID]map[chain.Class]*chain.Finding{}
	var org, last id.ID
	r.Signatures = new(int64)
	for {
		rows, err := tx.Query(ctx, nextSignatures, o.Org, org, last, signatureBatch)
		if err != nil {
			return err
		}
		batch, err := pgx.CollectRows(rows, signed)
		if err != nil || len(batch) == 0 {
			return err
		}
		for _, s := range batch {
			if err := r.signature(ctx, tx, o.Signing, types, s, found); err != nil {
				return fmt.Errorf("signature %s: %w", s.Code, err)
			}
			*r.Signatures++
		}
		org, last = batch[len(batch)-1].Org, batch[len(batch)-1].ID
	}
}

func signed(row pgx.CollectableRow) (*signing.Signed, error) {
	s := &signing.Signed{}
	return s, row.Scan(&s.Org, &s.ID, &s.Code, &s.RecordType, &s.RecordID, &s.RecordCode, &s.RecordVersion, &s.RecordHash, &s.Meaning, &s.Comment, &s.Statement, &s.StatementVersion,
		&s.SignerID, &s.SignerName, &s.SignerEmail, &s.SignedAt, &s.SignedZone, &s.Method, &s.SessionID, &s.PreviousID, &s.KeyID, &s.Snapshot, &s.Signature, &s.Superseded)
}

// signature adds what is wrong with one signature, if anything is: one line for a class, which names the first.
func (r *Result) signature(ctx context.Context, tx pgx.Tx, keys func(keyID string) ed25519.PublicKey, types map[string]signing.Type, s *signing.Signed, found map[id.ID]map[chain.Class]*chain.Finding) error {
	var current *string
	if !s.Superseded {
		var err error
		var version int
		if current, version, err = currentHash(ctx, tx, types, s); err != nil {
			return err
		}
		s.Superseded = signing.Corrected(s.Meaning, s.RecordVersion, version)
	}
	public := keys(s.KeyID)
	status, detail, err := s.Judge(public, current)
	if err != nil || status == signing.Valid {
		return err
	}
	class := map[string]chain.Class{signing.RecordMismatch: chain.RecordMismatch, signing.ContentChanged: chain.ContentChanged, signing.SignatureInvalid: chain.BadSignature}[status]
	if public == nil {
		detail += " The key it names, " + s.KeyID + ", is not among the public ones."
	}
	if found[s.Org] == nil {
		found[s.Org] = map[chain.Class]*chain.Finding{}
	}
	if f := found[s.Org][class]; f != nil {
		f.Count++
		return nil
	}
	org := s.Org
	f := &chain.Finding{Class: class, OrgID: &org, Count: 1, Detail: fmt.Sprintf("%s under %s %s: %s", s.Code, strings.ReplaceAll(s.RecordType, "_", " "), s.RecordCode, detail)}
	found[s.Org][class] = f
	r.broken = append(r.broken, f)
	return nil
}

// currentHash rebuilds the canonical record as it is now, in the signed version, and gives the version it has; nil when it is gone.
func currentHash(ctx context.Context, tx pgx.Tx, types map[string]signing.Type, s *signing.Signed) (*string, int, error) {
	t, ok := types[s.RecordType]
	if !ok {
		return nil, 0, nil // nothing of this type can be read
	}
	var code, content string
	var version int
	err := tx.QueryRow(ctx, "select code, version from spectra."+pgx.Identifier{t.Table}.Sanitize()+" where org_id = $1 and id = $2", s.Org, s.RecordID).Scan(&code, &version)
	if err == nil {
		err = tx.QueryRow(ctx, t.Content, pgx.NamedArgs{"org": s.Org, "id": s.RecordID}).Scan(&content)
	}
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, 0, nil // gone
	}
	if err != nil {
		return nil, 0, err
	}
	at := s.Subject()
	at.Code = code
	canonical, err := signing.Canonical(at, []byte(content))
	if err != nil {
		return nil, 0, err
	}
	hash := signing.Hash(canonical)
	return &hash, version, nil
}
