// Package audit mounts the reading side of audit trail and access log. Nothing here writes either of them.
package audit
