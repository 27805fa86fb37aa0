package app

import (
	"fmt"

	"github.com/spf13/cobra"
)

func serveCommand(c console, load loader) *cobra.Command {
	var o Options
	cmd := &cobra.Command{
		Use: "serve", Short: "Serve the API and the web frontend", Args: cobra.NoArgs,
		Long: `Serve the API and the web frontend on one port.

On the embedded database the schema is brought up to date by itself. On an external one (DATABASE_URL) the server
refuses a stale or newer schema: run 'spectra migrate up' first, or pass --auto-migrate.`,
		Example: `  spectra serve
  spectra serve --demo
  spectra serve --addr 0.0.0.0:8001
  DATABASE_URL=postgres://spectra_app:…@db/spectra spectra serve`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			o.Console = c.err
			a, err := New(cmd.Context(), cfg, o)
			if err != nil {
				return err
			}
			return a.Run(cmd.Context(), func(url string) { fmt.Fprint(c.out, a.greeting(url)) })
		},
	}
	cmd.Flags().BoolVar(&o.Demo, "demo", false, "migrate, put the demo data in once and print the accounts (never in production)")
	cmd.Flags().BoolVar(&o.AutoMigrate, "auto-migrate", false, "bring the schema up to date before serving")
	cmd.Flags().String("addr", "", "address to listen on (default 127.0.0.1:8001)")
	return cmd
}
