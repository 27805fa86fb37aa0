// Package etag is optimistic concurrency: the entity tag of a version and the answers to a missing or stale one.
package etag
