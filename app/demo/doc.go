// Package demo fills a fresh installation with two organisations and a first working month. Everything is made
// through the services, so that rules, audit and row-level security run; it is idempotent, and an interrupted seed
// continues where it was.
package demo
