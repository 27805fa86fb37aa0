// Package web holds the built frontend inside the binary. Without a build it serves one plain page that says where
// the API is, so that go build and go test need no Node.
package web
