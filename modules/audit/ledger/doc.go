// Package ledger reads entries, places, heads and checkpoints of the trail as they are stored, fast enough for a million
// of them. It judges nothing.
package ledger
