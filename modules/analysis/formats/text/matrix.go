package text

import (
	"math"
	"strconv"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// matrixAxis finds the second axis of a matrix: a first row whose leading one or two cells
// are empty, a row alone above that is one cell shorter, or column names that are numbers.
// lead is the number of leading columns that belong to the first axis.
func (p *parser) matrixAxis(t *table, above *table, h heading) (axis []float64, lead int) {
	if above != nil && increasing(above.values) {
		return above.values, 1
	}
	if h.names != nil && h.units == nil {
		if axis := p.numericNames(h.names); axis != nil {
			return axis, 1
		}
	}
	if t.rows < 2 || t.columns < 3 {
		return nil, 0
	}
	row := t.values[:t.columns]
	for lead < t.columns && math.IsNaN(row[lead]) {
		lead++
	}
	if lead == 0 || lead > 2 || t.columns-lead < 2 || h.names != nil || !increasing(row[lead:]) {
		return nil, 0
	}
	for i := 1; i < t.rows; i++ {
		for j := range lead {
			if v := t.values[i*t.columns+j]; v != v {
				return nil, 0
			}
		}
	}
	return row[lead:], lead
}

// numericNames reads column names that are all numbers but the first.
func (p *parser) numericNames(names []string) []float64 {
	var axis []float64
	for _, n := range names[1:] {
		v, class := p.dialect.value([]byte(n))
		if class != number {
			return nil
		}
		axis = append(axis, v)
	}
	if len(axis) < 2 || !increasing(axis) {
		return nil
	}
	return axis
}

// increasing tells values that only rise or only fall, as an axis does.
func increasing(v []float64) bool {
	for i := 1; i < len(v); i++ {
		if !((v[i] > v[i-1]) == (v[1] > v[0]) && v[i] != v[i-1]) {
			return false
		}
	}
	return len(v) >= 2
}

// matrix makes the traces of a matrix. They run along the rows when there are two leading
// columns, the profile says so, or the rows are longer; along the columns otherwise.
func (p *parser) matrix(d *formats.Dataset, t *table, axis []float64, lead int, h heading) error {
	from := 0
	if v := t.values[0]; v != v && h.names == nil {
		from = 1
	}
	p.told(d, &table{columns: t.columns, rows: t.rows - from, values: t.values[from*t.columns:], surplus: t.surplus}, h)
	if lead == 2 || p.profile.rows || h.names == nil && len(axis) > t.rows-from {
		p.warn(d, "matrix", "a matrix: the first row is the abscissa, every row a trace; the file does not name the axis of the rows")
		return p.rowTraces(d, t, append([]float64(nil), axis...), lead, from)
	}
	p.warn(d, "matrix", "a matrix: the first column is the abscissa, every column a trace; the file does not name the axis of the columns")
	x := formats.Listed(p.quantity(d, h.label(0), formats.RoleX), t.column(0, from))
	for j, v := range axis {
		if j+1 >= t.columns {
			break
		}
		if err := p.trace(d, t, x, t.column(j+1, from), "", strconv.FormatFloat(v, 'g', -1, 64)); err != nil {
			return err
		}
		d.Traces[len(d.Traces)-1].Coord = map[string]formats.Value{"z": {Number: v}}
	}
	p.unknown(d, h)
	return nil
}

// rowTraces makes a trace of every row; its leading cells are coordinates.
func (p *parser) rowTraces(d *formats.Dataset, t *table, axis []float64, lead, from int) error {
	x := formats.Listed(p.quantity(d, "", formats.RoleX), axis)
	for i := from; i < t.rows; i++ {
		row := t.values[i*t.columns : (i+1)*t.columns]
		data := make([]float64, len(axis))
		copy(data, row[lead:])
		if err := p.trace(d, t, x, data, "", "row "+strconv.Itoa(i-from+1)); err != nil {
			return err
		}
		coord := map[string]formats.Value{}
		for j, v := range row[:lead] {
			coord["axis_"+strconv.Itoa(j+1)] = formats.Value{Number: v}
		}
		d.Traces[len(d.Traces)-1].Coord = coord
	}
	p.unknown(d, heading{})
	return nil
}
