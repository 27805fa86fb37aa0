package app

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/spectra-lab/spectra/app/demo"
)

var errDemoInProduction = errors.New("demo data has known passwords and is refused in production (SPECTRA_ENV=production)")

func seedCommand(c console, load loader) *cobra.Command {
	cmd := &cobra.Command{Use: "seed", Short: "Put data into the database", Args: cobra.NoArgs, Example: "  spectra seed demo",
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(&cobra.Command{
		Use: "demo", Short: "Two demo laboratories with people, wafers, spectra, results and audit history", Args: cobra.NoArgs,
		Long: `Make the organisations demo-lab and partner-lab with people of every role, 40 wafers, instruments and their calibrations,
protocols in every state, experiments, computed spectra and results, notebooks. Due and overdue are relative to the day
of the first run. Everything is made through the same services as the API's, so that rules and audit trail
apply. Run again it changes nothing. Refused in production.`,
		Example: "  spectra seed demo\n  DATABASE_URL=postgres://spectra_app:…@db/spectra spectra seed demo",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			if cfg.Production() {
				return errDemoInProduction
			}
			return withCore(cmd.Context(), cfg, c, func(core *core) error {
				if err := demo.Seed(cmd.Context(), core.demoServices()); err != nil {
					return fmt.Errorf("demo data: %w", err)
				}
				fmt.Fprint(c.out, demo.Accounts())
				return nil
			})
		},
	})
	return cmd
}
