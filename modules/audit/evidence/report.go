package evidence

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/audit/bundle"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// mostEntries bounds the table of the trail; audit.jsonl has all.
const mostEntries = 3000

// document is the canonical record as the report shows it.
type document struct {
	Fields   map[string]any   `json:"fields"`
	Children []map[string]any `json:"children"`
	Files    []struct {
		ID       id.ID  `json:"id"`
		SHA256   string `json:"sha256"`
		Size     int64  `json:"size"`
		Filename string `json:"filename"`
	} `json:"files"`
	Protocol      map[string]any `json:"protocol"`
	InstrumentID  *string        `json:"instrument_id"`
	CalibrationID *string        `json:"calibration_id"`
}

// decoded keeps numbers as they were written.
func decoded(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return d.Decode(into)
}

// report writes the readable copy (P11-03): content, signatures, originals, trail.
func (s *Service) report(c *contents, slice *spool, m *bundle.Manifest, now time.Time) ([]byte, error) {
	var doc document
	if err := decoded(c.canonical, &doc); err != nil {
		return nil, err
	}
	trail, more, err := entries(slice)
	if err != nil {
		return nil, err
	}
	w, err := newWriter(heading{Code: title(&c.record), House: m.OrgName, Link: s.kit.Pages + "/r/" + c.record.Code, Manifested: manifested(c), Made: now,
		Foot: fmt.Sprintf("Version %d · SHA-256 %s · made %s by %s", c.record.Version, c.record.Hash, m.CreatedAt, m.CreatedBy.Name)})
	if err != nil {
		return nil, err
	}
	w.section("Record")
	changed := changedFields(trail, c.record.ID)
	w.pair("Type", c.record.Type)
	w.pair("Code", c.record.Code)
	w.pair("Version", fmt.Sprint(c.record.Version))
	w.pair("SHA-256 of the canonical record", c.record.Hash)
	for _, one := range sorted(doc.Fields) {
		w.pair(label(one)+mark(changed[one]), c.shown(doc.Fields[one]))
	}
	for name, v := range map[string]*string{"Instrument": doc.InstrumentID, "Calibration": doc.CalibrationID} {
		if v != nil {
			w.pair(name, *v)
		}
	}
	if len(changed) > 0 {
		w.note("* changed since the record was made; old and new values are in the audit trail below.")
	}
	c.children(w, doc.Children)
	c.status(w)
	c.signatures(w)
	c.traced(w)
	c.originals(w, &doc)
	c.audit(w, trail, more)
	return w.close()
}

func title(r *bundle.Record) string {
	if r.Code == "" {
		return r.Type + " " + r.ID.String()
	}
	return r.Code
}

func sorted(m map[string]any) []string {
	out := make([]string, 0, len(m))
	for name := range m {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func label(name string) string { return strings.ReplaceAll(name, "_", " ") }

func mark(changed bool) string {
	if changed {
		return " *"
	}
	return ""
}

// shown is a value as a person reads it; people stand with their names.
func (c *contents) shown(v any) string {
	switch v := v.(type) {
	case nil:
		return "—"
	case string:
		if name, ok := c.names[v]; ok {
			return name
		}
		return v
	case map[string]any, []any:
		text, _ := json.Marshal(v) // was JSON before
		return string(text)
	}
	return fmt.Sprint(v)
}

// people are all ids in a record: those of users get names.
func people(canonical []byte) []string {
	var v any
	if json.Unmarshal(canonical, &v) != nil {
		return nil
	}
	seen := map[string]bool{}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			if _, ok := id.Parse(v); ok && len(seen) < mostEntries {
				seen[v] = true
			}
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(v)
	out := make([]string, 0, len(seen))
	for one := range seen {
		out = append(out, one)
	}
	return out
}

// children lists what belongs to the record; measured values with unit and uncertainty.
func (c *contents) children(w *writer, list []map[string]any) {
	kinds := map[string][]map[string]any{}
	for _, child := range list {
		kind, _ := child["type"].(string)
		kinds[kind] = append(kinds[kind], child)
	}
	names := make([]string, 0, len(kinds))
	for kind := range kinds {
		names = append(names, kind)
	}
	slices.Sort(names)
	for _, kind := range names {
		w.section("Part of it: " + label(kind))
		slices.SortStableFunc(kinds[kind], func(a, b map[string]any) int { return strings.Compare(place(a), place(b)) })
		for _, child := range kinds[kind] {
			if kind == "value" {
				w.pair(c.shown(child["name"]), measured(child))
				continue
			}
			var parts []string
			for _, one := range sorted(child) {
				if one != "type" && child[one] != nil {
					parts = append(parts, label(one)+": "+c.shown(child[one]))
				}
			}
			w.line(strings.Join(parts, " · "))
		}
	}
}

func place(child map[string]any) string { return fmt.Sprintf("%12v", child["position"]) }

// measured is a value as it was entered, with its unit and uncertainty.
func measured(v map[string]any) string {
	text := func(name string) string {
		if v[name] == nil {
			return ""
		}
		return fmt.Sprint(v[name])
	}
	out := text("value")
	if u := text("uncertainty"); u != "" {
		out += " ± " + u
	}
	if unit := text("unit"); unit != "" {
		out += " " + unit
	}
	if k := text("k"); k != "" {
		out += " (k = " + k + ")"
	}
	return out
}

// status shows what is no content: state, locks, archive.
func (c *contents) status(w *writer) {
	var row map[string]any
	if decoded(c.state, &row) != nil {
		return
	}
	w.section("State when the package was made")
	for _, one := range []string{"status", "stale_reason", "locked_at", "archived_at", "updated_at", "created_at", "created_by"} {
		if v, ok := row[one]; ok && v != nil {
			w.pair(label(one), c.shown(v))
		}
	}
}

// manifest of a signature, as far as it is shown.
type manifest struct {
	Code    string  `json:"code"`
	Meaning string  `json:"meaning"`
	Comment *string `json:"comment"`
	States  string  `json:"statement"`
	At      string  `json:"signed_at"`
	Zone    string  `json:"signed_zone"`
	Method  string  `json:"method"`
	Version int     `json:"record_version"`
	Hash    string  `json:"record_hash"`
	Signer  struct {
		Name  string `json:"name"`
		Email string `json:"email"`
	} `json:"signer"`
}

// manifested is what stands on every page (21 CFR 11.50): name, time with zone, meaning.
func manifested(c *contents) []string {
	var out []string
	for i := range c.signed {
		var m manifest
		if json.Unmarshal(c.signed[i].Manifest, &m) == nil {
			out = append(out, fmt.Sprintf("Signed by %s · %s (%s) · %s · version %d", m.Signer.Name, c.signed[i].SignedAtLocal, m.Zone, m.Meaning, m.Version))
		}
	}
	return out
}

func (c *contents) signatures(w *writer) {
	w.section("Signatures")
	if len(c.signed) == 0 {
		w.line("Nobody has signed this record.")
	}
	for i := range c.signed {
		var m manifest
		if json.Unmarshal(c.signed[i].Manifest, &m) != nil {
			continue
		}
		w.pair(m.Code, fmt.Sprintf("%s <%s>, %s (%s), as %s, over version %d by %s", m.Signer.Name, m.Signer.Email, c.signed[i].SignedAtLocal, m.Zone, m.Meaning, m.Version, m.Method))
		w.line(m.States)
		if m.Comment != nil {
			w.line("Comment: " + *m.Comment)
		}
		w.line("Record " + m.Hash + ", key " + c.signed[i].KeyID)
	}
}

func (c *contents) originals(w *writer, doc *document) {
	w.section("Original files")
	if len(c.files) == 0 {
		w.line("There are none.")
	}
	for _, f := range doc.Files {
		w.pair(f.Filename, fmt.Sprintf("%d bytes, SHA-256 %s", f.Size, f.SHA256))
	}
	if more := len(c.files) - len(doc.Files); more > 0 {
		w.line(fmt.Sprintf("and %d more that it was made of, in the folder files; manifest.json has their SHA-256.", more))
	}
}

func (c *contents) audit(w *writer, trail []entry, more int) {
	w.section("Audit trail")
	w.table([]string{"No.", "Time (UTC)", "Who", "What", "Old → new, reason"}, []float64{14, 36, 34, 40, 66}, len(trail), func(i int) []string {
		e := &trail[i]
		said := strings.Join(e.changes, "; ")
		if e.reason != "" {
			said = strings.TrimPrefix(said+"; reason: "+e.reason, "; ")
		}
		return []string{fmt.Sprint(e.seq), e.at, e.who + " (" + e.via + ")", e.action + " " + e.record, said}
	})
	if more > 0 {
		w.line(fmt.Sprintf("and %d more entries in audit.jsonl.", more))
	}
	if c.checkpoint == "" {
		w.line("No checkpoint covers these entries yet.")
	}
}

// traced prints the trace report of a result.
func (c *contents) traced(w *writer) {
	if c.trace == nil {
		return
	}
	var doc map[string]any
	if decoded(c.trace, &doc) != nil {
		return
	}
	w.section("Trace report: from the value to its sources")
	for _, part := range []string{"result", "values", "method", "traces", "files", "instrument", "calibration", "experiment", "protocol", "samples", "custody", "people", "signatures", "stale"} {
		switch v := doc[part].(type) {
		case nil:
		case []any:
			for _, one := range v {
				w.pair(label(part), c.flat(one))
			}
		default:
			w.pair(label(part), c.flat(v))
		}
	}
}

// flat is an object on one line.
func (c *contents) flat(v any) string {
	m, ok := v.(map[string]any)
	if !ok {
		return c.shown(v)
	}
	var parts []string
	for _, one := range sorted(m) {
		if m[one] != nil {
			parts = append(parts, label(one)+": "+c.shown(m[one]))
		}
	}
	return strings.Join(parts, " · ")
}
