// Package notebooks keeps the notebooks: covers of entries, which are records of their own (package entries).
package notebooks
