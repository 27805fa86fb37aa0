package imports

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
)

// row is one row of the file on its way to become a sample.
type row struct {
	number int
	body   json.RawMessage
}

// plan is how a file is read: its columns and options, and what every row takes part in.
type plan struct {
	header     []string
	columns    []target
	mapping    map[string]string
	sampleType string
	options    options
	ids        map[string]string // of records named by code
	schemas    map[string]*sampletypes.Schema
	report     *report
	barcodes   map[string]int // the row that has it
}

var wholeForm = regexp.MustCompile(`^-?[0-9]{1,9}$`)

// convert makes the body of one registration. What cannot be a value of its field is reported, and left out.
func (p *plan) convert(number int, cells []string) row {
	body, meta := map[string]any{}, map[string]any{}
	if p.sampleType != "" {
		body["sample_type"] = p.sampleType
	}
	if len(cells) > len(p.columns) && strings.TrimSpace(strings.Join(cells[len(p.columns):], "")) != "" {
		p.report.add(number, "", "too_many_cells", "This row has more cells than there are headings.")
	}
	cells = cells[:min(len(cells), len(p.columns))]
	for i, cell := range cells {
		if cell = strings.TrimSpace(cell); cell != "" {
			p.cell(number, i, cell, body)
		}
	}
	kind, _ := body["sample_type"].(string)
	for i, cell := range cells {
		if cell = strings.TrimSpace(cell); cell != "" {
			p.custom(number, i, cell, p.schemas[kind], meta)
		}
	}
	if len(meta) > 0 {
		body["metadata"] = meta
	}
	if _, named := body["name"]; !named { // the registration asks for a member; an empty cell is an empty one
		body["name"] = ""
	}
	if _, typed := body["sample_type"]; !typed {
		body["sample_type"] = ""
	}
	p.unique(number, body)
	return row{number, mustJSON(body)}
}

func (p *plan) cell(number, i int, cell string, body map[string]any) {
	switch t := p.columns[i]; t.kind {
	case ignored:
	case text:
		body[t.field] = cell
	case moment:
		p.moment(number, i, cell, body)
	case codeOf:
		if v, there := p.ids[cell]; there {
			body[t.field] = v
		} else {
			p.report.add(number, p.header[i], "unknown_reference", "There is no such "+strings.TrimSuffix(t.field, "_id")+".")
		}
	case words:
		list := []string{}
		for w := range strings.SplitSeq(strings.ReplaceAll(cell, ",", ";"), ";") {
			if w = strings.TrimSpace(w); w != "" {
				list = append(list, w)
			}
		}
		body[t.field] = list
	default:
		p.numeric(number, i, cell, body)
	}
}

// moment reads a time, or a day: what expires on a day keeps until its end (UTC).
func (p *plan) moment(number, i int, cell string, body map[string]any) {
	t := p.columns[i]
	if day, err := time.Parse(time.DateOnly, cell); err == nil {
		if t.field == "expires_at" {
			day = day.AddDate(0, 0, 1)
		}
		body[t.field] = day.Format(time.RFC3339)
		return
	}
	if at, err := time.Parse(time.RFC3339, cell); err == nil {
		body[t.field] = at.Format(time.RFC3339Nano)
		return
	}
	p.report.add(number, p.header[i], "not_a_time", "Write a day as 2027-01-31 or a time as 2027-01-31T12:00:00Z.")
}

func (p *plan) numeric(number, i int, cell string, body map[string]any) {
	t := p.columns[i]
	switch t.kind {
	case integer:
		if !wholeForm.MatchString(cell) {
			p.report.add(number, p.header[i], "not_a_number", "This field is a whole number such as 12.")
		} else if n, err := strconv.Atoi(cell); err == nil {
			body[t.field] = n
		}
	case amount:
		value, unit, _ := strings.Cut(cell, " ")
		if unit = strings.TrimSpace(unit); unit == "" {
			unit = t.unit
		}
		if v, ok := p.decimal(number, i, value); ok {
			q := quantity(body, t.field)
			q["value"] = v
			if unit != "" {
				q["unit"] = unit
			}
		}
	case unitOf:
		quantity(body, t.field)["unit"] = cell
	}
}

// custom reads the cell of a custom value: as the sample type's field wants it, otherwise by what it looks like.
func (p *plan) custom(number, i int, cell string, schema *sampletypes.Schema, meta map[string]any) {
	t := p.columns[i]
	if t.kind != custom && t.kind != customIn {
		return
	}
	kind := schema.TypeOf(t.field)
	switch {
	case t.kind == customIn, kind == "quantity":
		value, unit, _ := strings.Cut(cell, " ")
		if unit = strings.TrimSpace(unit); unit == "" {
			unit = t.unit
		}
		if unit == "" {
			unit = unitFor(schema, t.field)
		}
		if v, ok := p.decimal(number, i, value); ok {
			meta[t.field] = map[string]any{"value": v, "unit": unit, "type": "quantity"}
		}
	case kind == "number":
		if v, ok := p.decimal(number, i, cell); ok {
			meta[t.field] = v
		}
	case kind == "boolean" && (strings.EqualFold(cell, "true") || strings.EqualFold(cell, "yes") || cell == "1"):
		meta[t.field] = true
	case kind == "boolean" && (strings.EqualFold(cell, "false") || strings.EqualFold(cell, "no") || cell == "0"):
		meta[t.field] = false
	case kind == "":
		meta[t.field] = p.guess(cell)
	default:
		meta[t.field] = cell
	}
}

// unitFor is the unit that a field's values have when none is written.
func unitFor(schema *sampletypes.Schema, key string) string {
	for i := range schema.Fields {
		if fd := &schema.Fields[i]; fd.Key == key && fd.Unit != nil {
			return *fd.Unit
		}
	}
	return ""
}

func quantity(body map[string]any, field string) map[string]any {
	q, ok := body[field].(map[string]any)
	if !ok {
		q = map[string]any{}
		body[field] = q
	}
	return q
}

// decimal reads a number as it was written.
func (p *plan) decimal(number, i int, cell string) (string, bool) {
	written := cell
	if p.options.Decimal == "," {
		written = strings.Replace(cell, ",", ".", 1)
	}
	switch {
	case values.IsDecimal(written):
		return written, true
	case values.IsDecimal(strings.Replace(cell, ",", ".", 1)):
		p.report.add(number, p.header[i], "decimal_comma", "Numbers have a decimal point: 1.10. For a file with decimal commas send decimal=,")
	default:
		p.report.add(number, p.header[i], "not_decimal", "This is no decimal number such as 1.10.")
	}
	return "", false
}

// guess types a custom value by what is in its cell: a number as it was written, true or false, or text.
func (p *plan) guess(cell string) any {
	written := cell
	if p.options.Decimal == "," && strings.Count(cell, ",") == 1 {
		written = strings.Replace(cell, ",", ".", 1)
	}
	switch {
	case values.IsDecimal(written):
		return json.RawMessage(written)
	case strings.EqualFold(cell, "true"), strings.EqualFold(cell, "false"):
		return strings.EqualFold(cell, "true")
	}
	return cell
}

// unique refuses a barcode that a row before has: rows are registered in parts, which do not see each other.
func (p *plan) unique(number int, body map[string]any) {
	code, ok := body["barcode"].(string)
	if !ok {
		return
	}
	if before, twice := p.barcodes[code]; twice {
		p.report.add(number, p.headingOf("barcode"), "barcode_taken", "Row "+strconv.Itoa(before)+" has the same barcode.")
		return
	}
	p.barcodes[code] = number
}

// headingOf is the column that a member of the body came from.
func (p *plan) headingOf(member string) string {
	for i, t := range p.columns {
		if t.kind != ignored && t.kind != custom && t.kind != customIn && t.field == member {
			return p.header[i]
		}
	}
	return member
}

// columnOf finds the column behind a pointer into a body.
func (p *plan) columnOf(pointer string) string {
	parts := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	if parts[0] != "metadata" || len(parts) < 2 {
		if len(parts) > 1 && parts[1] == "unit" {
			for i, t := range p.columns {
				if t.kind == unitOf && t.field == parts[0] {
					return p.header[i]
				}
			}
		}
		return p.headingOf(parts[0])
	}
	key := strings.NewReplacer("~1", "/", "~0", "~").Replace(parts[1])
	for i, t := range p.columns {
		if (t.kind == custom || t.kind == customIn) && t.field == key {
			return p.header[i]
		}
	}
	return "meta." + key
}
