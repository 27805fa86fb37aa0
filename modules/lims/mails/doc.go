// Package mails sends what the outbox holds, tries again what did not go out, gathers the daily digest, and lets
// administrators see and repeat what failed. Addresses and texts are made when a mail is sent. It is claimed, sent and
// marked: a server killed between sending and marking sends again when the claim ends, with the same Message-ID.
package mails
