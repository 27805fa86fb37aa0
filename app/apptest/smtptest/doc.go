// Package smtptest is a mail server inside a test: real SMTP with STARTTLS and sign-in, that keeps what it takes and can be
// told to refuse, to fall silent, and to go away.
package smtptest
