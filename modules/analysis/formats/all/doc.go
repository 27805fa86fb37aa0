// Package all knows every reader and their order. It sits above the readers, so that the
// data model and the contract in formats know none of them.
package all
