package ledger

import (
	"bytes"
	"encoding/binary"
	"errors"

	"github.com/spectra-lab/spectra/modules/audit/chain"
)

// rowColumns are the columns of the COPY that decoder reads: the place, then the hashed columns in their order, then
// what is stored beside them.
const rowColumns = `c.seq, c.prev_hash, c.hash, c.entry_id, l.id, l.org_id, l.occurred_at, l.actor_id, l.actor_kind, l.actor_name, l.actor_via,
 l.session_id, l.api_key_id, l.request_id, host(l.ip), l.db_user::text, l.action, l.table_name, l.record_type, l.record_id, l.record_code,
 l.record_version::int8, l.reason, l.payload_hash, l.payload, l.leaf_hash`

const (
	placeColumns = 5
	allColumns   = placeColumns + int(chain.Columns) + 2
	// postgresEpoch is 2000-01-01 in microseconds since 1970: where PostgreSQL's binary times begin.
	postgresEpoch = 946684800000000
)

var (
	copyHeader = []byte("PGCOPY\n\xff\r\n\x00")
	errCopy    = errors.New("the database's answer is not in the binary COPY format")
)

// decoder is a writer that takes a binary COPY and hands on its rows. PostgreSQL sends a row a message, but nothing
// here depends on it.
type decoder struct {
	buf    []byte
	begun  bool
	ended  bool
	fields [allColumns][]byte
	row    chain.Row
	emit   func(*chain.Row)
}

// Write takes the next bytes of the stream.
func (d *decoder) Write(p []byte) (int, error) {
	in := p
	if len(d.buf) > 0 {
		d.buf = append(d.buf, p...)
		in = d.buf
	}
	for {
		n, err := d.step(in)
		if err != nil {
			return 0, err
		}
		if n == 0 {
			break
		}
		in = in[n:]
	}
	d.buf = append(d.buf[:0], in...)
	return len(p), nil
}

// step decodes one thing from the beginning of b and says how long it was; 0: more bytes are needed.
func (d *decoder) step(b []byte) (int, error) {
	switch {
	case d.ended:
		return 0, nil
	case !d.begun:
		return d.header(b)
	case len(b) < 2:
		return 0, nil
	}
	count := int16(binary.BigEndian.Uint16(b)) //nolint:gosec // two's complement: -1 ends the stream
	if count == -1 {
		d.ended = true
		return 2, nil
	}
	if int(count) != allColumns {
		return 0, errCopy
	}
	n := 2
	for i := range d.fields {
		if len(b) < n+4 {
			return 0, nil
		}
		size := int(int32(binary.BigEndian.Uint32(b[n:]))) //nolint:gosec // two's complement: -1 is NULL
		n += 4
		if size < 0 {
			d.fields[i] = nil
			continue
		}
		if len(b) < n+size {
			return 0, nil
		}
		d.fields[i] = b[n : n+size : n+size]
		n += size
	}
	return n, d.hand()
}

func (d *decoder) header(b []byte) (int, error) {
	fixed := len(copyHeader) + 8
	if len(b) < fixed {
		return 0, nil
	}
	if !bytes.Equal(b[:len(copyHeader)], copyHeader) {
		return 0, errCopy
	}
	n := fixed + int(binary.BigEndian.Uint32(b[len(copyHeader)+4:]))
	if len(b) < n {
		return 0, nil
	}
	d.begun = true
	return n, nil
}

// hand turns the fields into a row.
func (d *decoder) hand() error {
	f, r := &d.fields, &d.row
	if len(f[0]) != 8 || len(f[1]) != len(chain.Hash{}) || len(f[2]) != len(chain.Hash{}) || len(f[3]) != 8 {
		return errCopy
	}
	r.Seq, r.Prev, r.Hash = int64(binary.BigEndian.Uint64(f[0])), f[1], f[2] //nolint:gosec // bigint
	r.ID, r.Missing = int64(binary.BigEndian.Uint64(f[3])), f[4] == nil      //nolint:gosec // bigint
	copy(r.Entry[:], f[placeColumns:])
	r.Payload, r.Leaf = f[allColumns-2], f[allColumns-1]
	if at := r.Entry[chain.OccurredAt]; len(at) == 8 {
		binary.BigEndian.PutUint64(at, binary.BigEndian.Uint64(at)+postgresEpoch)
	}
	d.emit(r)
	return nil
}
