package retention_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

// TestRetention: what is older than the period is counted, and stays.
func TestRetention(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, lims.New(lab.Kit))
	var ids []string
	for i := range 3 {
		ids = append(ids, api.Do("a/technician", "POST", "/samples", m{"name": fmt.Sprint(i), "sample_type": "wafer"}).Want(201).ID())
	}
	api.Do("b/technician", "POST", "/samples", m{"name": "foreign", "sample_type": "wafer"}).Want(201)
	api.Do("a/manager", "POST", "/legal-holds", m{"title": "T", "reason": "because", "records": []any{m{"type": "sample", "id": ids[0]}}}).Want(201)
	api.Do("a/manager", "DELETE", "/samples/"+ids[1], nil, "If-Match", `"1"`, "X-Change-Reason", "tidying").Want(204)
	sample := func() map[string]any {
		for _, x := range api.Do("a/auditor", "GET", "/retention", nil).Want(200).JSON()["items"].([]any) {
			if line := x.(map[string]any); line["record_type"] == "sample" {
				return line
			}
		}
		t.Fatal("no line of samples")
		return nil
	}
	if l := sample(); fmt.Sprintf("%v %v %v %v", l["records"], l["archived"], l["held"], l["past"]) != "3 1 1 0" {
		t.Errorf("%v", l)
	}
	if err := lab.DB.InTx(lab.Ctx("a", "admin"), func(ctx context.Context) error {
		return lab.DB.Q(ctx).Exec("update samples set updated_at = now() - interval '11 years' where name = '2'").Error
	}); err != nil {
		t.Fatal(err)
	}
	if l := sample(); fmt.Sprint(l["past"]) != "1" || l["oldest_at"] == nil {
		t.Errorf("%v", l)
	}
	api.Do("a/viewer", "GET", "/samples/"+ids[2], nil).Want(200)
	api.Do("a/scientist", "GET", "/retention", nil).Want(403)
}
