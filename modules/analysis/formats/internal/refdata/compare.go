package refdata

import (
	"fmt"
	"math"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// File compares all facts of a file and returns one line per difference. A fact that it
// does not know is a difference too, so that nothing passes unseen.
func File(want Facts, got formats.Parsed) (diff []string) {
	c := &comparer{parsed: got, units: formats.NewUnits()}
	if got.Status != formats.StatusParsed {
		c.say("status %s: %v %v", got.Status, got.Failure, got.Warnings)
	}
	if got.Traces() == 0 {
		c.say("no traces")
		return c.diff
	}
	for key, v := range want {
		c.fileFact(key, v)
	}
	return c.diff
}

type comparer struct {
	parsed formats.Parsed
	units  *formats.Units
	where  string
	diff   []string
}

func (c *comparer) say(format string, args ...any) {
	c.diff = append(c.diff, strings.TrimSpace(c.where+" "+fmt.Sprintf(format, args...)))
}

type located struct {
	trace formats.Trace
	set   formats.Dataset
}

func (c *comparer) traces() (out []located) {
	for _, d := range c.parsed.Datasets {
		for _, t := range d.Traces {
			out = append(out, located{t, d})
		}
	}
	return out
}

func (c *comparer) fileFact(key string, v any) {
	all := c.traces()
	switch key {
	case "format", "bytes", "sha256", "reader", "notes", "variant": // about the file, not about its reading
	case "spectra":
		c.spectra(v.([]any), all)
	case "ntuples":
		for i, n := range v.([]any) {
			c.ntuples(n.(map[string]any), c.parsed.Datasets[i])
		}
	case "header":
		for k, text := range v.(map[string]any) {
			if got, ok := c.parsed.Datasets[0].Lookup(k); !ok || got != text {
				c.say("header %q: %q, want %q", k, got, text)
			}
		}
	case "title":
		c.text("title", c.parsed.Datasets[0].Title, v)
	case "instrument":
		got, _ := c.parsed.Datasets[0].Lookup("instrument")
		c.text("instrument", got, v)
	case "x_units", "y_units":
		c.trace(Facts{key: v}, all[0], "")
	case "n_columns":
		got, _ := c.parsed.Datasets[0].Lookup("columns")
		c.number("n_columns", float64(strings.Count(got, ",")+1), v, 0)
	case "n_rows":
		c.number("n_rows", float64(len(all[0].trace.Data)), v, 0)
	case "columns":
		c.columns(v.(map[string]any), all)
	default:
		c.say("fact %q is not compared", key)
	}
}

func (c *comparer) spectra(want []any, all []located) {
	if len(want) == 0 {
		return
	}
	columns := 0.0
	if n, ok := want[0].(map[string]any)["n_columns"].(float64); ok {
		columns = n - 2 // the traces of the further columns have no facts
	}
	if len(all)-int(columns) != len(want) {
		c.say("%d traces, want %d", len(all)-int(columns), len(want))
		return
	}
	for i, w := range want {
		c.trace(w.(map[string]any), all[i], fmt.Sprintf("trace %d", i))
	}
}

func (c *comparer) ntuples(want Facts, set formats.Dataset) {
	pages := want["pages"].([]any)
	if len(pages) != len(set.Traces) {
		c.say("%d pages, want %d", len(set.Traces), len(pages))
		return
	}
	c.text("title", set.Title, want["title"])
	c.text("data_type", metaValue(set, "DATA TYPE"), want["data_type"])
	for i, p := range pages {
		facts := p.(map[string]any)
		c.trace(facts, located{set.Traces[i], set}, fmt.Sprintf("page %v", facts["page"]))
	}
}

func (c *comparer) columns(want map[string]any, all []located) {
	for name, facts := range want {
		found := false
		for _, l := range all {
			if l.trace.Title == name {
				found = true
				c.trace(facts.(map[string]any), l, name)
			}
		}
		if !found {
			c.say("column %q is missing", name)
		}
	}
}

func (c *comparer) text(what, got string, want any) {
	if w, _ := want.(string); strings.TrimSpace(got) != strings.TrimSpace(w) {
		c.say("%s: %q, want %q", what, got, w)
	}
}

// number compares within an absolute tolerance; null means that the value is missing.
func (c *comparer) number(what string, got float64, want any, tolerance float64) {
	w := math.NaN()
	if f, ok := want.(float64); ok {
		w = f
	}
	if math.IsNaN(w) != math.IsNaN(got) || !math.IsNaN(w) && !(math.Abs(got-w) <= tolerance) {
		c.say("%s: %v, want %v (±%g)", what, got, want, tolerance)
	}
}

// metaValue finds a header item by its JCAMP label, which ignores case, blanks and marks.
func metaValue(d formats.Dataset, label string) string {
	fold := func(s string) string {
		return strings.NewReplacer(" ", "", "-", "", "_", "", "/", "").Replace(strings.ToUpper(s))
	}
	for i := len(d.Meta) - 1; i >= 0; i-- {
		if fold(d.Meta[i].Key) == fold(label) {
			return d.Meta[i].Value
		}
	}
	return ""
}
