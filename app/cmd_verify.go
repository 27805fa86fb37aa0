package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/spectra-lab/spectra/modules/audit/bundle"
	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
)

// mostKeys bounds a file of public keys.
const mostKeys = 1 << 20

func verifyCommand(c console) *cobra.Command {
	var keys []string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "verify FILE", Short: "Check an evidence package, or the PDF of one, offline", Args: cobra.ExactArgs(1),
		Long: `Check an evidence package, or its report.pdf alone, with nothing but the file and public keys: no database, no network, no
configuration. Every byte of a package is accounted for; what was changed is named.

The public keys come from the laboratory: GET /evidence/{id} lists them, and they lie beside the server's keys in signing.pub
and audit.pub. Without --key a package is checked with the keys that it brings itself, which proves that it is whole, not whose it is.

Exit code 0: every part is what was signed. 1: something was changed. 2: it cannot be verified.`,
		Example: "  spectra verify evidence-EVD-2026-000001-RES-2026-000007.zip --key signing.pub --key audit.pub\n  spectra verify report.pdf --key keys.pub --json",
		RunE: func(_ *cobra.Command, args []string) error {
			r, err := verifyBundle(args[0], keys)
			if err != nil {
				return &exitError_{chain.ExitCannotVerify, err}
			}
			if err := printBundle(c.out, r, asJSON); err != nil {
				return err
			}
			switch r.Status {
			case bundle.Valid:
				return nil
			case bundle.Failed:
				return &exitError_{chain.ExitTampered, errors.New("this is not what was signed: " + r.Detail)}
			}
			return &exitError_{chain.ExitCannotVerify, errors.New("not confirmed: " + r.Detail)}
		},
	}
	cmd.Flags().StringArrayVar(&keys, "key", nil, "file of public keys, one a line; may be given several times")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON")
	return cmd
}

func verifyBundle(path string, keyFiles []string) (*bundle.Report, error) {
	var keys *bundle.Keys
	if len(keyFiles) > 0 {
		var all strings.Builder
		for _, name := range keyFiles {
			f, err := os.Open(name)
			if err != nil {
				return nil, err
			}
			text, err := io.ReadAll(io.LimitReader(f, mostKeys))
			if err := errors.Join(err, f.Close()); err != nil {
				return nil, err
			}
			all.Write(append(text, '\n'))
		}
		k, err := bundle.ParseKeys(all.String())
		if err != nil {
			return nil, fmt.Errorf("public keys: %w", err)
		}
		keys = &k
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file", path)
	}
	r, err := bundle.Verify(f, info.Size(), keys, clock.System())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

func printBundle(w io.Writer, r *bundle.Report, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
	what := "nothing readable"
	if r.Record != nil {
		what = fmt.Sprintf("%s %s, version %d", r.Record.Type, r.Record.Code, r.Record.Version)
	}
	fmt.Fprintf(w, "%s: %s of %s, made %s\n", r.Status, r.Kind, what, r.CreatedAt)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, p := range r.Parts {
		fmt.Fprintf(t, "%s\t%s\t%s\n", p.Status, tame(p.Part), tame(p.Detail))
	}
	for _, s := range r.Signatures {
		fmt.Fprintf(t, "%s\tsignature of %s\t%s (%s), %s, over version %d\n", s.Status, tame(s.Name), tame(s.Local), tame(s.Zone), tame(s.Meaning), s.Version)
	}
	return t.Flush()
}

// tame keeps what a foreign file says from steering a terminal.
func tame(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return '\uFFFD'
		}
		return r
	}, s)
}
