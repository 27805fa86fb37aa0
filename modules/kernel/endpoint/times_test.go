package endpoint

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

type timesInner struct {
	At   time.Time  `json:"at"`
	Next *timesNode `json:"next,omitempty"`
}

type timesNode struct {
	timesInner
	Ended  *time.Time           `json:"ended_at"`
	Text   string               `json:"text"`
	Raw    json.RawMessage      `json:"raw"`
	Any    any                  `json:"any"`
	List   []time.Time          `json:"list"`
	ByName map[string]time.Time `json:"by_name"`
	Or     OrNull[time.Time]    `json:"or"`
	Hidden time.Time            `json:"-"`
}

// TestSixDigits: times get all six digits wherever they stand, and nothing else changes: not text that looks like one.
func TestSixDigits(t *testing.T) {
	whole := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	short := whole.Add(120 * time.Millisecond)
	n := timesNode{timesInner: timesInner{At: whole, Next: &timesNode{timesInner: timesInner{At: short}}}, Ended: &short, Text: `"2026-01-02T03:04:05Z"\`, Raw: json.RawMessage(`{"at":"2026-01-02T03:04:05Z"}`),
		Any: short, List: []time.Time{whole, short, whole.Add(time.Microsecond)}, ByName: map[string]time.Time{`a"{}[],:`: short}, Or: OrNull[time.Time]{&whole}}
	const w, s, end = `"2026-01-02T03:04:05.000000Z"`, `"2026-01-02T03:04:05.120000Z"`, `"text":"","raw":null,"any":null,"list":null,"by_name":null,"or":null`
	want := `{"at":` + w + `,"next":{"at":` + s + `,"ended_at":null,` + end + `},"ended_at":` + s + `,"text":"\"2026-01-02T03:04:05Z\"\\","raw":{"at":"2026-01-02T03:04:05Z"},"any":"2026-01-02T03:04:05.12Z",` +
		`"list":[` + w + `,` + s + `,"2026-01-02T03:04:05.000001Z"],"by_name":{"a\"{}[],:":` + s + `},"or":` + w + `}`
	learned := plans{}
	learned.of(timeType)
	learned.of(reflect.TypeOf(n))
	for name, p := range map[string]plans{"learned": learned, "not learned": {}} {
		for _, v := range []any{n, &n} {
			if got, err := p.marshal(v); err != nil || string(got) != want {
				t.Errorf("%s: %v\n got %s\nwant %s", name, err, got, want)
			}
		}
		if got, err := p.marshal([]timesNode{}); err != nil || string(got) != "[]" {
			t.Errorf("%s: %s %v", name, got, err)
		}
	}
	if (plans{}).of(reflect.TypeOf(struct{ A string }{})) != nil {
		t.Error("a type without times has a plan")
	}
}
