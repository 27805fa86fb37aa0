// Package retention tells how long each type of record is kept at least, and how much is older than that. The product
// destroys no regulated record, before its time or after it: archiving hides, the trail keeps. What is past its time is the
// laboratory's to export and decide on.
package retention
