// Package verify reads a trail, from the running database, a restored backup or an export, and has it checked by
// package chain; beyond the chain it checks triggers, functions and grants against those of this executable, and
// records against their last entries. It writes nothing.
package verify
