// Package qualify shows on a user's own installation that the product does what 21 CFR Part 11 and EU Annex 11 ask of it: the
// same executable, policy file and PostgreSQL, on a scratch database of their own, one check for each requirement P11-01 to
// P11-45 of the security page. It knows the product by its HTTP interface and its tables alone.
package qualify
