// Package auth is who may come in and what they may do: sign-in, sessions, tokens and keys, people and their roles,
// the organisation and its settings. It is the server's Authenticator.
package auth
