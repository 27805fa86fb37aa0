// Package seal encrypts small things that leave the server's memory, each purpose with a key of its own.
package seal
