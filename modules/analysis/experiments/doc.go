// Package experiments keeps measurements as they are planned, run, reviewed and approved: samples, instrument, protocol and
// parameters, and the state that decides whether results may be recorded.
package experiments
