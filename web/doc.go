// Package web holds the frontend: its sources in ui, built into dist, which is in the tree so that go build and go test need
// no Node. Without a build one plain page says where the API is.
package web
