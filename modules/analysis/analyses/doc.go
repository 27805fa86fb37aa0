// Package analyses runs methods on stored traces: at once, as a preview that stores nothing, or as a background job. A
// stored result names method, version, effective parameters, hashes of what went in, and engine.
package analyses
