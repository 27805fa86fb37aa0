package qualify

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// The outcomes of a check.
const (
	Passed   = "passed"
	Failed   = "failed"
	Attested = "attested" // by the tests of the release: nothing on this machine can show it
)

// Outcome is what became of one requirement.
type Outcome struct {
	ID          string   `json:"id"`
	Clause      string   `json:"clause"`
	Requirement string   `json:"requirement"`
	Check       string   `json:"check"`
	Result      string   `json:"result"`
	Detail      string   `json:"detail,omitempty"`
	Tests       []string `json:"tests" doc:"Tests of the release that show the same, run before every release."`
	Millis      int64    `json:"milliseconds"`
}

// Fact is one line about the installation.
type Fact struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Result string `json:"result"`
}

// Report is the whole qualification.
type Report struct {
	Product      string    `json:"product"`
	StartedAt    time.Time `json:"started_at"`
	FinishedAt   time.Time `json:"finished_at"`
	Installation []Fact    `json:"installation"`
	Operation    []Outcome `json:"operation"`
	Passed       int       `json:"passed"`
	Failed       int       `json:"failed"`
	Attested     int       `json:"attested"`
}

// Count fills the totals.
func (r *Report) Count() {
	r.Passed, r.Failed, r.Attested = 0, 0, 0
	count := func(result string) {
		switch result {
		case Passed:
			r.Passed++
		case Failed:
			r.Failed++
		default:
			r.Attested++
		}
	}
	for _, f := range r.Installation {
		count(f.Result)
	}
	for _, o := range r.Operation {
		count(o.Result)
	}
}

// Text writes the report for people.
func (r *Report) Text(to io.Writer) error {
	fmt.Fprintf(to, "SPECTRA-Lab qualification\n%s\nbegun %s, finished %s\n\nInstallation\n", r.Product, r.StartedAt.Format(time.RFC3339), r.FinishedAt.Format(time.RFC3339))
	w := tabwriter.NewWriter(to, 0, 4, 2, ' ', 0)
	for _, f := range r.Installation {
		fmt.Fprintf(w, "%s\t%s\t%s\n", strings.ToUpper(f.Result), f.Name, f.Value)
	}
	fmt.Fprintf(w, "\nOperation\n")
	for _, o := range r.Operation {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", strings.ToUpper(o.Result), o.ID, o.Clause, o.Requirement)
		if o.Detail != "" {
			fmt.Fprintf(w, "\t\t\t%s\n", o.Detail)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(to, "\n%d passed, %d failed, %d attested by the tests of the release\n", r.Passed, r.Failed, r.Attested)
	return err
}
