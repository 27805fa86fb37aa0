package traces

import (
	"context"
	"encoding/json"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// maxText bounds one text of a trace, in bytes; headers keep their own limit.
const maxText = 2000

// Prepare encodes curves into rows without touching the database. Ids rise in the order given.
func (s *Service) Prepare(ctx context.Context, all []New) ([]Row, error) {
	rows := make([]Row, 0, len(all))
	var x *axis
	for i := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if on := all[i].Trace.X; !x.serves(on) {
			var err error
			if x, err = s.codec.axis(on); err != nil {
				return nil, err
			}
		}
		r, err := s.row(ctx, x, &all[i])
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func (s *Service) row(ctx context.Context, x *axis, in *New) (Row, error) {
	t := &in.Trace
	e, err := s.codec.encode(x, t.Data, t.Sigma)
	if err != nil {
		return Row{}, err
	}
	key := db.NewKey(ctx)
	out := Row{
		Trace: Trace{Key: key, FileID: in.FileID, SourceTraceID: in.SourceTraceID, DatasetIndex: in.DatasetIndex, TraceIndex: in.TraceIndex,
			Title: Text(t.Title), Technique: Text(t.Technique), N: len(t.Data),
			Axes:  Axes{XKind: Text(t.X.Kind), XUnit: Text(t.X.Unit), XLabel: Text(t.X.Label), YKind: Text(t.Y.Kind), YUnit: Text(t.Y.Unit), YLabel: Text(t.Y.Label)},
			Block: Text(in.Source.Block), Reader: in.Source.Reader, ReaderVersion: in.Source.Version, DataSHA256: e.hash, CreatedBy: db.By(ctx).CreatedBy},
		Data: Data{OrgID: key.OrgID, TraceID: key.ID, Codec: e.codec, X: e.x, Y: e.y},
	}
	out.Trace.XMin, out.Trace.XMax = bounds(t.X.Range())
	out.Trace.YMin, out.Trace.YMax = bounds(formats.Range(t.Data))
	if out.Trace.Coord, err = json.Marshal(coordinates(t.Coord)); err != nil {
		return Row{}, err
	}
	out.Trace.Meta, err = json.Marshal(items(in.Meta))
	return out, err
}

// bounds gives a range as columns: what is no finite number has none.
func bounds(low, high float64) (*float64, *float64) { return finite(low), finite(high) }

func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// coordinate is one entry of coord.
type coordinate struct {
	Value *float64 `json:"value"`
	Unit  string   `json:"unit,omitempty"`
	Text  string   `json:"text,omitempty"`
}

func coordinates(in map[string]formats.Value) map[string]coordinate {
	out := make(map[string]coordinate, len(in))
	for k, v := range in {
		c := coordinate{Unit: Text(v.Unit), Text: Text(v.Text)}
		if v.Text == "" {
			c.Value = finite(v.Number)
		}
		out[Text(k)] = c
	}
	return out
}

// item is one header item of meta.
type item struct {
	Key        string `json:"key"`
	Value      string `json:"value"`
	Unit       string `json:"unit,omitempty"`
	Normalised bool   `json:"normalised,omitempty"`
}

func items(in []formats.MetaItem) []item {
	out := make([]item, len(in))
	for i, m := range in {
		out[i] = item{Key: storable(m.Key), Value: storable(m.Value), Unit: storable(m.Unit), Normalised: m.Normalised}
	}
	return out
}

func parseItems(raw json.RawMessage) ([]formats.MetaItem, error) {
	var in []item
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	out := make([]formats.MetaItem, len(in))
	for i, m := range in {
		out[i] = formats.MetaItem{Key: m.Key, Value: m.Value, Unit: m.Unit, Normalised: m.Normalised}
	}
	return out, nil
}

// Text makes a text of a file storable: bounded, valid UTF-8 without NUL, which PostgreSQL keeps in no text.
func Text(s string) string {
	s = storable(s)
	if len(s) <= maxText {
		return s
	}
	cut := maxText
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut]
}

func storable(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// Summarise is the short form of rows just made, in their order.
func Summarise(rows []Row) []Summary {
	out := make([]Summary, len(rows))
	for i := range rows {
		out[i] = rows[i].Trace.summary()
	}
	return out
}

func (t *Trace) summary() Summary {
	return Summary{ID: t.ID, DatasetIndex: t.DatasetIndex, TraceIndex: t.TraceIndex, Title: t.Title, Technique: t.Technique, N: t.N,
		Axes: t.Axes, Block: t.Block}
}

// IDs lists the ids of rows in their order.
func IDs(rows []Row) []id.ID {
	out := make([]id.ID, len(rows))
	for i := range rows {
		out[i] = rows[i].Trace.ID
	}
	return out
}
