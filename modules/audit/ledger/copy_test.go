package ledger

import (
	"encoding/binary"
	"testing"

	"github.com/spectra-lab/spectra/modules/audit/chain"
)

// stream is a binary COPY of one row whose columns are all n bytes long, but for the places'.
func stream(n int) []byte {
	b := append([]byte(nil), copyHeader...)
	b = append(b, 0, 0, 0, 0, 0, 0, 0, 0)
	b = binary.BigEndian.AppendUint16(b, uint16(allColumns))
	for i := range allColumns {
		size := n
		switch i {
		case 0, 3, 4, placeColumns + int(chain.OccurredAt):
			size = 8
		case 1, 2:
			size = 32
		}
		b = binary.BigEndian.AppendUint32(b, uint32(size))
		b = append(b, make([]byte, size)...)
	}
	return append(b, 0xff, 0xff)
}

// FuzzDecoder cuts a stream into pieces and changes it: what comes out does not depend on where it was cut.
func FuzzDecoder(f *testing.F) {
	f.Add(stream(3), 1)
	f.Add(stream(0), 7)
	f.Add(stream(300)[:200], 3)
	f.Fuzz(func(t *testing.T, in []byte, step int) {
		whole, err := decode(in, len(in)+1)
		pieces, perr := decode(in, max(1, step))
		if whole != pieces || (err == nil) != (perr == nil) {
			t.Errorf("%d rows and %v at once, %d and %v in pieces of %d", whole, err, pieces, perr, step)
		}
	})
}

func decode(in []byte, step int) (rows int, err error) {
	d := &decoder{emit: func(*chain.Row) { rows++ }}
	in = append([]byte(nil), in...) // the decoder changes times in place
	for len(in) > 0 {
		n := min(step, len(in))
		if _, err := d.Write(in[:n]); err != nil {
			return rows, err
		}
		in = in[n:]
	}
	return rows, nil
}

func TestDecoder(t *testing.T) {
	for _, step := range []int{1, 5, 1000} {
		if rows, err := decode(stream(4), step); rows != 1 || err != nil {
			t.Errorf("pieces of %d: %d rows, %v", step, rows, err)
		}
	}
}
