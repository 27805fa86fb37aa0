// Package entries keeps the pages of notebooks: Markdown with links to records, each version for ever, edited so that two
// people at once lose nothing.
package entries
