// Package lims mounts the laboratory's records: projects, instruments, samples, and protocols with who has read them.
package lims
