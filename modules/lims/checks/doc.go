// Package checks holds the rules for texts that people type into records, and collects what is wrong with a request.
package checks
