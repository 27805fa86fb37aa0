package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
)

func policyCommand(c console, load loader) *cobra.Command {
	cmd := &cobra.Command{
		Use: "policy", Short: "Check, show and compare who may do what", Args: cobra.NoArgs,
		Long: `Check, show and compare the Casbin policy: who may do what. FILE is a policy file; without it the policy in force is
taken (auth.policy_file, or the one inside the executable). None of these commands needs a database.`,
		Example: `  spectra policy check policy.csv
  spectra policy matrix
  spectra policy diff policy.csv`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var asJSON bool
	matrix := policyRun(load, "matrix [FILE]", "Print the table of permissions and roles", "  spectra policy matrix\n  spectra policy matrix --json policy.csv", cobra.MaximumNArgs(1),
		func(cfg config.Config, args []string) error {
			p, err := policyFrom(cfg, args)
			if err != nil {
				return err
			}
			return printMatrix(c, p.Matrix(), asJSON)
		})
	matrix.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	cmd.AddCommand(matrix,
		policyRun(load, "check [FILE]", "Find mistakes in a policy file, with their lines", "  spectra policy check policy.csv", cobra.MaximumNArgs(1),
			func(cfg config.Config, args []string) error {
				p, err := policyFrom(cfg, args)
				if err != nil {
					return err
				}
				fmt.Fprintf(c.out, "%s: good, %d roles, SHA-256 %s\n", p.File(), len(p.Roles()), p.SHA256())
				return nil
			}),
		policyRun(load, "diff FILE [FILE]", "Show what would change, role by role: against the policy in force, or between two files", "  spectra policy diff new.csv\n  spectra policy diff old.csv new.csv", cobra.RangeArgs(1, 2),
			func(cfg config.Config, args []string) error { return printDiff(c, cfg, args) }))
	return cmd
}

func policyRun(load loader, use, short, example string, args cobra.PositionalArgs, f func(config.Config, []string) error) *cobra.Command {
	return &cobra.Command{Use: use, Short: short, Example: example, Args: args, RunE: func(cmd *cobra.Command, args []string) error {
		cfg, err := load(cmd)
		if err != nil {
			return err
		}
		return f(cfg, args)
	}}
}

// policyFrom reads the file that was named last, else the policy in force.
func policyFrom(cfg config.Config, args []string) (*authz.Policy, error) {
	c, err := catalogue()
	if err != nil {
		return nil, err
	}
	bundle, name := config.Bundle(), cfg.Auth.PolicyFile
	if len(args) > 0 {
		name = args[len(args)-1]
	}
	if name == "" {
		return authz.Compile(c, bundle.Model, bundle.Policy, config.PolicyName)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, errors.New("cannot read the policy: " + err.Error())
	}
	return authz.Compile(c, bundle.Model, text, name)
}

func printMatrix(c console, m authz.Matrix, asJSON bool) error {
	if !asJSON {
		_, err := fmt.Fprint(c.out, m.Text())
		return err
	}
	e := json.NewEncoder(c.out)
	e.SetIndent("", "  ")
	return e.Encode(m)
}

func printDiff(c console, cfg config.Config, args []string) error {
	before, err := policyFrom(cfg, args[:len(args)-1])
	if err != nil {
		return err
	}
	after, err := policyFrom(cfg, args)
	if err != nil {
		return err
	}
	changes := authz.Diff(before, after)
	for _, x := range changes {
		fmt.Fprintln(c.out, x.String())
	}
	if len(changes) == 0 {
		fmt.Fprintln(c.out, "no role gains or loses anything")
	}
	return nil
}
