// Package timestamp asks a time-stamping authority to confirm that bytes existed at a time, and checks what it
// answered (RFC 3161). The token can be checked by others, too: openssl ts -verify -token_in.
package timestamp
