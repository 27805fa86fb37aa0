// Package home counts what people look for when they sign in (UX 11.8): cards of numbers of all modules, each with the
// list that it opens.
package home
