package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// Exit codes of the executable.
const (
	exitOK       = 0
	exitError    = 1
	exitUsage    = 2
	exitNoServer = 3 // no PostgreSQL binaries, see localpg.ErrNoBinaries
)

// console is where commands read and write; tests replace it.
type console struct {
	in       io.Reader
	out, err io.Writer
	env      []string
}

// errUsage marks wrong use of the command line.
var errUsage = errors.New("usage")

// Main runs the executable and gives its exit code.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return Run(ctx, args, console{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Environ()})
}

// Run runs one command line. Errors are one clear line on standard error.
func Run(ctx context.Context, args []string, c console) int {
	root := newRoot(c)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	message := strings.TrimSpace(strings.TrimPrefix(err.Error(), "usage: "))
	var coded *exitError_
	code := exitError
	switch {
	case errors.As(err, &coded):
		code = coded.code
	case errors.Is(err, errUsage), isCobraUsage(message):
		code, message = exitUsage, message+"; see 'spectra --help' or 'spectra COMMAND --help'"
	}
	fmt.Fprintln(c.err, "spectra: "+message)
	return code
}

// exitError_ is an error with an exit code of its own.
type exitError_ struct { //nolint:revive // exitError is the constant
	code int
	err  error
}

func (e *exitError_) Error() string { return e.err.Error() }
func (e *exitError_) Unwrap() error { return e.err }

func usage(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errUsage, fmt.Sprintf(format, args...))
}

// plain turns a refusal into one line for a person at a terminal, with every field at fault.
func plain(err error) error {
	e, ok := apperr.As(err)
	if !ok {
		return err
	}
	text := e.Message
	for _, f := range e.Fields {
		text += " " + strings.TrimPrefix(f.Pointer, "/") + ": " + f.Detail
	}
	return errors.New(text)
}

// isCobraUsage recognises Cobra's own complaints, which have no type.
func isCobraUsage(message string) bool {
	for _, prefix := range []string{"unknown command", "unknown flag", "unknown shorthand", "flag needs", "invalid argument", "accepts ", "requires ", "required flag"} {
		if strings.HasPrefix(message, prefix) {
			return true
		}
	}
	return false
}

func newRoot(c console) *cobra.Command {
	var file string
	root := &cobra.Command{
		Use: "spectra", Short: "SPECTRA-Lab: samples, experiments, analysis and audit for spectroscopy laboratories",
		Long: `spectra serves the SPECTRA-Lab API and web frontend from one executable.

Without DATABASE_URL it runs its own private PostgreSQL and keeps it in the state directory.`,
		Example: `  spectra serve --demo                 try it: demo data, everything included
  spectra serve                        run it on the embedded database
  DATABASE_URL=postgres://… spectra migrate up
  spectra user create --org my-lab --email a@my.lab --name "A. Weber" --role admin`,
		SilenceErrors: true, SilenceUsage: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("unknown command %q", args[0])
			}
			return cmd.Help()
		},
	}
	root.SetOut(c.out)
	root.SetErr(c.err)
	root.SetIn(c.in)
	root.PersistentFlags().StringVar(&file, "config", "", "configuration file (default ./spectra.yaml, then /etc/spectra/spectra.yaml)")
	root.PersistentFlags().String("state-dir", "", "where database, files and keys are kept")
	root.PersistentFlags().String("log-level", "", "debug, info, warn or error")
	load := func(cmd *cobra.Command) (config.Config, error) { return config.Load(cmd.Flags(), c.env, file) }
	root.AddCommand(serveCommand(c, load), migrateCommand(c, load), seedCommand(c, load), policyCommand(c, load), userCommand(c, load), keysCommand(c, load), auditCommand(c, load), verifyCommand(c),
		doctorCommand(c, load), configCommand(c, load), openapiCommand(c, load), versionCommand(c), pdfTextCommand(c), agentCommand(c), mailCommand(c, load), qualifyCommand(c, load))
	root.CompletionOptions.HiddenDefaultCmd = false
	return root
}

// loader reads the configuration with the flags of the command.
type loader func(cmd *cobra.Command) (config.Config, error)
