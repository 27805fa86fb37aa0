// Package files keeps uploaded instrument files: the bytes in a bucket, exactly as they came and under their SHA-256,
// the description and what a reader made of them in the database. An upload is streamed, never whole in memory; it
// either leaves a file with its traces and lineage, or nothing.
package files
