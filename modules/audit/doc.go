// Package audit mounts audit trail and access log, and the reviews of the trail. Nothing here writes entries or lines: the
// database's triggers and the kernel do.
package audit
