package imports

import (
	"strconv"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// report collects the faults of all rows, at most maxErrors of them, and counts the rows.
type report struct {
	faults    []Fault
	truncated bool
	rows      int
	bad       map[int]bool
	seen      map[string]bool // cells with a fault: the first one explains the others
}

func newReport() *report {
	return &report{faults: []Fault{}, bad: map[int]bool{}, seen: map[string]bool{}}
}

func (r *report) add(row int, column, code, detail string) {
	r.bad[row] = true
	if len(r.faults) >= maxErrors {
		r.truncated = true
		return
	}
	at := "/rows/" + strconv.Itoa(row)
	name := column
	if len(name) > 200 {
		name = shown(name)
	}
	if column != "" {
		at += "/" + values.Escape(name)
	}
	if r.seen[at] {
		return
	}
	r.seen[at] = true
	r.faults = append(r.faults, Fault{Pointer: at, Row: row, Column: name, Code: code, Detail: detail})
}
