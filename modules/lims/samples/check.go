package samples

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
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
	LocationID     *id.ID          `json:"location_id"`
	Place          *string         `json:"place"` // path of LocationID, for the timeline
	Material       *string         `json:"material"`
	Description    *string         `json:"description"`
	QuantityText   *string         `json:"quantity_text"`
	QuantityNumber *string         `json:"quantity_number"`
	QuantityUnit   *string         `json:"quantity_unit"`
	Hazards        []string        `json:"hazards"`
	DieRow         *int            `json:"die_row"`
	DieCol         *int            `json:"die_col"`
	TypeVersion    *int            `json:"type_version"`
	Position       *string         `json:"position"`
	ReceivedAt     *time.Time      `json:"received_at"`
	ExpiresAt      *time.Time      `json:"expires_at"`
	MinimumText    *string         `json:"minimum_text"`
	MinimumUnit    *string         `json:"minimum_unit"`
	MinimumNumber  *string         `json:"minimum_number"`
	Values         []values.Typed  `json:"-"`
	Metadata       string          `json:"metadata"` // the values as they are read
	Kind           string          `json:"kind"`
	Details        json.RawMessage `json:"details"`
	refs           []sampletypes.Ref
	schema         *sampletypes.Schema
}

// check turns a body into a draft and collects everything wrong with it; base is the pointer of the body.
func check(f *values.Faults, base string, in New, known schemas, now time.Time) draft {
	d := draft{ID: id.New(), HistoryID: id.New(), SampleType: in.SampleType, Status: in.Status, ProjectID: in.ProjectID,
		ParentID: in.ParentID, Kind: "registered", Details: json.RawMessage("{}")}
	d.Name = f.Required(base+"/name", in.Name, 200)
	schema := known.check(f, base+"/sample_type", in.SampleType)
	switch {
	case d.Status == "":
		d.Status = Registered
	case !slices.Contains([]string{Registered, Received, InUse, InStorage}, d.Status):
		f.Add(base+"/status", "not_allowed", "A new sample is registered, received, in_use or in_storage.")
	}
	d.Lot = f.Line(base+"/lot", in.Lot, 200)
	d.Barcode = checkBarcode(f, base, f.Line(base+"/barcode", in.Barcode, 200), "")
	d.Location, d.LocationID, d.Position = where(f, base, in.Location, in.LocationID, in.Position)
	d.Material = f.Line(base+"/material", in.Material, 200)
	d.Description = f.Prose(base+"/description", in.Description, 20000)
	if in.Quantity != nil {
		d.QuantityText, d.QuantityUnit = checkQuantity(f, base+"/quantity", in.Quantity)
		d.QuantityNumber = d.QuantityText
	}
	if in.Minimum != nil {
		d.MinimumText, d.MinimumUnit = checkQuantity(f, base+"/minimum_quantity", in.Minimum)
		d.MinimumNumber = minimum(f, base, d.MinimumText, d.MinimumUnit, d.QuantityUnit)
	}
	d.life(f, base, in, now)
	d.Hazards = checkHazards(f, base+"/hazards", in.Hazards)
	d.DieRow, d.DieCol = checkDie(f, base+"/die_row", in.DieRow), checkDie(f, base+"/die_col", in.DieCol)
	d.custom(f, base, schema, in.Metadata)
	return d
}

func checkQuantity(f *values.Faults, pointer string, q QuantityInput) (text, unit *string) {
	for name := range q {
		if name != "value" && name != "unit" {
			f.Add(pointer+"/"+values.Escape(name), "unknown_field", "A quantity has the members value and unit.")
		}
	}
	value, ok := values.Decimal(q["value"])
	switch {
	case len(q["value"]) == 0:
		f.Add(pointer+"/value", "required", "A quantity needs a value.")
	case !ok:
		f.Add(pointer+"/value", "not_decimal", `A quantity is a decimal number such as "1.10".`)
	case strings.HasPrefix(value, "-"):
		f.Add(pointer+"/value", "out_of_range", "A quantity is not negative.")
	}
	if raw, given := q["unit"]; given {
		f.Decode(pointer+"/unit", raw, &unit)
		unit = f.Line(pointer+"/unit", unit, 40)
	}
	if unit == nil {
		f.Add(pointer+"/unit", "required", "A quantity needs a unit.")
	}
	return &value, unit
}

func checkHazards(f *values.Faults, pointer string, in []string) []string {
	out := []string{}
	if len(in) > maxHazards {
		f.Add(pointer, "out_of_range", "At most %d hazards.", maxHazards)
		return out
	}
	for i, h := range in {
		at := pointer + "/" + itoa(i)
		t := f.Line(at, &h, 100)
		if t == nil {
			f.Add(at, "required", "A hazard is a word or short text.")
		} else if word := ghs(*t); !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

func checkDie(f *values.Faults, pointer string, v *int) *int {
	if v != nil && (*v > maxDie || *v < -maxDie) {
		f.Add(pointer, "out_of_range", "A die coordinate lies between -%d and %d.", maxDie, maxDie)
	}
	return v
}
