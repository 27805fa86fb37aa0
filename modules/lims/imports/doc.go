// Package imports registers samples from CSV and XLSX: all rows or none, every fault of every row in one report, which
// is also a workbook with the cells marked; a batch can be undone while nobody has used it.
package imports
