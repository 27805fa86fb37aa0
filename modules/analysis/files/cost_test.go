package files

import "testing"

// a file of a few bytes may become a million points, one of a few megabytes the largest trace there is. Together
// they must not take more than all readers may.
func TestX10_CostOfReading(t *testing.T) {
	l := limits()
	for _, size := range []int64{0, 1, 210, 1 << 20, 2 << 20, 100 << 20, 1 << 50} {
		got := readingCost(size)
		points := min(l.PointsPerTrace, l.RunFree+l.RunRatio*min(size, l.PointsPerTrace))
		if got < min(points*16, readingMemory) || got > readingMemory {
			t.Errorf("a file of %d bytes counts %d for up to %d points", size, got, points)
		}
	}
	if n := readingMemory / readingCost(210); n < 4 || n > 20 {
		t.Errorf("%d small files are read at once", n)
	}
}
