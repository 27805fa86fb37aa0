package app

import (
	"context"
	"fmt"
	"testing"

	"github.com/spectra-lab/spectra/app/demo"
)

// TestDemo: the demo data can be made, and made again; its wafers lie in their cassettes, and a hand-over waits.
func TestDemo(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	for range 2 {
		if err := demo.Seed(context.Background(), r.core.demoServices()); err != nil {
			t.Fatal(err)
		}
	}
	out := r.send("", "POST", "/auth/login", map[string]any{"email": "scientist@demo.lab", "password": demo.Password})
	token, _ := out.get("access_token").(string)
	box := r.send(token, "GET", "/locations?barcode=CAS-L2609", nil)
	if got := box.get("items.0.occupied"); fmt.Sprint(got) != "21" { // four are on the bench
		t.Errorf("occupied %v: %s", got, box.body)
	}
	wafer := r.send(token, "GET", "/samples?q=L2611-W15", nil)
	if wafer.get("items.0.pending_custody.to.id") != out.get("user.id") || wafer.get("items.0.location") != "Delft / Cleanroom / Cassette L2611" {
		t.Errorf("%.1500s", wafer.body)
	}
}
