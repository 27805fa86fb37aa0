// Package id makes and reads the identifiers of records (UUIDv7, RFC 9562).
package id
