package app

import (
	"bytes"
	"encoding/json"

	"github.com/spf13/cobra"
)

func openapiCommand(c console, load loader) *cobra.Command {
	return &cobra.Command{
		Use: "openapi", Short: "Print the OpenAPI 3.1 document; needs no database", Args: cobra.NoArgs,
		Example: "  spectra openapi > openapi.json",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			r, err := routesOnly(cfg)
			if err != nil {
				return err
			}
			doc, err := r.OpenAPI()
			if err != nil {
				return err
			}
			var out bytes.Buffer
			if err := json.Indent(&out, doc, "", "  "); err != nil {
				return err
			}
			out.WriteByte('\n')
			_, err = out.WriteTo(c.out)
			return err
		},
	}
}
