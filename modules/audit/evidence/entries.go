package evidence

import (
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/spectra-lab/spectra/modules/audit/archive"
	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// entry is one entry of the trail as the report shows it.
type entry struct {
	seq            int64
	at, who, via   string
	action, record string
	reason         string
	recordID       id.ID
	changes        []string
	columns        []string
	fresh          bool // the row was made by it
}

// entries reads the slice again.
func entries(slice *spool) (out []entry, more int, err error) {
	from, _, err := slice.again()
	if err != nil {
		return nil, 0, err
	}
	a, err := archive.NewReader(from)
	if err != nil {
		return nil, 0, err
	}
	for {
		row, _, err := a.Row()
		if errors.Is(err, io.EOF) {
			return out, more, nil
		}
		if err != nil {
			return nil, 0, err
		}
		if len(out) == mostEntries {
			more++
			continue
		}
		out = append(out, entryOf(row))
	}
}

func entryOf(row *chain.Row) entry {
	text := func(c chain.Column) string { return string(row.Entry[c]) }
	e := entry{seq: row.Seq, who: text(chain.ActorName), via: text(chain.ActorVia), action: text(chain.Action), reason: text(chain.Reason), record: text(chain.RecordType)}
	if code := text(chain.RecordCode); code != "" {
		e.record += " " + code
	}
	if at := row.Entry[chain.OccurredAt]; len(at) == 8 {
		e.at = time.UnixMicro(micros(at)).UTC().Format("2006-01-02 15:04:05.000000Z")
	}
	if r := row.Entry[chain.RecordID]; len(r) == len(e.recordID) {
		e.recordID = id.ID(r)
	}
	var p struct {
		Old, New map[string]any
		Changed  []string
	}
	if decoded(row.Payload, &p) != nil {
		return e
	}
	e.fresh = p.Old == nil
	for _, one := range p.Changed {
		if p.Old == nil {
			break
		}
		e.columns = append(e.columns, one)
		e.changes = append(e.changes, label(one)+": "+plainText(p.Old[one])+" → "+plainText(p.New[one]))
	}
	return e
}

func micros(b []byte) (n int64) {
	for _, one := range b {
		n = n<<8 | int64(one)
	}
	return n
}

func plainText(v any) string {
	const longest = 300
	text, ok := v.(string)
	switch {
	case v == nil:
		text = "—"
	case !ok:
		raw, _ := json.Marshal(v) // was JSON before
		text = string(raw)
	}
	if r := []rune(text); len(r) > longest {
		text = string(r[:longest]) + "…"
	}
	return text
}

// changedFields are the columns that an entry of the record changed after it was made.
func changedFields(trail []entry, record id.ID) map[string]bool {
	out := map[string]bool{}
	for i := range trail {
		if trail[i].recordID == record && !trail[i].fresh {
			for _, one := range trail[i].columns {
				out[one] = true
			}
		}
	}
	return out
}
