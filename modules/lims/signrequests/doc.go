// Package signrequests asks people to sign records: who, as what, one after the other or all at once. A request is for one
// version of its record, and moves on in the transaction that signs it; what changes the version ends it (step 0044).
package signrequests
