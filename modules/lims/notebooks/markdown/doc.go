// Package markdown turns the text of an entry into HTML that nothing can run in: GitHub's Markdown (tables, task lists),
// formulas kept as text, images of the organisation's own files, everything else taken out. It is pure computation.
package markdown
