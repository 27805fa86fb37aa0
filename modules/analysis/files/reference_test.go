package files_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/internal/refdata"
)

// TestReferenceUpload: any instrument file of the reference folder, readable or not, is kept and comes back the same.
func TestReferenceUpload(t *testing.T) {
	root := filepath.Dir(refdata.Path(t, "README.md"))
	l := open(t)
	err := filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil || info.Size() > 4<<20 {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		r := l.upload(t, filepath.Base(path), string(text))
		if down := l.see(t, "/files/"+r.ID()+"/content"); string(down.Body) != string(text) {
			t.Errorf("%s: other bytes come back", path)
		}
		for _, traceID := range traceIDs(t, r) {
			if _, err := l.traces.Load(l.Ctx("a", "scientist"), uuid(t, traceID)); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
