// Package views keeps how people like to see lists: filter, sort and columns under a name, for oneself or for all.
package views
