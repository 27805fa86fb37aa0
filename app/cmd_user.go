package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/auth"
)

func userCommand(c console, load loader) *cobra.Command {
	cmd := &cobra.Command{
		Use: "user", Short: "Create people and reset passwords from the machine itself", Args: cobra.NoArgs,
		Example: `  spectra user create --org my-lab --email a.weber@my.lab --name "A. Weber" --role admin
  spectra user reset-password --org my-lab --email a.weber@my.lab`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(userCreate(c, load), userReset(c, load))
	return cmd
}

func userCreate(c console, load loader) *cobra.Command {
	var u auth.NewUser
	var orgName string
	var fromStdin bool
	cmd := &cobra.Command{
		Use: "create", Short: "Create a person, and the organisation when it is new", Args: cobra.NoArgs,
		Long: `Create a person in an organisation. Without --password-stdin a one-time link is printed by which the person sets the
password. The organisation is made when --org-name is given and it does not exist.`,
		Example: `  spectra user create --org my-lab --org-name "My Lab" --email a.weber@my.lab --name "A. Weber" --role admin
  pass show lims | spectra user create --org my-lab --email b@my.lab --name "B. Ito" --role scientist --password-stdin`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			if fromStdin {
				if u.Password, err = readPassword(c.in); err != nil {
					return err
				}
			}
			return withCore(cmd.Context(), cfg, c, func(core *core) error {
				if orgName != "" {
					if _, _, err := core.modules.auth.EnsureOrganization(cmd.Context(), u.Org, orgName); err != nil {
						return plain(err)
					}
				}
				made, err := core.modules.auth.CreateUser(cmd.Context(), u)
				switch {
				case err != nil:
					return plain(err)
				case !made.Created:
					return fmt.Errorf("%s already has an account in %s; nothing was changed", u.Email, u.Org)
				}
				fmt.Fprintf(c.out, "created %s in %s as %s\n", u.Email, u.Org, strings.Join(u.Roles, ", "))
				if made.Link != "" {
					fmt.Fprintf(c.out, "The person sets the password here, once: %s\n", absolute(cfg, made.Link))
				}
				return nil
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&u.Org, "org", "", "slug of the organisation, e.g. my-lab")
	f.StringVar(&orgName, "org-name", "", "make the organisation with this name when it does not exist")
	f.StringVar(&u.Email, "email", "", "address, also the login")
	f.StringVar(&u.Name, "name", "", "name as printed on signatures and reports")
	f.StringSliceVar(&u.Roles, "role", nil, "role: admin, manager, scientist, technician, viewer or one that the policy adds; may be repeated")
	f.BoolVar(&fromStdin, "password-stdin", false, "read the password from standard input")
	for _, name := range []string{"org", "email", "name", "role"} {
		_ = cmd.MarkFlagRequired(name) // fails only for a flag that does not exist
	}
	return cmd
}

func userReset(c console, load loader) *cobra.Command {
	var org, email string
	cmd := &cobra.Command{
		Use: "reset-password", Short: "Print a one-time link by which a person sets a new password", Args: cobra.NoArgs,
		Example: "  spectra user reset-password --org my-lab --email a.weber@my.lab",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			return withCore(cmd.Context(), cfg, c, func(core *core) error {
				link, err := core.modules.auth.ResetLink(cmd.Context(), org, email)
				if err != nil {
					return plain(err)
				}
				fmt.Fprintf(c.out, "The person sets a new password here, once: %s\n", absolute(cfg, link))
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&org, "org", "", "slug of the organisation")
	cmd.Flags().StringVar(&email, "email", "", "address of the account")
	_ = cmd.MarkFlagRequired("org")
	_ = cmd.MarkFlagRequired("email")
	return cmd
}

// absolute completes a link with the address the server listens on, where no public one is configured.
func absolute(cfg config.Config, link string) string {
	if !strings.HasPrefix(link, "/") {
		return link
	}
	return "http://" + cfg.Server.Addr + link
}

// readPassword takes the first line.
func readPassword(in io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		return "", usage("--password-stdin: standard input is empty")
	}
	return line, nil
}
