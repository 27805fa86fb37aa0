package page

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Codec signs cursors, so that a client can neither read another list with one nor inject a position.
type Codec struct{ key []byte }

// NewCodec makes a codec; replicas of one installation must share the key.
func NewCodec(key []byte) *Codec { return &Codec{key: key} }

type position struct {
	Value string `json:"v"`
	ID    id.ID  `json:"i"`
}

// binding ties a cursor to organisation, sort and filter.
type binding [sha256.Size]byte

func bind(org id.ID, sort string, filter any) binding {
	text, err := json.Marshal(filter)
	if err != nil {
		panic("page: filter cannot be encoded: " + err.Error())
	}
	return sha256.Sum256(slices.Concat(org[:], []byte(sort), []byte{0}, text))
}

func (c *Codec) mac(b binding, payload []byte) []byte {
	m := hmac.New(sha256.New, c.key)
	m.Write(b[:])
	m.Write(payload)
	return m.Sum(nil)[:16]
}

func (c *Codec) seal(b binding, p position) string {
	payload, err := json.Marshal(p)
	if err != nil {
		panic("page: position cannot be encoded: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(append(c.mac(b, payload), payload...))
}

func (c *Codec) open(cursor string, b binding) (*position, error) {
	bad := apperr.InvalidField("?cursor", "invalid_cursor", "This cursor belongs to another list, filter, sort or organisation; start again without it.")
	raw, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(raw) < 16 || !hmac.Equal(raw[:16], c.mac(b, raw[16:])) {
		return nil, bad
	}
	var p position
	if json.Unmarshal(raw[16:], &p) != nil {
		return nil, bad
	}
	return &p, nil
}

func names[T any](keys Keys[T]) string {
	return strings.Join(slices.Sorted(maps.Keys(keys)), ", ")
}
