// Package maintenance keeps the maintenance log of instruments, and how long each piece of work kept its instrument from use.
package maintenance
