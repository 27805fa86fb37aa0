// Package mail sends single messages by SMTP and says what a refusal means: for ever, for now, or of the server as a
// whole. Only this package knows the library.
package mail
