// Package stall ends transfers whose other side stands still (SECURITY.md X-19, F-06): each read or write must move
// within a minute, however long the whole may take.
package stall
