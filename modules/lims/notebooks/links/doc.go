// Package links knows which records an entry may point at, whether they exist, and what they are called. It reads the
// tables of all modules, for a code and a name only.
package links
