package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/qualify"
)

// TestP11_02_Qualify: the command qualifies a running installation; every requirement P11-01 to P11-45 has a line with its
// outcome, none fails, the tests it names exist, and the scratch installation leaves nothing behind.
func TestP11_02_Qualify(t *testing.T) {
	state := stateDir(t)
	boot(t, state)
	before, _ := filepath.Glob(filepath.Join(os.TempDir(), "spectra-qualify-*"))
	file := filepath.Join(t.TempDir(), "report.json")
	if out, err := qualifies(t, state, "--json", "--out", file); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if after, _ := filepath.Glob(filepath.Join(os.TempDir(), "spectra-qualify-*")); len(after) > len(before) {
		t.Errorf("left behind: %v", after)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var r qualify.Report
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	met := map[string]string{}
	for _, o := range r.Operation {
		met[o.ID] = o.Result
		if o.Result == qualify.Failed || o.Check == "" || len(o.Tests) == 0 {
			t.Errorf("%+v", o)
		}
	}
	for n := 1; n <= 45; n++ {
		if id := fmt.Sprintf("P11-%02d", n); met[id] == "" {
			t.Errorf("%s has no outcome", id)
		}
	}
	for _, f := range r.Installation {
		if f.Result != qualify.Passed {
			t.Errorf("%+v", f)
		}
	}
	if r.Failed > 0 || r.Attested > 1 || r.Passed < 55 {
		t.Errorf("%d passed, %d failed, %d attested", r.Passed, r.Failed, r.Attested)
	}
	testsExist(t, r.Operation)
	if out, err := qualifies(t, state, "--out", file); err == nil || !strings.Contains(string(out), "exists") {
		t.Errorf("a report was written over another: %s", out)
	}
}

// qualifies runs the command as an administrator would.
func qualifies(t *testing.T, state string, args ...string) ([]byte, error) {
	t.Helper()
	cmd := spectra(t, state, append([]string{"qualify"}, args...)...)
	cmd.Stderr = nil
	return cmd.CombinedOutput()
}

// testsExist finds the tests that the report names in the sources.
func testsExist(t *testing.T, all []qualify.Outcome) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "grep", "-rhoE", "--include=*_test.go", `^func Test\w+`, "..").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all {
		for _, name := range o.Tests {
			if !strings.Contains(string(out), "func "+name+"\n") {
				t.Errorf("%s names %s, which is no test", o.ID, name)
			}
		}
	}
}

// TestQualifyCanFail: an installation where a guard is gone does not qualify, and the report says which requirement.
func TestQualifyCanFail(t *testing.T) {
	r := start(t)
	for _, org := range []string{"qualify", "other"} {
		if _, _, err := r.core.modules.auth.EnsureOrganization(t.Context(), org, org); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	w := newWorld(t, r, &n)
	if err := w.owner(t, "drop trigger signed on spectra.notebook_entries", "grant delete on spectra.samples to spectra_app"); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	err := r.lend(t.Context(), r.url, func(s qualify.Scratch) error {
		all, err := qualify.Operate(context.WithoutCancel(t.Context()), s, func(qualify.Outcome) {})
		for _, o := range all {
			if o.Result == qualify.Failed {
				got[o.ID] = o.Detail
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`legal|lets|samples`).MatchString(got["P11-04"]) || !strings.Contains(got["P11-30"], "notebook_entries") || got["P11-44"] == "" || got["P11-42"] != "" {
		t.Errorf("%v", got)
	}
}
