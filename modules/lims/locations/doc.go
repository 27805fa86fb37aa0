// Package locations keeps the places of samples as a tree: sites, rooms, cabinets, boxes and slots, each with a capacity
// and a barcode to scan. The path of a place follows its names and parents.
package locations
