// Package inbox is how modules tell people something: notices, written in the transaction of the event, and sources of
// what waits for somebody until it is done.
package inbox
