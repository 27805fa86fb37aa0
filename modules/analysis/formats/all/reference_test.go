package all

import (
	"bytes"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/refdata"
)

func read(t testing.TB, f *refdata.Folder, name string) formats.Parsed {
	t.Helper()
	data := f.Read(t, name)
	p, err := Registry().Read(t.Context(), bytes.NewReader(data), int64(len(data)), name, formats.DefaultLimits())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return p
}

func TestReferenceFiles(t *testing.T) {
	f := refdata.Open(t)
	for _, name := range f.Files("jcamp", "text", "electrical") {
		t.Run(name, func(t *testing.T) {
			for _, d := range refdata.File(f.Facts(name), read(t, f, name)) {
				t.Error(d)
			}
		})
	}
}
