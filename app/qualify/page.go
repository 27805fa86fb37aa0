package qualify

import _ "embed" // the page for inspectors

// Page says in Markdown what the product enforces, what remains the laboratory's duty, and what an owner of the database
// could still do.
//
//go:embed README.md
var Page string
