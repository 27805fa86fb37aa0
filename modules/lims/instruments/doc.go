// Package instruments is the registry of the laboratory's instruments and what their latest calibration says about them.
package instruments
