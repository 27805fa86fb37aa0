package signing

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/gowebpki/jcs"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// exact is the largest integer that JSON carries exactly (RFC 8785 §3.2.2.3).
const exact = 1 << 53

// Subject is which record, in which version.
type Subject struct {
	Org     id.ID
	Type    string
	ID      id.ID
	Code    string
	Version int
}

// Canonical builds the canonical record (CR-1) from the content that the type's SQL selected.
func Canonical(s Subject, content []byte) ([]byte, error) {
	v, err := decode(content)
	if err != nil {
		return nil, fmt.Errorf("canonical %s %s: %w", s.Type, s.ID, err)
	}
	doc, ok := v.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("canonical %s %s: content is no object", s.Type, s.ID)
	}
	out := map[string]any{"spectra": "record/v1", "type": s.Type, "id": s.ID.String(), "org_id": s.Org.String(), "code": s.Code, "version": s.Version}
	for _, member := range []string{"fields", "children", "files", "protocol", "instrument_id", "calibration_id"} {
		out[member] = doc[member]
	}
	arrange(out["children"], "type", "id")
	arrange(out["files"], "id")
	return canonical(out)
}

// arrange sorts a list of objects by members: the order of a database's rows is no content.
func arrange(list any, by ...string) {
	items, _ := list.([]any)
	text := func(v any, name string) string {
		m, _ := v.(map[string]any)
		s, _ := m[name].(string)
		return s
	}
	slices.SortStableFunc(items, func(a, b any) int {
		for _, name := range by {
			if c := cmp.Compare(text(a, name), text(b, name)); c != 0 {
				return c
			}
		}
		return 0
	})
}

// Hash is the record_hash of a canonical record (CR-4).
func Hash(canonical []byte) string {
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:])
}

func decode(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return v, err
}

// canonical writes RFC 8785. Numbers that are no exact integers travel as the text they were written in: "1.10" must not
// become 1.1 (CR-3).
func canonical(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	if v, err = decode(text); err != nil {
		return nil, err
	}
	if text, err = json.Marshal(entered(v)); err != nil {
		return nil, err
	}
	return jcs.Transform(text)
}

// Form is the canonical form of anything else that the key signs, such as reviews and redactions of the trail.
func Form(v map[string]any) ([]byte, error) { return canonical(v) }

func entered(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := strconv.ParseInt(v.String(), 10, 64); err != nil || n > exact || n < -exact {
			return v.String()
		}
	case []any:
		for i := range v {
			v[i] = entered(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = entered(v[name])
		}
	}
	return v
}

// Same reports that a canonical record is about the subject: of this organisation, type, id and version.
func Same(canonical []byte, s Subject) bool {
	var head struct {
		Form    string `json:"spectra"`
		Type    string `json:"type"`
		ID      string `json:"id"`
		Org     string `json:"org_id"`
		Version int    `json:"version"`
	}
	return json.Unmarshal(canonical, &head) == nil && head.Form == "record/v1" && head.Type == s.Type && head.ID == s.ID.String() &&
		head.Org == s.Org.String() && head.Version == s.Version
}
