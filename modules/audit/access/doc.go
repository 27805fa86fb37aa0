// Package access answers who read, exported, signed in or was refused what, when and from where.
package access
