package samples

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

const (
	maxHazards  = 30
	maxMetadata = 200
	maxDie      = 100_000
)

// draft is a checked sample ready to be written; its JSON is what the insert statement reads.
type draft struct {
	Ord            int             `json:"ord"`
	ID             id.ID           `json:"id"`
	HistoryID      id.ID           `json:"history_id"`
	Name           string          `json:"name"`
	SampleType     string          `json:"sample_type"`
	Status         string          `json:"status"`
	ProjectID      *id.ID          `json:"project_id"`
	ParentID       *id.ID          `json:"parent_id"`
	Lot            *string         `json:"lot"`
	Barcode        *string         `json:"barcode"`
	Location       *string         `json:"location"`
	Material       *string         `json:"material"`
	Description    *string         `json:"description"`
	QuantityText   *string         `json:"quantity_text"`
	QuantityNumber *string         `json:"quantity_number"`
	QuantityUnit   *string         `json:"quantity_unit"`
	Hazards        []string        `json:"hazards"`
	DieRow         *int            `json:"die_row"`
	DieCol         *int            `json:"die_col"`
	Values         []Value         `json:"-"`
	Metadata       string          `json:"metadata"` // the values as they are read
	Kind           string          `json:"kind"`
	Details        json.RawMessage `json:"details"`
}

// check turns a body into a draft and collects everything wrong with it; base is the pointer of the body.
func check(f *faults, base string, in New) draft {
	d := draft{ID: id.New(), HistoryID: id.New(), SampleType: in.SampleType, Status: in.Status, ProjectID: in.ProjectID,
		ParentID: in.ParentID, Kind: "registered", Details: json.RawMessage("{}")}
	if name := line(f, base+"/name", &in.Name, 200); name != nil {
		d.Name = *name
	} else {
		f.add(base+"/name", "required", "A sample needs a name.")
	}
	checkType(f, base+"/sample_type", in.SampleType)
	switch {
	case d.Status == "":
		d.Status = Registered
	case !slices.Contains([]string{Registered, Received, InUse, InStorage}, d.Status):
		f.add(base+"/status", "not_allowed", "A new sample is registered, received, in_use or in_storage.")
	}
	d.Lot = line(f, base+"/lot", in.Lot, 200)
	d.Barcode = line(f, base+"/barcode", in.Barcode, 200)
	d.Location = line(f, base+"/location", in.Location, 200)
	d.Material = line(f, base+"/material", in.Material, 200)
	d.Description = prose(f, base+"/description", in.Description)
	if in.Quantity != nil {
		d.QuantityText, d.QuantityUnit = checkQuantity(f, base+"/quantity", in.Quantity)
		d.QuantityNumber = d.QuantityText
	}
	d.Hazards = checkHazards(f, base+"/hazards", in.Hazards)
	d.DieRow, d.DieCol = checkDie(f, base+"/die_row", in.DieRow), checkDie(f, base+"/die_col", in.DieCol)
	d.Values = checkMetadata(f, base+"/metadata", in.Metadata)
	d.Metadata = string(appendMetadata(nil, d.Values))
	return d
}

func checkType(f *faults, pointer, key string) {
	switch {
	case key == "":
		f.add(pointer, "required", "A sample needs a type: one of %s.", typeKeys())
	case !knownType(key):
		f.add(pointer, "unknown_sample_type", "There is no such sample type; use one of %s.", typeKeys())
	}
}

// line checks a one-line text; blank is absent. Control characters would break labels and exports.
func line(f *faults, pointer string, s *string, longest int) *string {
	if s == nil {
		return nil
	}
	t := strings.TrimSpace(*s)
	switch {
	case t == "":
		return nil
	case utf8.RuneCountInString(t) > longest:
		f.add(pointer, "out_of_range", "This text has at most %d characters.", longest)
	case strings.ContainsFunc(t, unicode.IsControl):
		f.add(pointer, "control_character", "This text is one line without control characters.")
	}
	return &t
}

func prose(f *faults, pointer string, s *string) *string {
	if s == nil || strings.TrimSpace(*s) == "" {
		return nil
	}
	if utf8.RuneCountInString(*s) > 20000 {
		f.add(pointer, "out_of_range", "A description has at most 20000 characters.")
	}
	return s
}

func checkQuantity(f *faults, pointer string, q QuantityInput) (text, unit *string) {
	for name := range q {
		if name != "value" && name != "unit" {
			f.add(pointer+"/"+escape(name), "unknown_field", "A quantity has the members value and unit.")
		}
	}
	value, ok := decimal(q["value"])
	switch {
	case len(q["value"]) == 0:
		f.add(pointer+"/value", "required", "A quantity needs a value.")
	case !ok:
		f.add(pointer+"/value", "not_decimal", `A quantity is a decimal number such as "1.10".`)
	case strings.HasPrefix(value, "-"):
		f.add(pointer+"/value", "out_of_range", "A quantity is not negative.")
	}
	if raw, given := q["unit"]; given {
		decode(f, pointer+"/unit", raw, &unit)
		unit = line(f, pointer+"/unit", unit, 40)
	}
	if unit == nil {
		f.add(pointer+"/unit", "required", "A quantity needs a unit.")
	}
	return &value, unit
}

func checkHazards(f *faults, pointer string, in []string) []string {
	out := []string{}
	if len(in) > maxHazards {
		f.add(pointer, "out_of_range", "At most %d hazards.", maxHazards)
		return out
	}
	for i, h := range in {
		at := pointer + "/" + itoa(i)
		t := line(f, at, &h, 100)
		if t == nil {
			f.add(at, "required", "A hazard is a word or short text.")
		} else if word := ghs(*t); !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

func checkDie(f *faults, pointer string, v *int) *int {
	if v != nil && (*v > maxDie || *v < -maxDie) {
		f.add(pointer, "out_of_range", "A die coordinate lies between -%d and %d.", maxDie, maxDie)
	}
	return v
}

func checkMetadata(f *faults, pointer string, in map[string]json.RawMessage) []Value {
	if len(in) > maxMetadata {
		f.add(pointer, "out_of_range", "At most %d values.", maxMetadata)
		return nil
	}
	out := make([]Value, 0, len(in))
	for _, key := range slices.Sorted(maps.Keys(in)) {
		out = append(out, parsePlain(f, pointer+"/"+escape(key), key, in[key]))
	}
	return out
}
