package apptest_test

import (
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/audit"
	"github.com/spectra-lab/spectra/modules/audit/proofs"
)

func TestLab(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, audit.New(lab.Kit, proofs.Options{}))
	if n := len(lab.Audit(t, "a")); n != 1+2*len(apptest.Roles()) {
		t.Errorf("%d audit entries, want the organisation, its people and their roles", n)
	}
	api.Do("", "GET", "/audit", nil).Want(401)
	api.Do("a/viewer", "GET", "/audit", nil).Want(403)
	items := api.Do("a/auditor", "GET", "/audit?limit=5", nil).Want(200)
	if got := items.Get("items.0.action"); got != "organization.created" {
		t.Errorf("action %v", got)
	}
	var refused int
	for _, e := range lab.Access(t, "a") {
		if e.Status == 403 && e.Path == "/audit" && e.ActorName == "Viewer A" {
			refused++
		}
	}
	if refused != 1 {
		t.Errorf("%d refusals in the access log, want 1", refused)
	}
}
