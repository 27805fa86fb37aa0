package traces

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"sync"

	"github.com/klauspost/compress/zstd"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// The codec of trace_data is a set of bits. Values are little-endian float64 in one zstd frame, whose own checksum
// finds a flipped bit.
const (
	codecFloat64 int16 = 1 << iota // always set
	codecLinear                    // x is start and step, 16 bytes, not compressed
	codecSigma                     // y is followed by the standard deviations
	codecKnown   = codecFloat64 | codecLinear | codecSigma
)

// maxDecoded bounds what stored bytes may inflate to: two arrays of the largest trace a reader may give.
const maxDecoded = 1 << 29

var errCorrupt = errors.New("stored numbers are damaged")

// codec turns arrays into bytes and back. Its zstd coders are made at first use: they hold buffers that an idle
// server does not need.
type codec struct {
	once sync.Once
	enc  *zstd.Encoder
	dec  *zstd.Decoder
	err  error
}

func (c *codec) open() error {
	c.once.Do(func() {
		c.enc, c.err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20),
			zstd.WithSingleSegment(true)) // so that every frame says its size
		if c.err == nil {
			c.dec, c.err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxDecoded), zstd.WithDecodeAllCapLimit(true))
		}
	})
	return c.err
}

// encoded is the stored form of one trace.
type encoded struct {
	codec int16
	x, y  []byte
	hash  string
}

// axis is the x side of a trace in both forms. The traces of a map share one axis: it is encoded once.
type axis struct {
	of     formats.Axis
	raw    []byte
	stored []byte
}

func (c *codec) axis(x formats.Axis) (*axis, error) {
	if err := c.open(); err != nil {
		return nil, err
	}
	a := &axis{of: x, raw: pack(x.Slice())}
	if x.Values == nil {
		a.stored = pack([]float64{x.Start, x.Step})
	} else {
		a.stored = c.enc.EncodeAll(a.raw, []byte{})
	}
	return a, nil
}

// serves reports whether x is the very same axis: the same slice, or the same line.
func (a *axis) serves(x formats.Axis) bool {
	if a == nil || len(a.of.Values) != len(x.Values) || a.of.N != x.N || (a.of.Values == nil) != (x.Values == nil) {
		return false
	}
	if x.Values == nil {
		return math.Float64bits(a.of.Start) == math.Float64bits(x.Start) && math.Float64bits(a.of.Step) == math.Float64bits(x.Step)
	}
	return len(x.Values) == 0 || &a.of.Values[0] == &x.Values[0]
}

// encode compresses one trace. The hash is over the values themselves, so that it does not depend on how an axis is
// stored.
func (c *codec) encode(x *axis, y, sigma []float64) (encoded, error) {
	if x.of.Len() != len(y) || sigma != nil && len(sigma) != len(y) {
		return encoded{}, fmt.Errorf("trace of %d x, %d y and %d sigma values", x.of.Len(), len(y), len(sigma))
	}
	out := encoded{codec: codecFloat64, x: x.stored}
	if x.of.Values == nil {
		out.codec |= codecLinear
	}
	rawY := pack(y)
	if sigma != nil {
		out.codec |= codecSigma
		rawY = append(rawY, pack(sigma)...)
	}
	sum := sha256.New()
	sum.Write(x.raw)
	sum.Write(rawY)
	out.y = c.enc.EncodeAll(rawY, []byte{})
	out.hash = hex.EncodeToString(sum.Sum(nil))
	return out, nil
}

// decode gives back the n points. It believes nothing: sizes are compared with n before anything is inflated.
func (c *codec) decode(d Data, n int) (x, y, sigma []float64, err error) {
	if err := c.open(); err != nil {
		return nil, nil, nil, err
	}
	if d.Codec&codecFloat64 == 0 || d.Codec&^codecKnown != 0 || n < 0 || n > maxDecoded/16 {
		return nil, nil, nil, fmt.Errorf("%w: codec %d, %d points", errCorrupt, d.Codec, n)
	}
	if x, err = c.decodeX(d, n); err != nil {
		return nil, nil, nil, err
	}
	want := n
	if d.Codec&codecSigma != 0 {
		want = 2 * n
	}
	if y, err = c.inflate(d.Y, want); err != nil {
		return nil, nil, nil, fmt.Errorf("y: %w", err)
	}
	if want > n {
		y, sigma = y[:n:n], y[n:]
	}
	return x, y, sigma, nil
}

func (c *codec) decodeX(d Data, n int) ([]float64, error) {
	if d.Codec&codecLinear == 0 {
		x, err := c.inflate(d.X, n)
		if err != nil {
			return nil, fmt.Errorf("x: %w", err)
		}
		return x, nil
	}
	if len(d.X) != 16 {
		return nil, fmt.Errorf("x: %w: %d bytes of start and step", errCorrupt, len(d.X))
	}
	line := unpack(d.X)
	return formats.Axis{N: n, Start: line[0], Step: line[1]}.Slice(), nil
}

func (c *codec) inflate(b []byte, n int) ([]float64, error) {
	if n == 0 && len(b) == 0 {
		return []float64{}, nil
	}
	var h zstd.Header
	if err := h.Decode(b); err != nil {
		return nil, fmt.Errorf("%w: %w", errCorrupt, err)
	}
	if !h.HasFCS || h.FrameContentSize != uint64(n)*8 { //nolint:gosec // n is not negative
		return nil, fmt.Errorf("%w: %d bytes for %d values", errCorrupt, h.FrameContentSize, n)
	}
	raw, err := c.dec.DecodeAll(b, make([]byte, 0, n*8)) // with the cap as limit: a second frame cannot add to it
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errCorrupt, err)
	}
	if len(raw) != n*8 {
		return nil, fmt.Errorf("%w: %d bytes for %d values", errCorrupt, len(raw), n)
	}
	return unpack(raw), nil
}

// digest is the hash of a trace's values.
func digest(arrays ...[]float64) string {
	sum := sha256.New()
	for _, a := range arrays {
		for len(a) > 0 { // in pieces: hashing must not double the memory
			part := a[:min(len(a), 8192)]
			sum.Write(pack(part))
			a = a[len(part):]
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

func pack(v []float64) []byte {
	out := make([]byte, 8*len(v))
	for i, f := range v {
		binary.LittleEndian.PutUint64(out[8*i:], math.Float64bits(f))
	}
	return out
}

func unpack(b []byte) []float64 {
	out := make([]float64, len(b)/8)
	for i := range out {
		out[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return out
}
