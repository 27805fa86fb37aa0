// Package outbox is how modules send mail: rows written in the transaction of their cause, and a wake-up of the sender
// that goes out with the commit. Without a mail server there is no Outbox, and a nil one does nothing.
package outbox
