// Package impact answers ISO/IEC 17025 §7.10 after an instrument was found out of tolerance: which results it gave since the
// last good calibration, and flags them, and what was made of them, all at once.
package impact
