package verify

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/note"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/audit/ledger"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// Options of a check.
type Options struct {
	Org       *id.ID         // only this organisation; nil: all
	Keys      note.Verifiers // of checkpoints, from outside the database; nil: checkpoints are not looked at
	Witnesses []chain.Witness
	Now       time.Time
	Config    bool // compare triggers, functions, owners and grants with those of this executable
	Reconcile bool // compare every record with its last entry
	// Signing gives the public key of signatures by its id, from outside the database; nil: none is known.
	Signing func(keyID string) ed25519.PublicKey
	// Signable are the types of records whose signatures are checked against those keys; nil: signatures are not looked at.
	Signable []signing.Type
	// Beside are more transactions that see the same snapshot: as many chains are read at once.
	Beside []pgx.Tx
	// Progress is told now and then how many entries were checked, by one at a time; may be nil.
	Progress func(done int64)
}

// Result is what a check found.
type Result struct {
	Status        string          `json:"status" enum:"clean,tampered,cannot_verify,stale"`
	ExitCode      int             `json:"exit_code"`
	InstanceID    id.ID           `json:"instance_id"`
	VerifiedAt    time.Time       `json:"verified_at"`
	Entries       int64           `json:"entries"`
	Signatures    *int64          `json:"signatures" nullable:"true" doc:"Signatures checked; null where that was not asked for."`
	Organizations []chain.Report  `json:"organizations"`
	Findings      []chain.Finding `json:"findings" doc:"Of all chains and of the installation."`
	broken        []*chain.Finding
}

// progressStep is how many entries go by between two reports of progress.
const progressStep = 10_000

// Run checks the trail that a transaction sees. The transaction must be REPEATABLE READ.
func Run(ctx context.Context, tx pgx.Tx, o Options) (*Result, error) {
	l := ledger.Ledger{Tx: tx}
	instance, err := l.Instance(ctx)
	if err != nil {
		return nil, err
	}
	r := &Result{InstanceID: instance, VerifiedAt: o.Now, Organizations: []chain.Report{}, Findings: []chain.Finding{}}
	if o.Config {
		weak, err := weakened(ctx, tx)
		if err != nil {
			return nil, fmt.Errorf("compare the installation: %w", err)
		}
		r.Findings = append(r.Findings, weak...)
	}
	if err := r.chains(ctx, l, o); err != nil {
		return nil, err
	}
	if o.Org == nil { // roots are in the system's chain, which no organisation sees
		lines, err := accessLog(ctx, tx)
		if err != nil {
			return nil, fmt.Errorf("compare the access log: %w", err)
		}
		r.Findings = append(r.Findings, lines...)
	}
	signed, err := signedReviews(ctx, tx, o.Org, o.Signing)
	if err != nil {
		return nil, fmt.Errorf("check reviews: %w", err)
	}
	r.Findings = append(r.Findings, signed...)
	if o.Reconcile {
		drift, err := reconcile(ctx, tx)
		if err != nil {
			return nil, fmt.Errorf("compare records: %w", err)
		}
		r.Findings = append(r.Findings, drift...)
	}
	if o.Signable != nil {
		if err := r.signatures(ctx, tx, o); err != nil {
			return nil, fmt.Errorf("check signatures: %w", err)
		}
	}
	r.conclude()
	return r, nil
}

// chains checks the chain of each organisation.
func (r *Result) chains(ctx context.Context, l ledger.Ledger, o Options) error {
	orgs, err := l.Orgs(ctx)
	if err != nil {
		return err
	}
	if o.Org != nil {
		orgs = []id.ID{*o.Org}
	}
	witnesses, strangers := byOrg(o.Witnesses, o.Keys, r.InstanceID)
	if o.Org == nil {
		r.Findings = append(r.Findings, strangers...)
		for org := range witnesses { // a chain that was taken away whole is still known outside
			if !slices.Contains(orgs, org) {
				orgs = append(orgs, org)
			}
		}
	}
	unsealed, err := l.Unsealed(ctx)
	if err != nil {
		return err
	}
	for org := range unsealed {
		if o.Org == nil && !slices.Contains(orgs, org) {
			orgs = append(orgs, org)
		}
	}
	slices.SortFunc(orgs, func(a, b id.ID) int { return slices.Compare(a[:], b[:]) })
	trails := make([]chain.Trail, len(orgs))
	for i, org := range orgs {
		trails[i] = chain.Trail{Instance: r.InstanceID, Org: org, Keys: o.Keys, Witnesses: witnesses[org], Now: o.Now}
	}
	w := walk{trails: trails, unsealed: unsealed, reports: make([]chain.Report, len(orgs)), progress: o.Progress}
	err = w.all(ctx, l, o.Beside)
	r.Organizations, r.Entries = append(r.Organizations, w.reports...), w.done
	return err
}

// conclude gathers the findings and names the outcome.
func (r *Result) conclude() {
	for i := range r.Organizations {
		if r.Organizations[i].Findings == nil {
			r.Organizations[i].Findings = []chain.Finding{}
		}
		r.Findings = append(r.Findings, r.Organizations[i].Findings...)
	}
	for _, f := range r.broken {
		r.Findings = append(r.Findings, *f)
	}
	r.ExitCode = chain.Exit(r.Findings)
	r.Status = [...]string{chain.ExitClean: "clean", chain.ExitTampered: "tampered", chain.ExitCannotVerify: "cannot_verify", chain.ExitStale: "stale"}[r.ExitCode]
}

// byOrg sorts the copies outside the database by the chain they speak of. One that nobody signed speaks of none.
func byOrg(all []chain.Witness, keys note.Verifiers, instance id.ID) (map[id.ID][]chain.Witness, []chain.Finding) {
	out := map[id.ID][]chain.Witness{}
	var strange []chain.Finding
	if keys == nil {
		return out, nil
	}
	for _, w := range all {
		c, err := chain.Open(w.Note, keys, instance)
		if err != nil {
			strange = append(strange, chain.Finding{Class: chain.AnchorDiffers, Count: 1, Detail: "the copy in " + w.Where + " is not a checkpoint of this installation signed by a known key"})
			continue
		}
		out[c.Org] = append(out[c.Org], w)
	}
	return out, strange
}
