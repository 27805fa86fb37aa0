// Package migrations brings a database to the schema this executable needs: numbered SQL under an advisory lock, up
// and down. It imports nothing of the project; River's own tables come from River's migrations.
package migrations
