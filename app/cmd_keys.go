package app

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

func keysCommand(c console, load loader) *cobra.Command {
	cmd := &cobra.Command{Use: "keys", Short: "Manage the keys that sign access tokens", Args: cobra.NoArgs, Example: "  spectra keys rotate",
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(&cobra.Command{
		Use: "rotate", Short: "Make a new RS256 key; tokens signed by earlier ones stay good until they expire", Args: cobra.NoArgs,
		Long: `Make a new RS256 key in auth.keys_dir. A running server takes it up on SIGHUP (systemctl reload spectra). Tokens signed
by earlier keys stay good until those files are removed; 16 minutes later no such token is alive.`,
		Example: "  spectra keys rotate && systemctl reload spectra",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			switch {
			case err != nil:
				return err
			case cfg.Auth.JWTAlgorithm != "RS256":
				return errors.New("keys are rotated with RS256 only (JWT_ALGORITHM=RS256); an HS256 secret is changed in JWT_SECRET")
			case cfg.Auth.JWTKeyFile != "":
				return errors.New("auth.jwt_key_file names the key: replace that file and reload the server")
			}
			return withCore(cmd.Context(), cfg, c, func(core *core) error {
				if err := core.modules.auth.RotateKeys(); err != nil {
					return err
				}
				fmt.Fprintf(c.out, "a new key is in %s; reload the server: kill -HUP its process, or systemctl reload spectra\n", cfg.Auth.KeysDir)
				return nil
			})
		},
	})
	return cmd
}
