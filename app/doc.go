// Package app is the composition root: the only place that knows every module. It builds the server from the
// configuration, runs it, and holds the commands of the executable.
package app
