package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/mail"
)

var errNoMail = errors.New("no mail server is configured, notices appear in the inbox only; set SPECTRA_MAIL_HOST, SPECTRA_MAIL_FROM and SPECTRA_SERVER_PUBLIC_URL")

func mailCommand(c console, load loader) *cobra.Command {
	var to string
	cmd := &cobra.Command{Use: "mail", Short: "Try the mail server", Args: cobra.NoArgs, Example: "  spectra mail test --to a.weber@my.lab",
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	test := &cobra.Command{
		Use: "test", Short: "Send one mail with the settings in force, and say what the mail server answered", Args: cobra.NoArgs,
		Example: "  spectra mail test --to a.weber@my.lab\n  SPECTRA_MAIL_HOST=smtp.my.lab SPECTRA_MAIL_FROM=lims@my.lab spectra mail test --to a.weber@my.lab",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			return tryMail(cmd.Context(), cfg, c, to)
		},
	}
	test.Flags().StringVar(&to, "to", "", "address that gets the mail")
	_ = test.MarkFlagRequired("to")
	cmd.AddCommand(test)
	return cmd
}

func tryMail(ctx context.Context, cfg config.Config, c console, to string) error {
	sender, err := newSender(cfg)
	if err == nil && sender == nil {
		err = errNoMail
	}
	if err != nil {
		return err
	}
	m := mail.Message{ID: id.New(), To: to, Subject: "SPECTRA-Lab can send mail", Date: clock.System(),
		Text: "This mail was sent by 'spectra mail test'. Notices of SPECTRA-Lab will come the same way.\n\n" + cfg.Server.PublicURL + "\n"}
	if err := sender.Send(ctx, m); err != nil {
		return fmt.Errorf("%s: %w", sender.Server(), err)
	}
	fmt.Fprintf(c.out, "%s took the mail for %s; look into the mailbox, and among unwanted mail\n", sender.Server(), to)
	return nil
}

func examineMail(ctx context.Context, cfg config.Config) finding {
	sender, err := newSender(cfg)
	switch {
	case err != nil:
		return finding{"mail", "", err}
	case sender == nil:
		return finding{"mail", "not configured: notices appear in the inbox only (mail.host)", nil}
	}
	if err := sender.Check(ctx); err != nil {
		return finding{"mail", "", fmt.Errorf("%s: %w; check the settings under mail", sender.Server(), err)}
	}
	how := "without signing in"
	if cfg.Mail.Username != "" {
		how = "signed in as " + cfg.Mail.Username
	}
	return finding{"mail", fmt.Sprintf("%s, %s, %s", sender.Server(), cfg.Mail.TLS, how), nil}
}
