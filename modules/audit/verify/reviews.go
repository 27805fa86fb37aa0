package verify

import (
	"context"
	"crypto/ed25519"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/audit/reviews"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// signedReviews checks the signatures of the reviews of the trail, and that the chain still is what they saw.
func signedReviews(ctx context.Context, tx pgx.Tx, org *id.ID, public func(keyID string) ed25519.PublicKey) ([]chain.Finding, error) {
	rows, err := tx.Query(ctx, `select r.org_id, r.id, r.from_seq, r.up_to_seq, r.chain_hash, r.comment, r.reviewer_id, r.reviewer_name, r.reviewer_email, r.reviewed_at,
 r.method, r.session_id, r.key_id, r.signature, coalesce(encode(c.hash, 'hex'), '')
 from spectra.audit_reviews r left join audit.audit_chain c on c.org_id = r.org_id and c.seq = r.up_to_seq where $1::uuid is null or r.org_id = $1 order by r.org_id, r.up_to_seq`, org)
	if err != nil {
		return nil, err
	}
	var out []chain.Finding
	r, now := reviews.Review{}, ""
	_, err = pgx.ForEachRow(rows, []any{&r.OrgID, &r.ID, &r.FromSeq, &r.UpToSeq, &r.ChainHash, &r.Comment, &r.Reviewer.ID, &r.Reviewer.Name, &r.Reviewer.Email, &r.ReviewedAt,
		&r.Method, &r.SessionID, &r.KeyID, &r.Signature, &now}, func() error {
		class, detail, err := judge(&r, now, public)
		if err == nil && detail != "" {
			of := r.OrgID
			out = append(out, chain.Finding{Class: class, OrgID: &of, Seq: r.UpToSeq, Count: 1, Detail: fmt.Sprintf("the review up to place %d %s", r.UpToSeq, detail)})
		}
		return err
	})
	return out, err
}

func judge(r *reviews.Review, now string, public func(string) ed25519.PublicKey) (chain.Class, string, error) {
	if public == nil {
		return chain.CannotVerify, "cannot be checked without the public keys of signatures", nil
	}
	good, err := r.Holds(public(r.KeyID))
	switch {
	case err != nil:
		return "", "", err
	case !good:
		return chain.BadSignature, "is not what the server's key signed", nil
	case now != r.ChainHash:
		return chain.BadSignature, "saw another chain", nil
	}
	return "", "", nil
}
