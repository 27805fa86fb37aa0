// Package users keeps the people of an organisation: who they are, which roles they have, whether they may come in.
package users
