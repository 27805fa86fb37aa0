// Package calibration has the words in which one module tells another how an instrument's calibration stands. The rules are
// in lims; who needs them declares an interface in these words. It is pure.
package calibration
