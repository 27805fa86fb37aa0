// Package shortlist pages what is held in memory the way every other list is paged.
package shortlist
