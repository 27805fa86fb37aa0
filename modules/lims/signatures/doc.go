// Package signatures signs records (SECURITY.md §3): what is to be signed, the signing transaction, who may sign, and whether a
// signature still fits what it was made for. What can be signed, the modules say (kernel/signing).
package signatures
