// Package proofs answers, for the caller's organisation, whether its trail is whole, up to where it is proven outside the
// database, and hands the trail out in a form that verifies offline.
package proofs
