// Package records finds a record by its human code, as it is written on a label or in a notebook.
package records
