package app

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Version is set by the build (-ldflags -X).
var Version = "dev"

func versionCommand(c console) *cobra.Command {
	return &cobra.Command{Use: "version", Short: "Print the version", Example: "  spectra version", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			revision := ""
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = " " + s.Value
					}
				}
			}
			fmt.Fprintf(c.out, "spectra %s%s %s %s/%s\n", Version, revision, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		}}
}

func configCommand(c console, load loader) *cobra.Command {
	cmd := &cobra.Command{Use: "config", Short: "Show the configuration", Args: cobra.NoArgs, Example: "  spectra config show",
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(&cobra.Command{Use: "show", Short: "Print every setting, its value and where it comes from; secrets are hidden", Args: cobra.NoArgs,
		Example: "  spectra config show\n  SPECTRA_ENV=production spectra config show --config /etc/spectra/spectra.yaml",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			fmt.Fprint(c.out, cfg.Show())
			return nil
		}})
	return cmd
}
