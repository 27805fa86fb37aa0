// Package work shows the background jobs of an organisation and stops them.
package work
