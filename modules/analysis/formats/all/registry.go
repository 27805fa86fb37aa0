package all

import (
	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/jcamp"
	"github.com/spectra-lab/spectra/modules/analysis/formats/text"
)

// Registry makes the registry of all readers. It is safe for concurrent use; build it once.
// Text comes last, as any table of numbers looks like it.
func Registry() *formats.Registry {
	return formats.NewRegistry(jcamp.New(), text.New())
}
