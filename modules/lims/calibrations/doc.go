// Package calibrations keeps the calibrations of instruments as on their certificates: as found, as left, uncertainty,
// standards. What they say about the instrument package instruments derives; what they say about earlier results is told here.
package calibrations
