package samples

import (
	"github.com/shopspring/decimal"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/units"
)

// longest is how many characters a measured value may have (values.IsDecimal).
const longest = 60

// remainder is what is left of a sample's amount after count parts of an equal amount are taken: exact where decimals can say it, with the
// decimals of the finer of the two. nil: the sample or the parts have no amount, and nothing is taken.
func remainder(r *Sample, part, unit *string, count int) (*Quantity, error) {
	if r.QuantityText == nil || part == nil {
		return nil, nil //nolint:nilnil // nothing to take from
	}
	amount := *part
	if *unit != *r.QuantityUnit { // exact where a decimal can say it
		var err error
		if amount, err = units.ConvertInterval(*part, *unit, *r.QuantityUnit); err != nil {
			return nil, apperr.InvalidField("/quantity/unit", "unit_mismatch", "The sample is measured in %s; give the parts in a unit that converts to it.", *r.QuantityUnit)
		}
	}
	have, err := decimal.NewFromString(*r.QuantityText)
	if err != nil {
		return nil, err
	}
	each, err := decimal.NewFromString(amount)
	if err != nil {
		return nil, err
	}
	left := have.Sub(each.Mul(decimal.NewFromInt(int64(count))))
	if left.IsNegative() {
		return nil, apperr.InvalidField("/quantity/value", "not_enough", "%d parts of %s %s are more than there is: %s %s.", count, *part, *unit, *r.QuantityText, *r.QuantityUnit)
	}
	text := left.StringFixed(max(0, -left.Exponent()))
	if len(text) > longest {
		return nil, apperr.InvalidField("/quantity/value", "out_of_range", "What is left could not be written exactly in %d characters.", longest)
	}
	return &Quantity{Value: text, Unit: *r.QuantityUnit}, nil
}

func (q *Quantity) none() bool {
	d, err := decimal.NewFromString(q.Value)
	return err == nil && d.IsZero()
}
