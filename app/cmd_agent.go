package app

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/spectra-lab/spectra/app/agent"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
)

func agentCommand(c console) *cobra.Command {
	o := agent.Options{Out: c.out, Clock: clock.System, Client: &http.Client{Timeout: 2 * time.Hour}, Terminal: terminal(c.out)}
	var keyFile string
	cmd := &cobra.Command{Use: "agent FOLDER", Short: "On an instrument's computer: bring new files of a folder to the server", Args: cobra.ExactArgs(1),
		Long: `Watches a folder and brings each file to the server once it is complete. Files are only read: never changed, moved or
deleted. While the server cannot be reached they wait in a queue on disk, which survives restarts; nothing is stored twice.

The API key is made for the instrument: POST /api-keys {"name","scopes":["file:create"],"instrument_id"}. It is read from
--key-file or SPECTRA_AGENT_KEY.

Sample and experiment are found in the path: their codes (SMP-2026-000001, EXP-2026-000001), or by --rule, a regular
expression with the groups sample (code or barcode) and experiment (code). Files without a match wait on the server:
GET /files?unassigned=true.`,
		Example: `  spectra agent D:\Data --server https://spectra.example.org --key-file C:\spectra\key.txt
  spectra agent /data/raman --server https://spectra.example.org --rule '^(?P<experiment>EXP-[0-9-]+)/(?P<sample>[A-Z0-9]+)_'
  spectra agent /data/raman --server https://spectra.example.org --once        bring what is there, then end
  spectra agent /data/raman --server https://spectra.example.org --dry-run     only say what would be brought`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Dir = args[0]
			if err := agentDefaults(&o, keyFile, c.env); err != nil {
				return err
			}
			o.Once = o.Once || o.DryRun
			a, err := agent.New(o)
			if err != nil {
				return err
			}
			return a.Run(cmd.Context())
		}}
	f := cmd.Flags()
	f.StringVar(&o.Server, "server", "", "address of the server (required)")
	f.StringVar(&keyFile, "key-file", "", "file with the instrument's API key")
	f.StringVar(&o.State, "state", "", "file of the queue (default in the user's configuration folder)")
	f.DurationVar(&o.Settle, "settle", 10*time.Second, "a file whose size and time stay the same so long is complete")
	f.DurationVar(&o.Scan, "scan", 30*time.Second, "how often the whole folder is looked through")
	f.StringVar(&o.Rule, "rule", "", "regular expression on the path, with the groups sample and experiment")
	f.BoolVar(&o.Once, "once", false, "bring what is there, then end")
	f.BoolVar(&o.DryRun, "dry-run", false, "say what would be brought, and bring nothing")
	f.BoolVar(&o.PlainHTTP, "plain-http", false, "send the key unencrypted, on a network of the instrument's own")
	return cmd
}

// agentDefaults finds the key and the place of the queue: one for each folder.
func agentDefaults(o *agent.Options, keyFile string, env []string) error {
	if o.Server == "" {
		return usage("agent needs --server, such as https://spectra.example.org")
	}
	for _, e := range env {
		if key, ok := strings.CutPrefix(e, "SPECTRA_AGENT_KEY="); ok {
			o.Key = key
		}
	}
	if keyFile != "" {
		text, err := os.ReadFile(keyFile)
		if err != nil {
			return fmt.Errorf("the key file: %w", err)
		}
		o.Key = strings.TrimSpace(string(text))
	}
	if o.State != "" {
		return nil
	}
	home, err := os.UserConfigDir()
	if err != nil {
		return usage("there is no configuration folder here; name a file with --state")
	}
	dir, err := filepath.Abs(o.Dir)
	o.State = filepath.Join(home, "spectra-agent", strings.NewReplacer("/", "_", `\`, "_", ":", "_").Replace(dir)+".json")
	return err
}

// terminal tells whether somebody looks at the output.
func terminal(out any) bool {
	f, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
