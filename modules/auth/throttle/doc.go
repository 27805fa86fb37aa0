// Package throttle counts failed attempts per account, source, network and over all, known accounts or not, so that guessing
// is slow and a refusal tells nothing (SECURITY.md ID-11, X-19). Devices that an account's owner has signed in from are counted
// apart: nobody locks others out.
package throttle
