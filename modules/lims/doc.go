// Package lims mounts the laboratory's records: projects, instruments and samples.
package lims
