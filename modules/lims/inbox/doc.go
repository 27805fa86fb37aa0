// Package inbox shows people what waits for them: notices they have not read, and work of all modules they may do.
package inbox
