package archive

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

func sample(reason string) *chain.Row {
	r := &chain.Row{ID: 7, Seq: 3, Prev: bytes.Repeat([]byte{1}, 32), Hash: bytes.Repeat([]byte{2}, 32), Leaf: bytes.Repeat([]byte{3}, 32), Payload: []byte(`{"old":null}`)}
	org := id.New()
	r.Entry[chain.Org], r.Entry[chain.OccurredAt], r.Entry[chain.ActorID] = org[:], chain.Int8(time.Date(2026, 3, 9, 14, 5, 12, 123456000, time.UTC).UnixMicro()), make([]byte, 16)
	r.Entry[chain.ActorName], r.Entry[chain.RecordVersion], r.Entry[chain.PayloadHash] = []byte(""), chain.Int8(-3), bytes.Repeat([]byte{4}, 32)
	if reason != "" {
		r.Entry[chain.Reason] = []byte(reason)
	}
	return r
}

func written(t testing.TB, format string, r *chain.Row, path []chain.Hash) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, format, Head{Complete: path == nil})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Row(r, path); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readBack(text []byte) (rows []chain.Row, paths [][]chain.Hash, err error) {
	a, err := NewReader(bytes.NewReader(text))
	if err != nil {
		return nil, nil, err
	}
	for {
		row, path, err := a.Row()
		if errors.Is(err, io.EOF) {
			return rows, paths, nil
		}
		if err != nil {
			return nil, nil, err
		}
		rows, paths = append(rows, *row), append(paths, append([]chain.Hash(nil), path...))
	}
}

// TestRoundTrip: every value, NULL and empty apart, comes back to the byte.
func TestRoundTrip(t *testing.T) {
	for _, format := range []string{"jsonl", "csv"} {
		for _, reason := range []string{"", "plain", "=1", "'", "''=", `\N`, `'\N`, "a\nb\r\nc", `"`, `,"",`, "# x", "\u2028<>&", "-1", "\tx"} {
			if format == "csv" && strings.Contains(reason, "\r\n") {
				reason = strings.ReplaceAll(reason, "\r\n", "\n") // a reason has no carriage return; see the next test
			}
			want := sample(reason)
			rows, paths, err := readBack(written(t, format, want, []chain.Hash{{1}, {2}}))
			if err != nil || len(rows) != 1 || !reflect.DeepEqual(&rows[0], want) || !reflect.DeepEqual(paths[0], []chain.Hash{{1}, {2}}) {
				t.Errorf("%s %q: %v\n%+v\n%+v", format, reason, err, rows, want)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	whole := string(written(t, "jsonl", sample("x"), nil))
	lines := strings.SplitAfter(whole, "\n")
	for name, text := range map[string]string{
		"empty": "", "not an archive": "hello\n", "another form": strings.Replace(whole, Version, "v9", 1), "cut": lines[0] + lines[1], "only its head": lines[0],
		"more after the end": whole + lines[1], "no JSON": lines[0] + "{\n" + lines[2], "unknown column": lines[0] + strings.Replace(lines[1], "reason", "raisin", 1) + lines[2],
		"bad id": lines[0] + strings.Replace(lines[1], `"org_id":"`, `"org_id":"x`, 1) + lines[2], "bad time": lines[0] + strings.Replace(lines[1], "2026-03", "2026-13", 1) + lines[2],
	} {
		if _, _, err := readBack([]byte(text)); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add(written(f, "jsonl", sample("x"), nil))
	f.Add(written(f, "csv", sample("a\nb"), []chain.Hash{{1}}))
	f.Fuzz(func(t *testing.T, text []byte) {
		rows, _, err := readBack(text)
		if err == nil && len(rows) > bytes.Count(text, []byte("\n")) {
			t.Error("more rows than lines")
		}
	})
}
