package chain

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Hash is a SHA-256.
type Hash = [sha256.Size]byte

// Column is a place in the hashed columns of an entry, in the order of AU-05.
type Column int

// The hashed columns. Their values are kept as the bytes that are hashed: ids as 16 bytes, integers and the time
// (microseconds since 1970) as int8, text as UTF-8; nil is NULL.
const (
	Org Column = iota
	OccurredAt
	ActorID
	ActorKind
	ActorName
	ActorVia
	SessionID
	APIKeyID
	RequestID
	IP
	DBUser
	Action
	Table
	RecordType
	RecordID
	RecordCode
	RecordVersion
	Reason
	PayloadHash
	Columns // how many there are
)

// Entry holds the hashed columns of one entry of the trail.
type Entry [Columns][]byte

// Row is an entry with what is stored beside it. Slices are valid only while the row is being looked at.
type Row struct {
	Entry    Entry
	ID       int64
	Missing  bool   // the chain names an entry that is not there
	Redacted bool   // the payload was taken away on a legal order (AU-12)
	Payload  []byte // the exact bytes behind PayloadHash; nil is NULL
	Leaf     []byte
	Seq      int64
	Prev     []byte
	Hash     []byte
}

// At is when the entry was written.
func (e *Entry) At() time.Time {
	if len(e[OccurredAt]) != 8 {
		return time.Time{}
	}
	return time.UnixMicro(int64(binary.BigEndian.Uint64(e[OccurredAt]))).UTC() //nolint:gosec // two's complement, as stored
}

// Int8 is the form in which an integer is hashed.
func Int8(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) } //nolint:gosec // two's complement

// hasher computes leaves and links without allocating.
type hasher struct {
	sum hash.Hash
	buf []byte
}

func newHasher() *hasher { return &hasher{sum: sha256.New(), buf: make([]byte, 0, 1024)} }

// leaf is SHA-256(00 ‖ lp of each column): a 4-byte big-endian length before the bytes, NULL as ffffffff (AU-05).
func (h *hasher) leaf(e *Entry) Hash {
	b := append(h.buf[:0], 0)
	for _, c := range e {
		b = appendLP(b, c)
	}
	h.buf = b
	return sha256.Sum256(b)
}

func appendLP(b, c []byte) []byte {
	if c == nil {
		return append(b, 0xff, 0xff, 0xff, 0xff)
	}
	return append(binary.BigEndian.AppendUint32(b, uint32(len(c))), c...) //nolint:gosec // a column is below 1 GB
}

// link is SHA-256(02 ‖ "spectra-audit-v1" ‖ organisation ‖ int8 seq ‖ previous ‖ leaf) (AU-06).
func (h *hasher) link(org id.ID, seq int64, prev, leaf []byte) Hash {
	b := append(h.buf[:0], "\x02spectra-audit-v1"...)
	b = append(b, org[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(seq)) //nolint:gosec // never negative
	b = append(append(b, prev...), leaf...)
	h.buf = b
	return sha256.Sum256(b)
}

// Leaf is the hash of an entry's columns.
func Leaf(e *Entry) Hash { return newHasher().leaf(e) }

// Link is the hash of a place in a chain.
func Link(org id.ID, seq int64, prev, leaf Hash) Hash {
	return newHasher().link(org, seq, prev[:], leaf[:])
}

// Genesis is what the first entry of an organisation's chain follows.
func Genesis(instance, org id.ID) Hash {
	b := append([]byte("spectra-audit-v1/genesis"), instance[:]...)
	return sha256.Sum256(append(b, org[:]...))
}
