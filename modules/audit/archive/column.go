package archive

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// form is how a column is written.
type form int

const (
	text form = iota
	uid
	number
	moment
	digest
)

// column is one column of an archive.
type column struct {
	name string
	form form
	of   func(r *chain.Row) *[]byte
}

func hashed(name string, f form, c chain.Column) column {
	return column{name, f, func(r *chain.Row) *[]byte { return &r.Entry[c] }}
}

// columns lists everything of a row but its place, which is a number of its own.
func columns() []column {
	return []column{
		{"prev_hash", digest, func(r *chain.Row) *[]byte { return &r.Prev }}, {"hash", digest, func(r *chain.Row) *[]byte { return &r.Hash }},
		hashed("org_id", uid, chain.Org), hashed("occurred_at", moment, chain.OccurredAt), hashed("actor_id", uid, chain.ActorID), hashed("actor_kind", text, chain.ActorKind),
		hashed("actor_name", text, chain.ActorName), hashed("actor_via", text, chain.ActorVia), hashed("session_id", uid, chain.SessionID), hashed("api_key_id", uid, chain.APIKeyID),
		hashed("request_id", uid, chain.RequestID), hashed("ip", text, chain.IP), hashed("db_user", text, chain.DBUser), hashed("action", text, chain.Action), hashed("table_name", text, chain.Table),
		hashed("record_type", text, chain.RecordType), hashed("record_id", uid, chain.RecordID), hashed("record_code", text, chain.RecordCode), hashed("record_version", number, chain.RecordVersion),
		hashed("reason", text, chain.Reason), hashed("payload_hash", digest, chain.PayloadHash), {"leaf_hash", digest, func(r *chain.Row) *[]byte { return &r.Leaf }},
		{"payload", text, func(r *chain.Row) *[]byte { return &r.Payload }},
	}
}

// write gives a value as text.
func (f form) write(b []byte) (string, error) {
	switch {
	case f == text:
		return string(b), nil
	case f == digest:
		return hex.EncodeToString(b), nil
	case f == uid && len(b) == 16:
		return id.ID(b).String(), nil
	case f == number && len(b) == 8:
		return strconv.FormatInt(int64(binary.BigEndian.Uint64(b)), 10), nil //nolint:gosec // two's complement, as stored
	case f == moment && len(b) == 8:
		return time.UnixMicro(int64(binary.BigEndian.Uint64(b))).UTC().Format(timeForm), nil //nolint:gosec // two's complement, as stored
	}
	return "", fmt.Errorf("a value of %d bytes is no value of its column", len(b))
}

const timeForm = "2006-01-02T15:04:05.000000Z"

var errValue = errors.New("not a value of its column")

// read is the opposite of write.
func (f form) read(s string) ([]byte, error) {
	switch f {
	case digest:
		return hex.DecodeString(s)
	case uid:
		v, ok := id.Parse(s)
		if !ok {
			return nilOrFault(s)
		}
		return v[:], nil
	case number:
		n, err := strconv.ParseInt(s, 10, 64)
		return chain.Int8(n), err
	case moment:
		at, err := time.Parse(timeForm, s)
		return chain.Int8(at.UnixMicro()), err
	default:
		return []byte(s), nil
	}
}

// nilOrFault takes the zero id, which is the organisation of the system's own chain and no record's.
func nilOrFault(s string) ([]byte, error) {
	if s != id.Nil.String() {
		return nil, errValue
	}
	return make([]byte, 16), nil
}
