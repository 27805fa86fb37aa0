// Package units reads the UCUM codes a semiconductor or spectroscopy laboratory writes (https://ucum.org, case
// sensitive) and converts decimal texts between units of one dimension. What it does not know it refuses; it never
// guesses, so a unit that stands where no schema asks for a dimension may stay free text. Photon energy, wavelength and
// wavenumber are different quantities tied by physics, not units of one quantity: they do not convert here. It is pure.
package units
