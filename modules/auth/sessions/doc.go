// Package sessions starts, renews and ends the sessions of people. A session is one sign-in on one device: access
// tokens name it, refresh tokens rotate within it (SECURITY.md ID-04 to ID-06).
package sessions
