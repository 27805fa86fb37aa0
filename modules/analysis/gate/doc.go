// Package gate keeps instruments whose calibration is overdue or out of tolerance from being measured on, unless somebody
// who may overrides that, which stays with the experiment and the result for ever.
package gate
