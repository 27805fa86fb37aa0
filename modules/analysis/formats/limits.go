package formats

import "math"

// Limits bound what one file may cost. Time is bounded by the context.
type Limits struct {
	Bytes          int64 // file size a reader that needs the whole file accepts
	PointsPerTrace int64
	PointsPerFile  int64
	Traces         int64
	MetaBytes      int64
	Depth          int   // nesting of blocks or containers
	InflatedBytes  int64 // sum over the members of a container
	InflateRatio   int64 // inflated bytes per stored byte
	RunRatio       int64 // values per byte of file, above the free first RunFree
	RunFree        int64
}

// DefaultLimits admit every instrument file of the field and keep a hostile small file
// below 100 MiB of memory: run-length codes may expand a file to eight values per byte,
// with one million values free.
func DefaultLimits() Limits {
	return Limits{
		Bytes: 512 << 20, PointsPerTrace: 16 << 20, PointsPerFile: 64 << 20, Traces: 100_000,
		MetaBytes: 16 << 20, Depth: 8, InflatedBytes: 1 << 30, InflateRatio: 200,
		RunRatio: 8, RunFree: 1 << 20,
	}
}

// Budget counts what one file has used of its limits. Ask before allocating.
type Budget struct {
	lim                  Limits
	size                 int64
	points, traces, meta int64
}

// NewBudget starts the count for a file of size bytes.
func NewBudget(lim Limits, size int64) *Budget { return &Budget{lim: lim, size: size} }

// Room is the largest number of points the trace being read may still get.
func (b *Budget) Room() int64 {
	ratio := int64(math.MaxInt64)
	if b.lim.RunRatio > 0 && b.size < (math.MaxInt64-b.lim.RunFree)/b.lim.RunRatio {
		ratio = b.lim.RunFree + b.size*b.lim.RunRatio
	}
	return max(0, min(b.lim.PointsPerTrace, min(b.lim.PointsPerFile, ratio)-b.points))
}

// Trace books a trace of n points.
func (b *Budget) Trace(n int64) error {
	if b.traces++; b.traces > b.lim.Traces {
		return &LimitError{Limit: "traces", Max: b.lim.Traces, Got: b.traces}
	}
	if room := b.Room(); n > room {
		return &LimitError{Limit: "points", Max: room, Got: n}
	}
	b.points += n
	return nil
}

// Meta books n bytes of header text.
func (b *Budget) Meta(n int) error {
	if b.meta += int64(n); b.meta > b.lim.MetaBytes {
		return &LimitError{Limit: "bytes of header text", Max: b.lim.MetaBytes, Got: b.meta}
	}
	return nil
}

// Depth checks a nesting depth.
func (b *Budget) Depth(depth int) error {
	if depth > b.lim.Depth {
		return &LimitError{Limit: "nested blocks", Max: int64(b.lim.Depth), Got: int64(depth)}
	}
	return nil
}
