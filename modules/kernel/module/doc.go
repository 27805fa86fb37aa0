// Package module is the contract between a module and the composition root.
package module
