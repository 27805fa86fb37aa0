// Package reviews is the review of the audit trail (21 CFR 11.10(e), EU Annex 11 9): a person has looked through it up to an
// entry, says so with the password given again, and the server's key signs that together with what the chain was there.
package reviews
