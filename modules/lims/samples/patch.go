package samples

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// difference is one changed field in the timeline.
type difference struct {
	Field string `json:"field"`
	Old   any    `json:"old"`
	New   any    `json:"new"`
}

// changes collects what a patch really changes: columns to write, and the same for the timeline.
type changes struct {
	columns map[string]any
	list    []difference
}

func (c *changes) details() json.RawMessage { return mustJSON(map[string]any{"changes": c.list}) }

// only tells whether nothing but the named fields changes.
func (c *changes) only(fields ...string) bool {
	return !slices.ContainsFunc(c.list, func(d difference) bool { return !slices.Contains(fields, d.Field) })
}

// checked notes the version of its type that all custom values of a sample satisfy, where values or type changed.
func (c *changes) checked(r *Sample, how reshaping, whole bool) {
	if !whole || !how.whole && len(c.list) == 0 || r.TypeVersion != nil && *r.TypeVersion == how.schema.Version && !how.whole {
		return
	}
	c.columns["type_version"] = how.schema.Version
}

// put notes a column whose value becomes another one.
func put[T comparable](c *changes, column string, old, v *T) {
	if old == v || old != nil && v != nil && *old == *v {
		return
	}
	c.columns[column] = nil
	if v != nil {
		c.columns[column] = *v
	}
	c.list = append(c.list, difference{column, old, v})
}

// diff checks a patch against a sample and collects what it changes but metadata and place, and everything wrong with it.
func diff(f *values.Faults, r *Sample, in Change) *changes {
	c := &changes{columns: map[string]any{}}
	if in.Name.Set {
		name := f.Required("/name", in.Name.Value, 200)
		put(c, "name", &r.Name, &name)
	}
	if in.SampleType.Set {
		put(c, "sample_type", &r.SampleType, &in.SampleType.Value)
	}
	reference(c, "project_id", r.ProjectID, in.ProjectID)
	reference(c, "parent_id", r.ParentID, in.ParentID)
	for _, t := range []struct {
		column string
		old    *string
		patch  endpoint.Patch[string]
	}{{"lot", r.Lot, in.Lot}, {"barcode", r.Barcode, in.Barcode}, {"material", r.Material, in.Material}} {
		if t.patch.Set {
			v := f.Line("/"+t.column, t.patch.Given(), 200)
			if t.column == "barcode" && !same(t.old, v) {
				v = checkBarcode(f, "", v, r.Code)
			}
			put(c, t.column, t.old, v)
		}
	}
	if in.Description.Set {
		put(c, "description", r.Description, f.Prose("/description", in.Description.Given(), 20000))
	}
	if in.DieRow.Set {
		put(c, "die_row", r.DieRow, checkDie(f, "/die_row", in.DieRow.Given()))
	}
	if in.DieCol.Set {
		put(c, "die_col", r.DieCol, checkDie(f, "/die_col", in.DieCol.Given()))
	}
	unit := diffQuantity(f, c, r, in.Quantity)
	diffMinimum(f, c, r, in.Minimum, unit)
	diffLife(f, c, r, in)
	diffHazards(f, c, r, in.Hazards)
	return c
}

func reference(c *changes, column string, old *id.ID, p endpoint.Patch[id.ID]) {
	if p.Set {
		put(c, column, old, p.Given())
	}
}

// diffQuantity merges the members given into the quantity there is (RFC 7396 §2): {"value":"2"} keeps the unit. It gives the
// unit after the change.
func diffQuantity(f *values.Faults, c *changes, r *Sample, p endpoint.Patch[QuantityInput]) (unit *string) {
	if !p.Set {
		return r.QuantityUnit
	}
	old := quantity(r.QuantityText, r.QuantityUnit)
	now, ok := merged(f, "/quantity", old, p)
	if !ok {
		return r.QuantityUnit
	}
	if !same(old, now) {
		c.columns["quantity_text"], c.columns["quantity_number"], c.columns["quantity_unit"] = nil, nil, nil
		if now != nil {
			c.columns["quantity_text"], c.columns["quantity_number"], c.columns["quantity_unit"] = now.Value, now.Value, now.Unit
		}
		c.list = append(c.list, difference{"quantity", old, now})
	}
	if now == nil {
		return nil
	}
	return &now.Unit
}

// merged is a quantity after a merge patch; ok is false when something is wrong with it.
func merged(f *values.Faults, pointer string, old *Quantity, p endpoint.Patch[QuantityInput]) (now *Quantity, ok bool) {
	if p.Null {
		return nil, true
	}
	members := QuantityInput{}
	if old != nil {
		members["value"], members["unit"] = mustJSON(old.Value), mustJSON(old.Unit)
	}
	maps.Copy(members, p.Value)
	before := len(*f)
	text, unit := checkQuantity(f, pointer, members)
	if len(*f) > before {
		return nil, false
	}
	return quantity(text, unit), true
}

func quantity(text, unit *string) *Quantity {
	if text == nil || unit == nil {
		return nil
	}
	return &Quantity{Value: *text, Unit: *unit}
}

func diffHazards(f *values.Faults, c *changes, r *Sample, p endpoint.Patch[[]string]) {
	if !p.Set {
		return
	}
	now := checkHazards(f, "/hazards", p.Value)
	if slices.Equal(now, []string(r.Hazards)) {
		return
	}
	c.columns["hazards"] = Words(now)
	c.list = append(c.list, difference{"hazards", r.Hazards, now})
}
