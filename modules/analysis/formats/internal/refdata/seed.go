package refdata

import (
	"os"
	"path/filepath"
	"testing"
)

// seedBytes keeps seeds small: mutating long files finds little in the time there is.
const seedBytes = 2 << 10

// Seed adds the heads of the files of a folder as seeds of a fuzz target; without the
// reference data the target runs on the seeds of the project alone.
func Seed(f *testing.F, under string) {
	f.Helper()
	names, err := filepath.Glob(filepath.Join(root(f), "..", "shared", "data", under, "*"))
	if err != nil {
		f.Fatal(err)
	}
	if len(names) == 0 {
		f.Logf("no reference files of %s: own seeds only", under)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data[:min(len(data), seedBytes)])
	}
}
