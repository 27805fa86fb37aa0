package analyses_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"os"
	"strings"
	"testing"

	"gocloud.dev/blob/memblob"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/analysis"
	"github.com/spectra-lab/spectra/modules/analysis/files"
	"github.com/spectra-lab/spectra/modules/analysis/internal/refdata"
	"github.com/spectra-lab/spectra/modules/lims"
)

// form is an upload.
func form(t *testing.T, name string, content []byte, fields ...string) (text []byte, contentType string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), w.FormDataContentType()
}

// TestRealFileToResult is the whole way: a real instrument file, uploaded, read, analysed, and walked back to.
func TestRealFileToResult(t *testing.T) {
	content, err := os.ReadFile(refdata.Path(t, "text/532nm-191216-Si_200mu.txt"))
	if err != nil {
		t.Fatal(err)
	}
	lab := apptest.New(t)
	bucket := memblob.OpenBucket(nil)
	t.Cleanup(func() { _ = bucket.Close() })
	limsMod := lims.New(lab.Kit)
	module := analysis.New(lab.Kit, analysis.Options{Storage: files.NewStorage(bucket), UploadLimit: 1 << 20, Version: "test", Instruments: limsMod.Instruments, Calibrations: limsMod.Calibrations})
	api := lab.Serve(t, module)
	if _, err := api.Router.OpenAPI(); err != nil {
		t.Fatal(err)
	}
	experiment := api.Do("a/technician", "POST", "/experiments", body{"title": "Raman of the wafer", "method": "Raman"}).Want(201).ID()
	api.Do("a/technician", "POST", "/experiments/"+experiment+"/transition", body{"to": "running"}).Want(200)
	upload, contentType := form(t, "si.txt", content, "experiment_id", experiment)
	file := api.Do("a/technician", "POST", "/files", upload, "Content-Type", contentType).Want(201)
	trace := fmt.Sprint(file.Get("traces.0.id"))
	r := api.Do("a/scientist", "POST", "/analyses", ask(trace, "experiment_id", experiment)).Want(201)
	if v, _ := r.Get("values").([]any); len(v) != 15 || r.Get("values.5.value") != "522.624" || r.Get("values.5.unit") != "cm-1" || r.Get("values.7.value") != "14966" ||
		r.Get("inputs.0.file_sha256") != file.Get("sha256") {
		t.Errorf("%s", r.Body)
	}
	graph := string(api.Do("a/viewer", "GET", "/lineage/result/"+r.ID()+"?up=10&down=0", nil).Want(200).Body)
	for _, node := range []string{file.ID(), trace, experiment} {
		if !strings.Contains(graph, node) {
			t.Errorf("the way back does not reach %s: %s", node, graph)
		}
	}
	api.Do("b/scientist", "POST", "/analyses", ask(trace)).Want(422)
	api.Do("b/viewer", "GET", "/results/"+r.ID(), nil).Want(404)
}
