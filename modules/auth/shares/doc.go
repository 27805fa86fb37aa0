// Package shares lets another organisation read single records (SECURITY.md §5 "Sharing"): off until both sides turn it on,
// for reading only, with reason and expiry, ended at once, in the trail of both. The policies of the database open the
// records; this package makes and ends the grants, and tells the router whose a record is.
package shares
