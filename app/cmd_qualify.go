package app

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/spectra-lab/spectra/app/qualify"
)

func qualifyCommand(c console, load loader) *cobra.Command {
	var file string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "qualify", Short: "Show that this installation does what 21 CFR Part 11 and EU Annex 11 ask for", Args: cobra.NoArgs,
		Long: `Qualify this installation, and report each requirement, what was done to check it, and the outcome.

Installation: versions, executable, configuration, policy and schema with their hashes, roles of the database, keys; the
running database is only read. Operation: this executable with this policy file works through every requirement P11-01
to P11-45 over HTTP, on a scratch database of its own that is thrown away; your data are not touched. It needs
PostgreSQL's programs on this machine, as the embedded database does.

The report is a record of IQ and OQ; what only your laboratory can do (procedures, training, the certification of
21 CFR 11.100(c)) is listed on the page for inspectors. Exit code 1 when something failed.`,
		Example: "  spectra qualify\n  spectra qualify --out qualification.txt\n  spectra qualify --json --out qualification.json",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			to := c.out
			if file != "" {
				f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
				if err != nil {
					return fmt.Errorf("the report cannot be written: %w", err)
				}
				defer f.Close()
				to = f
			}
			r, err := qualification(cmd.Context(), cfg, c)
			if err != nil {
				return err
			}
			if err := deliver(r, to, asJSON); err != nil {
				return err
			}
			if r.Failed > 0 {
				return fmt.Errorf("%d of %d checks failed", r.Failed, r.Passed+r.Failed)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&file, "out", "", "write the report to this file (never over one that exists)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON instead of text")
	return cmd
}

// deliver writes the report.
func deliver(r *qualify.Report, to io.Writer, asJSON bool) error {
	if !asJSON {
		return r.Text(to)
	}
	e := json.NewEncoder(to)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
