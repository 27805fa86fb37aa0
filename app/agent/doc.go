// Package agent brings the files of an instrument's folder to the server: watched, hashed, queued on disk, sent once and
// never touched. It runs on the instrument's computer, on Windows too, and knows nothing of the server but its HTTP API.
package agent
