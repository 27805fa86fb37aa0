// Package band integrates a curve over a range of its axis: area, area over a straight local line, centroid. Areas are
// trapezoids in units of x times y and positive for a curve above its line whichever way x runs.
package band
