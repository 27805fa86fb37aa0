// Package projects keeps the projects that samples, experiments and notebooks belong to.
package projects
