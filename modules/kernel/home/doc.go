// Package home is how modules put numbers on the page that people see first: how much of something there is, and the list
// that shows it.
package home
