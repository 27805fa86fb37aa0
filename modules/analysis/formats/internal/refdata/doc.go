// Package refdata compares what a reader gives with the facts of the reference folder.
// It serves tests only. The folder is no part of the project: tests that need it skip,
// naming the path, when it is absent.
package refdata
