package samples

import (
	"regexp"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/units"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// minimum is the least amount there should be, in the unit of the quantity; nil while there is no quantity.
func minimum(f *values.Faults, base string, text, unit, of *string) *string {
	if text == nil || unit == nil || of == nil {
		return nil
	}
	if *unit == *of {
		return text
	}
	n, err := units.ConvertInterval(*text, *unit, *of)
	if err != nil {
		f.Add(base+"/minimum_quantity/unit", "unit_mismatch", "The quantity is measured in %s; give the minimum in a unit that converts to it.", *of)
		return nil
	}
	return &n
}

// diffMinimum collects a change of the least amount; unit is that of the quantity after the change.
func diffMinimum(f *values.Faults, c *changes, r *Sample, p endpoint.Patch[QuantityInput], unit *string) {
	old := quantity(r.MinimumText, r.MinimumUnit)
	now := old
	if p.Set {
		var ok bool
		if now, ok = merged(f, "/minimum_quantity", old, p); !ok {
			return
		}
	}
	if same(old, now) && same(unit, r.QuantityUnit) {
		return
	}
	c.columns["minimum_text"], c.columns["minimum_unit"], c.columns["minimum_number"] = nil, nil, nil
	if now != nil {
		c.columns["minimum_text"], c.columns["minimum_unit"] = now.Value, now.Unit
		if n := minimum(f, "", &now.Value, &now.Unit, unit); n != nil {
			c.columns["minimum_number"] = *n
		}
	}
	if !same(old, now) {
		c.list = append(c.list, difference{"minimum_quantity", old, now})
	}
}

// life reads when a new sample came and how long it keeps.
func (d *draft) life(f *values.Faults, base string, in New, now time.Time) {
	d.ReceivedAt, d.ExpiresAt = checkTime(f, base+"/received_at", in.ReceivedAt), checkTime(f, base+"/expires_at", in.ExpiresAt)
	if d.ReceivedAt == nil && d.Status == Received {
		d.ReceivedAt = &now
	}
	checkLife(f, base, d.ReceivedAt, d.ExpiresAt)
}

// diffLife collects changes of when a sample came and how long it keeps.
func diffLife(f *values.Faults, c *changes, r *Sample, in Change) {
	received, expires := r.ReceivedAt, r.ExpiresAt
	if in.ReceivedAt.Set {
		received = checkTime(f, "/received_at", in.ReceivedAt.Given())
		putTime(c, "received_at", r.ReceivedAt, received)
	}
	if in.ExpiresAt.Set {
		expires = checkTime(f, "/expires_at", in.ExpiresAt.Given())
		putTime(c, "expires_at", r.ExpiresAt, expires)
	}
	if in.ReceivedAt.Set || in.ExpiresAt.Set {
		checkLife(f, "", received, expires)
	}
}

// checkTime takes a moment that a calendar of a laboratory may have, as exact as the database keeps it.
func checkTime(f *values.Faults, pointer string, t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	if t.Year() < 1900 || t.Year() > 2999 {
		f.Add(pointer, "out_of_range", "A time lies between the years 1900 and 2999.")
	}
	exact := t.UTC().Truncate(time.Microsecond)
	return &exact
}

func checkLife(f *values.Faults, base string, received, expires *time.Time) {
	if received != nil && expires != nil && !expires.After(*received) {
		f.Add(base+"/expires_at", "expiry_before_receipt", "It would have expired before it was received, at %s; correct one of the two times.", received.Format(time.RFC3339))
	}
}

func putTime(c *changes, column string, old, v *time.Time) {
	if old == v || old != nil && v != nil && old.Equal(*v) {
		return
	}
	c.columns[column] = nil
	if v != nil {
		c.columns[column] = *v
	}
	c.list = append(c.list, difference{column, old, v})
}

// codeForm is the form of the codes of samples (API.md §1). A barcode of that form would one day be somebody else's code.
var codeForm = regexp.MustCompile(`^SMP-[0-9]{4}-[0-9]{6,}$`)

// checkBarcode refuses a barcode that a scanner could not tell from the code of another sample.
func checkBarcode(f *values.Faults, base string, barcode *string, own string) *string {
	if barcode != nil && *barcode != own && codeForm.MatchString(*barcode) {
		f.Add(base+"/barcode", "barcode_is_code", "This has the form of a code, which belongs to one sample: leave the barcode out, a scanner finds the sample by its own code.")
	}
	return barcode
}
