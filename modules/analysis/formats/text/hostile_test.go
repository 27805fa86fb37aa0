package text

import (
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/hostile"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/refdata"
)

func fixtures() []string {
	return []string{
		rows(",", false, "\n"), "a (V);b (A)\n1,5;2\n2,5;\nx;3\n\n\n4;5;6\n7;8;9\n", "\t\t10\t20\n1\t7\t1\t2\n1\t8\t3\t4\n",
		labSpecFile + "100\t5\n101\t6\n", perkinElmerFile("3"), specsFile, multiVuFile, easyExpertFile,
	}
}

func TestDamagedFiles(t *testing.T) {
	for i, f := range fixtures() {
		t.Run(fmt.Sprint(i), func(t *testing.T) { hostile.Damage(t, New(), []byte(f)) })
	}
}

func TestLyingFilesAllocateLittle(t *testing.T) {
	if _, used := hostile.Check(t, New(), []byte(perkinElmerFile("2147483648")), "points"); used > 2<<20 {
		t.Errorf("%d bytes allocated for a promised count", used)
	}
	wide := strings.Repeat("1,", 5000) + "1\n" + strings.Repeat("1,2\n", 5000) // every row is padded to the first
	hostile.Check(t, New(), []byte(wide), "wide table")
	hostile.Check(t, New(), []byte(strings.Repeat("1\t", 2<<20)), "one long line")
	hostile.Check(t, New(), []byte(strings.Repeat("a,b\n1,2\n3,4\n", 5000)), "many blocks")
}

func FuzzRead(f *testing.F) {
	refdata.Seed(f, "text")
	for _, s := range fixtures() {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { hostile.Check(t, New(), data, "fuzz") })
}
