// Package signing is what can be signed and in which form: the registry of signable types, the canonical record (SECURITY.md
// CR-1 to CR-4), the manifest of a signature and the installation's key. Modules register their types; signing itself is in
// modules/lims/signatures.
package signing
