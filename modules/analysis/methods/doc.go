// Package methods is the catalogue of analyses: versioned recipes on the numeric core with named inputs, checked
// parameters and values with units. It is pure: a method gets curves and parameters and gives values; it reads and
// stores nothing, and the same input gives the same digits. A change that moves a number raises the version.
package methods
