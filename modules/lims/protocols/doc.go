// Package protocols keeps the lab's procedures (SOPs) in revisions: written, reviewed by somebody else, effective from a day
// on, superseded by the next revision, retired. What was approved never changes again.
package protocols
