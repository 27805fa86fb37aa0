package app

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"strings"
	"testing"
	"time"
)

// rowsFile is an upload of n samples, the row bad of which has no known type; 0: none.
func rowsFile(t *testing.T, what string, n, bad int) (body string, kind string) {
	t.Helper()
	var text strings.Builder
	text.WriteString("name,sample_type,lot,barcode,quantity\n")
	for i := range n {
		sampleType := "wafer"
		if i+2 == bad {
			sampleType = "waver"
		}
		fmt.Fprintf(&text, "W-%d,%s,L7,%s-%d,1.10 mm\n", i, sampleType, what, i)
	}
	var form bytes.Buffer
	m := multipart.NewWriter(&form)
	part, err := m.CreateFormFile("file", what+".csv")
	if err == nil {
		_, err = part.Write([]byte(text.String()))
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return form.String(), m.FormDataContentType()
}

// TestImportJob: a file of more than 10 000 rows becomes a job with progress, all or nothing like any other; 10 000 rows
// are answered at once (B12).
func TestImportJob(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=1")
	began := time.Now()
	body, kind := rowsFile(t, "now", 10_000, 0)
	if out := r.as("a/technician", "POST", "/samples/import", body, "Content-Type", kind); out.status != 201 {
		t.Fatalf("%d %.300s", out.status, out.body)
	}
	t.Logf("10000 rows in %v", time.Since(began))
	for _, tc := range []struct {
		what, status string
		bad          int
	}{{"refused", "refused", 9_000}, {"applied", "applied", 0}} {
		body, kind := rowsFile(t, tc.what, 10_001, tc.bad)
		out := r.as("a/technician", "POST", "/samples/import", body, "Content-Type", kind)
		if out.status != 202 || out.get("status") != "queued" {
			t.Fatalf("%s: %d %.300s", tc.what, out.status, out.body)
		}
		job, _ := out.get("job_id").(string)
		path := "/imports/" + out.id()
		for range 600 {
			if s := r.as("a/viewer", "GET", "/jobs/"+job, nil).get("status"); s == "succeeded" || s == "failed" {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
		done := r.as("a/viewer", "GET", path, nil)
		if done.get("status") != tc.status || done.get("rows") != 10_001.0 {
			t.Errorf("%s: %.500s", tc.what, done.body)
		}
		if tc.bad > 0 && (done.get("invalid") != 1.0 || done.get("errors.0.row") != float64(tc.bad) || done.get("errors.0.code") != "unknown_sample_type") {
			t.Errorf("%.500s", done.body)
		}
	}
	if n := r.as("a/viewer", "GET", "/samples?barcode=applied-10000&count=true", nil).get("total"); n != 1.0 {
		t.Errorf("the last row: %v", n)
	}
	if n := r.as("a/viewer", "GET", "/samples?barcode=refused-0&count=true", nil).get("total"); n != 0.0 {
		t.Errorf("a row of a refused file: %v", n)
	}
}
