// Package templates keeps the texts that entries start from.
package templates
