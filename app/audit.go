package app

import (
	"os"

	"github.com/spectra-lab/spectra/modules/audit/checkpoints"
	"github.com/spectra-lab/spectra/modules/audit/proofs"
	"github.com/spectra-lab/spectra/modules/audit/timestamp"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
)

// openProofs reads what proves the audit trail from outside the database, and prepares the checkpoints.
func (c *core) openProofs() (proofs.Options, error) {
	a := c.cfg.Audit
	signer, err := checkpoints.LoadKey(a.KeyFile)
	if err != nil {
		return proofs.Options{}, err
	}
	public, err := os.ReadFile(checkpoints.PublicFile(a.KeyFile))
	if err != nil {
		return proofs.Options{}, err
	}
	keys, err := checkpoints.ParseVerifiers(string(public), checkpoints.PublicFile(a.KeyFile))
	if err != nil {
		return proofs.Options{}, err
	}
	o := checkpoints.Options{URL: c.database.checkpointer, Signer: signer, Directory: checkpoints.Directory{Path: a.AnchorDir}, Every: a.CheckpointEvery,
		StampOf: a.TSAEvery, Clock: clock.System, Log: c.log}
	if a.TSAURL != "" {
		o.Stamper = timestamp.NewAuthority(a.TSAURL)
	}
	c.points = checkpoints.New(o)
	return proofs.Options{Keys: keys, Public: string(public), Directory: o.Directory, Points: c.points}, nil
}
